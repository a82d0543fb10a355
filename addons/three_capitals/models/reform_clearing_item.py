from odoo import api, fields, models

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
SOURCES = [
    ("ledger", "Account of the Books"),
    ("card", "Asset Card"),
    ("record", "Record Kept"),
    ("rest", "Not Explained by Cards or Projects"),
    ("template", "To Be Looked For"),
    ("found", "Found While Clearing"),
]
COLLECTABLE = [
    ("good", "Can Be Collected"),
    ("doubtful", "Doubtful"),
    ("bad", "Cannot Be Collected"),
]
SEAL_STATES = [("kept", "Kept"), ("sealed", "Sealed Up"), ("destroyed", "Destroyed")]
YES_NO = [("yes", "Yes"), ("no", "No")]
# What the books said, by column of the item: never changed, by nobody.
BOOK_COLUMNS = (
    "clearing_id", "entity_id", "category_id", "source", "res_model", "res_id", "name", "code", "account_id",
    "worn_account_id", "partner_id", "origin_place_id", "place_id", "unit", "specification",
    "book_quantity", "book_amount", "book_accumulated", "book_balance", "book_area_mu", "date_from",
    "date_to", "price", "received", "used", "owed", "issue_codes", "certificate_no", "keeper", "pieces",
)  # fmt: skip


