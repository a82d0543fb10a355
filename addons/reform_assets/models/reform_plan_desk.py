from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.desk import glance, todo

from .reform_plan_steps import CLERK, COUNTY_AGRICULTURE, COUNTY_FINANCE, DIRECTOR, SUPERVISOR, TOWNSHIP

ACTION = "reform_assets.reform_plan_action"
INSPECTIONS = "reform_assets.reform_inspection_action"


class ReformPlan(models.Model):
    """On the desk: plans that wait for one's step, and how many places are in use again."""

    _inherit = "reform.plan"

    def _desk_tiles(self):
        env, has = self.env, self.env.user.has_group
        me = env.uid
        asked = [("state", "=", "consulted"), ("create_uid", "!=", me), ("proposed_by_id", "!=", me)]
        if has(COUNTY_FINANCE):
            asked.append(("owner_class", "=", "state"))
        else:
            asked.append(("owner_class", "!=", "state"))
        steps = [
            (
                "plans_approve",
                env._("Plans to approve"),
                (COUNTY_FINANCE, COUNTY_AGRICULTURE, TOWNSHIP),
                asked,
            ),
            ("plans_begin", env._("Approved plans to begin"), (DIRECTOR,), [("state", "=", "approved")]),
            (
                "plans_accept",
                env._("Plans to accept on the spot"),
                (TOWNSHIP, SUPERVISOR),
                [("state", "=", "in_use")],
            ),
        ]
        tiles = [
            todo(key, label, ACTION, domain, "map-signs", 14)
            for key, label, groups, domain in steps
            if any(map(has, groups))
        ]
        counted = [("counted_from", "!=", False), ("counted_to", "=", False)]
        return [
            *tiles,
            glance(
                "plans_counted", env._("Revitalised places"), ACTION, counted, "recycle", 43, tone="success"
            ),
        ]


class ReformInspection(models.Model):
    """On the desk: inspections that are due."""

    _inherit = "reform.inspection"

    def _desk_tiles(self):
        if not any(map(self.env.user.has_group, (CLERK, SUPERVISOR, TOWNSHIP))):
            return []
        due = [("state", "=", "due"), ("date_due", "<=", civil_day.today())]
        return [todo("inspections", self.env._("Inspections to make"), INSPECTIONS, due, "eye", 16)]


class ReformIndicatorSnapshot(models.Model):
    """On the desk: figures frozen this year."""

    _inherit = "reform.indicator.snapshot"

    def _desk_tiles(self):
        since = [("as_of", ">=", civil_day.today().replace(month=1, day=1))]
        action = "reform_assets.reform_indicator_snapshot_action"
        return [glance("indicators", self.env._("Figures frozen this year"), action, since, "line-chart", 48)]
