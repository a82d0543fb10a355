from odoo import fields, models


class LedgerVoucherBack(models.TransientModel):
    """The reason for which vouchers go back to draft."""

    _name = "ledger.voucher.back"
    _description = "Giving Back a Voucher"

    voucher_ids = fields.Many2many("ledger.voucher", string="Vouchers", required=True)
    reason = fields.Text(required=True)

    def action_back(self):
        self.ensure_one()
        self.voucher_ids._back(self.reason)
        return {"type": "ir.actions.act_window_close"}
