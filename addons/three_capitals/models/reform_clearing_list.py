from odoo import fields, models
from odoo.addons.reform_rules.capitals import lists


class ReformClearingList(models.Model):
    """One list of one clearing: how much of it is counted, or who stated that there is nothing of it."""

    _name = "reform.clearing.list"
    _description = "List in a Clearing"
    _inherit = ["reform.append.only.mixin"]
    _order = "clearing_id, sequence, id"
    _rec_name = "category_id"

    _frozen_columns = ("clearing_id", "category_id", "entity_id")

    clearing_id = fields.Many2one("reform.clearing", required=True, index=True, ondelete="restrict")
    clearing_state = fields.Selection(related="clearing_id.state", string="State of the Clearing")
    entity_id = fields.Many2one(related="clearing_id.entity_id", store=True, index=True)
    category_id = fields.Many2one(
        "reform.clearing.category", "List", required=True, index=True, ondelete="restrict"
    )
    list_code = fields.Char(related="category_id.code", string="Code of the List")
    capital = fields.Selection(related="category_id.capital")
    sequence = fields.Integer(related="category_id.sequence", store=True)
    item_count = fields.Integer("Number of Lines", compute="_compute_numbers")
    counted_count = fields.Integer("Counted", compute="_compute_numbers")
    differing_count = fields.Integer("Differences", compute="_compute_numbers")
    reasonless_count = fields.Integer("Without a Reason", compute="_compute_numbers")
    undecided_count = fields.Integer("To Be Decided", compute="_compute_numbers")
    book_amount = fields.Float("Amount in the Books", digits=(16, 2), compute="_compute_numbers")
    counted_amount = fields.Float("Amount Found", digits=(16, 2), compute="_compute_numbers")
    diff_amount = fields.Float("Difference in Yuan", digits=(16, 2), compute="_compute_numbers")
    is_done = fields.Boolean("Taken", compute="_compute_numbers")
    nothing_by_id = fields.Many2one("res.users", "Nothing There, Says", readonly=True, ondelete="restrict")
    nothing_at = fields.Datetime("Stated On", readonly=True)

    _once = models.UniqueIndex("(clearing_id, category_id)")

    def _compute_numbers(self):
        found = self._states()
        for each in self:
            numbers = found.get(each.id)
            each.item_count, each.counted_count, each.differing_count = numbers[:3] if numbers else (0, 0, 0)
            each.reasonless_count, each.undecided_count = numbers[3:5] if numbers else (0, 0)
            each.book_amount, each.counted_amount, each.diff_amount = numbers[5:] if numbers else (0, 0, 0)
            books_only = each.list_code in lists.BOOKS_ONLY
            taken = bool(each.nothing_by_id) if not each.item_count else each.counted_count == each.item_count
            each.is_done = books_only or taken

    def _states(self):
        """Return {id of the list: (items, counted, differing, without a reason, undecided, sums)}."""
        if not self.ids:
            return {}
        self.env["reform.clearing.item"].flush_model()
        self.env.cr.execute(
            """SELECT l.id, count(i.id), count(i.id) FILTER (WHERE i.state <> 'listed'),
                      count(i.id) FILTER (WHERE i.differs),
                      count(i.id) FILTER (WHERE i.differs AND coalesce(i.reason, '') = ''),
                      count(i.id) FILTER (WHERE i.state = 'varied'),
                      coalesce(sum(i.book_amount), 0)::float, coalesce(sum(i.counted_amount), 0)::float,
                      coalesce(sum(i.diff_amount), 0)::float
                 FROM reform_clearing_list l
                 LEFT JOIN reform_clearing_item i
                        ON i.clearing_id = l.clearing_id AND i.category_id = l.category_id
                WHERE l.id = ANY(%s) GROUP BY l.id""",
            [self.ids],
        )
        return {row[0]: row[1:] for row in self.env.cr.fetchall()}

    def _plain(self):
        """Return the list as the rule takes it."""
        self.ensure_one()
        return lists.ListState(
            self.list_code,
            self.item_count,
            self.counted_count,
            self.differing_count,
            self.reasonless_count,
            bool(self.nothing_by_id),
        )

    def action_find(self):
        """Open the window in which something no book knew is put on the list."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.category_id.name,
            "res_model": "reform.clearing.find",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_clearing_id": self.clearing_id.id,
                "default_category_id": self.category_id.id,
            },
        }

    def action_items(self):
        """Open the lines of the list, in the columns that are customary for it."""
        self.ensure_one()
        return self.clearing_id._action_items(self.category_id)
