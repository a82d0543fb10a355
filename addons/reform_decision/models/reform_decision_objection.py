from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import messages
from .decision_table import TOWNSHIP

POSTED = ("published", "result_published")


class ReformDecisionObjection(models.Model):
    """What a member said against a posted resolution, and what the supervisors or the township answered.

    While one is open the resolution rests: nothing that leans on it goes on.
    """

    _name = "reform.decision.objection"
    _description = "Objection"
    _inherit = ["reform.objection.mixin"]
    _order = "id desc"
    _rec_name = "text"

    _frozen_fields = frozenset({"decision_id"})

    decision_id = fields.Many2one("reform.decision", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="decision_id.entity_id", store=True, index=True)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("answered", "Answered, Resolution Stands"),
            ("upheld", "Upheld, Resolution Revoked"),
        ],
        required=True,
        default="open",
        readonly=True,
        copy=False,
    )

    def _answer_days(self):
        return self.decision_id._rules().value("decision_objection_answer_days_max")

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

    def _seal_payload(self):
        return {
            "id": self.id,
            "decision": self.decision_id.id,
            "raised_by": self.raised_by,
            "raised_on": self.raised_on,
            "text": self.text,
            "answer": self.answer or "",
        }