class ReformClearingItem(models.Model):
    """One line of one list: what the books say of it, what was found, what was decided, who took it over.

    The book side is written when the organisation is frozen and never changes; what was found and decided
    is laid on it by acts. Amounts are positive in the sense of their list; `book_balance` is the same amount
    as it stands in the account, debit positive.
    """

    _name = "reform.clearing.item"
    _description = "Item of a Clearing"
    _inherit = ["reform.append.only.mixin"]
    _order = "clearing_id, category_id, id"
    _rec_names_search = ["name", "code"]

    _frozen_columns = BOOK_COLUMNS

    clearing_id = fields.Many2one("reform.clearing", required=True, index=True, ondelete="restrict")
    clearing_state = fields.Selection(related="clearing_id.state", string="State of the Clearing")
    date_base = fields.Date(related="clearing_id.date_base")
    entity_id = fields.Many2one(related="clearing_id.entity_id", store=True, index=True)
    category_id = fields.Many2one(
        "reform.clearing.category", "List", required=True, index=True, ondelete="restrict"
    )
    list_code = fields.Char(related="category_id.code", string="Code of the List")
    state = fields.Selection(STATES, required=True, default="listed", readonly=True, index=True)

    # The books, as frozen.
    source = fields.Selection(SOURCES, "Comes from", required=True, default="found", readonly=True)
    res_model = fields.Char("Kind of Record", readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    name = fields.Char(required=True)
    code = fields.Char("No.")
    account_id = fields.Many2one("ledger.account", index="btree_not_null", ondelete="restrict")
    worn_account_id = fields.Many2one(
        "ledger.account", "Account of Depreciation", index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one("res.partner", "Party", index="btree_not_null", ondelete="restrict")
    origin_place_id = fields.Many2one(
        "reform.place", "Village of Origin", index="btree_not_null", ondelete="restrict"
    )
    place_id = fields.Many2one("reform.place", "Where", index="btree_not_null", ondelete="restrict")
    unit = fields.Char()
    specification = fields.Char("Details", help="Cause, bank, bounds, subject: what the list asks for.")
    book_quantity = fields.Float("Quantity in the Books", digits=(16, 4), aggregator=None)
    book_amount = fields.Float("Amount in the Books", digits=(16, 2))
    book_accumulated = fields.Float("Accumulated Depreciation", digits=(16, 2))
    book_balance = fields.Float("Balance of the Account", digits=(16, 2))
    book_area_mu = fields.Float("Area (mu)", digits=(16, 4))
    date_from = fields.Date("Arisen or Begun", help="Arisen, signed, bought or begun.")
    date_to = fields.Date("Until")
    price = fields.Float("Rent or Price", digits=(16, 2), aggregator=None)
    received = fields.Float("Received or Paid", digits=(16, 2))
    used = fields.Float(digits=(16, 2))
    owed = fields.Float("Still Owed", digits=(16, 2))
    issue_codes = fields.Char("Contract Issues")
    certificate_no = fields.Char("Certificate No.")
    keeper = fields.Char()
    pieces = fields.Integer(help="Vouchers bound in the volume.", aggregator=None)
    net_amount = fields.Float(digits=(16, 2), compute="_compute_net_amount")
    age_days = fields.Integer("Age (days)", compute="_compute_age_days")

    # What was found.
    count_ids = fields.One2many("reform.clearing.count", "item_id", "Counts")
    counted_quantity = fields.Float("Quantity Found", digits=(16, 4), readonly=True, aggregator=None)
    counted_amount = fields.Float("Amount Found", digits=(16, 2), readonly=True)
    n100 = fields.Integer("100 yuan", readonly=True, aggregator=None)
    n50 = fields.Integer("50 yuan", readonly=True, aggregator=None)
    n20 = fields.Integer("20 yuan", readonly=True, aggregator=None)
    n10 = fields.Integer("10 yuan", readonly=True, aggregator=None)
    n5 = fields.Integer("5 yuan", readonly=True, aggregator=None)
    n1 = fields.Integer("1 yuan", readonly=True, aggregator=None)
    n05 = fields.Integer("5 jiao", readonly=True, aggregator=None)
    n01 = fields.Integer("1 jiao", readonly=True, aggregator=None)
    statement_amount = fields.Float("Balance of the Statement", digits=(16, 2), readonly=True)
    outstanding_amount = fields.Float(
        "Outstanding Items", digits=(16, 2), readonly=True, help="What bank and books have not both booked."
    )
    ukeys = fields.Integer("Online-Banking Keys", readonly=True, aggregator=None)
    evidence = fields.Char(
        "Basis", readonly=True, help="The paper on which it rests: contract, note of hand."
    )
    disputed = fields.Selection(YES_NO, readonly=True, help="Whether the other side says something else.")
    collectable = fields.Selection(COLLECTABLE, "Collectability", readonly=True)
    original_held = fields.Selection(YES_NO, readonly=True)
    keeper_found = fields.Char("Kept by", readonly=True)
    material = fields.Char(readonly=True)
    imprint = fields.Image(max_width=1200, max_height=1200, readonly=True)
    seal_state = fields.Selection(SEAL_STATES, "What Becomes of It", readonly=True)
    number_from = fields.Char("From Number", readonly=True)
    number_to = fields.Char("To Number", readonly=True)
    used_count = fields.Integer("Sheets Used", readonly=True, aggregator=None)
    void_count = fields.Integer("Sheets Void", readonly=True, aggregator=None)
    unused_count = fields.Integer("Sheets Unused", readonly=True, aggregator=None)
    reason = fields.Char("Reason of the Difference", readonly=True)
    note = fields.Char("Remarks", readonly=True)
    counted_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    counted_at = fields.Datetime("Counted On", readonly=True)
    diff_quantity = fields.Float("Difference in Quantity", digits=(16, 4), readonly=True, aggregator=None)
    diff_amount = fields.Float("Difference in Yuan", digits=(16, 2), readonly=True)
    differs = fields.Boolean("Found Otherwise", readonly=True)

    _by_list = models.Index("(clearing_id, category_id, state)")
    _by_record = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    @api.depends("name", "code")
    def _compute_display_name(self):
        for item in self:
            item.display_name = f"[{item.code}] {item.name}" if item.code else item.name or ""

    @api.depends("book_amount", "book_accumulated")
    def _compute_net_amount(self):
        for item in self:
            item.net_amount = item.book_amount - item.book_accumulated

    @api.depends("date_from", "date_base")
    def _compute_age_days(self):
        for item in self:
            since = item.date_from
            item.age_days = (item.date_base - since).days if since and item.date_base else 0

    def action_open_record(self):
        """Open the card, contract or bank account the line speaks of."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
