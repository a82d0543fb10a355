from odoo import api, fields, models

ACTS = [
    ("action_replan", "Make a new version"),
    ("action_back_to_draft", "Back to draft"),
    ("action_cancel", "Give the plan up"),
    ("action_approve", "Approve the plan"),
    ("action_mark_unfit", "Cannot be used"),
    ("action_close", "Close the plan"),
    ("action_refuse_relapse", "Not idle again"),
]
EXITS = [
    ("transferred", "Transferred"),
    ("injected", "Brought in as capital"),
    ("disposed", "Disposed of"),
    ("scrapped", "Scrapped"),
]


class ReformPlanAsk(models.TransientModel):
    """The window that asks for a reason or number before a step of a plan; the step does all the checking."""

    _name = "reform.plan.ask"
    _description = "Reason of a Step of a Plan"

    act = fields.Selection(ACTS, required=True)
    res_ids = fields.Json("Records", required=True)
    reason = fields.Text()
    number = fields.Char()
    to = fields.Selection(EXITS, "What Became of It")
    needs_number = fields.Boolean(compute="_compute_needs")
    needs_exit = fields.Boolean(compute="_compute_needs")

    @api.depends("act")
    def _compute_needs(self):
        for window in self:
            window.needs_number = window.act == "action_approve"
            window.needs_exit = window.act == "action_close"

    def action_apply(self):
        """Call the step again, with what was written."""
        self.ensure_one()
        plans = self.env["reform.plan"].browse(self.res_ids)
        given = {"reason": self.reason}
        if self.needs_number:
            given["number"] = self.number
        if self.needs_exit:
            given["to"] = self.to
        answer = getattr(plans, self.act)(**given)
        return answer if isinstance(answer, dict) else {"type": "ir.actions.act_window_close"}
