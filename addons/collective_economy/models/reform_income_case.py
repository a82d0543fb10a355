from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import published as rules_published
from odoo.addons.reform_rules.money import yuan

from ..messages import events

# Why a figure is no growth, as the list says it.
REFUSALS = {
    "stock": "stock",
    "one_asset": "one_asset",
    "target": "target",
    "base_zero": "no_base",
    "base_missing": "alone",
    "actual_missing": "alone",
}


class ReformIncomeCase(models.Model):
    """A published income of a merged village, and whether its growth can be reproduced from its figures.

    Reports quote growth without base, base without year, forecasts as results. Beside one's own figures the
    published ones show what such a percentage is worth.
    """

    _name = "reform.income.case"
    _description = "Published Income"
    _order = "sequence, id"

    sequence = fields.Integer()
    name = fields.Char("Village or County", required=True, readonly=True)
    merged_from = fields.Char("Merged from", readonly=True)
    measure = fields.Char("What Was Counted", readonly=True)
    scope = fields.Selection(
        [("income", "Income of the Village"), ("one_asset", "One Asset"), ("stock", "Assets, No Income")],
        required=True,
        default="income",
        readonly=True,
    )
    year_before = fields.Char("Base Year", readonly=True)
    has_base = fields.Boolean("Base Published", readonly=True)
    base_amount = fields.Float("Base", digits=(16, 2), readonly=True)
    year_after = fields.Char("Year", readonly=True)
    amount = fields.Float("Published Income", digits=(16, 2), readonly=True)
    is_forecast = fields.Boolean("Forecast", readonly=True, help="Expected when it was published, no result.")
    published = fields.Char("Published Growth", readonly=True, help="In percent, with the digits published.")
    source = fields.Char(readonly=True)
    note = fields.Char(readonly=True)
    implied_base = fields.Float("Base Implied", digits=(16, 2), compute="_compute_growth")
    growth_text = fields.Char("Growth Reckoned", compute="_compute_growth")
    verdict = fields.Selection(
        [
            ("agrees", "Agrees"),
            ("differs", "Differs"),
            ("implied", "Base Follows from the Growth"),
            ("no_base", "No Base, No Percentage"),
            ("alone", "Nothing to Compare"),
            ("target", "A Target, No Result"),
            ("one_asset", "One Asset, No Village"),
            ("stock", "A Stock, No Income"),
        ],
        "Comparison",
        compute="_compute_growth",
    )

    @api.depends_context("lang")
    def _compute_growth(self):
        rules = self.env["reform.parameter"]._at(civil_day.today())
        for case in self:
            found = rules_published.judge(case._plain(), rules)
            case.implied_base = float(found.implied_base or 0)
            known = found.percent is not None or found.refusal == "base_zero"
            case.growth_text = events.growth(self.env, found.percent) if known else ""
            case.verdict = _verdict(found)

    def _plain(self):
        """Return the figure as the rule reads it; 0 in an amount that nobody published is not an amount."""
        self.ensure_one()
        return rules_published.Published(
            base=yuan(self.base_amount) if self.has_base else None,
            actual=yuan(self.amount) if self.amount else None,
            percent=Decimal(self.published) if self.published else None,
            measure=self.scope,
        )


def _verdict(found):
    if found.refusal:
        return REFUSALS[found.refusal]
    if found.implied_base is not None:
        return "implied"
    return {True: "agrees", False: "differs", None: "alone"}[found.agrees]
