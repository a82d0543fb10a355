from datetime import timedelta

from odoo import api, models
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_rules.money import yuan

from ..messages import agency as messages
from ..messages import agency_objection as objection_messages
from ..messages import spending as spending_messages

CLERK = "reform_places.group_clerk"
ACCOUNTANT = "reform_places.group_accountant"
SUPERVISOR = "reform_places.group_supervisor"
LATE = {
    "agency_report_late": ("waiting", "returned"),
    "agency_book_late": ("reported", "checked"),
    "agency_publish_late": ("booked",),
}


class ReformAgencyBatchLine(models.Model):
    """Months that are not reported, not in the books or not on the board by their days."""

    _inherit = "reform.agency.batch.line"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "agency_report_late": Kind(messages.report_late_label(env), CLERK, 3, messages.report_late),
            "agency_book_late": Kind(messages.book_late_label(env), ACCOUNTANT, 5, messages.book_late),
            "agency_publish_late": Kind(messages.publish_late_label(env), CLERK, 5, messages.publish_late),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield the months whose step was due before the day `at`."""
        for kind, states in LATE.items():
            days = {}
            for line in self.search([("state", "in", states), ("month", "<", at.replace(day=1))]):
                if line.batch_id not in days:
                    days[line.batch_id] = line.batch_id._window()
                window = days[line.batch_id]
                by = {
                    "agency_report_late": window.report_to,
                    "agency_book_late": window.book_to,
                    "agency_publish_late": window.publish_to,
                }[kind]
                if by < at:
                    facts = {"ref": line.display_name, "month": f"{line.month:%Y-%m}", "by": str(by)}
                    yield Fact(kind, line, line.place_id.id, facts=facts)


class ReformAgencyObjection(models.Model):
    """Objections whose days for an answer are over."""

    _inherit = "reform.agency.objection"

    @api.model
    def _alert_kinds(self):
        label = objection_messages.late_label(self.env)
        return {"agency_objection_late": Kind(label, SUPERVISOR, 3, objection_messages.late)}

    @api.model
    def _alert_facts(self, at):
        for one in self.search([("state", "=", "open"), ("raised_on", "<", at)]):
            if one.answer_by < at:
                facts = {"ref": one.sheet_id.display_name, "by": one.raised_by, "day": str(one.answer_by)}
                yield Fact("agency_objection_late", one, one.entity_id.place_id.id, facts=facts)


class ReformAgencyEngagement(models.Model):
    """Books of an engagement before that nobody has taken over."""

    _inherit = "reform.agency.engagement"

    @api.model
    def _alert_kinds(self):
        return {"agency_unkept": Kind(messages.unkept_label(self.env), ACCOUNTANT, 7, messages.unkept)}

    @api.model
    def _alert_facts(self, at):
        waiting = [("state", "=", "signed"), ("previous_id", "!=", False), ("taken_over_on", "=", False)]
        for one in self.search([*waiting, ("date_from", "<", at - timedelta(days=7))]):
            facts = {"ref": one.entity_id.name, "day": str(one.date_from)}
            yield Fact("agency_unkept", one, one.place_id.id, facts=facts)


class ReformSpending(models.Model):
    """Requests nobody signs or pays, and bills that look cut in pieces."""

    _inherit = "reform.spending"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "spending_waits": Kind(
                spending_messages.waits_label(env), "reform_places.group_director", 5, spending_messages.waits
            ),
            "spending_unpaid": Kind(
                spending_messages.unpaid_label(env),
                "reform_places.group_cashier",
                5,
                spending_messages.unpaid,
            ),
            "spending_split": Kind(
                spending_messages.split_label(env), SUPERVISOR, 15, spending_messages.split, money=True
            ),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield what stands still on the day `at` longer than the rules allow, and what was flagged."""
        before = at - timedelta(days=self.env["reform.parameter"]._at(at).value("spending_wait_days"))
        for request in self.search([("state", "=", "asked"), ("asked_on", "<", before)]):
            group = f"reform_places.group_{request.turn}"
            yield request._alert_fact("spending_waits", day=str(request.asked_on), owner_group=group)
        for request in self.search([("state", "=", "approved"), ("approved_on", "<", before)]):
            yield request._alert_fact("spending_unpaid", day=str(request.approved_on))
        for request in self.search([("is_split", "=", True), ("state", "!=", "withdrawn")]):
            yield request._alert_fact("spending_split", total=f"{yuan(request.split_total):,}")

    def _alert_fact(self, kind, owner_group=None, **facts):
        amount = f"{yuan(self.amount):,}"
        return Fact(
            kind,
            self,
            self.place_id.id,
            owner_group=owner_group,
            facts={"ref": self.display_name, "amount": amount, **facts},
        )
