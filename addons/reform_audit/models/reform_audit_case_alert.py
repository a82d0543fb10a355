from odoo import api, models
from odoo.addons.reform_places.alert import Fact, Kind

from ..messages import case as messages

AUDITOR = "reform_places.group_auditor"
DIRECTOR = "reform_places.group_director"


class ReformAuditCase(models.Model):
    """Audits that stand still: announced and not begun, or a draft without an opinion."""

    _inherit = "reform.audit.case"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "audit_entry": Kind(messages.entry_label(env), AUDITOR, 10, messages.entry_waits),
            "audit_opinion_late": Kind(messages.opinion_late_label(env), DIRECTOR, 5, messages.opinion_late),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield the audits that stand still on the day `at`."""
        for case in self._entry_overdue(at):
            yield case._alert_fact("audit_entry", day=str(case.entry_from))
        for case in self.search([("state", "=", "drafted"), ("opinion_due", "<", at)]):
            yield case._alert_fact("audit_opinion_late", due=str(case.opinion_due))

    def _alert_fact(self, kind, **facts):
        return Fact(kind, self, self.place_id.id, facts={"ref": self.display_name, **facts})


class ReformAuditFinding(models.Model):
    """Findings that were not put right by their day."""

    _inherit = "reform.audit.finding"

    @api.model
    def _alert_kinds(self):
        return {
            "audit_rectify_late": Kind(
                messages.rectify_late_label(self.env), DIRECTOR, 10, messages.rectify_late, money=True
            )
        }

    @api.model
    def _alert_facts(self, at):
        for finding in self.search([("state", "not in", ("rectified", "closed")), ("deadline", "<", at)]):
            facts = {"ref": finding.display_name, "due": str(finding.deadline)}
            yield Fact("audit_rectify_late", finding, finding.place_id.id, facts=facts)
