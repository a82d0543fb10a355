from datetime import timedelta

from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.tools import SQL

from ..closing_check import ClosingCheck
from ..messages import cash_and_bank as messages

# The box is counted towards the end of a month: in so many days.
COUNT_DAYS = 7


class LedgerPeriod(models.Model):
    """Before a month is closed: journal against ledger, bank against books, and was the cash counted."""

    _inherit = "ledger.period"

    cash_uncounted = fields.Boolean(
        "Cash Not Counted", compute="_compute_cash_uncounted", search="_search_cash_uncounted",
        help="A journal of the cash box is kept, and nobody has begun to count the box in this month.",
    )  # fmt: skip

    def _compute_cash_uncounted(self):
        found = self.search([("id", "in", self.ids), ("cash_uncounted", "=", True)])
        for period in self:
            period.cash_uncounted = period in found

    def _search_cash_uncounted(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        self.env["ledger.cash.line"].flush_model()
        self.env["ledger.cash.count"].flush_model()
        found = SQL(
            """SELECT p.id FROM ledger_period p
                WHERE EXISTS (SELECT FROM ledger_cash_line l WHERE l.entity_id = p.entity_id
                                 AND l.bank_account_id IS NULL AND l.date <= p.date_to)
                  AND NOT EXISTS (SELECT FROM ledger_cash_count c WHERE c.entity_id = p.entity_id
                                     AND c.date BETWEEN p.date_from AND p.date_to)"""
        )
        return [("id", "in", found)]

    def _cash_due(self):
        """Return the domain of the months whose cash is to be counted now: the last days of this month."""
        today = civil_day.today()
        return [
            ("state", "=", "open"),
            ("date_from", "<=", today),
            ("date_to", ">=", today),
            ("date_to", "<", today + timedelta(days=COUNT_DAYS)),
            ("cash_uncounted", "=", True),
        ]

    def action_count_cash(self):
        """Begin to count the cash box, today."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "ledger.cash.count",
            "views": [(False, "form")],
            "context": {"default_entity_id": self.entity_id.id},
        }

    def _closing_checks(self):
        env = self.env
        return [
            *super()._closing_checks(),
            ClosingCheck(messages.check_journal(env), self._journal_problems()),
            # What the bank has and the books lack may rightly wait: the reconciliation statement lists it.
            ClosingCheck(messages.check_bank(env), self._bank_problems(), "warning"),
            ClosingCheck(messages.check_count(env), self._count_problems(), "warning"),
        ]

    def _journal_problems(self):
        """Return a sentence for each box whose journal ends with another balance than the ledger."""
        return [
            messages.journal_differs(
                self.env,
                box=row.box,
                journal=f"{row.journal_balance:.2f}",
                ledger=f"{row.ledger_balance:.2f}",
            )
            for row in self.env["ledger.cash.month"]._differences(self.entity_id, self.date_from)
        ]

    def _bank_problems(self):
        """Return a sentence for each account with movements nobody has booked or a statement missing."""
        accounts = self.env["ledger.bank.account"].search([("entity_id", "=", self.entity_id.id)])
        found = []
        for account in accounts:
            mine = [("bank_account_id", "=", account.id)]
            count = self.env["ledger.bank.statement.line"].search_count(
                [*mine, ("date", "<=", self.date_to), ("is_matched", "=", False)]
            )
            if count:
                found.append(messages.unmatched_lines(self.env, account=account.display_name, count=count))
            within = [("date_from", ">=", self.date_from), ("date_from", "<=", self.date_to)]
            for statement in self.env["ledger.bank.statement"].search([*mine, *within]):
                if statement.gap:
                    found.append(
                        messages.statement_gap(
                            self.env,
                            account=account.display_name,
                            day=statement.date_from,
                            expected=f"{statement.opening - statement.gap:.2f}",
                            found=f"{statement.opening:.2f}",
                        )
                    )
        return found

    def _count_problems(self):
        """Return a reminder where a journal of the cash box is kept and nobody has counted the box."""
        journal = self.env["ledger.cash.line"].search_count(
            [
                ("entity_id", "=", self.entity_id.id),
                ("bank_account_id", "=", False),
                ("date", "<=", self.date_to),
            ],
            limit=1,
        )
        within = [("date", ">=", self.date_from), ("date", "<=", self.date_to), ("state", "=", "signed")]
        counted = self.env["ledger.cash.count"].search_count([("entity_id", "=", self.entity_id.id), *within])
        return [messages.no_count(self.env)] if journal and not counted else []
