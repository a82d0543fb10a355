from odoo import api, fields, models
from odoo.addons.reform_rules.economy.depreciation import STRAIGHT_LINE, UNITS_OF_WORK
from odoo.exceptions import ValidationError

from ..messages import depreciation as messages

METHODS = [(STRAIGHT_LINE, "Straight Line"), (UNITS_OF_WORK, "Units of Work")]


class ReformDepreciationDefault(models.Model):
    """How long things of a category last and what is left of them, as long as their card does not say it.

    Neither the accounting nor the financial system lays down a table: the organisation fixes the lives and
    has them approved. What stands here at first are the least lives of the tax law, marked as such.
    """

    _name = "reform.depreciation.default"
    _description = "Usual Life of a Category"
    _order = "category_id"
    _rec_name = "category_id"

    category_id = fields.Many2one("reform.asset.category", required=True, index=True, ondelete="cascade")
    method = fields.Selection(METHODS, required=True, default=STRAIGHT_LINE)
    life_months = fields.Integer("Life (Months)", aggregator=None, help="Nothing: each card says its own.")
    residual_rate = fields.Float(
        "Residual Rate (%)", digits=(5, 2), default=5, aggregator=None, help="Of collective property only."
    )
    from_addition = fields.Boolean(
        "From the Month of Addition", help="Intangible things of a collective; others begin the month after."
    )
    mark = fields.Char("Source Mark", help="K: general knowledge, D: decided here, ?: to be checked.")
    note = fields.Char("Basis")

    _once = models.UniqueIndex("(category_id)", "This category has its usual life already.")

    @api.constrains("life_months", "residual_rate")
    def _check_figures(self):
        for default in self:
            if default.life_months < 0 or not 0 <= default.residual_rate < 100:
                raise ValidationError(
                    messages.default_out_of_range(self.env, category=default.category_id.display_name)
                )
