from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_rules.assets import first_refusal

from ..messages import disposal as messages
from .reform_valuation_steps import CLERK, DIRECTOR

# Days a value that is reviewed may wait for its posting.
POSTING_WAITS_DAYS = 7


class ReformValuation(models.Model):
    """Values about to end, and values nobody has posted, become cases."""

    _inherit = "reform.valuation"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "valuation_ending": Kind(
                messages.valuation_ending_label(env), DIRECTOR, 30, messages.valuation_ending
            ),
            "posting_overdue": Kind(messages.posting_overdue_label(env), CLERK, 7, messages.posting_overdue),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield valuations in force that end within `valuation_ends_soon_days`, and reviewed ones of a
        collective that have waited for their posting.
        """
        soon = at + timedelta(days=self.env["reform.parameter"]._at(at).value("valuation_ends_soon_days"))
        wanted = ["name", "place_id", "valid_to"]
        for one in self.search_fetch([("state", "=", "confirmed"), ("valid_to", "<=", soon)], wanted):
            facts = {"ref": one.name, "until": fields.Date.to_string(one.valid_to)}
            yield Fact("valuation_ending", one, one.place_id.id, deadline=one.valid_to, facts=facts)
        latest = fields.Datetime.to_datetime(at) - timedelta(days=POSTING_WAITS_DAYS)
        domain = [("state", "=", "reviewed"), ("regime", "!=", "state"), ("write_date", "<", latest)]
        for one in self.search_fetch(domain, ["name", "place_id", "write_date"]):
            facts = {"ref": one.name, "days": (at - civil_day.of(one.write_date)).days}
            yield Fact("posting_overdue", one, one.place_id.id, facts=facts)


class ReformDisposal(models.Model):
    """A lessee who may still answer becomes a case until he has, or his days are over."""

    _inherit = "reform.disposal"

    @api.model
    def _alert_kinds(self):
        return {
            "refusal_clock": Kind(messages.refusal_clock_label(self.env), CLERK, 15, messages.refusal_clock)
        }

    @api.model
    def _alert_facts(self, at):
        """Yield open disposals with a lessee who was told, has not answered, and still may."""
        rules = self.env["reform.parameter"]._at(at)
        tenants = self.env["reform.disposal.tenant"].search(
            [
                ("told_on", "!=", False),
                ("answer", "=", False),
                ("disposal_id.state", "not in", ("withdrawn", "sold", "delivered", "removed", "reported")),
            ]
        )
        for tenant in tenants:
            until = first_refusal.silence_ends(tenant.told_on, rules)
            if until < at:
                continue
            disposal = tenant.disposal_id
            facts = {
                "ref": disposal.name,
                "lease": tenant.lease_id.name,
                "until": fields.Date.to_string(until),
            }
            occasion = f"lease:{tenant.lease_id.id}"
            yield Fact("refusal_clock", disposal, disposal.place_id.id, until, facts=facts, occasion=occasion)
