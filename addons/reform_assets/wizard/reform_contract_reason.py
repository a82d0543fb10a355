from odoo import fields, models

ACTS = [("override", "Override"), ("close", "Close"), ("send_back", "Send Back")]


class ReformContractReason(models.TransientModel):
    """The window that asks why, before a finding is overridden, closed or sent back."""

    _name = "reform.contract.reason"
    _description = "Reason of an Act on Findings"

    act = fields.Selection(ACTS, required=True)
    finding_ids = fields.Many2many("reform.contract.finding", string="Findings", required=True)
    reason = fields.Text(required=True)

    def action_apply(self):
        """Call the act again, with what was written; the act does all the checking."""
        self.ensure_one()
        getattr(self.finding_ids, f"action_{self.act}")(reason=self.reason)
        return {"type": "ir.actions.act_window_close"}
