from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_rules.assets import inventory

from ..messages import count_alert as messages

TOWNSHIP = "reform_places.group_township"


class ReformCountRound(models.Model):
    """What the daily look is told of counts: reports that come due, years that nobody counts."""

    _inherit = "reform.count.round"

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "count_report_due": Kind(messages.report_due_label(env), TOWNSHIP, 30, messages.report_due),
            "count_missing": Kind(messages.count_missing_label(env), TOWNSHIP, 30, messages.count_missing),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield the rounds not reported near their day, and the townships with cards that count nothing."""
        rules = self.env["reform.parameter"]._at(at)
        yield from self._facts_due(at, rules)
        yield from self._facts_missing(at, rules)

    def _facts_due(self, at, rules):
        until = at + timedelta(days=rules.value("count_report_warn_days"))
        domain = [("state", "not in", ("reported", "cancelled")), ("report_due", "<=", until)]
        for count in self.search_fetch(domain, ["name", "place_id", "report_due"]):
            facts = {"ref": count.name, "due": fields.Date.to_string(count.report_due)}
            yield Fact("count_report_due", count, count.place_id.id, deadline=count.report_due, facts=facts)

    def _facts_missing(self, at, rules):
        """From the record date to the report: townships with no round, of their own, above or below."""
        recorded = inventory.record_date(at.year - 1, rules)
        due = inventory.report_due(recorded, yearly=True, rules=rules)
        if at > due:
            return
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT p.id, p.name FROM reform_place p
                WHERE p.level = 'township'
                  AND EXISTS (SELECT FROM reform_asset a WHERE a.township_id = p.id
                                 AND a.use_state NOT IN ('scrapped', 'disposed'))
                  AND NOT EXISTS (
                      SELECT FROM reform_count_round r JOIN reform_place c ON c.id = r.place_id
                       WHERE r.kind = 'yearly' AND r.record_date = %s
                         AND r.state NOT IN ('draft', 'cancelled')
                         AND (starts_with(c.parent_path, p.parent_path)
                              OR starts_with(p.parent_path, c.parent_path)))
                ORDER BY p.id""",
            [recorded],
        )
        places = self.env["reform.place"]
        for place_id, name in self.env.cr.fetchall():
            facts = {"ref": name, "year": recorded.year}
            year = str(recorded.year)
            yield Fact("count_missing", places.browse(place_id), place_id, due, facts=facts, occasion=year)
