"""The view for free questions says what the books say, to whoever may read them."""

from .common import LedgerCase

ACTIONS = ("ledger_analysis_action", "ledger_analysis_action_years", "ledger_analysis_action_cash",
           "ledger_analysis_action_balance", "ledger_party_balance_action")  # fmt: skip


class TestLedgerAnalysis(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("setUp")
        case.posted([("102", 1000, 0), ("301", 0, 1000)], date="2024-01-05")
        case.posted([("102", 60, 0), ("50103", 0, 60)], date="2024-02-10")
        case.posted([("112", 25, 0, cls.party), ("50103", 0, 25)], date="2025-02-10")
        case.posted([("51302", 10, 0), ("102", 0, 10)], date="2025-03-10")

    def sums(self, domain, groups, role="accountant"):
        analysis = self.as_(role, self.env["ledger.analysis"])
        domain = [("entity_id", "=", self.collective.id), *domain]
        return analysis._read_group(domain, groups, ["net:sum"])

    def test_income_and_expense_are_positive_by_year(self):
        found = self.sums([("account_kind", "in", ("income", "expense"))], ["month:year", "account_kind"])
        self.assertEqual(
            [(day.year, kind, net) for day, kind, net in found],
            [(2024, "income", 60.0), (2025, "expense", 10.0), (2025, "income", 25.0)],
        )

    def test_debtors_and_cash_are_what_the_trial_balance_shows(self):
        debtors = self.sums([("root_id.code", "=", "112")], ["partner_id"])
        self.assertEqual(debtors, [(self.party, 25.0)])
        ((_account, cash),) = self.sums([("root_id.code", "in", ("101", "102"))], ["root_id"])
        self.assertEqual(cash, 1050.0)

    def test_an_own_sub_account_counts_for_its_first_level(self):
        ((root, _net),) = self.sums([("account_id.code", "=", "50103")], ["root_id"])
        self.assertEqual(root.code, "501")

    def test_a_row_leads_to_its_entries(self):
        (row,) = self.env["ledger.analysis"].search(
            [("entity_id", "=", self.collective.id), ("partner_id", "=", self.party.id)]
        )
        entries = self.env["ledger.entry"].search(row.action_entries()["domain"])
        self.assertEqual((entries.debit, entries.account_id.code), (25.0, "112"))

    def test_every_screen_of_it_opens(self):
        for name in ACTIONS:
            action = self.env.ref(f"reform_ledger.{name}")
            for view_id, mode in action.views:
                self.env[action.res_model].get_view(view_id, mode)

    def test_debtors_are_those_who_have_not_paid(self):
        self.posted([("112", 40, 0, self.second_party), ("50103", 0, 40)], date="2025-04-10")
        self.posted([("102", 25, 0), ("112", 0, 25, self.party)], date="2025-04-11")
        debtors = self.as_("accountant", self.env["ledger.party.balance"])
        mine = debtors.search([("entity_id", "=", self.collective.id)])
        self.assertEqual([(row.partner_id.name, row.claim) for row in mine], [("李四户", 40.0)])
        entries = self.env["ledger.entry"].search(mine.action_entries()["domain"])
        self.assertEqual(entries.debit, 40.0)
        self.assertFalse(
            self.as_("other_clerk", self.env["ledger.party.balance"]).search([("id", "in", mine.ids)])
        )

    def test_nobody_asks_about_another_village(self):
        self.assertFalse(self.sums([], ["entity_id"], role="other_clerk"))
        self.assertFalse(self.as_("reader", self.env["ledger.analysis"]).search([]))
