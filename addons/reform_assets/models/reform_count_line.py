from odoo import fields, models
from odoo.addons.reform_rules.assets import inventory

from .reform_asset import CONDITIONS, NATURES, OWNER_CLASSES, USE_STATES
from .reform_asset_detail_mixin import CARD_KINDS

RESULTS = [
    ("unseen", "Not Seen Yet"),
    ("found", "Found in Place"),
    ("found_elsewhere", "Found Elsewhere"),
    ("damaged", "Damaged"),
    ("not_found", "Not Found"),
]
DIFFERENCES = [
    ("shortage", "Shortage"),
    ("surplus", "Surplus"),
    ("quantity", "Quantity"),
    ("place", "Place"),
    ("condition", "Condition"),
    ("use", "Use"),
]
STATUSES = [
    ("unseen", "Not seen yet"),
    ("recount", "To be counted again"),
    ("second", "Second count missing"),
    ("open", "Difference to decide"),
    ("decided", "Difference decided"),
    ("agreed", "Agrees with the books"),
]
VERDICTS = [
    ("keep_book", "The books stand"),
    ("adjust_card", "The card is adjusted"),
    ("write_off", "Write-off proposed"),
    ("recount", "Count again"),
]
# What the books said, by column of the line: never changed, by nobody.
BOOK_COLUMNS = (
    "round_id", "asset_id", "code", "name", "card_kind", "place_id", "origin_place_id", "entity_id",
    "owner_class", "nature", "category_id", "certificate_no", "acquired_date", "custodian", "book_quantity",
    "unit", "book_cost", "book_accumulated", "book_net", "book_area_sqm", "book_area_mu", "book_condition",
    "book_use_state",
)  # fmt: skip

# What may be written in a list ← what it says of the count.
WRITTEN = {
    "result": "result", "counted_quantity": "quantity", "place_seen_id": "place_id", "spot": "spot",
    "condition_seen": "condition", "use_state_seen": "use_state", "note": "note",
}  # fmt: skip


