from odoo.addons.reform_rules.money import yuan

from .common import LedgerCase


class TestLedgerBalance(LedgerCase):
    def test_balances_keep_account_party_village_and_month_apart(self):
        self.posted([("102", 60, 0, None, self.old_a), ("113", 0, 60, self.party, self.old_b)])
        self.posted([("102", 40, 0), ("113", 0, 40, self.second_party)], date="2024-04-01")
        rows = self.env["ledger.balance"].search([("entity_id", "=", self.collective.id)])
        found = {
            (r.account_id.code, r.partner_id, r.origin_place_id, str(r.month)): r.debit - r.credit
            for r in rows
        }
        self.assertEqual(
            found,
            {
                ("102", self.env["res.partner"], self.old_a, "2024-03-01"): 60,
                ("113", self.party, self.old_b, "2024-03-01"): -60,
                ("102", self.env["res.partner"], self.village, "2024-04-01"): 40,
                ("113", self.second_party, self.village, "2024-04-01"): -40,
            },
        )

    def test_folding_changes_no_sum_and_saves_rows(self):
        for _ in range(3):
            self.posted(self.RENT)
        Balance = self.env["ledger.balance"]
        arguments = (self.collective, self.day("2024-01-01"), self.day("2024-12-31"))
        before, rows = Balance._sums(*arguments), Balance.search_count([])
        self.assertEqual(Balance._cron_fold(), 1)
        self.assertEqual(Balance._sums(*arguments), before)
        self.assertEqual(Balance.search_count([]), rows - 4)
        self.assertEqual(Balance._cron_fold(), 0)
        self.assertEqual(self.invariants(), [])

    def test_drafts_count_for_nothing(self):
        self.reviewed(self.RENT)
        self.assertFalse(self.env["ledger.balance"].search([]))

    def test_opening_balances_are_openings_whatever_their_day(self):
        book = self.books[self.collective]
        opening = self.as_("accountant", book)._prepare_opening(
            [{"account": "102", "debit": 500}, {"account": "301", "credit": 500}]
        )
        self.as_("supervisor", opening).action_review()
        self.as_("other_accountant", opening).action_post()
        self.posted(self.RENT)
        (bank, *_rest) = self.env["ledger.balance"]._sums(
            self.collective, self.day("2024-01-01"), self.day("2024-03-31")
        )
        self.assertEqual(
            (bank.code, bank.opening, bank.debit, bank.end), ("102", yuan(500), yuan(100), yuan(600))
        )

    def test_a_changed_balance_is_named_by_the_check(self):
        self.posted(self.RENT)
        self.env.flush_all()
        self.cr.execute("ALTER TABLE ledger_balance DISABLE TRIGGER USER")
        self.cr.execute("UPDATE ledger_balance SET debit = debit + 1 WHERE debit = 100")
        (problem,) = self.env["ledger.balance"]._reform_invariants()[0][1]
        self.assertIn("102", problem)

    def test_a_changed_entry_is_named_by_the_checks(self):
        voucher = self.posted(self.RENT)
        self.env.flush_all()
        self.cr.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        self.cr.execute(
            "UPDATE ledger_entry SET debit = 70 WHERE voucher_id = %s AND debit = 100", [voucher.id]
        )
        self.env.invalidate_all()
        found = self.invariants()
        self.assertTrue(any("2024-03 记-0001" in problem and "70" in problem for problem in found), found)
        self.assertTrue(any("content that was sealed" in problem for problem in found), found)
