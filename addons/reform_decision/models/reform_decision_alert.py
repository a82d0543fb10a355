from datetime import timedelta

from odoo import api, models
from odoo.addons.reform_places.alert import Fact, Kind

from ..messages import alert as messages
from .decision_table import CLERK, SUPERVISOR


class ReformDecision(models.Model):
    """What hangs: a count nobody signs, a resolution or a result nobody posts."""

    _inherit = "reform.decision"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "decision_unsigned": Kind(messages.unsigned_label(env), SUPERVISOR, 7, messages.unsigned),
            "decision_unposted": Kind(messages.unposted_label(env), CLERK, 3, messages.unposted),
            "decision_result_unposted": Kind(
                messages.result_unposted_label(env), CLERK, 7, messages.result_unposted
            ),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield the cases that stand still on the day `at` longer than the rules allow."""
        rules = self.env["reform.parameter"]._at(at)
        signed_by = at - timedelta(days=rules.value("decision_sign_days_max"))
        for case in self.search([("state", "=", "convened"), ("meeting_on", "<", signed_by)]):
            yield case._alert_fact("decision_unsigned", case.meeting_on)
        for case in self.search([("state", "=", "passed"), ("meeting_on", "<", at)]):
            if case.publish_by < at:
                yield case._alert_fact("decision_unposted", case.publish_by)
        result_by = at - timedelta(days=rules.value("decision_result_days_max"))
        for case in self.search([("state", "=", "implemented"), ("implemented_on", "<", result_by)]):
            yield case._alert_fact("decision_result_unposted", case.implemented_on)

    def _alert_fact(self, kind, day):
        return Fact(kind, self, self.place_id.id, facts={"ref": self.name, "day": str(day)})


class ReformDecisionObjection(models.Model):
    """An objection whose days for an answer are over."""

    _inherit = "reform.decision.objection"

    @api.model
    def _alert_kinds(self):
        return {
            "objection_unanswered": Kind(
                messages.objection_label(self.env), SUPERVISOR, 3, messages.objection_unanswered
            )
        }

    @api.model
    def _alert_facts(self, at):
        for objection in self.search([("state", "=", "open"), ("raised_on", "<", at)]):
            if objection.answer_by < at:
                case = objection.decision_id
                facts = {"ref": case.name, "day": str(objection.answer_by), "by": objection.raised_by}
                yield Fact("objection_unanswered", objection, case.place_id.id, facts=facts)