class ReformCountLine(models.Model):
    """One card in a round: what the books said when it was frozen, what people saw, what was decided.

    The left half is made by the freeze and never changes. The right half follows from the counts and
    decisions laid on it, which only grow; nobody writes it by hand.
    """

    _name = "reform.count.line"
    _description = "Line of a Counting Round"
    _inherit = ["reform.append.only.mixin"]
    _order = "round_id, id"
    _rec_name = "name"
    _rec_names_search = ["name", "code"]

    _frozen_columns = BOOK_COLUMNS

    round_id = fields.Many2one("reform.count.round", required=True, index=True, ondelete="restrict")
    round_state = fields.Selection(related="round_id.state", string="State of the Round")
    owner_id = fields.Many2one("reform.count.owner", "Owner Counted", index=True, ondelete="restrict")
    asset_id = fields.Many2one("reform.asset", "Card", required=True, index=True, ondelete="restrict")

    # The books, as frozen
    code = fields.Char("Card No.", readonly=True, index=True)
    name = fields.Char("Asset Name", readonly=True)
    card_kind = fields.Selection(CARD_KINDS, readonly=True)
    place_id = fields.Many2one("reform.place", "Book Place", readonly=True, index=True, ondelete="restrict")
    origin_place_id = fields.Many2one(
        "reform.place", "Origin Village", readonly=True, index=True, ondelete="restrict"
    )
    township_id = fields.Many2one("reform.place", readonly=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one("reform.entity", "Owner", readonly=True, index=True, ondelete="restrict")
    owner_class = fields.Selection(OWNER_CLASSES, readonly=True)
    nature = fields.Selection(NATURES, readonly=True)
    category_id = fields.Many2one("reform.asset.category", readonly=True, index=True, ondelete="restrict")
    certificate_no = fields.Char("Certificate No.", readonly=True)
    acquired_date = fields.Date("Acquired On", readonly=True)
    custodian = fields.Char(readonly=True)
    unit = fields.Char(readonly=True)
    book_quantity = fields.Float(digits=(16, 4), readonly=True)
    book_cost = fields.Float(digits=(16, 2), readonly=True)
    book_accumulated = fields.Float("Accumulated Depreciation", digits=(16, 2), readonly=True)
    book_net = fields.Float("Book Net Value", digits=(16, 2), readonly=True)
    book_area_sqm = fields.Float("Book Area (㎡)", digits=(16, 2), readonly=True)
    book_area_mu = fields.Float("Book Area (mu)", digits=(16, 4), readonly=True)
    book_condition = fields.Selection(CONDITIONS, readonly=True)
    book_use_state = fields.Selection(USE_STATES, "Book Use", readonly=True)

    # What was seen
    entry_ids = fields.One2many("reform.count.entry", "line_id", "Counts")
    result = fields.Selection(RESULTS, required=True, default="unseen", readonly=True, index=True)
    counted_quantity = fields.Float(digits=(16, 4), readonly=True)
    place_seen_id = fields.Many2one(
        "reform.place", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    spot = fields.Char("Where Exactly", readonly=True)
    condition_seen = fields.Selection(CONDITIONS, readonly=True)
    use_state_seen = fields.Selection(USE_STATES, "Use Seen", readonly=True)
    counted_by_id = fields.Many2one(
        "res.users", "Seen by", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    counted_at = fields.Datetime("Counted On", readonly=True)
    second_by_id = fields.Many2one(
        "res.users", "Counted Again by", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    second_at = fields.Datetime("Counted Again On", readonly=True)
    second_result = fields.Selection(RESULTS[1:], readonly=True)
    second_quantity = fields.Float(digits=(16, 4), readonly=True)
    has_photo = fields.Boolean("Photo Taken", readonly=True)
    note = fields.Char(readonly=True)

    # What it comes to
    status = fields.Selection(STATUSES, required=True, default="unseen", readonly=True, index=True)
    needs_second = fields.Boolean("Needs a Second Count", readonly=True)
    disputed = fields.Boolean("Counts Disagree", readonly=True)
    must_decide = fields.Boolean("Must Be Decided", readonly=True)
    difference = fields.Selection(DIFFERENCES, readonly=True, index="btree_not_null")
    difference_kinds = fields.Char(readonly=True)
    difference_text = fields.Char("Differences", compute="_compute_difference_text")
    diff_quantity = fields.Float("Difference in Quantity", digits=(16, 4), readonly=True)
    diff_cost = fields.Float("Difference at Cost", digits=(16, 2), readonly=True)
    diff_net = fields.Float("Difference at Net Value", digits=(16, 2), readonly=True)

    # What was decided
    verdict_ids = fields.One2many("reform.count.verdict", "line_id", "Decisions on It")
    verdict = fields.Selection(VERDICTS, "Ruling", readonly=True, index="btree_not_null")
    verdict_by_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="restrict")
    verdict_reason = fields.Char("Reason of the Decision", readonly=True)
    unseen_reason = fields.Char("Why Not Seen", readonly=True)
    unseen_by_id = fields.Many2one("res.users", "Not Seen, Says", readonly=True, ondelete="restrict")
    carried_out = fields.Char(readonly=True, help="What the closing of the round made of the decision.")

    _once = models.UniqueIndex("(round_id, asset_id)")
    _remaining = models.Index("(round_id, status)")

    def _compute_difference_text(self):
        labels = dict(self._fields["difference"]._description_selection(self.env))
        for line in self:
            kinds = (line.difference_kinds or "").split(",")
            line.difference_text = "、".join(labels[kind] for kind in kinds if kind) or False

    # --- plain values ---

    def _book(self):
        """Return the frozen card as the rule takes it."""
        self.ensure_one()
        return inventory.Book(
            quantity=inventory.units(self.book_quantity),
            cost=inventory.yuan(self.book_cost),
            net=inventory.yuan(self.book_net),
            place=self.place_id.id,
            condition=self.book_condition or None,
            use_state=self.book_use_state,
        )

    # --- acts of the screen ---

    def write(self, vals):
        """What somebody writes into a list of the round is a count of his; nothing else is by hand."""
        if not vals or not vals.keys() <= WRITTEN.keys():
            return super().write(vals)
        said = {}
        for line in self:
            said = {"result": line.result} if line.result != "unseen" else {}
            said |= {WRITTEN[name]: value for name, value in vals.items()}
            if said.get("result") == "not_found":
                said.pop("quantity", None)
            line._count(said, way="list")
        return True

    def action_found(self):
        """Note the chosen things as found, as the books say."""
        return self._say(self._count({"result": "found"}, way="list"))

    def _say(self, answers, after=None):
        """Return a note for the screen that tells who was first, or `after` when nobody was."""
        if not answers:
            return after or True
        params = {"message": "\n".join(answers.values()), "type": "info", "sticky": True}
        if after:
            params["next"] = after
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}

    def action_open_card(self):
        """Open the card."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.asset",
            "res_id": self.asset_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
