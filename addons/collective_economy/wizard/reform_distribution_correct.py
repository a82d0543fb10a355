from odoo import fields, models


class ReformDistributionCorrect(models.TransientModel):
    """Asks by how much a member's dividend changes, and why."""

    _name = "reform.distribution.correct"
    _description = "Correction of a Dividend"

    distribution_id = fields.Many2one("reform.distribution", required=True, readonly=True)
    line_id = fields.Many2one(
        "reform.distribution.line",
        "Member",
        required=True,
        domain="[('distribution_id', '=', distribution_id)]",
    )
    amount = fields.Float(
        "More (+) or Less (-)", digits=(16, 2), required=True, help="In yuan; below zero it is claimed back."
    )
    reason = fields.Char(required=True)
    paper = fields.Binary("Proof", required=True)
    paper_name = fields.Char()

    def action_apply(self):
        """Prepare the voucher of the correction."""
        self.ensure_one()
        event = self.distribution_id._correct(self.line_id, self.amount, reason=self.reason, paper=self.paper)
        return event.action_voucher()
