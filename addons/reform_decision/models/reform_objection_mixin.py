from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from .. import messages
from .decision_table import SUPERVISOR, TOWNSHIP


class ReformObjectionMixin(models.AbstractModel):
    """What somebody said against something that is posted, and what the supervisors or the township answered.

    A concrete model says what it is against, has an `entity_id` and a `state` with its own words, names the
    parameter with the days for an answer, and does itself what follows from an answer or from an objection
    that is right.
    """

    _name = "reform.objection.mixin"
    _description = "Objection, Abstract"
    _inherit = ["reform.workflow.mixin"]

    _state_initial = "open"
    _state_edges = frozenset({("open", "answered"), ("open", "upheld")})
    _guarded_fields = frozenset({"answered_by_id", "answered_on"})
    _frozen_fields = frozenset({"raised_by", "raised_on", "text", "answer"})
    _answer_parameter = ""

    raised_by = fields.Char("Raised by", required=True)
    raised_on = fields.Date("Raised on", required=True, default=civil_day.today)
    answer_by = fields.Date("Answer by", compute="_compute_answer_by")
    overdue = fields.Boolean(compute="_compute_overdue")
    text = fields.Text("Objection", required=True)
    answer = fields.Text()
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, copy=False, ondelete="restrict"
    )
    answered_on = fields.Date("Answered on", readonly=True, copy=False)

    def _answer_days(self):
        """Return the days within which this one is to be answered."""
        # sudo: whoever may read an objection may know by when it is answered.
        place, day = self.sudo().entity_id.place_id, self.raised_on or civil_day.today()
        return int(self.env["reform.parameter"]._at(day, place).value(self._answer_parameter))

    @api.depends("raised_on", "entity_id")
    def _compute_answer_by(self):
        for one in self:
            one.answer_by = one.raised_on and one.raised_on + timedelta(days=one._answer_days())

    @api.depends("answer_by", "state")
    def _compute_overdue(self):
        today = civil_day.today()
        for one in self:
            one.overdue = bool(one.state == "open" and one.answer_by and one.answer_by < today)

    def _answer(self, to):
        """Move objections that bear an answer to a state, in the name of the user."""
        self._require_group(SUPERVISOR, TOWNSHIP)
        self.check_access("read")
        for one in self:
            if not (one.answer or "").strip():
                raise UserError(messages.answer_missing(self.env))
        # sudo: the right was asked above; supervisors and township answer without a right to write what it
        # is against.
        return self.sudo()._move(to, answered_by_id=self.env.uid, answered_on=civil_day.today())
