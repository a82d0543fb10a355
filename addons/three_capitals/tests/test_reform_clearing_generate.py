from datetime import date

from odoo.tests import tagged

from .lists_kit import ListsCase


@tagged("post_install", "-at_install")
class TestGenerate(ListsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls.counting(cls())

    def line(self, category, **facts):
        found = self.items(self.one, category).filtered_domain(
            [(name, "=", value) for name, value in facts.items()]
        )
        self.assertEqual(len(found), 1, (category, facts))
        return found

    def test_every_account_stands_on_the_lists_to_the_cent(self):
        rows = {row.account: row for row in self.one._control_rows()}
        self.assertEqual(
            {code: float(row.books) for code, row in rows.items()},
            {
                "101": 4000, "102": 50000, "112": 500, "121": 800, "15101": 90000, "152": -50000,
                "211": -2000, "241": -10000, "301": -60000, "311": -22800, "50499": -500,
            },
        )  # fmt: skip
        self.assertFalse([row for row in rows.values() if row.difference])

    def test_what_cards_do_not_explain_is_a_line_of_its_own(self):
        card = self.line("fixed", source="card")
        self.assertEqual(
            (card.book_amount, card.book_accumulated, card.res_id), (80000, 50000, self.house.id)
        )
        rest = self.line("fixed", source="rest")
        self.assertEqual((rest.account_id.code, rest.book_amount), ("15101", 10000))

    def test_a_claim_is_as_old_as_its_oldest_open_entry(self):
        claim = self.line("claims")
        # 3,000 of the opening and 500 of March; 3,000 paid in June have settled the opening.
        self.assertEqual((claim.partner_id, claim.book_amount), (self.debtor, 500))
        self.assertEqual(claim.date_from, date(2025, 3, 5))
        self.assertEqual(self.line("debts").date_from, date(2025, 1, 1))

    def test_what_is_owed_is_positive_on_its_list_and_a_credit_in_its_account(self):
        debt = self.line("debts")
        self.assertEqual((debt.book_amount, debt.book_balance), (2000, -2000))
        self.assertEqual(self.line("earmarked").book_amount, 10000)

    def test_money_in_the_bank_stands_by_bank_account(self):
        line = self.line("bank")
        self.assertEqual((line.code, line.book_amount, line.res_model), (
            "6217000000000001", 50000, "ledger.bank.account"
        ))  # fmt: skip

    def test_papers_are_as_many_as_the_books_have_months_and_years(self):
        papers = self.items(self.one, "papers")
        self.assertEqual(papers.filtered("pieces").mapped("code"), ["2025-01", "2025-03", "2025-06"])
        self.assertEqual(len(papers - papers.filtered("pieces")), 4)

    def test_seals_and_files_are_to_be_looked_for(self):
        self.assertEqual(set(self.items(self.one, "seals").mapped("source")), {"template"})
        self.assertEqual(self.line("certificates", source="record").code, "川集用〔1999〕7号")

    def test_a_clearing_gets_its_lists_once(self):
        before = self.one.item_ids
        self.assertEqual(self.one._generate_items(), 0)
        self.assertEqual(self.one.item_ids, before)

    def test_what_happened_after_the_base_date_is_not_on_the_lists(self):
        early = self.counting(date_base=date(2025, 4, 15))
        self.assertEqual(self.items(early, "cash").book_amount, 1000)
        self.assertEqual(self.items(early, "claims").book_amount, 3500)
        self.assertFalse([row for row in early._control_rows() if row.difference])

    def test_an_organisation_without_books_has_lists_all_the_same(self):
        clearing = self.counting(self.collective_b)
        self.assertEqual(len(clearing.list_ids), 22)
        self.assertTrue(self.items(clearing, "seals"))
        self.assertFalse(clearing._control_rows())

    def test_the_number_of_statements_does_not_grow_with_that_of_organisations(self):
        def statements(clearings):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            clearings._generate_items()
            return self.env.cr.sql_log_count - before

        def fresh(number):
            clearings = self.env["reform.clearing"].union(
                *(self.clearing(self.collective_a).with_env(self.env) for _each in range(number))
            )
            self.env.flush_all()
            return clearings

        few, many = fresh(1), fresh(5)
        statements(fresh(1))
        self.assertEqual(statements(few), statements(many))
        self.assertLessEqual(statements(fresh(2)), 34)
        self.assertEqual({len(each.item_ids) for each in few | many}, {len(self.one.item_ids)})
