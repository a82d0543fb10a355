"""Account books on screen, in the workbook and on paper carry the same figures."""

import io
import re

from odoo.exceptions import AccessError, UserError
from odoo.tools.pdf import PdfFileReader
from python_calamine import CalamineWorkbook

from ..models import ledger_balance_book, ledger_report_books
from .common import LedgerCase

KINDS = ("trial_balance", "balance_sheet", "income_statement", "general_ledger", "subsidiary", "journal",
         "columnar", "auxiliary")  # fmt: skip


class TestLedgerReportBooks(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("setUp")
        case.posted([("102", 1000, 0), ("301", 0, 1000)], date="2024-01-05")
        case.posted([("101", 200, 0), ("102", 0, 200)], date="2024-01-20", summary="提备用金")
        case.posted([("51302", 30, 0), ("101", 0, 30)], date="2024-02-03", summary="办公用品")
        case.posted(
            [("51302", 5, 0), ("51306", 7, 0), ("101", 0, 12)], date="2024-02-03", summary="办公用品、运转"
        )
        case.posted([("112", 60, 0, cls.party), ("50103", 0, 60)], date="2024-02-10")
        case.posted([("102", 40, 0), ("112", 0, 40, cls.party)], date="2025-01-15")
        case.posted([("112", 9, 0, cls.second_party), ("50103", 0, 9)], date="2025-02-01")
        case.draft([("51302", 99, 0), ("101", 0, 99)], date="2024-02-20")

    def result(self, kind, first="2024-01", last="2024-12", role="accountant", whole=False, **options):
        if isinstance(options.get("account"), str):
            options["account"] = self.account(options["account"]).id
        if isinstance(options.get("account_to"), str):
            options["account_to"] = self.account(options["account_to"]).id
        reports = self.as_(role, self.env["ledger.report"])
        if whole:
            return reports._result(kind, self.collective.id, first, last, options, whole=True)
        return reports.get_result(kind, self.collective.id, first, last, options)

    def shown(self, result, *columns):
        """Return the texts and amounts of some columns, row by row."""
        at = [result["columns"].index(name) for name in columns]
        return [
            tuple(row[each].get("amount", row[each].get("text")) for each in at)
            for row in result["rows"]
            if len(row) > 1
        ]

    def last_of(self, result, code):
        """Return the last balance of an account in a book of several."""
        heading, found = "", None
        for row in result["rows"]:
            if len(row) == 1:
                heading = row[0]["text"]
            elif heading.startswith(code):
                found = row[-1]["amount"]
        return found

    def test_a_subsidiary_ledger_runs_with_totals_of_month_and_year(self):
        result = self.result("subsidiary", account="101")
        self.assertEqual(
            self.shown(result, "Date", "Summary", "Contra Account", "Debit", "Credit", "Side", "Balance"),
            [
                ("2024-01-01", "Opening balance", "", "", "", "Nil", "0.00"),
                ("2024-01-20", "提备用金", "102 银行存款", "200.00", "", "Dr", "200.00"),
                ("2024-01-20", "Total of the month", "", "200.00", "0.00", "Dr", "200.00"),
                ("2024-01-20", "Total of the year to date", "", "200.00", "0.00", "Dr", "200.00"),
                ("2024-02-03", "办公用品", "51302 办公费", "", "30.00", "Dr", "170.00"),
                ("2024-02-03", "办公用品、运转", "51302 办公费 and 1 more", "", "12.00", "Dr", "158.00"),
                ("2024-02-03", "Total of the month", "", "0.00", "42.00", "Dr", "158.00"),
                ("2024-02-03", "Total of the year to date", "", "200.00", "42.00", "Dr", "158.00"),
            ],
        )
        self.assertTrue(result["balanced"])

    def test_the_second_year_begins_with_what_the_first_one_left(self):
        result = self.result("subsidiary", "2025-01", "2025-12", account="102")
        self.assertEqual(
            self.shown(result, "Summary", "Debit", "Balance")[0], ("Opening balance", "", "800.00")
        )
        self.assertEqual(self.shown(result, "Balance")[-1], ("840.00",))

    def test_an_entry_leads_to_its_voucher(self):
        cells = [row[1] for row in self.result("subsidiary", account="101")["rows"] if row[1].get("voucher")]
        vouchers = self.env["ledger.voucher"].browse([cell["voucher"] for cell in cells])
        self.assertEqual(vouchers.mapped("summary"), ["提备用金", "办公用品", "办公用品、运转"])

    def test_pages_put_together_are_the_book(self):
        whole = list(self.result("subsidiary", last="2025-12", whole=True)["rows"])
        for size in (1, 2, 3, 7):
            self.patch(ledger_report_books, "PAGE", size)
            rows, after = [], ""
            while True:
                page = self.result("subsidiary", last="2025-12", after=after)
                kept = [row for row in page["rows"] if len(row) == 1 or row[2]["text"] != "Carried forward"]
                # A section that a page begins in the middle of has its heading again.
                if rows and "|2" in after:
                    kept = kept[1:]
                rows += kept
                after = page["after"]
                if not after:
                    break
            self.assertEqual(rows, whole, size)

    def test_a_long_book_crosses_the_wire_in_bundles(self):
        whole = list(self.result("subsidiary", last="2025-12", whole=True)["rows"])
        self.patch(ledger_balance_book, "STREAMED", 2)
        before = self.env.cr.sql_log_count
        self.assertEqual(list(self.result("subsidiary", last="2025-12", whole=True)["rows"]), whole)
        self.assertGreater(self.env.cr.sql_log_count - before, 20)

    def test_a_journal_has_totals_of_the_day_for_cash_and_bank(self):
        result = self.result("journal")
        headings = [row[0]["text"] for row in result["rows"] if len(row) == 1]
        self.assertEqual([each[:3] for each in headings], ["101", "102"])
        days = [row for row in self.shown(result, "Summary", "Credit") if row[0] == "Total of the day"]
        self.assertEqual(days[1], ("Total of the day", "42.00"))
        with self.assertRaises(UserError):
            self.result("journal", account="301")

    def test_a_columnar_ledger_has_a_column_for_each_sub_account_that_moved(self):
        result = self.result("columnar", account="513")
        first, second = [name for name in result["columns"] if name.startswith("513")]
        self.assertEqual((first[:5], second[:5]), ("51302", "51306"))
        self.assertEqual(
            self.shown(result, "Debit", first, second)[1:4],
            [("30.00", "30.00", ""), ("5.00", "5.00", ""), ("7.00", "", "7.00")],
        )
        self.assertEqual(self.shown(result, first, second)[-1], ("35.00", "7.00"))
        with self.assertRaises(UserError):
            self.result("columnar")

    def test_an_auxiliary_ledger_adds_up_to_the_trial_balance(self):
        result = self.result("auxiliary", "2025-01", "2025-12", account="112")
        self.assertEqual(
            self.shown(result, "Party", "Opening Balance", "Debit", "Credit", "Closing Balance"),
            [
                ("张三户", "60.00", "", "40.00", "20.00"),
                ("李四户", "", "9.00", "", "9.00"),
                ("Total", "60.00", "9.00", "40.00", "29.00"),
            ],
        )
        trial = self.result("trial_balance", "2025-01", "2025-12")
        (row,) = [row for row in trial["rows"] if row[0]["text"] == "112"]
        self.assertEqual([cell["amount"] for cell in row[2:]], ["60.00", "", "9.00", "40.00", "29.00", ""])
        by_village = self.result("auxiliary", by="origin", account="501")
        self.assertEqual(self.shown(by_village, "Village of Origin", "Credit")[-1], ("Total", "60.00"))

    def test_books_and_trial_balance_agree_account_by_account(self):
        trial = {row[0]["text"]: row for row in self.result("trial_balance", last="2025-12")["rows"]}
        general = self.result("general_ledger", last="2025-12")
        for code in ("101", "102", "112", "501", "513"):
            amounts = [cell["amount"] for cell in trial[code][6:]]
            closing = next(amount for amount in amounts if amount)
            self.assertEqual(self.last_of(general, code), closing)
            book = self.result("subsidiary", last="2025-12", account=code)
            self.assertEqual(self.shown(book, "Balance")[-1][0], closing)

    def test_filters_narrow_a_book(self):
        result = self.result("subsidiary", "2024-01", "2025-12", account="112", partner=self.party.id)
        self.assertEqual(self.shown(result, "Balance")[-1], ("20.00",))
        trial = self.result("trial_balance", partner=self.party.id)
        self.assertEqual(self.shown(trial, "Code", "Turnover Debit")[0], ("112", "60.00"))
        self.assertIn("张三户", trial["remark"])
        ranged = self.result("general_ledger", account="101", account_to="102")
        headings = [row[0]["text"][:3] for row in ranged["rows"] if len(row) == 1]
        self.assertEqual(headings, ["101", "102"])
        nowhere = self.result("subsidiary", account="102", origin=self.old_a.id)
        self.assertEqual(len(nowhere["rows"]), 1)

    def test_every_report_says_what_is_not_in_it(self):
        for kind in KINDS:
            result = self.result(kind, account="513" if kind == "columnar" else 0)
            tones = {remark["tone"] for remark in result["remarks"]}
            texts = " ".join(remark["text"] for remark in result["remarks"])
            self.assertIn("1 vouchers of these months are not posted yet", texts)
            self.assertIn("2024-01 – 2024-12", texts)
            self.assertLessEqual({"warning", "note"}, tones)
            self.assertIn("Prepared on", result["prepared_on"])

    def test_a_comparison_shows_last_year_and_says_when_there_is_none(self):
        result = self.result("income_statement", "2025-01", "2025-02", compare=True)
        row = next(row for row in result["rows"] if row[0]["text"] == "一、经营收入")
        shown = [cell.get("amount", cell.get("text")) for cell in row[2:]]
        self.assertEqual(shown, ["9.00", "60.00", "60.00", "-51.00", "-85.0 %"])
        self.assertIn("Budget: n/a", " ".join(remark["text"] for remark in result["remarks"]))
        sheet = self.result("balance_sheet", "2025-01", "2025-02", compare=True)
        self.assertEqual({len(row) for row in sheet["rows"]}, {14})
        self.assertEqual(len(sheet["columns"]), 14)

    def test_screen_workbook_and_paper_carry_the_same_figures(self):
        for kind in KINDS:
            options = {"account": "513"} if kind == "columnar" else {}
            result = self.result(kind, last="2025-02", **options)
            cells = [cell for row in result["rows"] for cell in row]
            amounts = [cell["amount"] for cell in cells if cell.get("amount")]
            self.assertTrue(amounts, kind)
            reports = self.as_("accountant", self.env["ledger.report"])
            data = reports._xlsx(self.result(kind, last="2025-02", whole=True, **options))
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
            body = sheet[4 : 4 + len(result["rows"])]
            found = [f"{value:.2f}" for row in body for value in row if isinstance(value, float)]
            self.assertEqual(found, amounts, kind)
            pdf = self.as_("accountant", self.env["ledger.report.paper"])._pdf(
                self.result(kind, last="2025-02", whole=True, **options)
            )
            pages = PdfFileReader(io.BytesIO(pdf)).pages
            text = " ".join(page.extract_text() for page in pages)
            on_paper = [each.replace(",", "") for each in re.findall(r"-?[\d,]+\.\d\d(?!\d)", text)]
            self.assertEqual(sorted(on_paper), sorted(amounts), kind)
            for words in (result["title"], "Accountant in Charge", self.collective.name):
                self.assertIn(re.sub(r"\s", "", words), re.sub(r"\s", "", text))

    def test_nobody_reads_the_books_of_another_village(self):
        for kind in KINDS[3:]:
            with self.assertRaises(AccessError):
                self.result(kind, role="other_clerk", account="513" if kind == "columnar" else 0)
        own = self.env["ledger.account"].create(
            {
                "chart_id": self.books[self.collective].chart_id.id,
                "code": "10201",
                "name": "本社专户",
                "kind": "asset",
                "side": "debit",
                "parent_id": self.account("102").id,
                "entity_id": self.collective.id,
            }
        )
        with self.assertRaises(AccessError):
            self.as_("other_clerk", self.env["ledger.report"]).get_result(
                "subsidiary", self.other_collective.id, "2024-01", "2024-12", {"account": own.id}
            )

    def test_nonsense_is_refused(self):
        for options in (
            {"by": "colour"},
            {"after": "101|x"},
            {"account": "abc"},
            {"after": "101|1|2|3|4|5|6"},
        ):
            kind = "auxiliary" if "by" in options else "subsidiary"
            with self.assertRaises(UserError, msg=options):
                self.as_("accountant", self.env["ledger.report"]).get_result(
                    kind, self.collective.id, "2024-01", "2024-12", options
                )
