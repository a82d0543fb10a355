from odoo import models


class LedgerBankAccount(models.Model):
    """A frozen organisation opens no bank account without leave of the township."""

    _name = "ledger.bank.account"
    _inherit = ["reform.freeze.mixin", "ledger.bank.account"]

    _freeze_act = "bank_account"
