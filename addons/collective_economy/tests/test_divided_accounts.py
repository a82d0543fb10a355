from datetime import date

from odoo.tests import tagged

from .depreciation_case import DepreciationCase


@tagged("post_install", "-at_install")
class TestDividedAccounts(DepreciationCase):
    """A collective divides the accounts that events name; what happens goes into its books all the same."""

    def divide(self, *codes):
        accounts = self.env["ledger.account"]._of_entity(self.collective, self.book.chart_id)
        self.as_("accountant", self.env["ledger.account"]).create(
            [
                {
                    "chart_id": self.book.chart_id.id,
                    "code": f"{code}{number}",
                    "name": f"{accounts[code].name}{number}",
                    "kind": accounts[code].kind,
                    "side": accounts[code].side,
                    "two_sided": accounts[code].two_sided,
                    "detail": accounts[code].detail,
                    "detail_required": accounts[code].detail_required,
                    "parent_id": accounts[code].id,
                    "entity_id": self.collective.id,
                }
                for code in codes
                for number in ("01", "02")
            ]
        )

    def codes(self, vouchers):
        return sorted(vouchers.entry_ids.mapped("account_id.code"))

    def rent_differences(self):
        found = self.env["reform.register.check"]._differences(self.collective, date(2025, 12, 31))
        return [row for row in found if row[1] in ("claims", "income", "deposits")]

    def test_rent_is_claimed_and_paid_on_the_sub_accounts_and_register_and_books_agree(self):
        self.divide("50103", "112", "113", "211", "102")
        self.assertEqual(self.codes(self.posted(self.contract.due_ids[0])), ["11201", "5010301"])
        self.assertEqual(self.codes(self.posted(self.receive(self.contract, 3000))), ["10201", "11201"])
        self.assertEqual(self.env["reform.rent.due"]._check_receivables(), [])
        self.posted(self.contract.due_ids[1:4])
        self.assertEqual(self.rent_differences(), [])

    def test_a_month_of_depreciation_is_charged_to_the_sub_accounts(self):
        self.in_force(self.thing())
        self.divide("51199", "152")
        run = self.depreciate("2025-03-01")
        self.assertEqual(self.codes(run.line_ids.voucher_id), ["15201", "5119901"])
