from odoo import fields, models

ACTS = [
    ("answer", "Answer"),
    ("rectify", "Put Right"),
    ("return", "Send Back"),
    ("extend", "Give More Time"),
    ("close", "Close"),
]


class ReformSupervisionAsk(models.TransientModel):
    """The window that asks what is answered, done or found wanting; the act does the checking."""

    _name = "reform.supervision.ask"
    _description = "Act on Findings"

    act = fields.Selection(ACTS, required=True)
    finding_ids = fields.Many2many("reform.supervision.finding", string="Findings", required=True)
    text = fields.Text("What You Say")
    deadline = fields.Date("New Deadline")

    def action_apply(self):
        """Call the act again, with what was written."""
        self.ensure_one()
        extra = {"deadline": self.deadline} if self.act == "extend" else {}
        getattr(self.finding_ids, f"action_{self.act}")(text=self.text, **extra)
        return {"type": "ir.actions.act_window_close"}
