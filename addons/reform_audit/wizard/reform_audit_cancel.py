from odoo import fields, models


class ReformAuditCancel(models.TransientModel):
    """The window that asks why an audit is cancelled."""

    _name = "reform.audit.cancel"
    _description = "Cancel an Audit"

    case_id = fields.Many2one("reform.audit.case", "Audit", required=True)
    reason = fields.Text("Cancelled because", required=True)

    def action_cancel(self):
        self.ensure_one()
        self.case_id._cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
