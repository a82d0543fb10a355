from odoo import models
from odoo.exceptions import UserError

from ..messages import opening as messages
from .ledger_book_closing import NOMINAL


class LedgerBook(models.Model):
    """Books that begin with a year begin without income and expenses: those of last year are closed.

    Opened within a year they bring along what the year has earned and cost so far; every statement counts
    that as turnover of the year (AccountSum.brought).
    """

    _inherit = "ledger.book"

    def _prepare_opening(self, lines, *, summary=None):
        lines = list(lines)
        accounts = self.env["ledger.account"]._of_entity(self.entity_id, self.chart_id)
        standing = [accounts[line["account"]] for line in lines if line["account"] in accounts]
        if problems := self._not_before_the_year(standing, self.date_opening):
            raise UserError("\n".join(problems))
        return super()._prepare_opening(lines, summary=summary)

    def _not_before_the_year(self, accounts, day):
        """Return a sentence for each of these accounts that cannot have a balance when a year begins."""
        if (day.month, day.day) != (1, 1):
            return []
        return [
            messages.year_not_begun(self.env, account=account.display_name)
            for account in dict.fromkeys(accounts)
            if account.kind in NOMINAL
        ]


class LedgerOpening(models.Model):
    """The conversion says so before the opening is submitted."""

    _inherit = "ledger.opening"

    def _problems(self):
        found = super()._problems()
        if found:
            return found
        own, adjusted = self._new_rows()
        accounts, _targets = self._targets()
        return self.env["ledger.book"]._not_before_the_year(
            [accounts[row.code] for row in [*own, *adjusted]], self.date_opening
        )
