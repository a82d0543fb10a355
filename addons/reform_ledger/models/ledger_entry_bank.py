from odoo import fields, models


class LedgerEntry(models.Model):
    """An entry knows which movements at the bank answer it; nothing of it is stored on the entry."""

    _inherit = "ledger.entry"

    bank_match_ids = fields.One2many("ledger.bank.match", "entry_id", "Bank Matches")
    bank_amount = fields.Float(
        "Received or Paid", digits=(16, 2), compute="_compute_bank_amount", aggregator=None
    )
    is_bank_matched = fields.Boolean("At the Bank", compute="_compute_bank_amount")

    def _compute_bank_amount(self):
        live = self.env["ledger.bank.match"]._live([("entry_id", "in", self.ids)])
        matched = dict.fromkeys(self.ids, 0.0)
        for match in live:
            matched[match.entry_id.id] += match.amount
        for entry in self:
            entry.bank_amount = entry.debit - entry.credit
            entry.is_bank_matched = bool(entry.id) and not round(
                entry.bank_amount - matched.get(entry.id, 0.0), 2
            )
