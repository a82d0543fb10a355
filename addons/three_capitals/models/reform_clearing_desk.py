from odoo import api, fields, models
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_places.desk import glance, todo

from ..messages import supervision as messages

CLEARINGS = "three_capitals.reform_clearing_progress_action"
FINDINGS = "three_capitals.reform_supervision_finding_action"
TOWNSHIP = "reform_places.group_township"


def has(env, *roles):
    """Tell whether the user holds one of the roles."""
    return any(env.user.has_group(f"reform_places.group_{role}") for role in roles)


class ReformClearing(models.Model):
    """On the desk and among the cases: what is to be frozen, what runs, and what is late."""

    _inherit = "reform.clearing"

    def _desk_tiles(self):
        env, tiles = self.env, []
        running = [("state", "not in", ("draft", "handed_over", "reconciled", "closed", "cancelled"))]
        if has(env, "township"):
            draft = [("state", "=", "draft"), ("campaign_id.state", "=", "running")]
            tiles.append(
                todo("clearing_freeze", env._("Organisations to freeze"), CLEARINGS, draft, "lock", 14)
            )
        if has(env, "township", "county_agriculture"):
            late = [("is_overdue", "=", True)]
            label = env._("Clearings overdue")
            tiles.append(todo("clearing_late", label, CLEARINGS, late, "clock-o", 13, tone="danger"))
        label = env._("Clearings running")
        return [*tiles, glance("clearings", label, CLEARINGS, running, "balance-scale", 47)]

    @api.model
    def _alert_kinds(self):
        label = messages.clearing_late_label(self.env)
        return {"clearing_late": Kind(label, TOWNSHIP, 10, messages.clearing_late)}

    @api.model
    def _alert_facts(self, at):
        """Yield the organisations of running campaigns that are not handed over although the day is past."""
        late = [
            ("campaign_id.state", "=", "running"),
            ("campaign_id.date_end", "<", at),
            ("state", "not in", ("handed_over", "reconciled", "closed", "cancelled")),
        ]
        for clearing in self.search(late):
            facts = {
                "ref": clearing.display_name,
                "due": fields.Date.to_string(clearing.campaign_id.date_end),
            }
            yield Fact("clearing_late", clearing, clearing.place_id.id, facts=facts)


class ReformSupervisionFinding(models.Model):
    """On the desk: findings to answer, and findings to look at again."""

    _inherit = "reform.supervision.finding"

    def _desk_tiles(self):
        env, tiles = self.env, []
        if has(env, "township", "director"):
            mine = [("state", "in", ("raised", "answered"))]
            label = env._("Supervision findings to put right")
            tiles.append(todo("findings_mine", label, FINDINGS, mine, "flag", 13, tone="warning"))
        if has(env, "auditor", "county_finance", "county_agriculture"):
            done = [("state", "=", "rectified"), ("round_id.team_id.member_ids", "in", env.uid)]
            label = env._("Findings to look at again")
            tiles.append(todo("findings_close", label, FINDINGS, done, "eye", 13))
        return tiles
