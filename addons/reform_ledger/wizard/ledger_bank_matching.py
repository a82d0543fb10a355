from odoo import api, fields, models
from odoo.exceptions import UserError

from ..messages import cash_and_bank as messages


class LedgerBankMatching(models.TransientModel):
    """One movement beside the entries that may be meant; sums are shown while they are chosen."""

    _name = "ledger.bank.matching"
    _description = "Matching a Movement"

    line_ids = fields.Many2many("ledger.bank.statement.line", string="Movements", required=True)
    bank_account_id = fields.Many2one(related="line_ids.bank_account_id", string="Bank Account")
    candidate_ids = fields.Many2many(
        "ledger.entry", "ledger_bank_matching_candidate_rel", compute="_compute_candidate_ids"
    )
    entry_ids = fields.Many2many(
        "ledger.entry", "ledger_bank_matching_entry_rel", string="Entries",
        domain="[('id', 'in', candidate_ids)]",
    )  # fmt: skip
    line_sum = fields.Float("Sum of the Movements", digits=(16, 2), compute="_compute_sums")
    entry_sum = fields.Float("Sum of the Entries", digits=(16, 2), compute="_compute_sums")
    difference = fields.Float(digits=(16, 2), compute="_compute_sums")

    @api.model
    def _open(self, lines):
        if len(lines.bank_account_id) != 1:
            raise UserError(messages.one_to_many(self.env))
        record = self.create({"line_ids": [fields.Command.set(lines.ids)]})
        same = [entry for entry in record.candidate_ids if round(entry.bank_amount - record.line_sum, 2) == 0]
        if len(same) == 1:
            record.entry_ids = same[0]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Match with the Books"),
            "res_model": self._name,
            "res_id": record.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.depends("line_ids")
    def _compute_candidate_ids(self):
        for record in self:
            lines = record.line_ids
            record.candidate_ids = self.env["ledger.bank.match"]._candidates(lines.bank_account_id[:1], lines)

    @api.depends("line_ids", "entry_ids")
    def _compute_sums(self):
        for record in self:
            record.line_sum = sum(record.line_ids.mapped("open_amount"))
            record.entry_sum = sum(record.entry_ids.mapped("bank_amount"))
            record.difference = round(record.line_sum - record.entry_sum, 2)

    def action_match(self):
        self.ensure_one()
        self.env["ledger.bank.match"]._match(self.line_ids, self.entry_ids)
        return {"type": "ir.actions.client", "tag": "soft_reload"}


class LedgerBankUnmatch(models.TransientModel):
    """The reason for which matches are taken back."""

    _name = "ledger.bank.unmatch"
    _description = "Undoing a Match"

    line_ids = fields.Many2many("ledger.bank.statement.line", string="Movements", required=True)
    reason = fields.Char(required=True)

    def action_undo(self):
        self.ensure_one()
        matches = self.env["ledger.bank.match"]._live([("line_id", "in", self.line_ids.ids)])
        if not matches:
            raise UserError(messages.match_undone(self.env))
        matches._undo(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
