from odoo import models
from odoo.addons.reform_places.desk import glance, shortcut, todo

from .reform_count_round import RUNNING

ACTION = "reform_assets.reform_count_round_action"
LINES = "reform_assets.reform_count_line_action"
DIFFERENCES = "reform_assets.reform_count_difference_action"
FINDS = "reform_assets.reform_count_find_action"
OWNERS = "reform_assets.reform_count_owner_action"
PHONE = "reform_assets.reform_count_phone_action"


def has(env, *roles):
    """Tell whether the user holds one of the roles."""
    return any(env.user.has_group(f"reform_places.group_{role}") for role in roles)


class ReformCountRound(models.Model):
    """On the desk: the rounds that run, and the way to the phone."""

    _inherit = "reform.count.round"

    def _desk_tiles(self):
        env, tiles = self.env, []
        counts = has(env, "clerk", "director", "supervisor", "township")
        if counts and self.search_count([("state", "=", "counting")], limit=1):
            label = env._("Count with the Phone")
            tiles.append(shortcut("count_phone", label, PHONE, "qrcode", 12, view=False))
        running = [("state", "in", RUNNING)]
        label = env._("Counting rounds running")
        return [*tiles, glance("count_rounds", label, ACTION, running, "list-alt", 44)]


class ReformCountLine(models.Model):
    """On the desk: what is left to count, who has to look again, what is to be decided."""

    _inherit = "reform.count.line"

    def _desk_tiles(self):
        env, me, tiles = self.env, self.env.uid, []
        counting = [("round_id.state", "=", "counting")]
        if has(env, "clerk", "director", "township"):
            left = [*counting, ("status", "in", ("unseen", "recount"))]
            label = env._("Cards left to count")
            tiles.append(todo("count_left", label, LINES, left, "list-ol", 8, tone="warning"))
        if has(env, "clerk", "director", "supervisor", "township"):
            second = [*counting, ("status", "=", "second"), ("counted_by_id", "!=", me)]
            tiles.append(todo("count_second", env._("Second counts missing"), LINES, second, "users", 9))
        if has(env, "township", "county_finance", "county_agriculture"):
            decide = [
                ("round_id.state", "=", "differences"), ("status", "=", "open"), ("must_decide", "=", True),
            ]  # fmt: skip
            label = env._("Count differences to decide")
            tiles.append(todo("count_decide", label, DIFFERENCES, decide, "balance-scale", 11))
        return tiles


class ReformCountFind(models.Model):
    """On the desk: things nobody had in the books."""

    _inherit = "reform.count.find"

    def _desk_tiles(self):
        env = self.env
        if not has(env, "township", "county_finance", "county_agriculture"):
            return []
        label = env._("Unknown items to decide")
        return [todo("count_finds", label, FINDS, [("status", "=", "open")], "question", 11)]


class ReformCountOwner(models.Model):
    """On the desk: results that wait for their owner's confirmation."""

    _inherit = "reform.count.owner"

    def _desk_tiles(self):
        env = self.env
        if not has(env, "director", "supervisor", "county_finance", "county_agriculture", "township"):
            return []
        confirm = [
            ("round_id.state", "=", "differences"),
            ("state", "=", "open"), ("regime", "in", self._desk_regimes()),
        ]  # fmt: skip
        return [todo("count_confirm", env._("Count results to confirm"), OWNERS, confirm, "check", 12)]

    def _desk_regimes(self):
        """Return the regimes of the owners whose result the user may confirm."""
        regimes = []
        if has(self.env, "director", "supervisor", "county_agriculture"):
            regimes.append("collective")
        if has(self.env, "county_finance"):
            regimes.append("state")
        if has(self.env, "township"):
            regimes.append("unconfirmed")
        return regimes
