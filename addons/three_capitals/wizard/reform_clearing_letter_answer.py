from odoo import fields, models
from odoo.addons.reform_places import civil_day


class ReformClearingLetterAnswer(models.TransientModel):
    """What came back on a confirmation letter: the word, the amount, the signed paper."""

    _name = "reform.clearing.letter.answer"
    _description = "Answer to a Confirmation Letter"

    letter_id = fields.Many2one("reform.clearing.letter", required=True)
    amount_books = fields.Float(related="letter_id.amount", string="Amount in the Books")
    result = fields.Selection(
        [("agreed", "The Amount Is Right"), ("disputed", "The Amount Is Wrong")], "Answer", required=True
    )
    amount = fields.Float("Amount He Says", digits=(16, 2))
    note = fields.Char("What He Says")
    answered_on = fields.Date("Day of the Answer", default=civil_day.today)
    scan = fields.Binary("Signed Answer")
    scan_name = fields.Char("Name of the File")

    def action_apply(self):
        self.ensure_one()
        agreed = self.result == "agreed"
        self.letter_id._answer(
            agreed, amount=None if agreed else self.amount, note=self.note, on=self.answered_on,
            scan=self.scan, scan_name=self.scan_name,
        )  # fmt: skip
        return {"type": "ir.actions.act_window_close"}
