from odoo import fields, models

STATES = [
    ("listed", "Listed"),
    ("counted", "Counted"),
    ("varied", "Differs"),
    ("adjudicated", "Decided"),
    ("confirmed", "Confirmed"),
    ("registered", "Registered"),
    ("filed", "Filed"),
    ("handed", "Handed over"),
    ("received", "Received"),
    ("refused", "Refused"),
    ("archived", "Archived"),
]
# What the books said, by column of the item: never changed, by nobody.
BOOK_COLUMNS = (
    "clearing_id", "category_id", "res_model", "res_id", "name", "code", "account_id", "partner_id",
    "origin_place_id", "book_quantity", "book_amount",
)  # fmt: skip


class ReformClearingItem(models.Model):
    """One line of one list: what the books say of it, what was found, what was decided, who took it over.

    The book side is written when the organisation is frozen and never changes; what was found and decided
    is laid on it by acts.
    """

    _name = "reform.clearing.item"
    _description = "Item of a Clearing"
    _inherit = ["reform.append.only.mixin"]
    _order = "clearing_id, category_id, id"

    _frozen_columns = BOOK_COLUMNS

    clearing_id = fields.Many2one("reform.clearing", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="clearing_id.entity_id", store=True, index=True)
    category_id = fields.Many2one(
        "reform.clearing.category", "List", required=True, index=True, ondelete="restrict"
    )
    state = fields.Selection(STATES, required=True, default="listed", readonly=True, index=True)

    # The books, as frozen.
    res_model = fields.Char("Kind of Record", readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    name = fields.Char(required=True)
    code = fields.Char("No.")
    account_id = fields.Many2one("ledger.account", index="btree_not_null", ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Party", index="btree_not_null", ondelete="restrict")
    origin_place_id = fields.Many2one("reform.place", "Village of Origin", ondelete="restrict")
    book_quantity = fields.Float("Quantity in the Books", digits=(16, 4), aggregator=None)
    book_amount = fields.Float("Amount in the Books", digits=(16, 2))

    # What was found.
    counted_quantity = fields.Float(digits=(16, 4), readonly=True, aggregator=None)
    counted_amount = fields.Float(digits=(16, 2), readonly=True)
