from odoo import api, fields, models

from .. import messages


class ReformIntakeSheet(models.Model):
    """One sheet of a file: where its header is, which column is what, and why it was left out if it was."""

    _name = "reform.intake.sheet"
    _description = "Sheet of a File"
    _order = "batch_id desc, sequence, id"

    batch_id = fields.Many2one("reform.intake.batch", required=True, index=True, ondelete="cascade")
    name = fields.Char(required=True)
    sequence = fields.Integer()
    header_first = fields.Integer("Header From Row")
    header_last = fields.Integer("Header To Row")
    columns = fields.Json(help="For every column: index, title, field and unit.")
    refusal = fields.Json(help="Name and facts of the reason why the sheet was left out.")
    refusal_text = fields.Char("Left Out Because", compute="_compute_refusal_text")
    row_count = fields.Integer("Rows")

    @api.depends("refusal")
    @api.depends_context("lang")
    def _compute_refusal_text(self):
        for sheet in self:
            refusal = sheet.refusal
            sheet.refusal_text = (
                messages.sentence(self.env, refusal["name"], refusal["facts"]) if refusal else False
            )

    def _titles(self):
        """Return the title of every column by index, as the sheet writes it."""
        return {column["index"]: column["title"] for column in self.columns or ()}

    def _field_indexes(self):
        """Return the index of every field that was recognised."""
        return {column["field"]: column["index"] for column in self.columns or () if column.get("field")}
