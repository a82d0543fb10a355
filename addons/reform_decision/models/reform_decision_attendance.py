from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .. import messages
from .decision_table import ORDER

MODES = [("onsite", "On Site"), ("online", "Online"), ("proxy", "By Written Proxy")]


class ReformDecisionAttendance(models.Model):
    """One line of the sign-in sheet: a member who came, or one whose vote somebody of the household carried.

    Where there are lines, the heads of the case are counted from them and from nothing else.
    """

    _name = "reform.decision.attendance"
    _description = "Attendance"
    _order = "decision_id, household, id"

    decision_id = fields.Many2one("reform.decision", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="decision_id.entity_id", store=True, index=True)
    name = fields.Char("Member", required=True)
    household = fields.Char(help="Number or head of the household.")
    mode = fields.Selection(MODES, "Attended", required=True, default="onsite")
    carrier_id = fields.Many2one(
        "reform.decision.attendance",
        "Vote Carried by",
        index="btree_not_null",
        ondelete="set null",
        domain="[('decision_id', '=', decision_id), ('mode', '!=', 'proxy')]",
        help="For a written proxy: the member of the same household who came and votes for this one.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_sealed()
        lines._refuse_strangers()
        lines.decision_id._count_sheet()
        return lines

    def write(self, vals):
        self._refuse_sealed()
        result = super().write({key: value for key, value in vals.items() if key != "decision_id"})
        self._refuse_strangers()
        self.decision_id._count_sheet()
        return result

    def unlink(self):
        self._refuse_sealed()
        cases = self.decision_id
        result = super().unlink()
        cases._count_sheet()
        return result

    def _refuse_sealed(self):
        for case in self.sudo().decision_id:
            if ORDER[case.state] >= ORDER["voted"]:
                raise AccessError(
                    messages.step_is_sealed(
                        self.env, fields=self._model_label(), case=case.name, state=case._state_label()
                    )
                )

    def _refuse_strangers(self):
        for line in self:
            if line.carrier_id and line.carrier_id.decision_id != line.decision_id:
                raise UserError(messages.carrier_of_another_meeting(self.env, name=line.name))

    def _mode_label(self):
        return dict(self._fields["mode"]._description_selection(self.env))[self.mode]

    def _seal_payload(self):
        return [self.name, self.household or "", self.mode, self.carrier_id.name or ""]
