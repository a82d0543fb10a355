from odoo import fields, models


class ReformClearingCategory(models.Model):
    """One of the lists of a clearing: cash, claims, fixed assets, seals …; each has its own columns."""

    _name = "reform.clearing.category"
    _description = "List of a Clearing"
    _order = "sequence, id"

    code = fields.Char(required=True, readonly=True, help="The word by which the rules know the list.")
    name = fields.Char(required=True, translate=True)
    capital = fields.Selection(
        [
            ("funds", "Funds"),
            ("assets", "Assets"),
            ("resources", "Resources"),
            ("papers", "Papers and Seals"),
        ],
        required=True,
        help="Which of the three capitals it belongs to; papers and seals go with them.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "There is a list of this kind already.")
