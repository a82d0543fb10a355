from odoo import fields, models

ACTS = [
    ("refuse", "Handover Refused"),
    ("resume", "Go on with the Handover"),
    ("take_back", "Take the Handover Back"),
    ("reopen", "Answer Again"),
    ("matter_done", "Matter Done"),
]
CALLS = {
    "refuse": ("reform.handover", "action_refuse"),
    "resume": ("reform.handover", "action_resume"),
    "take_back": ("reform.handover", "action_take_back"),
    "reopen": ("reform.handover", "action_reopen"),
    "matter_done": ("reform.handover.matter", "action_done"),
}


class ReformHandoverReason(models.TransientModel):
    """The window that asks why, or what came of it, and calls the act again, which does the checking."""

    _name = "reform.handover.reason"
    _description = "Reason in a Handover"

    act = fields.Selection(ACTS, required=True)
    res_ids = fields.Json("Records", required=True)
    reason = fields.Text(required=True)

    def action_apply(self):
        """Call the act again, with what was written."""
        self.ensure_one()
        model, method = CALLS[self.act]
        getattr(self.env[model].browse(self.res_ids), method)(reason=self.reason)
        return {"type": "ir.actions.act_window_close"}
