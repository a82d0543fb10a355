from odoo import fields, models
from odoo.addons.reform_places.desk import glance, shortcut, todo

from .reform_disposal import BEFORE, OUTCOMES
from .reform_valuation_steps import CLERK, DIRECTOR, FINANCE, SUPERVISOR, TOWNSHIP

ACTION = "reform_assets.reform_disposal_action"


class ReformDisposal(models.Model):
    """On the desk: disposals that wait for one's step, and those under way."""

    _inherit = "reform.disposal"

    def _desk_tiles(self):
        env, has = self.env, self.env.user.has_group
        running = [("state", "not in", ("proposed", "reported", "withdrawn"))]
        tiles = [
            todo(
                "disposals_mine",
                env._("Disposals waiting for my step"),
                ACTION,
                self._my_steps(),
                "gavel",
                18,
            ),
            glance("disposals", env._("Disposals under way"), ACTION, running, "sign-out", 49),
        ]
        if has(CLERK) or has(DIRECTOR):
            tiles.append(shortcut("disposal_new", env._("New disposal"), ACTION, "sign-out", 25))
        return tiles

    def _my_steps(self):
        """Return the domain of disposals whose next step is the user's."""
        has, me = self.env.user.has_group, self.env.uid
        other = [("create_uid", "!=", me)]
        state, collective = [("regime", "=", "state")], [("regime", "!=", "state")]
        valued = [("kind", "in", ("sale", "exchange", "contribution"))]
        found = []
        if has(CLERK) or has(DIRECTOR):
            found.append([("state", "=", "classified"), *valued])
            found.append([("state", "=", "valued"), *collective])
            found.append([("state", "=", "approved"), ("kind", "=", "sale")])
            found.append([("state", "in", ("failed_listing", "removed"))])
            found.append([("state", "in", OUTCOMES), ("kind", "in", ("sale", "contribution", "transfer"))])
        if has(DIRECTOR) or has(SUPERVISOR):
            found.append(
                [("state", "=", "value_published"), ("decision_state", "in", ("passed", "published"))]
            )
        if has(DIRECTOR):
            found.append([("state", "=", "listed")])
            found.append([("state", "=", "approved"), ("kind", "!=", "sale"), *other])
        if has(TOWNSHIP):
            found.append([("state", "=", "proposed"), ("line_ids", "!=", False), *other])
            found.append([("state", "=", "decided"), *collective, *other])
            found.append([("state", "=", "proceeds_received")])
        if has(FINANCE):
            found.append([("state", "=", "decided"), *state, *other])
        return fields.Domain.OR(found) & fields.Domain(
            "state", "in", (*BEFORE, *OUTCOMES, "delivered", "proceeds_received", "removed")
        )
