from odoo import models

from ..desk import glance

ACTION = "reform_places.reform_place_action"
ADMINISTRATOR = "reform_places.group_administrator"
# Whose scope is more than one village.
ABOVE_VILLAGES = (
    "reform_places.group_township",
    "reform_places.group_county_finance",
    "reform_places.group_county_agriculture",
    "reform_places.group_auditor",
    ADMINISTRATOR,
)


class ReformPlace(models.Model):
    """On the desk: how many villages there are, and how many there were."""

    _inherit = "reform.place"

    def _desk_tiles(self):
        env = self.env
        if not any(map(env.user.has_group, ABOVE_VILLAGES)):
            return []
        places = [("id", "child_of", env.user.reform_scope_ids.ids), ("level", "=", "village")]
        today = [*places, ("valid_to", "=", False)]
        former = [*places, ("valid_to", "!=", False)]
        return [
            glance("places", env._("Villages and communities today"), ACTION, today, "map-marker", 70),
            glance("places_former", env._("Former villages on record"), ACTION, former, "history", 71),
        ]
