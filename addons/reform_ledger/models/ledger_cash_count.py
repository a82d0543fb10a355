from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger import cash_count as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError

from ..messages import cash_and_bank as messages

NUMBERS = frozenset(rules.DENOMINATIONS)
STATES = [("draft", "Counting"), ("counted", "Signed by the Cashier"), ("signed", "Signed by Both")]


class LedgerCashCount(models.Model):
    """Counting the cash box 库存现金盘点: note by note, against the journal, before a second person's eyes.

    How it works: the cashier counts and signs; accountant or supervisor signs as the second; a difference
    then stands in the journal, and a voucher through 181 is prepared for it.
    """

    _name = "ledger.cash.count"
    _description = "Cash Count"
    _inherit = ["mail.thread", "mail.activity.mixin", "reform.workflow.mixin"]
    _order = "date desc, id desc"
    _mail_post_access = "read"

    _state_edges = frozenset({("draft", "counted"), ("counted", "draft"), ("counted", "signed")})
    _guarded_fields = frozenset(
        {"book_balance", "cashier_id", "counted_at", "witness_id", "signed_at", "voucher_id"}
    )
    _frozen_fields = NUMBERS | {"entity_id", "date", "reason"}

    entity_id = fields.Many2one(
        "reform.entity",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env["ledger.voucher"]._default_entity(),
    )
    date = fields.Date(required=True, default=civil_day.today)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, index=True)
    n100 = fields.Integer("100 yuan", aggregator=None)
    n50 = fields.Integer("50 yuan", aggregator=None)
    n20 = fields.Integer("20 yuan", aggregator=None)
    n10 = fields.Integer("10 yuan", aggregator=None)
    n5 = fields.Integer("5 yuan", aggregator=None)
    n1 = fields.Integer("1 yuan", aggregator=None)
    n05 = fields.Integer("5 jiao", aggregator=None)
    n01 = fields.Integer("1 jiao", aggregator=None)
    counted = fields.Float("Counted Sum", digits=(16, 2), compute="_compute_counted", store=True)
    book_balance = fields.Float("Journal at the Count", digits=(16, 2), readonly=True, copy=False)
    book_shown = fields.Float("Journal Balance", digits=(16, 2), compute="_compute_difference")
    ledger_shown = fields.Float("Balance of 101 in the Ledger", digits=(16, 2), compute="_compute_difference")
    difference = fields.Float(
        "Surplus or Shortage", digits=(16, 2), compute="_compute_difference", help="Counted less journal."
    )
    reason = fields.Char("Reason of the Difference")
    cashier_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    counted_at = fields.Datetime("Cashier Signed at", readonly=True, copy=False)
    witness_id = fields.Many2one("res.users", "Second Person", readonly=True, copy=False, ondelete="restrict")
    signed_at = fields.Datetime("Second Person Signed at", readonly=True, copy=False)
    voucher_id = fields.Many2one("ledger.voucher", readonly=True, copy=False, ondelete="restrict")

    _two_people = models.Constraint(
        "CHECK (cashier_id <> witness_id)", "A count is signed by two different people."
    )
    _signed = models.Constraint(
        "CHECK (state = 'draft' OR cashier_id IS NOT NULL AND (state = 'counted' OR witness_id IS NOT NULL))",
        "A count is signed by two different people.",
    )

    @api.depends("entity_id", "date")
    def _compute_display_name(self):
        for count in self:
            count.display_name = f"{count.entity_id.name or ''} {count.date or ''}".strip()

    @api.depends(*NUMBERS)
    def _compute_counted(self):
        for count in self:
            try:
                count.counted = float(rules.counted(count._numbers()))
            except RuleError:
                count.counted = 0

    @api.depends("counted", "book_balance", "entity_id", "date", "state")
    def _compute_difference(self):
        Line = self.env["ledger.cash.line"]
        for count in self:
            live = count.entity_id and count.date and count.state == "draft"
            book = Line._balance(count.entity_id, count.date) if live else yuan(count.book_balance)
            count.book_shown = float(book)
            count.difference = float(yuan(count.counted) - book)
            count.ledger_shown = float(count._ledger_balance()) if count.entity_id and count.date else 0

    def _numbers(self):
        return {name: self[name] or 0 for name in rules.DENOMINATIONS}

    def _ledger_balance(self):
        """Return what the posted entries of 101 come to on the day of the count, in yuan."""
        self.env["ledger.entry"].flush_model()
        self.env.cr.execute(
            """SELECT coalesce(sum(e.debit - e.credit), 0) FROM ledger_entry e
                 JOIN ledger_voucher v ON v.id = e.voucher_id JOIN ledger_account a ON a.id = e.account_id
                WHERE e.entity_id = %s AND v.state = 'posted' AND e.date <= %s AND a.code LIKE '101%%'""",
            [self.entity_id.id, self.date],
        )
        return yuan(self.env.cr.fetchone()[0])

    def _seal_payload(self):
        return {
            "id": self.id,
            "date": self.date,
            **self._numbers(),
            "counted": yuan(self.counted),
            "book": yuan(self.book_balance),
            "reason": self.reason or "",
            "cashier": self.cashier_id.id,
            "witness": self.witness_id.id or 0,
        }

    # -- acts ------------------------------------------------------------------------------------------------

    def action_count(self):
        """The cashier signs what lies in the box."""
        self._require_group("reform_places.group_cashier")
        for count in self:
            if count.date > civil_day.today():
                raise UserError(messages.in_the_future(self.env, date=count.date))
            count._refuse_closed()
            book = self.env["ledger.cash.line"]._balance(count.entity_id, count.date)
            try:
                difference = rules.counted(count._numbers()) - book
                rules.check(difference, count.reason or "")
            except rules.NegativeNumber as error:
                name = rules.DENOMINATIONS[error.denomination]
                raise UserError(messages.negative_number(self.env, denomination=name)) from error
            except rules.ReasonMissing as error:
                raise UserError(
                    messages.reason_of_difference(self.env, difference=error.difference)
                ) from error
            count._move(
                "counted",
                book_balance=float(book),
                cashier_id=self.env.uid,
                counted_at=fields.Datetime.now(),
            )
        return True

    def action_again(self):
        """Back to counting: before the second person has signed the cashier may count once more."""
        self._require_group("reform_places.group_cashier")
        return self._move("draft", cashier_id=False, counted_at=False, book_balance=0)

    def action_sign(self):
        """The second person has seen the count; a difference is written into the journal."""
        self._require_group("reform_places.group_accountant", "reform_places.group_supervisor")
        self.check_access("read")
        for count in self:
            if count.cashier_id == self.env.user:
                raise AccessError(messages.own_count(self.env))
            if count.difference:
                # Where nothing is to be written, the second signature may still follow the closing.
                count._refuse_closed()
            self.env["ledger.cash.line"]._take_turn(count.entity_id)
            now = self.env["ledger.cash.line"]._balance(count.entity_id, count.date)
            if now != yuan(count.book_balance):
                raise UserError(messages.book_moved(self.env, before=yuan(count.book_balance), now=now))
            # Both have signed; the second person writes nothing but this step.
            count.sudo()._move("signed", witness_id=self.env.uid, signed_at=fields.Datetime.now())
            count._write_difference()
        return True

    def _refuse_closed(self):
        """A closed month takes no difference: neither the journal's line nor the voucher through 181."""
        self.ensure_one()
        self.env["ledger.book"]._of(self.entity_id)._period(self.date)._refuse_closed(self.date)

    def _write_difference(self):
        """Bring the journal to what lies in the box, in the cashier's name."""
        difference = yuan(self.difference)
        if not difference:
            return
        journal = self.env["ledger.cash.line"].sudo()
        summary = messages.count_summary(self.env, day=self.date, surplus=difference > 0)
        journal._add(
            [
                {
                    "entity_id": self.entity_id.id,
                    "date": self.date,
                    "summary": summary,
                    "amount_in": float(max(difference, yuan(0))),
                    "amount_out": float(max(-difference, yuan(0))),
                    "cashier_id": self.cashier_id.id,
                    "count_id": self.id,
                }
            ]
        )

    def action_book(self):
        """Prepare the voucher that carries the difference through 181, and show it."""
        self.ensure_one()
        self._require_group("reform_places.group_clerk", "reform_places.group_accountant")
        self.check_access("read")
        difference = yuan(self.difference)
        if not difference or self.state != "signed":
            raise UserError(messages.no_difference(self.env))
        if not self.voucher_id:
            voucher = self.env["ledger.voucher"]._from_event(
                [
                    {
                        "entity_id": self.entity_id.id,
                        "date": self.date,
                        "summary": messages.count_summary(self.env, day=self.date, surplus=difference > 0),
                        "event_key": f"cash_count:{self.id}:difference",
                        "attachment_count": 1,
                        "entries": [line._asdict() for line in rules.voucher_lines(difference)],
                    }
                ]
            )
            # The right to prepare has been checked; the count itself belongs to the cashier.
            self.sudo()._set_guarded({"voucher_id": voucher.id})
        return self.voucher_id._action_form()

    def action_voucher(self):
        self.ensure_one()
        return self.voucher_id._action_form()
