from odoo import fields, models


class LedgerVoucherReverse(models.TransientModel):
    """The reason for which a posted voucher is corrected in red."""

    _name = "ledger.voucher.reverse"
    _description = "Reversal in Red"

    voucher_id = fields.Many2one("ledger.voucher", required=True)
    reason = fields.Char(required=True)

    def action_reverse(self):
        self.ensure_one()
        return self.voucher_id._reverse(self.reason)._action_form()
