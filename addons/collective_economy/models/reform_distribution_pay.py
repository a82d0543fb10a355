import hashlib
from base64 import b64decode

from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import distribution as rules
from odoo.addons.reform_rules.economy import distribution_money
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import distribution as messages
from .reform_distribution import CORRECTED, PAYING

CLERK = "reform_places.group_clerk"
ACCOUNTANT = "reform_places.group_accountant"
CASHIER = "reform_places.group_cashier"


class ReformDistributionPay(models.Model):
    """The money of a distribution: whether it is there, who was paid, what came back, what was put right."""

    _inherit = "reform.distribution"

    # -- the collective's own money ---

    def _check_money(self, amount=None):
        """Refuse to give the members what a debt, or money meant for something else, would pay.

        Args: amount: in yuan, the whole dividend where none is given.
        """
        self.ensure_one()
        chart = self.env["ledger.book"]._of(self.entity_id).chart_id.version
        kinds = distribution_money.accounts(chart)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT code, sum(CASE WHEN code = ANY(%(members)s) THEN least(balance, 0) ELSE balance END)
                     FROM (SELECT left(a.code, 3) AS code, b.partner_id, sum(b.debit - b.credit) AS balance
                             FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
                            WHERE b.entity_id = %(entity)s AND left(a.code, 3) = ANY(%(codes)s)
                              AND %(origin)s
                            GROUP BY 1, 2) AS by_party
                    GROUP BY 1""",
                members=list(kinds["members"]),
                codes=[code for codes in kinds.values() for code in codes],
                entity=self.entity_id.id,
                origin=self._origin_sql(),
            )
        )
        money = distribution_money.money({code: yuan(left) for code, left in self.env.cr.fetchall()}, chart)
        first = self._rules().value("distribution_debts_first") == "yes"
        try:
            rules.check_money(yuan(self.dividend) if amount is None else amount, money, debts_first=first)
        except RuleError as refusal:
            raise UserError(messages.plan_refused(self.env, refusal.name, refusal.facts)) from refusal

    # -- paying ---

    def _pay(self, lines, *, method, date, paper=False, paper_name=False, note=""):
        """Record that members were paid in full, and return the event; the cashier does it, nobody else.

        Args: paper: the bank's receipt, or the list signed by the members; without it nothing is paid in
        cash. Raises: UserError: not payable, a claim or correction nobody has posted yet, an account not
        verified, somebody paid already, a day to come, before the claim or in a closed month.
        """
        self.ensure_one()
        self._require_group(CASHIER)
        self.check_access("read")
        plan = self.sudo()
        plan._lock_rows()
        if plan.state not in PAYING:
            raise UserError(messages.not_payable(self.env))
        lines = lines.sudo()
        claims = plan._claims(lines)
        claims._require_posted()
        lines.invalidate_recordset(["unpaid"])
        wrong = lines.filtered(lambda line: line.distribution_id != plan or yuan(line.unpaid) <= 0)
        if wrong or not lines:
            raise UserError(messages.nothing_to_pay(self.env, name=wrong[:1].holder_name or ""))
        plan._check_day(date, max(claims.voucher_id.mapped("date")))
        if method == "bank" and (open_accounts := lines.filtered(lambda line: not line.account_verified)):
            names = "、".join(open_accounts[:10].mapped("holder_name"))
            raise UserError(messages.account_not_verified(self.env, names=names))
        if method == "cash" and not paper:
            raise UserError(messages.signed_list_missing(self.env))
        parts = {line.id: (line.partner_id.id, yuan(line.unpaid)) for line in lines}
        event = self.env["reform.distribution.event"]._record(
            plan,
            "paid",
            amount=sum((amount for _partner, amount in parts.values()), start=ZERO),
            parts=parts,
            date=date,
            method=method,
            note=note,
            **self._paper_vals(paper, paper_name),
        )
        if plan.state == "payable" and not plan.line_ids.filtered(lambda line: yuan(line.unpaid) > 0):
            plan._move("paid")
        return event.with_env(self.env)

    def _claims(self, lines):
        """Return the events a payment of the lines leans on: the dividend, and the corrections of theirs."""
        self.ensure_one()
        return self._standing_events().filtered(
            lambda event: (
                event.kind == "dividend" or (event.kind == "correction" and event.part_ids.line_id & lines)
            )
        )

    def _check_day(self, day, earliest):
        """Refuse a day money cannot have moved on, or one the books accept nothing of any more."""
        if day > civil_day.today():
            raise UserError(messages.posting_to_come(self.env, date=day))
        if day < earliest:
            raise UserError(messages.before_the_claim(self.env, date=day, earliest=earliest))
        if self.env["ledger.book"]._of(self.entity_id)._period(day).state != "open":
            raise UserError(messages.month_closed(self.env, date=day, month=f"{day:%Y-%m}"))

    @staticmethod
    def _paper_vals(paper, paper_name=False):
        """Return the values that keep a paper and its digest with an event."""
        digest = hashlib.sha256(b64decode(paper)).hexdigest() if paper else False
        return {"paper": paper, "paper_name": paper_name, "paper_digest": digest}

    def action_pay(self):
        """Ask who is paid, how and by which paper."""
        self.ensure_one()
        self._require_group(CASHIER)
        return self._ask("reform.distribution.pay", messages.pay_title(self.env))

    # -- what came back ---

    def _return(self, event, lines, *, date, reason, paper, paper_name=False):
        """Record that money paid came back, and return the event in red: the lines are to be paid anew.

        Args: event: the payment. lines: whose part came back, some of the payment's or all. paper: what the
        bank or the member gave for it.
        Raises: UserError: no such payment, a part that came back already, no reason or paper, a day to
        come, before the payment or in a closed month.
        """
        self.ensure_one()
        self._require_group(CASHIER)
        self.check_access("read")
        if not (reason or "").strip() or not paper:
            raise UserError(messages.reason_missing(self.env))
        plan, event, lines = self.sudo(), event.sudo(), lines.sudo()
        plan._lock_rows()
        if plan.state not in PAYING or event.distribution_id != plan:
            raise UserError(messages.not_payable(self.env))
        wrong = lines - event._still_paid()
        if wrong or not lines:
            raise UserError(messages.nothing_came_back(self.env, name=wrong[:1].holder_name or ""))
        plan._check_day(date, event.date)
        red = event.with_env(self.env)._take_back(
            date, reason.strip(), lines=lines, **self._paper_vals(paper, paper_name)
        )
        plan._message_log(
            body=messages.came_back(
                self.env, date=date, amount=-red.amount, names="、".join(lines[:10].mapped("holder_name")),
                reason=reason.strip(),
            )
        )  # fmt: skip
        return red

    # -- putting right ---

    def _correct(self, line, amount, *, reason, paper):
        """Give a member more, or claim back what was too much, after the claims have been booked.

        The voucher is prepared here, reviewed and posted by two others; nobody is paid before that. What one
        gets more is what another got too much: the members together never get more than was voted.
        """
        self.ensure_one()
        self._require_group(CLERK, ACCOUNTANT)
        self.check_access("write")
        self._lock_rows()
        if self.state not in CORRECTED or line.distribution_id != self:
            raise UserError(messages.not_payable(self.env))
        if not (reason or "").strip() or not paper:
            raise UserError(messages.reason_missing(self.env))
        self._check_correction(line.sudo(), yuan(amount))
        event = self.env["reform.distribution.event"]._record(
            self,
            "correction",
            amount=yuan(amount),
            parts={line.id: (line.sudo().partner_id.id, yuan(amount))},
            date=civil_day.today(),
            note=reason,
            **self._paper_vals(paper),
        )
        event._book()
        return event

    def _check_correction(self, line, amount):
        """Refuse a correction of nothing, of more than a member was given, than was voted, than is there."""
        if not amount:
            raise UserError(messages.nothing_to_correct(self.env))
        given = yuan(line.amount) + yuan(line.corrected)
        if given + amount < ZERO:
            raise UserError(messages.less_than_nothing(self.env, name=line.holder_name, given=given))
        if amount < ZERO:
            return
        parts, corrected = (
            self.env["reform.distribution.line"]
            .sudo()
            ._read_group([("distribution_id", "=", self.id)], [], ["amount:sum", "corrected:sum"])[0]
        )
        # Cents left over and the part of collective shares have gone to the reserve.
        most = yuan(self.dividend) - yuan(self.residue) - yuan(self.collective_part)
        left = most - yuan(parts) - yuan(corrected)
        if amount > left:
            raise UserError(messages.more_than_voted(self.env, most=most, left=left))
        self._check_money(amount)

    def action_correct(self):
        """Ask what is put right, for whom and why."""
        self.ensure_one()
        return self._ask("reform.distribution.correct", messages.correct_title(self.env))
