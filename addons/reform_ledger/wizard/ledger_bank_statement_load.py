import base64

from odoo import fields, models
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import cash_and_bank as messages


class LedgerBankStatementLoad(models.TransientModel):
    """The file of a bank: .xls, .xlsx, .csv or .ofx, as the bank gives it."""

    _name = "ledger.bank.statement.load"
    _description = "Loading a Bank Statement"

    bank_account_id = fields.Many2one("ledger.bank.account", required=True)
    file = fields.Binary(required=True)
    file_name = fields.Char()
    opening = fields.Float(
        "Opening Balance", digits=(16, 2), help="Only for files in which the bank names no balances."
    )
    opening_told = fields.Boolean("The File Names No Balances")

    def action_load(self):
        self.ensure_one()
        if not self.file:
            raise UserError(messages.empty_file(self.env))
        statement = self.env["ledger.bank.statement"]._load(
            self.bank_account_id,
            base64.b64decode(self.file),
            self.file_name or "",
            yuan(self.opening) if self.opening_told else None,
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": statement._name,
            "res_id": statement.id,
            "view_mode": "form",
        }
