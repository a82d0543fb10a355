from odoo import fields, models


class LedgerClosingReopen(models.TransientModel):
    """The county says why it undoes the lock of a year."""

    _name = "ledger.closing.reopen"
    _description = "Reopening of a Locked Year"

    closing_id = fields.Many2one("ledger.closing", "Year", required=True)
    reason = fields.Text(required=True)

    def action_reopen(self):
        self.ensure_one()
        self.closing_id._reopen(self.reason)
        return {"type": "ir.actions.act_window_close"}
