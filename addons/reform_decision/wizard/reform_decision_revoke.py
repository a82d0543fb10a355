from odoo import fields, models


class ReformDecisionRevoke(models.TransientModel):
    """Asks why a case is revoked; the reason is sealed with the step."""

    _name = "reform.decision.revoke"
    _description = "Revoke a Decision"

    decision_id = fields.Many2one("reform.decision", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.decision_id._revoke(self.reason)
