from odoo import fields, models


class LedgerBook(models.Model):
    """Which words the vouchers of a book bear; a county's agencies have one habit each."""

    _inherit = "ledger.book"

    words = fields.Selection(
        [("free", "As chosen on each voucher"), ("one", "记 for all"), ("three", "收, 付 and 转")],
        "Voucher Words",
        required=True,
        default="free",
        help="With 收, 付 and 转 the word follows from what happens to cash and bank.",
    )
