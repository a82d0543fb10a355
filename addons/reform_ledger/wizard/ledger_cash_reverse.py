from odoo import fields, models


class LedgerCashReverse(models.TransientModel):
    """The reason for which a line of the journal is taken back."""

    _name = "ledger.cash.reverse"
    _description = "Reversal of a Journal Line"

    line_id = fields.Many2one("ledger.cash.line", required=True)
    reason = fields.Char(required=True)

    def action_reverse(self):
        self.ensure_one()
        self.line_id._reverse(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
