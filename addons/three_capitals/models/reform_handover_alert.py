from odoo import api, models
from odoo.addons.reform_decision.models.decision_table import CLERK, SUPERVISOR, TOWNSHIP
from odoo.addons.reform_places.alert import Fact, Kind

from ..messages import handover as messages
from ..messages import publication as publication_messages


class ReformHandover(models.Model):
    """What hangs goes up to the township: a handover past its days, one that somebody refuses."""

    _inherit = "reform.handover"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "handover_late": Kind(messages.late_label(env), TOWNSHIP, 3, messages.late),
            "handover_refused": Kind(messages.refused_label(env), TOWNSHIP, 5, messages.refused),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield handovers whose days are over on `at`, and those refused."""
        late = self.search([("state", "in", ("draft", "signing")), ("deadline", "<", at)], order="id")
        for one in late:
            facts = {"ref": one.display_name, "date": one.deadline.isoformat()}
            yield Fact("handover_late", one, one.place_id.id, facts=facts)
        for one in self.search([("state", "=", "refused")], order="id"):
            facts = {
                "ref": one.display_name,
                "date": one.refused_on.isoformat(),
                "reason": one.refusal,
            }
            yield Fact("handover_refused", one, one.place_id.id, facts=facts)


class ReformHandoverMatter(models.Model):
    """Matters nobody settles become cases of the village."""

    _inherit = "reform.handover.matter"

    @api.model
    def _alert_kinds(self):
        return {
            "handover_matter_late": Kind(
                messages.matter_late_label(self.env), CLERK, 15, messages.matter_late
            )
        }

    @api.model
    def _alert_facts(self, at):
        """Yield open matters whose day is over on `at`."""
        for matter in self.search([("state", "=", "open"), ("due", "<", at)], order="id"):
            facts = {"ref": matter.name, "date": matter.due.isoformat()}
            yield Fact("handover_matter_late", matter, matter.entity_id.place_id.id, facts=facts)


class ReformClearingObjection(models.Model):
    """Objections nobody answers, as cases of the supervisors."""

    _inherit = "reform.clearing.objection"

    @api.model
    def _alert_kinds(self):
        return {
            "clearing_objection_late": Kind(
                publication_messages.objection_late_label(self.env),
                SUPERVISOR,
                5,
                publication_messages.objection_late,
            )
        }

    @api.model
    def _alert_facts(self, at):
        """Yield objections past the days of an answer on `at`."""
        for one in self.search([("state", "in", ("open", "answered"))], order="id"):
            if one.answer_by < at:
                facts = {"ref": one.entity_id.name, "date": one.raised_on.isoformat()}
                yield Fact("clearing_objection_late", one, one.entity_id.place_id.id, facts=facts)


class ReformClearingPublication(models.Model):
    """Lists that hung out long enough and that nobody files."""

    _inherit = "reform.clearing.publication"

    @api.model
    def _alert_kinds(self):
        return {
            "clearing_filing_late": Kind(
                publication_messages.filing_late_label(self.env),
                TOWNSHIP,
                5,
                publication_messages.filing_late,
            )
        }

    @api.model
    def _alert_facts(self, at):
        """Yield postings that are over on `at` and not filed."""
        for one in self.search([("state", "=", "posted"), ("date_to", "<", at)], order="id"):
            facts = {"ref": one.entity_id.name, "date": one.date_to.isoformat()}
            yield Fact("clearing_filing_late", one, one.place_id.id, facts=facts)
