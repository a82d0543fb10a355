from odoo import fields, models
from odoo.addons.reform_rules.ledger import closing as rules
from odoo.addons.reform_seal import serial

from ..closing_check import ClosingCheck
from ..messages import closing as messages
from .ledger_book_closing import NOMINAL


class LedgerPeriod(models.Model):
    """Closing income and expenses to 321 every month, where the books are kept that way; else in December."""

    _inherit = "ledger.period"

    monthly_transfer = fields.Boolean(related="book_id.monthly_transfer")

    def _closing_checks(self):
        return [*super()._closing_checks(), *self._transfer_checks()]

    def _transfer_checks(self):
        """Every month for books that transfer monthly; a reminder in December for the others."""
        monthly = self.book_id.monthly_transfer
        if not monthly and self.date_to.month != 12:
            return []
        return [
            ClosingCheck(
                messages.check_transferred(self.env),
                self.book_id._not_closed(self.date_to, NOMINAL),
                "error" if monthly else "warning",
            )
        ]

    def action_transfer(self):
        """Prepare the vouchers that carry the month's income and expenses to 321; twice gives one."""
        self._require_group("reform_places.group_accountant")
        vouchers = self.env["ledger.voucher"]
        for period in self.sorted("date_from"):
            serial.lock(self.env.cr, f"reform.seal:{period._seal_stream()}")
            period._see_newest()
            book = period.book_id
            steps = rules.transfer_result(book._closing_balances(period.date_to), book._closing_targets())
            if steps:
                vouchers |= book._prepare_closing(period.date_to, period.name, steps)
        return vouchers._action_form() if vouchers else True
