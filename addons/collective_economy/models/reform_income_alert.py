from datetime import date

from odoo import api, models
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_rules.economy import tier as tier_rules
from odoo.addons.reform_rules.money import yuan

from ..messages import income as messages

TOWNSHIP = "reform_places.group_township"


class ReformIncomeYear(models.Model):
    """A collective whose operating return of the last year is below the first limit becomes a case."""

    _inherit = "reform.income.year"

    @api.model
    def _alert_kinds(self):
        return {"hollow_village": Kind(messages.hollow_label(self.env), TOWNSHIP, 30, messages.hollow)}

    @api.model
    def _alert_facts(self, at):
        """Yield the collectives with books that stayed below the limit in the year before the day `at`.

        A year is judged when its December is closed, and from a dated day of the next year on in any case:
        who never closes the books does not escape.
        """
        year = at.year - 1
        books = self.env["ledger.book"].search(
            [("date_opening", "<=", date(year, 12, 31)), ("entity_id.kind", "=", "collective")], order="id"
        )
        rows = {row.entity_id.id: row for row in self.search([("year", "=", year)])}
        closed = set(self._closed_entities(year))
        for book in books:
            entity, place = book.entity_id, book.entity_id.place_id
            parameters = self.env["reform.parameter"]
            judged_from = parameters._at(at, place).value("income_judged_month_day")
            if entity.id not in closed and (at.month, at.day) < tuple(judged_from):
                continue
            limit = tier_rules.hollow_limit(parameters._at(date(year, 12, 31), place))
            row = rows.get(entity.id)
            amount = yuan(row.operating_return if row else 0)
            if amount < limit:
                facts = {
                    "ref": entity.name,
                    "year": year,
                    "amount": str(amount),
                    "total": str(yuan(row.amount if row else 0)),
                    "limit": str(limit),
                }
                yield Fact("hollow_village", entity, place.id, facts=facts, occasion=str(year))

    @api.model
    def _closed_entities(self, year):
        """Return the ids of entities whose books of the year are closed."""
        months = self.env["ledger.period"].search(
            [("date_to", "=", date(year, 12, 31)), ("state", "=", "closed")]
        )
        return months.entity_id.ids
