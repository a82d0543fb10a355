from odoo import models
from odoo.addons.reform_places.desk import glance, shortcut, todo

from .reform_count_round import RUNNING

ACTION = "reform_assets.reform_count_round_action"
LINES = "reform_assets.reform_count_line_action"
DIFFERENCES = "reform_assets.reform_count_difference_action"
FINDS = "reform_assets.reform_count_find_action"
OWNERS = "reform_assets.reform_count_owner_action"
PHONE = "reform_assets.reform_count_phone_action"


class ReformCountRound(models.Model):
    """On the desk: what is left to count, who has to look again, what is to be decided and confirmed."""

    _inherit = "reform.count.round"

    def _desk_tiles(self):
        env, me = self.env, self.env.uid

        def has(*roles):
            return any(env.user.has_group(f"reform_places.group_{role}") for role in roles)

        tiles = []
        counting = [("round_id.state", "=", "counting")]
        if has("clerk", "director", "township"):
            left = [*counting, ("status", "in", ("unseen", "recount"))]
            label = env._("Cards left to count")
            tiles.append(todo("count_left", label, LINES, left, "list-ol", 8, tone="warning"))
        if has("clerk", "director", "supervisor", "township"):
            second = [*counting, ("status", "=", "second"), ("counted_by_id", "!=", me)]
            tiles.append(todo("count_second", env._("Second counts missing"), LINES, second, "users", 9))
            if self.search_count([("state", "=", "counting")], limit=1):
                label = env._("Count with the Phone")
                tiles.append(shortcut("count_phone", label, PHONE, "qrcode", 12, view=False))
        if has("township", "county_finance", "county_agriculture"):
            in_dispute = [("round_id.state", "=", "differences"), ("status", "=", "open")]
            decide, label = [*in_dispute, ("must_decide", "=", True)], env._("Count differences to decide")
            tiles.append(todo("count_decide", label, DIFFERENCES, decide, "balance-scale", 11))
            label = env._("Unknown items to decide")
            tiles.append(todo("count_finds", label, FINDS, [("status", "=", "open")], "question", 11))
        if has("director", "supervisor", "county_finance", "county_agriculture", "township"):
            confirm = [
                ("round_id.state", "=", "differences"),
                ("state", "=", "open"),
                *self._desk_regimes(has),
            ]
            tiles.append(
                todo("count_confirm", env._("Count results to confirm"), OWNERS, confirm, "check", 12)
            )
        running = [("state", "in", RUNNING)]
        label = env._("Counting rounds running")
        return [*tiles, glance("count_rounds", label, ACTION, running, "list-alt", 44)]

    def _desk_regimes(self, has):
        """Return the domain of the owners whose result the user may confirm."""
        regimes = []
        if has("director", "supervisor", "county_agriculture"):
            regimes.append("collective")
        if has("county_finance"):
            regimes.append("state")
        if has("township"):
            regimes.append("unconfirmed")
        return [("regime", "in", regimes)]
