from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.ledger import closing as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import closing as messages

# What an account is to the closing, by the identifier it has in every version of the chart.
ROLES = {
    "current_year_income": rules.RESULT,
    "distributions": rules.DISTRIBUTED,
    "undistributed_income": rules.UNDISTRIBUTED,
    # Charts that do not divide it further keep everything on the one account.
    "income_distribution": rules.UNDISTRIBUTED,
    "reserve_and_welfare_fund": rules.RESERVE,
}
NOMINAL = (rules.INCOME, rules.EXPENSE)


class LedgerBook(models.Model):
    """What closing needs of the books: balances by role and village, its vouchers, the marks of a year."""

    _inherit = "ledger.book"

    monthly_transfer = fields.Boolean(
        "Transfer Income Every Month",
        help="Income and expenses go to the result of the year every month, not only in December.",
    )
    closing_ids = fields.One2many("ledger.closing", "book_id", "Years")
    marks_html = fields.Html("Locked and Reopened", compute="_compute_marks_html", sanitize=False)

    # -- accounts and balances by their part in the closing --------------------------------------------------

    def _closing_roles(self, *, archived=True):
        """Return {code: role} of the accounts of the books; '' for those that closing leaves alone."""
        self.ensure_one()
        accounts = self.env["ledger.account"]._of_entity(self.entity_id, self.chart_id, archived=archived)
        roles = {}
        for code in sorted(accounts):
            account = accounts[code]
            above = roles.get(account.parent_id.code, "")
            own = account.kind if account.kind in NOMINAL else ""
            roles[code] = ROLES.get(account.identifier) or above or own
        return roles

    def _closing_targets(self):
        """Return the codes that take up what is closed; UserError when the chart has none."""
        self.ensure_one()
        roles = self._closing_roles(archived=False)
        leaves = {
            role: [
                code
                for code, each in roles.items()
                if each == role and not any(other != code and other.startswith(code) for other in roles)
            ]
            for role in (rules.RESULT, rules.UNDISTRIBUTED)
        }
        if not all(leaves.values()):
            raise UserError(messages.no_result_account(self.env, chart=self.chart_id.display_name))
        return rules.Targets(leaves[rules.RESULT][0], leaves[rules.UNDISTRIBUTED][0])

    def _closing_balances(self, day, *, with_unposted=True):
        """Return the rule's Balance rows at the end of the month of `day`, closed accounts and equity only.

        Args: with_unposted: count the closing vouchers that wait for their review or posting as well, so that
            what they carry is not carried twice.
        """
        self.ensure_one()
        self.env.flush_all()
        roles = {code: role for code, role in self._closing_roles().items() if role}
        unposted = SQL(
            """UNION ALL
               SELECT e.account_id, e.partner_id, e.origin_place_id, e.debit - e.credit
                 FROM ledger_voucher v JOIN ledger_entry e ON e.voucher_id = v.id
                WHERE v.entity_id = %s AND v.date <= %s AND v.kind = 'closing' AND v.state <> 'posted'""",
            self.entity_id.id,
            day,
        )
        self.env.cr.execute(
            SQL(
                """SELECT a.code, CASE WHEN a.detail_required THEN coalesce(b.partner_id, 0) ELSE 0 END,
                          b.origin_place_id, sum(b.amount)
                     FROM (SELECT account_id, partner_id, origin_place_id, debit - credit AS amount
                             FROM ledger_balance WHERE entity_id = %s AND month <= %s %s) b
                     JOIN ledger_account a ON a.id = b.account_id
                    WHERE a.code = ANY(%s) GROUP BY 1, 2, 3 HAVING sum(b.amount) <> 0 ORDER BY 1, 2, 3""",
                self.entity_id.id,
                day,
                unposted if with_unposted else SQL(),
                list(roles),
            )
        )
        return [
            rules.Balance(code, roles[code], partner, origin, yuan(end))
            for code, partner, origin, end in self.env.cr.fetchall()
        ]

    def _not_closed(self, day, roles):
        """Return a sentence for each account of these roles that is not nil in the posted books."""
        names = self.env["ledger.account"]._of_entity(self.entity_id, self.chart_id, archived=True)
        standing = rules.remaining(self._closing_balances(day, with_unposted=False), roles)
        return [
            messages.not_closed(self.env, account=names[code].display_name, balance=end)
            for code, end in standing.items()
        ]

    # -- vouchers --------------------------------------------------------------------------------------------

    def _prepare_closing(self, day, name, steps):
        """Return the closing vouchers of these steps, prepared by the user and dated `day`.

        Args: name: what is closed, "2024" or "2024-05". The key of a voucher counts those before it, so that
            two people who press the button together make one, and a later adjustment gets its own.
        """
        self.ensure_one()
        word = self._closing_word(day)
        events = []
        for step in steps:
            prefix = f"closing:{self.entity_id.id}:{name}:{step.name}:"
            number = (
                self.env["ledger.voucher"].sudo().search_count([("event_key", "=like", f"{prefix}%")]) + 1
            )
            summary = messages.closing_summary(self.env, step.name, name=name)
            events.append(
                {
                    "entity_id": self.entity_id.id,
                    "date": day,
                    "word": word,
                    "kind": "closing",
                    "summary": summary,
                    "event_key": f"{prefix}{number}",
                    "entries": [self._closing_entry(line) for line in step.lines],
                }
            )
        return self.env["ledger.voucher"]._from_event(events)

    def _closing_entry(self, line):
        return {
            "account": line.code,
            "debit": line.debit,
            "credit": line.credit,
            "partner_id": line.partner,
            "origin_place_id": line.origin,
        }

    def _closing_word(self, day):
        """Books that keep transfer vouchers apart close with them; the others have one series."""
        transfers = self.env["ledger.voucher"].search_count(
            [
                ("book_id", "=", self.id),
                ("word", "=", "transfer"),
                ("date", ">=", day.replace(month=1, day=1)),
                ("state", "=", "posted"),
            ],
            limit=1,
        )
        return "transfer" if transfers else "general"

    # -- for ever visible ------------------------------------------------------------------------------------

    def _closing_marks(self, date_from, date_to):
        """Return [(text, tone)] of the locks and reopenings that concern these days, the newest first.

        Tone 'ok': a locked year; 'warning': a month or year that was reopened, which stays said for ever.
        """
        self.ensure_one()
        years = self.env["ledger.closing.act"].search(
            [
                ("closing_id.book_id", "=", self.id),
                ("closing_id.year", ">=", date_from.year),
                ("closing_id.year", "<=", date_to.year),
            ]
        )
        months = self.env["ledger.period.act"].search(
            [
                ("period_id.book_id", "=", self.id),
                ("period_id.date_to", ">=", date_from),
                ("period_id.date_from", "<=", date_to),
                ("kind", "=", "reopen"),
            ]
        )
        found = []
        for act in years:
            if act.kind == "reopen":
                found.append((messages.mark_reopened(self.env, act, act.closing_id.year), "warning"))
            elif act.closing_id.state == "locked" and act == act.closing_id.act_ids[:1]:
                found.append((messages.mark_locked(self.env, act), "ok"))
        found += [(messages.mark_reopened(self.env, act, act.period_id.name), "warning") for act in months]
        return found

    def _compute_marks_html(self):
        for book in self:
            marks = []
            if book.id:
                last = max([civil_day.today(), *book.period_ids.mapped("date_to")])
                marks = book._closing_marks(book.date_opening, last)
            book.marks_html = marks and self.env["ir.qweb"]._render(
                "reform_ledger.closing_marks", {"marks": marks}
            )

    def action_close_year(self):
        """Open the closing of the oldest year that is not locked; it is made when nobody has begun it."""
        self.ensure_one()
        closing = self.env["ledger.closing"]._current(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Year-End Closing"),
            "res_model": "ledger.closing",
            "view_mode": "form",
            "res_id": closing.id,
        }
