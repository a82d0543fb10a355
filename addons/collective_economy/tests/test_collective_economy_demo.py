from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCollectiveEconomyDemo(TransactionCase):
    """What a newcomer finds, on a copy of the demo database (`make test ARGS="demo"`)."""

    def test_no_demo_data_failed(self):
        self.assertFalse(self.env["ir.demo_failure"].search([]).mapped("error"))

    def test_ten_collectives_have_two_years_of_income_and_a_frozen_baseline(self):
        years = self.env["reform.income.year"].search(
            [("year", "in", (2024, 2025)), ("base_year", "=", 2019)]
        )
        self.assertEqual(len(years), 20)
        self.assertTrue(all(row.amount > 0 for row in years))

    def test_register_and_books_agree(self):
        self.assertEqual(self.env["reform.rent.due"]._check_receivables(), [])

    def test_there_are_real_arrears_and_passed_decisions(self):
        late = self.env["reform.rent.due"].search([("state", "=", "overdue")])
        self.assertTrue(late)
        leases = self.env["reform.lease"].search([("state", "=", "effective")])
        self.assertTrue(leases.decision_id)
        self.assertEqual(set(leases.decision_id.mapped("result")), {"passed"})

    def test_loading_twice_changes_nothing(self):
        before = self.env["ledger.voucher"].search_count([])
        self.env["reform.economy.demo"]._load_demo()
        self.assertEqual(self.env["ledger.voucher"].search_count([]), before)
