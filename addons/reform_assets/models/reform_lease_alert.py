from odoo import api, fields, models
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_rules.money import yuan

from ..messages import lease_life as messages
from .reform_lease_steps import CLERK, DIRECTOR, TOWNSHIP


class ReformLease(models.Model):
    """What about contracts becomes a case: ends, filings, deposits, hand-backs, lessees who stay on."""

    _inherit = "reform.lease"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "lease_ends": Kind(messages.label_ends(env), CLERK, 30, messages.ends_soon),
            "lease_filing_late": Kind(messages.label_filing(env), TOWNSHIP, 5, messages.filing_late),
            "lease_deposit_late": Kind(
                messages.label_deposit(env), DIRECTOR, 15, messages.deposit_late, money=True
            ),
            "lease_handover_late": Kind(messages.label_handover(env), CLERK, 10, messages.handover_late),
            "lease_indefinite": Kind(messages.label_indefinite(env), DIRECTOR, 30, messages.stays_on),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield a fact for each contract that needs somebody on the day `at`; one search for each kind."""
        rules = self.env["reform.parameter"]._at(at)
        soon = fields.Date.add(at, days=rules.value("lease_end_warning_days"))
        filed = fields.Date.subtract(at, days=rules.value("lease_filing_days_max"))
        over = fields.Date.subtract(at, days=rules.value("lease_handover_days_max"))
        domains = {
            "lease_ends": [
                ("state", "=", "effective"), ("date_end", ">=", at), ("date_end", "<=", soon),
                ("successor_id", "=", False),
            ],
            "lease_filing_late": [("state", "=", "signed"), ("signed_date", "<", filed)],
            "lease_handover_late": [("state", "=", "ended"), ("ended_date", "<", over)],
            "lease_indefinite": [("state", "=", "effective"), ("indefinite_since", "!=", False)],
        }  # fmt: skip
        dates = {
            "lease_ends": "date_end", "lease_filing_late": "signed_date", "lease_handover_late": "ended_date",
            "lease_indefinite": "indefinite_since",
        }  # fmt: skip
        for kind, domain in domains.items():
            for lease in self.search(domain, order="id"):
                day = lease[dates[kind]]
                facts = {"ref": lease.name, "date": day.isoformat()}
                deadline = day if kind == "lease_ends" else None
                yield Fact(kind, lease, lease.place_id.id, deadline=deadline, facts=facts)
        yield from self._alert_deposits(over)

    @api.model
    def _alert_deposits(self, over):
        """Yield contracts that ended before `over` and still hold a deposit."""
        self.env["reform.deposit.move"].flush_model()
        self.env.cr.execute(
            """SELECT l.id, m.balance FROM reform_lease l
                 JOIN LATERAL (SELECT balance FROM reform_deposit_move
                                WHERE lease_id = l.id ORDER BY sequence DESC LIMIT 1) m ON m.balance > 0
                WHERE l.state IN ('ended', 'handed_back', 'settled') AND l.ended_date < %s ORDER BY l.id""",
            [over],
        )
        rows = dict(self.env.cr.fetchall())
        for lease in self.browse(rows):
            facts = {"ref": lease.name, "amount": str(yuan(rows[lease.id]))}
            yield Fact("lease_deposit_late", lease, lease.place_id.id, facts=facts)


class ReformLeaseSublet(models.Model):
    """A sub-letting nobody has answered becomes a case in the fifth month."""

    _inherit = "reform.lease.sublet"

    @api.model
    def _alert_kinds(self):
        return {"sublet_waits": Kind(messages.label_sublet(self.env), DIRECTOR, 30, messages.sublet_waits)}

    @api.model
    def _alert_facts(self, at):
        """Yield the requests known for longer than the months of warning."""
        months = self.env["reform.parameter"]._at(at).value("sublet_warning_months")
        known = fields.Date.subtract(at, months=months)
        for sublet in self.search([("state", "=", "requested"), ("known_on", "<=", known)], order="id"):
            facts = {"ref": sublet.lease_id.name, "date": sublet.deadline.isoformat()}
            yield Fact("sublet_waits", sublet, sublet.place_id.id, deadline=sublet.deadline, facts=facts)
