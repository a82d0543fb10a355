from odoo import models
from odoo.addons.reform_places.desk import glance, shortcut, todo

ACTION = "reform_assets.reform_asset_action"
IDLE_ACTION = "reform_assets.reform_asset_idle_action"
CLERK = "reform_places.group_clerk"
AREA = {"sum": "area_sqm", "unit": "sqm"}


class ReformAsset(models.Model):
    """On the desk: cards that wait for one's name, cards without a photo, what there is, what stands idle."""

    _inherit = "reform.asset"

    def _desk_tiles(self):
        env = self.env
        mine = self._search_waits_for_me("in", [True])
        idle = [("use_state", "=", "idle")]
        tiles = [
            todo("cards_mine", env._("Cards to confirm"), ACTION, mine, "check-square-o", 10, tone="warning"),
            glance("cards", env._("Asset cards"), ACTION, [], "home", 40, **AREA),
            glance(
                "cards_idle", env._("Idle assets"), IDLE_ACTION, idle, "moon-o", 41, tone="danger", **AREA
            ),
        ]
        if env.user.has_group(CLERK):
            bare = [("has_photo", "=", False), ("state", "=", "registered")]
            tiles += [
                todo("cards_photo", env._("New cards without a photo"), ACTION, bare, "camera", 30),
                shortcut("card_new", env._("New card"), ACTION, "plus", 20),
            ]
        return tiles
