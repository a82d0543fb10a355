from datetime import timedelta

from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.desk import glance, shortcut, todo

from .decision_table import CLERK, DIRECTOR, NEXT_ACTOR

ACTION = "reform_decision.reform_decision_action"
OVER = ("closed", "revoked", "failed")


class ReformDecision(models.Model):
    """On the desk: cases whose next step is one's own, and cases under way."""

    _inherit = "reform.decision"

    def _desk_tiles(self):
        env, has = self.env, self.env.user.has_group
        mine, running = self._my_steps(), [("state", "not in", OVER)]
        tiles = [
            todo("decisions_mine", env._("Decisions waiting for my step"), ACTION, mine, "hand-paper-o", 14),
            glance("decisions", env._("Decisions under way"), ACTION, running, "users", 60),
        ]
        if has(CLERK) or has(DIRECTOR):
            tiles.append(shortcut("decision_new", env._("New decision"), ACTION, "users", 24))
        return tiles

    def _my_steps(self):
        """Return the domain of cases whose next step is the user's and need not wait for a day."""
        today = civil_day.today()
        # The last day of a posting counts; the step is free on the day after it.
        posted = today - timedelta(
            days=self.env["reform.parameter"]._at(today).value("decision_posting_days_min")
        )
        ready = {
            "convened": [("meeting_on", "<=", today)],
            "published": [("published_on", "<=", posted)],
            "result_published": [("result_published_on", "<=", posted)],
        }
        return fields.Domain.OR(
            [("state", "=", state), *ready.get(state, [])]
            for state, group in {"draft": DIRECTOR, **NEXT_ACTOR}.items()
            if self.env.user.has_group(group)
        )
