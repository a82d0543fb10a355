from odoo import models

from ..desk import glance, todo
from .reform_place_desk import ADMINISTRATOR

ACTION = "reform_places.reform_merger_action"
WATCHING = ("reform_places.group_county_agriculture", "reform_places.group_county_finance")


class ReformMerger(models.Model):
    """On the desk: mergers nobody knows the successor of, and those written but not confirmed."""

    _inherit = "reform.merger"

    def _desk_tiles(self):
        env, keeps = self.env, self.env.user.has_group(ADMINISTRATOR)
        # Mergers are public; on somebody's desk are those of the own counties.
        mine = [("county_id", "in", env.user.reform_scope_ids.county_id.ids)]
        unresolved = [*mine, ("kind", "=", "unresolved"), ("state", "!=", "cancelled")]
        draft = [*mine, ("kind", "!=", "unresolved"), ("state", "=", "draft")]
        label = env._("Mergers without a known successor")
        icon, tone = "question-circle", "warning"
        if keeps:
            return [
                todo("mergers_unresolved", label, ACTION, unresolved, icon, 80, tone=tone),
                todo("mergers_draft", env._("Mergers to confirm"), ACTION, draft, "code-fork", 81),
            ]
        if any(map(env.user.has_group, WATCHING)):
            return [glance("mergers_unresolved", label, ACTION, unresolved, icon, 80, tone=tone)]
        return []
