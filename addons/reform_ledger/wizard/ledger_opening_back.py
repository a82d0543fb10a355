from odoo import fields, models


class LedgerOpeningBack(models.TransientModel):
    """The reason for which the opening of books goes back to who converts it."""

    _name = "ledger.opening.back"
    _description = "Giving Back an Opening"

    opening_ids = fields.Many2many("ledger.opening", string="Openings", required=True)
    reason = fields.Text(required=True)

    def action_back(self):
        self.ensure_one()
        self.opening_ids._back(self.reason)
        return {"type": "ir.actions.act_window_close"}
