from odoo import fields, models

from ..messages import indicator as messages

UNITS = [("percent", "%"), ("yuan", "yuan")]
SUBSETS = [("all", "All assets"), ("reformed", "Only those touched by the reform")]


class ReformIndicator(models.Model):
    """How a published figure is worked out: the formula in words, where it comes from, since when.

    Definitions are data and have versions: a figure of last year is read with the definition of last year.
    """

    _name = "reform.indicator"
    _description = "Indicator"
    _order = "sequence, code, version desc"

    name = fields.Char("Indicator", required=True, translate=True)
    code = fields.Char(required=True)
    version = fields.Integer(required=True, default=1, aggregator=None)
    sequence = fields.Integer(default=10)
    unit = fields.Selection(UNITS, required=True, default="percent")
    subset = fields.Selection(SUBSETS, required=True, default="all")
    method = fields.Char(
        "Method of Calculation",
        required=True,
        help="The computation of the product that this definition stands for.",
    )
    formula = fields.Text(required=True, translate=True)
    source = fields.Char(help="Article or page the formula comes from.")
    valid_from = fields.Date(required=True)
    active = fields.Boolean(default=True)

    _version_unique = models.Constraint(
        "UNIQUE (code, version)", lambda env, _diag: messages.definition_taken(env)
    )
