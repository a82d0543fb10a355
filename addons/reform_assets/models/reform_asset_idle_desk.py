from odoo import models
from odoo.addons.reform_places.desk import glance, todo

ACTION = "reform_assets.reform_asset_spell_action"


class ReformAssetIdle(models.Model):
    """On the desk: proposals that wait for the county, idle assets nobody has dealt with yet."""

    _inherit = "reform.asset.idle"

    def _desk_tiles(self):
        env, has = self.env, self.env.user.has_group
        tiles = []
        for group, operator in (("county_finance", "="), ("county_agriculture", "!=")):
            if has(f"reform_places.group_{group}"):
                waiting = [("state", "=", "unfit_proposed"), ("asset_id.owner_class", operator, "state")]
                label = env._("Unfit assets to confirm")
                tiles.append(todo(f"unfit_{group}", label, ACTION, waiting, "ban", 16, tone="warning"))
        if has("reform_places.group_township"):
            open_ones = [("state", "=", "open")]
            tiles.append(
                glance("idle_to_do", env._("Idle assets to deal with"), ACTION, open_ones, "moon-o", 42)
            )
        return tiles
