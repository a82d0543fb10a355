from odoo import models

from ..desk import glance, todo

ACTION = "reform_places.reform_alert_action"
WATCHING = ("township", "county_finance", "county_agriculture", "auditor", "supervisor")


class ReformAlert(models.Model):
    """On the desk: the cases one has to answer, and those nobody answered in time."""

    _inherit = "reform.alert"

    def _desk_tiles(self):
        env = self.env
        tiles = [
            todo(
                "alerts",
                env._("Alerts to answer"),
                ACTION,
                self._domain_waits_for_me(),
                "bell-o",
                5,
                tone="danger",
            )
        ]
        if set(self._my_roles()) & set(WATCHING):
            answered = [("state", "=", "answered"), ("answered_by_id", "!=", env.uid)]
            late = self._search_is_late("in", [True])
            tiles += [
                todo("alerts_close", env._("Answers to look at"), ACTION, answered, "check-square-o", 6),
                glance(
                    "alerts_late",
                    env._("Alerts past their deadline"),
                    ACTION,
                    late,
                    "bell",
                    40,
                    tone="danger",
                ),
            ]
        return tiles
