from odoo import api, fields, models

BOOK_TARGETS = ("trial_balance", "voucher_list")


class ReformIntakeBatch(models.Model):
    """A file of old books: which chart its codes belong to, and whose opening it fills."""

    _inherit = "reform.intake.batch"

    _frozen_fields = frozenset({"chart_id"})

    chart_id = fields.Many2one(
        "ledger.chart",
        "Chart of the Old Books",
        ondelete="restrict",
        help="Codes such as 153, 211 or 511 mean something else in the other chart.",
    )
    of_books = fields.Boolean(compute="_compute_of_books")

    @api.depends("target")
    def _compute_of_books(self):
        for batch in self:
            batch.of_books = batch.target in BOOK_TARGETS

    def action_opening(self):
        """Open the opening that the file fills."""
        self.ensure_one()
        opening = self.env["ledger.opening"].search([("entity_id", "=", self.entity_id.id)], limit=1)
        return {
            "type": "ir.actions.act_window",
            "res_model": "ledger.opening",
            "res_id": opening.id,
            "views": [(False, "form")],
        }
