from datetime import date

from odoo import models
from odoo.addons.reform_rules.ledger import closing as rules
from odoo.addons.reform_rules.money import ZERO, yuan

from ..closing_check import ClosingCheck
from ..messages import closing as messages


class LedgerClosingChecks(models.Model):
    """What is looked at before each step of the year; other addons add to the stocktake and the rest.

    How to add: override `_stocktake_problems` (what was not counted), or a `_checks_before_…` method.
    """

    _inherit = "ledger.closing"

    def _year_checks(self):
        """Return the ClosingCheck list of the step that comes next; [] for a locked year."""
        self.ensure_one()
        look = {
            "checking": self._checks_before_transfer,
            "transferred": self._checks_before_fold,
            "folded": self._checks_before_sign,
            "signed": self._checks_before_lock,
        }.get(self.state)
        return look() if look else []

    def _checks_before_transfer(self):
        env = self.env
        return [
            ClosingCheck(messages.check_years_before(env), self._earlier_years()),
            ClosingCheck(messages.check_months(env), self._open_months()),
            *self._checks_of_december(),
            ClosingCheck(messages.check_stocktake(env), self._stocktake_problems()),
            ClosingCheck(
                messages.check_accruals(env),
                [] if (self.accruals_note or "").strip() else [messages.accruals_missing(env)],
            ),
            ClosingCheck(messages.check_disposals(env), self._disposals_open(), "warning"),
        ]

    def _checks_before_fold(self):
        env = self.env
        nominal = (rules.INCOME, rules.EXPENSE, rules.RESULT)
        return [
            *self._checks_of_december(),
            ClosingCheck(messages.check_transferred(env), self.book_id._not_closed(self._last_day, nominal)),
            ClosingCheck(messages.check_no_loss(env), self._loss_left(), "warning"),
            ClosingCheck(messages.check_statements(env), self._statement_problems()),
        ]

    def _checks_before_sign(self):
        all_closed = (rules.INCOME, rules.EXPENSE, rules.RESULT, rules.DISTRIBUTED)
        return [
            *self._checks_of_december(),
            ClosingCheck(
                messages.check_folded(self.env), self.book_id._not_closed(self._last_day, all_closed)
            ),
            ClosingCheck(messages.check_statements(self.env), self._statement_problems()),
        ]

    def _checks_before_lock(self):
        return [
            *self._checks_before_sign(),
            ClosingCheck(messages.check_signed(self.env), self._changed_since_signed()),
            ClosingCheck(messages.check_carried(self.env), self._carried_problems()),
        ]

    # -- the items -------------------------------------------------------------------------------------------

    def _december(self):
        return self._periods().filtered(lambda period: period.date_to == self._last_day)

    def _checks_of_december(self):
        """Return the checks of the last month, which is closed together with the year."""
        december = self._december()
        if not december:
            return [ClosingCheck(messages.check_months(self.env), [messages.no_december(self.env)])]
        if december.state != "open":
            return []
        # Income not yet transferred is what the year's own steps are about, and no reminder here.
        own = messages.check_transferred(self.env)
        return [check for check in december._closing_checks() if check.name != own]

    def _earlier_years(self):
        """Return a sentence for each year before this one that stands in these books without being locked."""
        first = self.book_id.date_opening.year
        locked = self.search(
            [("book_id", "=", self.book_id.id), ("year", "<", self.year), ("state", "=", "locked")]
        ).mapped("year")
        return [
            messages.year_not_locked(self.env, year=year)
            for year in range(first, self.year)
            if year not in locked
        ]

    def _open_months(self):
        months = self._periods().filtered(
            lambda period: period.state == "open" and period.date_to < self._last_day
        )
        return [messages.month_open(self.env, period=period.name) for period in months.sorted("date_from")]

    def _stocktake_problems(self):
        """Return what the stocktake of the year lacks; addons that count assets add what they know."""
        return [] if (self.stocktake_note or "").strip() else [messages.stocktake_missing(self.env)]

    def _disposals_open(self):
        """Return a sentence when 154 carries disposals that are not finished."""
        accounts = self.env["ledger.account"]._of_entity(self.entity_id, self.book_id.chart_id, archived=True)
        codes = {
            code
            for code, account in accounts.items()
            if account.identifier == "fixed_asset_disposal_clearing"
        }
        sums = self.env["ledger.balance"]._sums(
            self.entity_id, self._last_day.replace(month=1, day=1), self._last_day
        )
        left = sum((item.end for item in sums if any(item.code.startswith(code) for code in codes)), ZERO)
        return [messages.disposals_open(self.env, balance=yuan(left))] if left else []

    def _loss_left(self):
        balances = self.book_id._closing_balances(self._last_day)
        loss = rules.loss_of(balances)
        if loss <= 0:
            return []
        reserve = -sum((item.end for item in balances if item.role == rules.RESERVE), ZERO)
        return [messages.loss_left(self.env, loss=yuan(loss), reserve=yuan(reserve))]

    def _statement_problems(self):
        """Return what does not agree in the two statements of the year."""
        book = self.env["ledger.book"]
        sheet = self._named(book._statement(self.entity_id, "balance_sheet", self._last_day))
        income = self._named(book._statement(self.entity_id, "income_statement", self._last_day))
        pairs = (
            (messages.sheet_unbalanced, sheet["total_assets"][0], sheet["total_liabilities_equity"][0]),
            (messages.income_differs, income["closing_undistributed"][0], sheet["undistributed"][0]),
        )
        return [sentence(self.env, one=one, other=other) for sentence, one, other in pairs if one != other]

    def _changed_since_signed(self):
        if self.state != "signed":
            return [messages.not_signed(self.env)]
        now = self._figures()
        labels = self.fields_get(list(now), ["string"])
        changed = [
            messages.changed_since_signed(
                self.env, figure=labels[name]["string"], signed=yuan(self[name]), now=yuan(amount)
            )
            for name, amount in now.items()
            if yuan(amount) != yuan(self[name])
        ]
        if not changed and self._statements_digest() != self.statements_digest:
            # The totals may stay what they were while the amounts below them do not.
            return [messages.statements_changed(self.env)]
        return changed

    def _carried_problems(self):
        """Return the lines whose balance at the start of the next year is not that at the end of this one."""
        book = self.env["ledger.book"]
        end = self._named(book._statement(self.entity_id, "balance_sheet", self._last_day))
        start = self._named(book._statement(self.entity_id, "balance_sheet", date(self.year + 1, 1, 31)))
        return [
            messages.not_carried(self.env, line=code, end=amounts[0], start=start[code][1])
            for code, amounts in end.items()
            if amounts[0] != start[code][1]
        ]
