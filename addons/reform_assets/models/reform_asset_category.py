from odoo import api, fields, models

from .reform_asset_detail_mixin import CARD_KINDS

EDITIONS = [
    ("collective", "Collective property kinds"),
    ("gbt_14885_2010", "GB/T 14885-2010"),
    ("gbt_14885_2022", "GB/T 14885-2022"),
]


class ReformAssetCategory(models.Model):
    """The class an asset is counted under, with the edition of the list it comes from.

    State property is classed by GB/T 14885, whose editions number the same things differently; collective
    property by the kinds of the collective organisation law. A code without its edition says nothing, so both
    are kept.
    """

    _name = "reform.asset.category"
    _description = "Asset Category"
    _order = "edition, code"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    edition = fields.Selection(EDITIONS, required=True, default="collective")
    parent_id = fields.Many2one("reform.asset.category", "Parent Category", index=True, ondelete="restrict")
    card_kind = fields.Selection(
        CARD_KINDS, required=True, default="other", help="Decides which fields of its own a card shows."
    )
    is_area_kind = fields.Boolean(
        "Measured by Area",
        help="Land, buildings, water and the like: the card needs an area and has a certificate.",
    )
    is_resource = fields.Boolean(
        "Natural Resource", help="Registered by area, without a cost: arable land, forest, water, wasteland."
    )
    active = fields.Boolean(default=True)

    _code_edition = models.UniqueIndex("(edition, code)")

    @api.depends("name", "code")
    def _compute_display_name(self):
        for category in self:
            category.display_name = f"{category.code} {category.name}" if category.code else category.name
