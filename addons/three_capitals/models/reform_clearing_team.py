from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..messages import campaign as messages

KINDS = [("working", "Clearing Team"), ("supervision", "Supervision Team")]
LEVELS = [("county", "County"), ("township", "Township"), ("village", "Village")]
# Whose people look at the work of others: discipline and audit, finance, agriculture.
SUPERVISORS = (
    "reform_places.group_auditor",
    "reform_places.group_county_finance",
    "reform_places.group_county_agriculture",
)


class ReformClearingTeam(models.Model):
    """Who clears, and who looks at those who clear (清理专班, 督导专班).

    The two are never the same people: whoever is in a campaign's supervision team reads everything of it and
    writes nothing but findings, whatever other role he holds.
    """

    _name = "reform.clearing.team"
    _description = "Team of a Clearing Campaign"
    _inherit = ["mail.thread"]
    _order = "campaign_id, kind, level, place_id, id"

    name = fields.Char(required=True, tracking=True)
    campaign_id = fields.Many2one("reform.clearing.campaign", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(KINDS, required=True, default="working", index=True)
    level = fields.Selection(LEVELS, required=True, default="township")
    place_id = fields.Many2one("reform.place", "Works In", required=True, index=True, ondelete="restrict")
    leader_id = fields.Many2one("res.users", "Head", ondelete="restrict", tracking=True)
    member_ids = fields.Many2many(
        "res.users", "reform_clearing_team_user_rel", "team_id", "user_id", "Members", tracking=True
    )
    others = fields.Text("Members without an Account", help="Names and offices, one a line.")

    @api.constrains("campaign_id", "kind", "member_ids", "leader_id")
    def _check_members(self):
        """Nobody supervises his own work, and only those supervise whose office it is."""
        # sudo: who is in another team of the campaign may lie out of sight.
        for team in self.sudo():
            people = team.member_ids | team.leader_id
            if team.kind == "supervision":
                for user in people:
                    if not any(user.has_group(group) for group in SUPERVISORS):
                        raise UserError(messages.no_supervisor(self.env, user=user.name))
            opposite = team.campaign_id.team_ids.filtered(lambda other, team=team: other.kind != team.kind)
            if both := people & (opposite.member_ids | opposite.leader_id):
                raise UserError(messages.both_teams(self.env, users="、".join(both.mapped("name"))))

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams._refuse_strangers()
        return teams

    def write(self, vals):
        self._refuse_strangers()
        result = super().write(vals)
        self._refuse_strangers()
        return result

    def unlink(self):
        self._refuse_strangers()
        return super().unlink()

    def _refuse_strangers(self):
        """Raise AccessError for a member of the supervision team, and for a campaign one cannot read."""
        if self.env.su:
            return
        self.campaign_id.check_access("read")
        self.campaign_id._refuse_supervisors()
        for team in self:
            if team.kind == "supervision" and not any(
                self.env.user.has_group(group) for group in SUPERVISORS
            ):
                raise AccessError(messages.county_names_supervisors(self.env))


class ReformClearingCampaign(models.Model):
    """A campaign and its teams."""

    _inherit = "reform.clearing.campaign"

    team_ids = fields.One2many("reform.clearing.team", "campaign_id", "Teams")

    def _supervisors(self):
        """Return the members of the campaigns' supervision teams."""
        # sudo: who supervises is asked of campaigns whose teams one may not see.
        teams = self.sudo().team_ids.filtered(lambda team: team.kind == "supervision")
        return teams.member_ids | teams.leader_id

    def _refuse_supervisors(self):
        if not self.env.su and self.env.user in self._supervisors():
            raise AccessError(messages.supervisors_only_look(self.env, user=self.env.user.name))
