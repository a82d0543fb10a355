from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places.alert import Fact, Kind

from ..messages import plan_alert as messages
from .reform_plan_steps import CLERK, DIRECTOR, TOWNSHIP

UNFINISHED = ("draft", "consulted", "approved", "preparing")


class ReformPlan(models.Model):
    """Plans past their deadline, places in use that nobody accepts, and proposed relapses become cases."""

    _inherit = "reform.plan"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "plan_late": Kind(messages.plan_late_label(env), DIRECTOR, 30, messages.plan_late),
            "plan_not_accepted": Kind(messages.not_accepted_label(env), TOWNSHIP, 15, messages.not_accepted),
            "plan_relapse": Kind(messages.relapse_label(env), TOWNSHIP, 15, messages.relapse),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield plans late on the day `at`, those in use for longer than an acceptance may take, relapses."""
        names = ["name", "asset_id", "place_id", "deadline", "used_from"]
        late = [("state", "in", UNFINISHED), ("deadline", "<", at), ("origin", "!=", "published")]
        for plan in self.search_fetch(late, names):
            facts = {"ref": plan.name, "deadline": fields.Date.to_string(plan.deadline)}
            yield Fact("plan_late", plan, plan.place_id.id, facts=facts)
        limit = self.env["reform.parameter"]._at(at).value("plan_acceptance_days_max")
        waiting = [("state", "=", "in_use"), ("used_from", "<", at - timedelta(days=limit))]
        for plan in self.search_fetch(waiting, names):
            facts = {"ref": plan.name, "since": fields.Date.to_string(plan.used_from), "limit": limit}
            yield Fact("plan_not_accepted", plan, plan.place_id.id, facts=facts)
        for plan in self.search([("relapse", "in", ("idle_again", "missed"))]):
            yield Fact("plan_relapse", plan, plan.place_id.id, facts={"ref": plan.name})


class ReformInspection(models.Model):
    """An inspection nobody made becomes a case."""

    _inherit = "reform.inspection"

    @api.model
    def _alert_kinds(self):
        label = messages.inspection_late_label(self.env)
        return {"inspection_late": Kind(label, CLERK, 15, messages.inspection_late)}

    @api.model
    def _alert_facts(self, at):
        """Yield the inspections due before the day `at` and not made."""
        names = ["asset_id", "place_id", "date_due"]
        for inspection in self.search_fetch([("state", "=", "due"), ("date_due", "<", at)], names):
            facts = {
                "ref": inspection.asset_id.display_name,
                "due": fields.Date.to_string(inspection.date_due),
            }
            yield Fact("inspection_late", inspection, inspection.place_id.id, facts=facts)


class ReformAsset(models.Model):
    """An idle card somebody has a plan for is no alert of its own."""

    _inherit = "reform.asset"

    @api.model
    def _idle_alert_planned(self):
        lines = self.env["reform.plan.asset"].search_fetch(
            [("is_open", "=", True), ("plan_id.origin", "!=", "published")], ["asset_id"]
        )
        return super()._idle_alert_planned() | frozenset(lines.mapped("asset_id.id"))
