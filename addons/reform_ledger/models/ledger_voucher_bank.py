from odoo import api, models


class LedgerVoucher(models.Model):
    """An event says 102; the money lies in the main bank account of the collective."""

    _inherit = "ledger.voucher"

    @api.model
    def _accounts_of(self, entity):
        accounts = super()._accounts_of(entity)
        main = self.env["ledger.bank.account"]._main(entity)
        return {**accounts, "102": main} if main else accounts

    def _stage_months(self):
        # Before the accounts are looked up by their codes.
        self.env.cr.execute(
            """UPDATE stage_entry e SET account = a.code
                 FROM stage_voucher s JOIN ledger_bank_account m ON m.entity_id = s.entity_id
                      JOIN ledger_account a ON a.id = m.account_id
                WHERE s.no = e.no AND e.account = '102' AND m.is_main AND m.active AND a.code <> '102'"""
        )
        return super()._stage_months()
