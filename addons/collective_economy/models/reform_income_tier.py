from datetime import date

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import tier as tier_rules
from odoo.addons.reform_rules.parameters import NotYetInForce, Parameters, every_entry
from odoo.tools import SQL

from ..messages import income as messages
from .reform_income_mixin import FIRST_YEAR

NAME = "income_tier_yuan"


class ReformIncomeTier(models.AbstractModel):
    """The tier of a village by its operating return, by the limits of the year's last day.

    A county may have limits of its own (`reform.parameter`); they count for its villages alone. The limits
    are data of the rules, so a tier is named by its limits, and a year of other limits has other names.
    """

    _name = "reform.income.tier"
    _description = "Tier by Operating Return"

    tier = fields.Selection(
        "_selection_tiers", "Tier by Operating Return", readonly=True, help="Judged without subsidies."
    )
    is_hollow = fields.Boolean("Hollow Village", compute="_compute_is_hollow", search="_search_is_hollow")

    @api.model
    def _selection_tiers(self):
        """Return every tier that any day knows, poorest first, as (key, what people call it)."""
        found = {}
        for rules in self._tier_rules():
            found |= {each.key: each for each in tier_rules.tiers(rules)}
        ordered = sorted(found.values(), key=lambda each: (each.low or 0, each.high or 10**12))
        return [(each.key, messages.tier_label(self.env, each)) for each in ordered]

    @api.model
    def _tier_rules(self):
        """Return the Parameters of each change of the limits, those of counties with values of their own
        too."""
        national = [Parameters.at(entry.valid_from) for entry in every_entry()[NAME]]
        own = [
            rules.with_overrides({NAME: own.value})
            for _county, own in self.env["reform.parameter"]._own_values()
            if own.name == NAME
            for rules in [Parameters.at(own.valid_from)]
        ]
        return [*national, *own]

    @api.depends("tier")
    def _compute_is_hollow(self):
        hollow = set(self._hollow_keys())
        for row in self:
            row.is_hollow = row.tier in hollow

    @api.model
    def _search_is_hollow(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        keys = self._hollow_keys()
        wanted = (True in value) == (operator == "in")
        return [("tier", "in" if wanted else "not in", keys)]

    @api.model
    def _hollow_keys(self):
        return sorted(
            {each.key for rules in self._tier_rules() for each in tier_rules.tiers(rules) if each.hollow}
        )

    @api.model
    def _counties_with_own_tiers(self):
        """Return the ids of counties that have ever set limits of their own."""
        return sorted(
            {county for county, own in self.env["reform.parameter"]._own_values() if own.name == NAME}
        )

    @api.model
    def _tiers_sql(self):
        """Return the rows (county or 0, year, key, from, below) as SQL VALUES."""
        rows = []
        parameters = self.env["reform.parameter"]
        for year in range(FIRST_YEAR, civil_day.today().year + 2):
            day = date(year, 12, 31)
            for county in [0, *self._counties_with_own_tiers()]:
                try:
                    found = tier_rules.tiers(
                        parameters._parameters(day, county) if county else Parameters.at(day)
                    )
                except NotYetInForce:
                    continue
                rows += [
                    SQL("(%s, %s, %s, %s::numeric, %s::numeric)", county, year, each.key, each.low, each.high)
                    for each in found
                ]
        return SQL(", ").join(rows)
