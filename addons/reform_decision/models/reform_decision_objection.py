from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import messages
from .decision_table import SUPERVISOR, TOWNSHIP

POSTED = ("published", "result_published")


class ReformDecisionObjection(models.Model):
    """What a member said against a posted resolution, and what the supervisors or the township answered.

    While one is open the resolution rests: nothing that leans on it goes on.
    """

    _name = "reform.decision.objection"
    _description = "Objection"
    _inherit = ["reform.workflow.mixin"]
    _order = "id desc"
    _rec_name = "text"

    _state_initial = "open"
    _state_edges = frozenset({("open", "answered"), ("open", "upheld")})
    _guarded_fields = frozenset({"answered_by_id", "answered_on"})
    _frozen_fields = frozenset({"decision_id", "raised_by", "raised_on", "text", "answer"})

    decision_id = fields.Many2one("reform.decision", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="decision_id.entity_id", store=True, index=True)
    raised_by = fields.Char("Raised by", required=True)
    raised_on = fields.Date("Raised on", required=True, default=fields.Date.context_today)
    answer_by = fields.Date("Answer by", compute="_compute_answer_by")
    overdue = fields.Boolean(compute="_compute_overdue")
    text = fields.Text("Objection", required=True)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("answered", "Answered, Resolution Stands"),
            ("upheld", "Upheld, Resolution Revoked"),
        ],
        required=True,
        default="open",
        readonly=True,
    )
    answer = fields.Text()
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True, ondelete="restrict")
    answered_on = fields.Date("Answered on", readonly=True)

    @api.depends("raised_on", "decision_id.meeting_on")
    def _compute_answer_by(self):
        for objection in self:
            days = objection.decision_id._rules().value("decision_objection_answer_days_max")
            objection.answer_by = objection.raised_on and objection.raised_on + timedelta(days=days)

    @api.depends("answer_by", "state")
    def _compute_overdue(self):
        today = fields.Date.context_today(self)
        for objection in self:
            objection.overdue = bool(
                objection.state == "open" and objection.answer_by and objection.answer_by < today
            )

    @api.model_create_multi
    def create(self, vals_list):
        objections = super().create(vals_list)
        for case in objections.decision_id:
            if case.state == "objected":
                continue
            if case.state not in POSTED:
                raise UserError(messages.not_posted(self.env, case=case.name, state=case._state_label()))
            case._step_to("objected", resume_state=case.state)
        return objections

    def action_answer(self):
        """Answer it: the resolution stands, and goes on once no other objection is open."""
        self._answer("answered")
        for case in self.decision_id:
            if case.state == "objected" and not any(o.state == "open" for o in case.sudo().objection_ids):
                case._step_to(case.resume_state, resume_state=False)

    def action_uphold(self):
        """The member is right: the resolution is revoked."""
        self._require_group(TOWNSHIP)
        self._answer("upheld")
        for objection in self:
            if objection.decision_id.state == "objected":
                objection.decision_id._revoke(messages.upheld(self.env, text=objection.text))

    def _answer(self, to):
        self._require_group(SUPERVISOR, TOWNSHIP)
        self.check_access("read")
        for objection in self:
            if not (objection.answer or "").strip():
                raise UserError(messages.answer_missing(self.env))
            # The right was asked above; supervisors and township answer without a right to write cases.
            objection.sudo()._move(
                to, answered_by_id=self.env.uid, answered_on=fields.Date.context_today(self)
            )

    def _seal_payload(self):
        return {
            "id": self.id,
            "decision": self.decision_id.id,
            "raised_by": self.raised_by,
            "raised_on": self.raised_on,
            "text": self.text,
            "answer": self.answer or "",
        }
