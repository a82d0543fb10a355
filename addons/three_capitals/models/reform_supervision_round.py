from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError

from ..messages import supervision as messages
from .reform_clearing_team import SUPERVISORS


class ReformSupervisionRound(models.Model):
    """One round of a supervision team through the townships: where it was, and what it found."""

    _name = "reform.supervision.round"
    _description = "Supervision Round"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "campaign_id, number desc, id desc"

    _state_edges = frozenset({("draft", "running"), ("running", "closed")})
    _frozen_fields = frozenset({"campaign_id", "team_id", "number"})

    name = fields.Char(compute="_compute_name")
    campaign_id = fields.Many2one("reform.clearing.campaign", required=True, index=True, ondelete="restrict")
    team_id = fields.Many2one(
        "reform.clearing.team",
        "Supervision Team",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('kind', '=', 'supervision'), ('campaign_id', '=', campaign_id)]",
    )
    number = fields.Integer("Round", required=True, default=1, aggregator=None)
    state = fields.Selection(
        [("draft", "Being planned"), ("running", "On the Way"), ("closed", "Ended")],
        required=True, default="draft", readonly=True, copy=False, index=True,
    )  # fmt: skip
    date_from = fields.Date("From", required=True, default=civil_day.today)
    date_to = fields.Date("To", required=True, default=civil_day.today)
    place_ids = fields.Many2many(
        "reform.place", "reform_supervision_round_place_rel", "round_id", "place_id", "Places Visited"
    )
    summary = fields.Text("What Was Seen")
    finding_ids = fields.One2many("reform.supervision.finding", "round_id", "Findings")
    finding_count = fields.Integer("Number of Findings", compute="_compute_counts")
    open_count = fields.Integer("Findings Open", compute="_compute_counts")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _number_unique = models.UniqueIndex("(team_id, number)", "This team has had a round of this number.")
    _days = models.Constraint("CHECK (date_from <= date_to)", "A round ends after it begins.")

    @api.depends("number", "team_id.name")
    @api.depends_context("lang")
    def _compute_name(self):
        for each in self:
            each.name = messages.round_name(self.env, team=each.team_id.name or "", number=each.number)

    @api.depends("finding_ids.state")
    def _compute_counts(self):
        for each in self:
            each.finding_count = len(each.finding_ids)
            each.open_count = len(each.finding_ids.filtered(lambda finding: finding.state != "closed"))

    @api.depends_context("uid")
    @api.depends("team_id")
    def _compute_is_mine(self):
        for each in self:
            each.is_mine = self.env.user in each._people()

    def _people(self):
        """Return who is in the team."""
        # sudo: who supervises is no secret to who reads the round.
        team = self.sudo().team_id
        return team.member_ids | team.leader_id

    @api.model_create_multi
    def create(self, vals_list):
        rounds = super().create(vals_list)
        rounds._require_team()
        for each in rounds:
            if each.team_id.kind != "supervision" or each.team_id.campaign_id != each.campaign_id:
                raise UserError(messages.team_of_campaign(self.env))
        return rounds

    def write(self, vals):
        self._require_team()
        return super().write(vals)

    def unlink(self):
        self._require_team()
        return super().unlink()

    def _require_team(self):
        """Raise AccessError unless the user is in the team of every round."""
        if self.env.su:
            return
        for each in self:
            if self.env.user not in each._people():
                raise AccessError(messages.not_of_team(self.env, team=each.sudo().team_id.name))

    def action_start(self):
        self._require_team()
        return self._move("running")

    def action_close(self):
        """End rounds, with what was seen; their findings live on until they are closed."""
        self._require_group(*SUPERVISORS)
        self._require_team()
        for each in self:
            if not (each.summary or "").strip():
                raise UserError(messages.summary_missing(self.env))
        return self._move("closed")

    def action_findings(self):
        """Open the findings of the round."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "three_capitals.reform_supervision_finding_action"
        )
        return {**action, "domain": [("round_id", "=", self.id)], "context": {"default_round_id": self.id}}

    def _seal_stream(self):
        self.ensure_one()
        return f"campaign:{self.campaign_id.id}"

    def _seal_payload(self):
        return {**super()._seal_payload(), "number": self.number, "summary": self.summary or ""}
