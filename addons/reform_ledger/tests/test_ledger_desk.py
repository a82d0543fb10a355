from freezegun import freeze_time
from odoo.tests import tagged

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestLedgerDesk(LedgerCase):
    """Whose desk shows which vouchers and months."""

    def count(self, role, key):
        desk = self.as_(role, self.env["reform.desk"]).get_desk()
        counts = {tile["key"]: tile["count"] for group in ("todo", "glance") for tile in desk[group]}
        return counts.get(key)

    def test_a_voucher_goes_from_desk_to_desk(self):
        voucher = self.draft(self.RENT)
        self.assertEqual(self.count("clerk", "vouchers_draft"), 1)
        self.assertIsNone(self.count("accountant", "vouchers_draft"), "somebody else's draft")
        self.as_("clerk", voucher).action_prepare()
        self.assertIsNone(self.count("clerk", "vouchers_draft"))
        self.assertEqual(self.count("supervisor", "vouchers_review"), 1)
        self.assertIsNone(self.count("accountant", "vouchers_post"))
        self.as_("supervisor", voucher).action_review()
        self.assertIsNone(self.count("supervisor", "vouchers_review"))
        self.assertEqual(self.count("accountant", "vouchers_post"), 1)
        self.assertIsNone(self.count("auditor", "vouchers_post"), "an auditor posts nothing")

    def test_a_count_of_the_cash_goes_from_the_cashier_to_a_witness(self):
        count = self.as_("cashier", self.env["ledger.cash.count"]).create({"entity_id": self.collective.id})
        self.assertEqual(self.count("cashier", "cash_counts"), 1)
        self.assertIsNone(self.count("accountant", "cash_witness"))
        count.sudo()._move("counted", cashier_id=self.users["cashier"].id)
        self.assertIsNone(self.count("cashier", "cash_counts"))
        for role in ("accountant", "supervisor"):
            self.assertEqual(self.count(role, "cash_witness"), 1, role)
        self.assertIsNone(self.count("clerk", "bank_match"))

    def test_the_opening_balance_sheet_asks_for_no_month(self):
        report = self.as_("accountant", self.env["ledger.report"])
        self.assertFalse(report.get_defaults("opening_balance_sheet")["dated"])
        self.assertTrue(report.get_defaults("balance_sheet")["dated"])

    def test_what_an_accountant_prepared_is_not_hers_to_post(self):
        self.reviewed(self.RENT, role="accountant")
        self.assertIsNone(self.count("accountant", "vouchers_post"))
        self.assertEqual(self.count("other_accountant", "vouchers_post"), 1)

    def test_a_voucher_of_the_other_village_is_on_nobody_s_desk_here(self):
        self.prepared(self.RENT, role="accountant", entity=self.other_collective)
        self.users["supervisor"].reform_scope_ids = self.village
        self.assertIsNone(self.count("supervisor", "vouchers_review"))

    @freeze_time("2024-04-10 02:00:00")
    def test_a_month_is_late_when_the_one_after_it_is_over(self):
        # Of both villages January and February; March may still be worked on.
        self.assertEqual(self.count("accountant", "periods_late"), 4)
        self.assertEqual(self.count("other_accountant", "periods_late"), 2)
        self.assertEqual(self.count("auditor", "periods_late"), 4)
        self.assertIsNone(self.count("clerk", "periods_late"))

    @freeze_time("2024-03-26")
    def test_a_box_nobody_has_counted_is_due_in_the_last_days_of_the_month(self):
        self.as_("cashier", self.env["ledger.cash.line"]).create(
            {"entity_id": self.collective.id, "date": "2024-03-02", "summary": "收现金", "amount_in": 50}
        )
        with freeze_time("2024-03-24"):
            self.assertIsNone(self.count("cashier", "cash_due"), "too early")
        self.assertEqual(self.count("cashier", "cash_due"), 1)
        self.assertIsNone(self.count("accountant", "cash_due"))
        period = self.env["ledger.period"].search(self.env["ledger.period"]._cash_due())
        self.assertEqual(period.entity_id, self.collective)
        self.assertTrue(period.cash_uncounted)
        context = self.as_("cashier", period).action_count_cash()["context"]
        self.as_("cashier", self.env["ledger.cash.count"]).with_context(**context).create({})
        self.assertIsNone(self.count("cashier", "cash_due"))
        self.assertEqual(self.count("cashier", "cash_counts"), 1)
