from odoo import models
from odoo.addons.reform_ledger.closing_check import ClosingCheck
from odoo.addons.reform_rules.money import yuan

from ..messages import depreciation as messages
from .reform_depreciation_charge import USED_UP


class LedgerPeriod(models.Model):
    """A month is not closed before its depreciation has run."""

    _inherit = "ledger.period"

    def _closing_checks(self):
        return [
            *super()._closing_checks(),
            ClosingCheck(
                messages.check_depreciation_run(self.env),
                [*self._depreciation_not_run(), *self._depreciation_not_booked()],
            ),
        ]

    def _depreciation_not_run(self):
        """Return a sentence when cards with a schedule are not charged for the month yet."""
        self.ensure_one()
        self.env["reform.depreciation.line"].flush_model()
        self.env["reform.depreciation.schedule"].flush_model()
        self.env["reform.depreciation.units"].flush_model()
        self.env.cr.execute(
            f"""SELECT count(*) FROM reform_depreciation_schedule s
                WHERE s.entity_id = %(entity)s AND s.state IN ('in_force', 'superseded')
                  AND s.first_month <= %(month)s AND coalesce(s.last_month, %(month)s) >= %(month)s
                  AND CASE WHEN s.method = 'straight_line'
                           THEN s.first_month + make_interval(months => s.months) > %(month)s
                           ELSE coalesce({USED_UP}, %(month)s) >= %(month)s END
                  AND NOT EXISTS (
                        SELECT FROM reform_depreciation_line l
                         WHERE l.asset_id = s.asset_id AND l.month = %(month)s
                        HAVING sum(CASE WHEN l.reverses_id IS NULL THEN 1 ELSE -1 END) > 0)""",
            {"entity": self.entity_id.id, "month": self.date_from},
        )
        (count,) = self.env.cr.fetchone()
        if not count:
            return []
        return [messages.cards_not_charged(self.env, month=f"{self.date_from:%Y-%m}", count=count)]

    def _depreciation_not_booked(self):
        """Return a sentence for each month of depreciation, this one or earlier, whose voucher is not posted.

        A voucher that was thrown away is made again by the next run; what was charged before the books were
        opened came with the opening balance.
        """
        self.ensure_one()
        self.env["ledger.voucher"].flush_model()
        self.env.cr.execute(
            """SELECT l.booked_month, sum(l.amount) FROM reform_depreciation_line l
                WHERE l.entity_id = %(entity)s
                  AND l.booked_month BETWEEN date_trunc('month', %(opening)s::date) AND %(month)s
                  AND NOT EXISTS (SELECT FROM ledger_voucher v
                                   WHERE v.event_key = l.event_key AND v.state = 'posted')
                GROUP BY 1 HAVING sum(abs(l.amount)) > 0 ORDER BY 1""",
            {"entity": self.entity_id.id, "month": self.date_from, "opening": self.book_id.date_opening},
        )
        return [
            messages.depreciation_not_booked(self.env, month=f"{month:%Y-%m}", amount=yuan(amount))
            for month, amount in self.env.cr.fetchall()
        ]
