from odoo import fields, models


class ReformDistributionReason(models.TransientModel):
    """Asks for the words a step of a distribution is taken with."""

    _name = "reform.distribution.reason"
    _description = "Reason of a Step"

    distribution_id = fields.Many2one("reform.distribution", required=True, readonly=True)
    act = fields.Selection(
        [("undo", "Take Back"), ("settle", "End the Payment"), ("audit", "Audit")],
        required=True,
        readonly=True,
    )
    reason = fields.Text(required=True)

    def action_apply(self):
        """Take the step."""
        self.ensure_one()
        plan = self.distribution_id
        {"undo": plan._undo, "settle": plan._settle, "audit": plan._audit}[self.act](self.reason)
        return {"type": "ir.actions.act_window_close"}
