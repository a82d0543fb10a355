from odoo.exceptions import AccessError, UserError

from .common import LedgerCase


class TestLedgerStatementLine(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inventory = cls.env["ledger.statement.line"].search(
            [("code", "=", "inventory"), ("statement", "=", "balance_sheet")]
        )

    def amount(self, date, code="inventory"):
        figures = self.env["ledger.book"]._statement(self.collective, "balance_sheet", self.day(date))
        return next(each.amounts[0] for each in figures if each.line.code == code)

    def test_a_corrected_line_applies_from_its_day_and_old_statements_stay_as_they_were(self):
        self.posted([("121", 70, 0), ("401", 30, 0), ("102", 0, 100)], date="2024-03-05")
        self.assertEqual(self.amount("2024-03-31"), 100)
        corrected = self.as_("county_finance", self.inventory)._correct(
            self.day("2025-01-01"), {"formula": "D:121", "label": "存货（改）"}
        )
        self.assertEqual(
            (str(corrected.valid_from), corrected.line_no), ("2025-01-01", self.inventory.line_no)
        )
        self.assertEqual(self.amount("2024-12-31"), 100)
        self.assertEqual(self.amount("2025-01-31"), 70)
        self.assertEqual(self.amount("2024-12-31", "total_assets"), 0)

    def test_a_line_that_was_used_is_not_rewritten(self):
        self.posted(self.RENT)
        line = self.as_("county_finance", self.inventory)
        for vals in ({"formula": "D:121"}, {"label": "x"}, {"valid_to": "2024-01-31"}, {"code": "y"}):
            with self.assertRaises(UserError, msg=str(vals)), self.cr.savepoint():
                line.write(vals)
        with self.assertRaises(UserError), self.cr.savepoint():
            line.unlink()
        line.write({"mark": "S"})

    def test_a_correction_must_compute_and_begin_later_and_is_the_county_s(self):
        line = self.as_("county_finance", self.inventory)
        for day, vals in (
            ("2025-01-01", {"formula": "@nobody"}),
            ("2025-01-01", {"formula": "@current_assets"}),
            # Others add it up: it cannot just fall away.
            ("2025-01-01", {}),
            ("2024-01-01", {"formula": "D:121"}),
        ):
            with self.assertRaises(UserError, msg=str(vals)), self.cr.savepoint():
                line._correct(self.day(day), vals)
        self.env.invalidate_all()
        self.assertFalse(self.inventory.valid_to)
        with self.assertRaises(AccessError):
            self.as_("accountant", self.inventory)._correct(self.day("2025-01-01"), {"formula": "D:121"})

    def test_a_correction_can_be_corrected_again(self):
        line = self.as_("county_finance", self.inventory)
        second = line._correct(self.day("2025-01-01"), {"formula": "D:121"})
        third = second._correct(self.day("2026-01-01"), {"formula": "D:121 + D:401"})
        with self.assertRaises(UserError), self.cr.savepoint():
            line._correct(self.day("2025-06-01"), {"formula": "D:401"})
        self.assertEqual(str(second.valid_to), "2025-12-31")
        self.assertFalse(third.valid_to)

    def test_both_charts_are_installed_and_their_marks_are_the_county_s(self):
        charts = {chart.version: chart for chart in self.env["ledger.chart"].search([])}
        self.assertEqual(charts["chart_2004"].account_count, 35)
        self.assertEqual(charts["chart_2023"].account_count, 42)
        account = charts["chart_2023"].prescribed_ids.filtered(lambda each: each.code == "503")
        self.as_("county_finance", account).mark = "S"
        with self.assertRaises(AccessError):
            self.as_("accountant", account).mark = "K"

    def test_the_internal_account_is_split_by_detail_and_pending_losses_show(self):
        self.posted(
            [("113", 40, 0, self.party), ("113", 0, 60, self.second_party), ("102", 20, 0)],
            date="2024-03-05",
        )
        self.posted([("18101", 9, 0), ("102", 0, 9)], date="2024-03-06")
        self.assertEqual(self.amount("2024-03-31", "receivables"), 40)
        self.assertEqual(self.amount("2024-03-31", "payables"), 60)
        self.assertEqual(self.amount("2024-03-31", "pending_difference"), 9)
        result = self.as_("accountant", self.env["ledger.report"]).get_result(
            "balance_sheet", self.collective.id, "2024-01", "2024-03"
        )
        self.assertFalse(result["balanced"])
