from odoo import api, models
from odoo.addons.reform_rules.money import ZERO, yuan


class LedgerEntry(models.Model):
    """While a voucher is written, a new line is offered the amount that balances it."""

    _inherit = "ledger.entry"

    @api.onchange("account_id")
    def _onchange_account_id(self):
        """A fast typist is in the next line before the sums above are known on the screen."""
        if not self.account_id or self.debit or self.credit:
            return
        lines = self.voucher_id.entry_ids
        gap = sum((yuan(line.debit) - yuan(line.credit) for line in lines), ZERO)
        if gap > ZERO:
            self.credit = float(gap)
        elif gap < ZERO:
            self.debit = float(-gap)
