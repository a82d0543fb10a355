import io

from odoo.exceptions import AccessError, UserError
from python_calamine import CalamineWorkbook

from .common import LedgerCase


class TestLedgerReport(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("setUp")
        case.posted([("102", 1000, 0), ("301", 0, 1000)], date="2024-01-05")
        case.posted([("102", 480, 0), ("50103", 0, 480)], date="2024-03-05")
        case.posted(
            [("113", 40, 0, cls.party), ("113", 0, 60, cls.second_party), ("102", 20, 0)], date="2024-04-05"
        )
        case.posted([("51306", 30, 0), ("102", 0, 30)], date="2025-02-05")

    def result(self, kind, first="2024-01", last="2024-12", role="accountant", entity=None):
        return self.as_(role, self.env["ledger.report"]).get_result(
            kind, (entity or self.collective).id, first, last
        )

    def amounts(self, result, label, half=0):
        (row,) = [row for row in result["rows"] if row[half].get("text") == label]
        return [cell["amount"] for cell in row[half + 1 :] if "amount" in cell]

    def test_the_trial_balance_balances_and_shows_opening_turnover_and_closing(self):
        result = self.result("trial_balance", "2024-02", "2024-12")
        self.assertTrue(result["balanced"])
        self.assertEqual(result["period"], "2024-02 to 2024-12")
        bank = next(row for row in result["rows"] if row[0]["text"] == "102")
        self.assertEqual([cell["amount"] for cell in bank[2:]], ["1000.00", "", "500.00", "", "1500.00", ""])
        rental = next(row for row in result["rows"] if row[0]["text"] == "50103")
        self.assertEqual((rental[0]["indent"], rental[5]["amount"]), (1, "480.00"))

    def test_drilling_down_finds_the_entries_behind_a_figure(self):
        for kind in ("trial_balance", "balance_sheet", "income_statement"):
            for row in self.result(kind)["rows"]:
                for cell in row:
                    if cell.get("drill"):
                        self.env["ledger.entry"].search(cell["drill"])
        cell = next(row for row in self.result("trial_balance")["rows"] if row[0]["text"] == "501")[5]
        self.assertEqual(self.env["ledger.entry"].search(cell["drill"]).account_id.code, "50103")

    def test_the_balance_sheet_has_two_halves_that_agree(self):
        result = self.result("balance_sheet")
        self.assertTrue(result["balanced"])
        self.assertEqual(len({len(row) for row in result["rows"]}), 1)
        self.assertEqual(self.amounts(result, "货币资金")[:2], ["1500.00", "0.00"])
        self.assertEqual(self.amounts(result, "应收款项")[0], "40.00")
        self.assertEqual(self.amounts(result, "应付款项", half=4), ["60.00", "0.00"])
        self.assertEqual(result["rows"][-1][0]["text"], "资产总计")
        self.assertEqual(result["rows"][-1][4]["text"], "负债和所有者权益总计")
        self.assertEqual(result["rows"][-1][2]["amount"], result["rows"][-1][6]["amount"])

    def test_the_income_statement_shows_this_year_and_last(self):
        result = self.result("income_statement", "2025-01", "2025-02")
        self.assertEqual(self.amounts(result, "四、净收益"), ["-30.00", "480.00"])
        self.assertEqual(self.amounts(result, "加：年初未分配收益"), ["480.00", "0.00"])
        self.assertEqual(self.amounts(result, "六、年末未分配收益"), ["450.00", "480.00"])
        self.assertTrue(result["balanced"])

    def test_the_workbook_shows_the_screen_cell_by_cell(self):
        for kind in ("trial_balance", "balance_sheet", "income_statement"):
            result = self.result(kind)
            data = self.env["ledger.report"]._xlsx(result)
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
            self.assertEqual(sheet[0][0], result["title"])
            self.assertIn(result["entity"], sheet[2][0])
            self.assertIn(result["unit"], sheet[2])
            self.assertEqual(sheet[3], result["columns"])
            for shown, row in zip(sheet[4:], result["rows"], strict=False):
                for value, cell in zip(shown, row, strict=True):
                    if cell.get("amount"):
                        self.assertEqual(f"{value:.2f}", cell["amount"])
                    else:
                        self.assertEqual(value, cell.get("text", ""))
            self.assertEqual(sheet[4 + len(result["rows"])][0], result["remark"])

    def test_pending_losses_are_told(self):
        self.posted([("18101", 9, 0), ("121", 0, 9)], date="2024-05-01")
        result = self.result("balance_sheet")
        self.assertFalse(result["balanced"])
        self.assertIn("9.00", result["remark"])

    def test_nobody_reads_the_figures_of_another_village(self):
        with self.assertRaises(AccessError):
            self.result("trial_balance", role="other_clerk")
        with self.assertRaises(UserError):
            self.result("trial_balance", role="reader")
        self.assertTrue(self.result("trial_balance", role="auditor")["balanced"])

    def test_wrong_months_and_kinds_are_refused(self):
        for arguments in (
            ("trial_balance", "2024-13", "2024-12"),
            ("trial_balance", "2024-05", "2024-04"),
            ("balance_sheet", "x", "nonsense"),
            ("__class__", "2024-01", "2024-12"),
        ):
            with self.assertRaises(UserError):
                self.result(*arguments)

    def test_a_formula_can_be_corrected_but_not_broken(self):
        line = self.env["ledger.statement.line"].search(
            [("code", "=", "inventory"), ("statement", "=", "balance_sheet")]
        )
        day = self.day("2026-01-01")
        line = self.as_("county_finance", line)._correct(day, {"formula": "D:121"})
        day = self.day("2027-01-01")
        for formula in ("D:12x", "@nobody", "@current_assets"):
            with self.assertRaises(UserError, msg=formula), self.cr.savepoint():
                self.as_("county_finance", line)._correct(day, {"formula": formula})
        with self.assertRaises(AccessError):
            self.as_("accountant", line).write({"mark": "K"})
