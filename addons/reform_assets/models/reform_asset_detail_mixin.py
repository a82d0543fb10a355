from odoo import api, fields, models

CARD_KINDS = [
    ("building", "Building"),
    ("structure", "Structure"),
    ("equipment", "Equipment"),
    ("biological", "Biological Asset"),
    ("intangible", "Intangible Asset"),
    ("resource", "Natural Resource"),
    ("investment", "Long-term Investment"),
    ("construction_in_progress", "Construction in Progress"),
    ("other", "Other Property"),
]
STRUCTURES = [
    ("steel_concrete", "Steel or Reinforced Concrete"),
    ("brick_concrete", "Brick and Concrete"),
    ("brick_wood", "Brick and Wood"),
    ("simple", "Simple Building"),
]
SAFETY_GRADES = [("a", "Grade A"), ("b", "Grade B"), ("c", "Grade C"), ("d", "Grade D")]
# First classes of GB/T 21010-2017.
LAND_CLASSES = [
    ("01", "01 Arable Land"),
    ("02", "02 Garden Land"),
    ("03", "03 Forest Land"),
    ("04", "04 Grassland"),
    ("05", "05 Commercial and Service Land"),
    ("06", "06 Industrial, Mining and Storage Land"),
    ("07", "07 Residential Land"),
    ("08", "08 Public Administration and Service Land"),
    ("09", "09 Land for Special Use"),
    ("10", "10 Transport Land"),
    ("11", "11 Water and Water Facilities"),
    ("12", "12 Other Land"),
]
USE_MODES = [
    ("household_contract", "Household Contract"),
    ("other_contract", "Other Contract"),
    ("collective", "Run by the Collective"),
    ("reserve", "Reserve Land"),
    ("idle", "Not Used"),
]
# Fields of a kind of card; they are sealed where something is written in them.
DETAILS = {
    "building": ("floors", "structure_type", "year_built", "usable_area_sqm", "safety_grade"),
    "equipment": ("model_no", "serial_no"),
    "biological": ("species", "planted_on"),
    "intangible": ("registration_no", "expires_on"),
    "resource": (
        "land_class",
        "boundary_east",
        "boundary_south",
        "boundary_west",
        "boundary_north",
        "use_mode",
    ),
    "investment": ("investee", "contribution", "share_percent", "guaranteed_return"),
}
# Fields of every card beyond its first page.
COMMON = ("quantity", "unit", "useful_life_months", "residual_rate", "months_used")
RIGHTS = ("operator_id", "beneficiary_id", "supervisor_id", "disposer_id")
ADDED = frozenset({*COMMON, *RIGHTS, *(name for names in DETAILS.values() for name in names)})


class ReformAssetDetailMixin(models.AbstractModel):
    """What a card says about its own kind of thing: floors of a house, species of trees, bounds of a field.

    The card and the window that corrects it carry the same fields; each is shown for its kind only.
    """

    _name = "reform.asset.detail.mixin"
    _description = "Details of an Asset Card"

    category_id = fields.Many2one("reform.asset.category", index=True, ondelete="restrict")

    quantity = fields.Float(
        digits=(16, 2), default=1, help="More than one for a bundle: 45 rooms, 94 houses."
    )
    unit = fields.Char(help="For example: building, room, set, head, plant.")

    # Buildings
    floors = fields.Integer()
    structure_type = fields.Selection(STRUCTURES)
    year_built = fields.Integer(aggregator=None)
    usable_area_sqm = fields.Float("Usable Area (㎡)", digits=(16, 2))
    safety_grade = fields.Selection(
        SAFETY_GRADES, help="As the expert report grades the house; grade D is a dangerous building."
    )
    # Equipment
    model_no = fields.Char("Model")
    serial_no = fields.Char("Serial No.")
    # Biological assets
    species = fields.Char()
    planted_on = fields.Date("Planted or Bought On")
    # Intangible assets
    registration_no = fields.Char("Registration No.")
    expires_on = fields.Date("Valid Until")
    # Resources
    land_class = fields.Selection(LAND_CLASSES, help="First class of GB/T 21010-2017.")
    boundary_east = fields.Char("East Bound")
    boundary_south = fields.Char("South Bound")
    boundary_west = fields.Char("West Bound")
    boundary_north = fields.Char("North Bound")
    use_mode = fields.Selection(USE_MODES, "Mode of Use")
    # Investments
    investee = fields.Char("Invested In")
    contribution = fields.Float("Agreed Contribution", digits=(16, 2), help="In yuan.")
    share_percent = fields.Float("Share (%)", digits=(7, 4), aggregator=None)
    guaranteed_return = fields.Float("Guaranteed Return a Year", digits=(16, 2), help="In yuan.")

    # What is written off
    useful_life_months = fields.Integer("Useful Life (Months)", aggregator=None)
    residual_rate = fields.Float(
        "Residual Rate (%)", digits=(5, 2), aggregator=None, help="Part of the cost never written off."
    )
    months_used = fields.Integer(
        "Months Written Off", aggregator=None, help="Months of depreciation so far, as of the opening."
    )

    # The five rights; the owner stands on the card itself
    operator_id = fields.Many2one("reform.entity", "Operated By", index="btree_not_null", ondelete="restrict")
    beneficiary_id = fields.Many2one(
        "reform.entity", "Income Belongs To", index="btree_not_null", ondelete="restrict"
    )
    supervisor_id = fields.Many2one(
        "reform.entity", "Supervised By", index="btree_not_null", ondelete="restrict"
    )
    disposer_id = fields.Many2one(
        "reform.entity", "Disposed Of By", index="btree_not_null", ondelete="restrict"
    )

    @api.model
    def _detail_names(self):
        """Return all fields of kinds, in the order of the kinds."""
        return [name for names in DETAILS.values() for name in names]
