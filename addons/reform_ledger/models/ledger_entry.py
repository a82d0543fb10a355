from odoo import api, fields, models
from odoo.exceptions import AccessError

from .. import sql
from ..messages import books as messages
from .reference import Reference


class LedgerEntry(models.Model):
    """One line of a voucher: an account, an amount on one side, and the village it comes from.

    The village stays on every line for ever: after a merger it tells what each of the former villages
    brought in.
    """

    _name = "ledger.entry"
    _description = "Entry"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "date desc, voucher_id desc, line_no, id"
    _rec_name = "summary"
    # Who made an entry and when is said by its voucher.
    _log_access = False

    _workflow_parent = "voucher_id"

    voucher_id = fields.Many2one("ledger.voucher", required=True, ondelete="cascade", index=True)
    line_no = fields.Integer("Line", default=1000, aggregator=None)
    entity_id = Reference(
        related="voucher_id.entity_id", string="Entity", store=True, precompute=True, index=False
    )
    date = fields.Date(related="voucher_id.date", store=True, precompute=True)
    state = fields.Selection(related="voucher_id.state", string="Status")
    number = fields.Integer(related="voucher_id.number", aggregator=None)
    word = fields.Selection(related="voucher_id.word")
    chart_id = fields.Many2one(related="voucher_id.book_id.chart_id", string="Chart")
    account_id = fields.Many2one("ledger.account", required=True, ondelete="restrict", index=False)
    debit = fields.Float(digits=(16, 2), default=0)
    credit = fields.Float(digits=(16, 2), default=0)
    quantity = fields.Float(digits=(16, 4), default=0, aggregator=None)
    summary = fields.Char()
    partner_id = fields.Many2one("res.partner", "Party", ondelete="restrict", index="btree_not_null")
    origin_place_id = fields.Many2one(
        "reform.place",
        "Village of Origin",
        compute="_compute_origin_place_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="restrict",
        index=False,
        help="The village the money or asset belongs to historically; after a merger, the former one.",
    )

    _by_account_date = models.Index("(entity_id, account_id, date)")
    _by_origin = models.Index("(origin_place_id, date)")
    _by_account = models.Index("(account_id)")
    _amounts = models.Constraint(
        # NaN compares greater than every number in PostgreSQL, so the limits refuse it too.
        "CHECK (coalesce(debit, 0) * coalesce(credit, 0) = 0 AND debit = round(debit, 2) AND credit"
        " = round(credit, 2)"
        " AND abs(debit) < 1e12 AND abs(credit) < 1e12 AND debit IS NOT NULL AND credit IS NOT NULL"
        " AND entity_id IS NOT NULL AND date IS NOT NULL AND origin_place_id IS NOT NULL)",
        "An entry has one amount, on one side, to the cent, and a village of origin.",
    )

    def init(self):
        sql.install(self.env.cr, "entry")

    @api.depends("voucher_id.entity_id")
    def _compute_origin_place_id(self):
        for entry in self:
            entry.origin_place_id = entry.origin_place_id or entry.voucher_id.entity_id.place_id

    @api.onchange("debit")
    def _onchange_debit(self):
        if self.debit:
            self.credit = 0

    @api.onchange("credit")
    def _onchange_credit(self):
        if self.credit:
            self.debit = 0

    @api.model_create_multi
    def create(self, vals_list):
        self.env["ledger.voucher"]._require_maker()
        # A village left empty is the entity's own.
        vals_list = [
            {name: value for name, value in vals.items() if value or name != "origin_place_id"}
            for vals in vals_list
        ]
        entries = super().create(vals_list)
        entries._check_lineage()
        return entries

    def write(self, vals):
        self.env["ledger.voucher"]._require_maker()
        result = super().write(vals)
        if "origin_place_id" in vals or "voucher_id" in vals:
            self._check_lineage()
        return result

    def unlink(self):
        self.env["ledger.voucher"]._require_maker()
        return super().unlink()

    def _check_lineage(self):
        """The village of origin lies in the place of the entity, predecessors included."""
        for place, entries in self.grouped("origin_place_id").items():
            for entity in entries.entity_id:
                # The tree of places is known to all; the check must not depend on what the user may see of
                # it.
                home = entity.sudo().place_id
                if place != home and not place.sudo().parent_path.startswith(home.parent_path):
                    raise AccessError(
                        messages.origin_elsewhere(
                            self.env, place=place.display_name, entity=entity.display_name
                        )
                    )

    def action_voucher(self):
        self.ensure_one()
        return self.voucher_id._action_form()

    def _sql_error_to_message(self, exc):
        return messages.database_guard(self.env, exc.diag.constraint_name) or super()._sql_error_to_message(
            exc
        )
