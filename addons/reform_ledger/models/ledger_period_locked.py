from odoo import models
from odoo.exceptions import UserError

from ..messages import closing as messages


class LedgerPeriod(models.Model):
    """The months of a locked year stay closed; the county undoes the lock of the year before it opens one."""

    _inherit = "ledger.period"

    def _reopen(self, reason):
        for period in self:
            locked = self.env["ledger.closing"].search_count(
                [
                    ("book_id", "=", period.book_id.id),
                    ("year", "=", period.date_from.year),
                    ("state", "=", "locked"),
                ],
                limit=1,
            )
            if locked:
                self._require_group("reform_places.group_county_agriculture")
                raise UserError(messages.GUARDS["ledger_closing_year_locked"](self.env))
        return super()._reopen(reason)
