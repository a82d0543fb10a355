from decimal import Decimal

from odoo import fields, models

SOURCES = [
    ("collective", "Collective's Own Money"),
    ("fiscal", "Fiscal Grant"),
    ("labour", "Labour and Money of the Villagers"),
    ("donation", "Donation"),
    ("loan", "Loan"),
    ("other", "Other Source"),
]


class ReformAssetFunding(models.Model):
    """Whose money built it: decides later whose it is, and whether the grant binds it to a purpose."""

    _name = "reform.asset.funding"
    _description = "Source of Money of an Asset"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "asset_id, id"
    _rec_name = "source"

    _workflow_parent = "asset_id"

    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="cascade")
    source = fields.Selection(SOURCES, required=True)
    amount = fields.Float(digits=(16, 2), required=True, help="In yuan.")
    note = fields.Char("Project or Donor")

    _above_nothing = models.Constraint("CHECK (amount > 0)", "An amount of money is above nothing.")

    def _sealed(self):
        return [[line.source, str(Decimal(repr(line.amount)).quantize(Decimal("0.01")))] for line in self]
