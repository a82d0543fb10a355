from odoo import api, fields, models
from odoo.addons.reform_places import civil_day

from ..models.reform_member_change import CAUSES_OF, ENDING, JOINING, KINDS


class ReformMemberChangeAsk(models.TransientModel):
    """Asks what has changed with some members, and for the paper."""

    _name = "reform.member.change.ask"
    _description = "Change of Membership"

    member_ids = fields.Many2many("reform.member", string="Members", required=True)
    kind = fields.Selection([each for each in KINDS if each[0] != "joined"], "What Changed", required=True)
    cause = fields.Selection(JOINING + ENDING, required=True)
    date = fields.Date("Effective from", required=True, default=civil_day.today)
    paper = fields.Binary("Proof", required=True)
    paper_name = fields.Char()
    note = fields.Char("Remarks")

    @api.onchange("kind")
    def _onchange_kind(self):
        fitting = sorted(CAUSES_OF.get(self.kind, ()))
        if self.cause not in fitting:
            self.cause = fitting[0] if len(fitting) == 1 else False

    def action_record(self):
        """Record the change."""
        self.ensure_one()
        self.member_ids._change(
            self.kind,
            self.cause,
            self.date,
            note=self.note or "",
            paper=self.paper,
            paper_name=self.paper_name,
        )
        return {"type": "ir.actions.act_window_close"}
