from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.economy import growth as growth_rules
from odoo.addons.reform_rules.money import ZERO, yuan

from ..messages import events


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
        ],
        "Comparison",
        compute="_compute_growth",
    )

    @api.depends_context("lang")
    def _compute_growth(self):
        rules = self.env["reform.parameter"]._at(fields.Date.context_today(self))
        for case in self:
            told = Decimal(case.published) if case.published else None
            case.implied_base, case.growth_text = 0, ""
            if case.has_base and case.amount:
                percent = growth_rules.growth(yuan(case.base_amount), yuan(case.amount), rules).percent
                case.growth_text = events.growth(self.env, percent)
                case.verdict = self._verdict(percent, told)
            elif told is not None and case.amount:
                base = growth_rules.base_from_growth(yuan(case.amount), told)
                found = growth_rules.growth(base, yuan(case.amount), rules)
                case.implied_base = float(base)
                case.growth_text = events.growth(self.env, found.percent)
                case.verdict = "implied"
            elif case.has_base and yuan(case.base_amount) <= ZERO:
                case.growth_text = events.growth(self.env, None)
                case.verdict = "no_base"
            else:
                case.verdict = "alone"

    def _verdict(self, percent, told):
        """Compare with the published growth, within half a unit of its last digit."""
        if percent is None:
            return "no_base"
        if told is None:
            return "alone"
        half = Decimal(5).scaleb(told.as_tuple().exponent - 1)
        return "agrees" if abs(percent - told) <= half else "differs"
