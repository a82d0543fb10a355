from odoo import fields, models


class ReformRentReceiptLine(models.Model):
    """How much of a receipt was laid on one due; negative on a reversing receipt."""

    _name = "reform.rent.receipt.line"
    _description = "Receipt Laid on a Due"
    _inherit = ["reform.append.only.mixin"]
    _order = "receipt_id, id"
    _rec_name = "due_id"

    _frozen_columns = ("receipt_id", "due_id", "amount")

    receipt_id = fields.Many2one("reform.rent.receipt", required=True, index=True, ondelete="restrict")
    due_id = fields.Many2one("reform.rent.due", required=True, index=True, ondelete="restrict")
    date = fields.Date(related="receipt_id.date")
    amount = fields.Float(digits=(16, 2), required=True)
