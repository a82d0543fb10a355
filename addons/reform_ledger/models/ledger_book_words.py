from odoo import fields, models


class LedgerBook(models.Model):
    """Which words the vouchers of a book bear; a county's agencies have one habit each."""

    _inherit = "ledger.book"

    words = fields.Selection(
        [("mixed", "记, or 收/付/转 where it fits"), ("one", "记 for all"), ("three", "收, 付 and 转")],
        "Voucher Words",
        required=True,
        default="mixed",
        help="With 收, 付 and 转 the word follows from what happens to cash and bank.",
    )
