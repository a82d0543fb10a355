from datetime import timedelta

from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.desk import glance, shortcut, todo

from .reform_valuation_steps import AGRICULTURE, CLERK, DIRECTOR, FINANCE, SUPERVISOR, TOWNSHIP

ACTION = "reform_assets.reform_valuation_action"


class ReformValuation(models.Model):
    """On the desk: valuations that wait for one's step, those in force, those about to end."""

    _inherit = "reform.valuation"

    def _desk_tiles(self):
        env, has = self.env, self.env.user.has_group
        steps = self._my_steps()
        running = [("state", "=", "confirmed")]
        soon = self._ends_soon_day()
        tiles = [
            todo(
                "valuations_mine", env._("Valuations waiting for my step"), ACTION, steps, "balance-scale", 16
            ),
            glance("valuations", env._("Valuations in force"), ACTION, running, "balance-scale", 47),
            glance(
                "valuations_ending",
                env._("Valuations ending soon"),
                ACTION,
                [*running, ("valid_to", "<=", soon)],
                "hourglass-half",
                48,
            ),
        ]
        if has(CLERK) or has(DIRECTOR):
            tiles.append(shortcut("valuation_new", env._("New valuation"), ACTION, "balance-scale", 23))
        return tiles

    def _ends_soon_day(self):
        today = civil_day.today()
        return today + timedelta(
            days=self.env["reform.parameter"]._at(today).value("valuation_ends_soon_days")
        )

    def _my_steps(self):
        """Return the domain of valuations whose next step is the user's."""
        has, me = self.env.user.has_group, self.env.uid
        other = [("create_uid", "!=", me), ("report_by_id", "!=", me)]
        state, collective = [("regime", "=", "state")], [("regime", "!=", "state")]
        found = []
        if any(map(has, (CLERK, DIRECTOR))):
            found.append([("state", "in", ("requested", "agency_chosen", "fieldwork"))])
            found.append([("state", "=", "reviewed"), *collective])
            found.append([("state", "=", "scoped"), ("route", "=", "comparables")])
        if has(DIRECTOR):
            found.append([("state", "=", "scoped"), ("route", "=", "report"), *collective])
        if has(SUPERVISOR):
            found.append([("state", "=", "draft_report"), *other])
        if has(TOWNSHIP):
            found.append([("state", "=", "draft_report"), *state, *other])
            found.append([("state", "=", "published"), ("route", "=", "comparables"), *collective, *other])
        if has(FINANCE):
            found.append([("state", "=", "scoped"), ("route", "=", "report"), *state, *other])
            found.append([("state", "=", "reviewed"), *state, *other])
        if has(AGRICULTURE):
            found.append([("state", "=", "published"), ("route", "=", "report"), *collective, *other])
        return fields.Domain.OR(found)
