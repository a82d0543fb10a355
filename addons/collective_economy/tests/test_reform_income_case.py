from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestIncomeCase(TransactionCase):
    """The published incomes on the screen, their growth reckoned again by the rule."""

    def case(self, ref):
        return self.env.ref(f"collective_economy.{ref}").with_context(lang="en_US")

    def test_795_percent_follows_from_a_base_of_410_000_and_is_a_forecast(self):
        case = self.case("income_case_01b")
        self.assertEqual((case.growth_text, case.verdict, case.is_forecast), ("+795.12 %", "agrees", True))

    def test_a_growth_published_without_its_base_implies_it(self):
        case = self.case("income_case_01")
        self.assertEqual(
            (case.implied_base, case.growth_text, case.verdict), (410055.87, "+795.00 %", "implied")
        )

    def test_1_3_to_80_1_ten_thousand_is_6061_54_percent(self):
        self.assertEqual(self.case("income_case_03").growth_text, "+6061.54 %")

    def test_a_base_of_nothing_has_no_percentage(self):
        for ref in ("income_case_04", "income_case_12"):
            self.assertEqual((self.case(ref).growth_text, self.case(ref).verdict), ("n/a", "no_base"))

    def test_without_any_base_nothing_is_claimed(self):
        case = self.case("income_case_05")
        self.assertEqual((case.growth_text, case.verdict), ("", "alone"))

    def test_what_is_no_income_of_a_village_says_so(self):
        told = {
            "income_case_02": "target",
            "income_case_07": "one_asset",
            "income_case_08": "one_asset",
            "income_case_09": "stock",
            "income_case_11": "alone",
        }
        for ref, verdict in told.items():
            self.assertEqual((self.case(ref).growth_text, self.case(ref).verdict), ("", verdict), ref)

    def test_every_published_row_stands_in_the_list(self):
        cases = self.env["reform.income.case"].search([("id", "!=", self.case("income_case_01b").id)])
        self.assertEqual(len(cases), 14)
        self.assertFalse(cases.filtered(lambda case: "http" in (case.source or "")))
