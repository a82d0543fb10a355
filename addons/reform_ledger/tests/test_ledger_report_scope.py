"""Statements of a township: everybody's sums, what they owe each other, and what is left."""

import io
import json

from odoo.addons.reform_places.tests.common import RpcRefused
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from python_calamine import CalamineWorkbook

from .common import LedgerCase, LedgerHttpCase


class ScopeWorld:
    """The collective lends 100 to the other one, which has 70 of it in its books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("setUp")
        other = cls.other_collective
        as_party, of_other = cls.env["res.partner"].create(
            [
                {"name": "本社", "reform_entity_id": cls.collective.id},
                {"name": "邻社", "reform_entity_id": other.id},
            ]
        )
        case.posted([("102", 1000, 0), ("301", 0, 1000)], date="2024-01-05")
        case.posted([("102", 500, 0), ("301", 0, 500)], date="2024-01-05", entity=other, role="other_clerk")
        case.posted([("112", 100, 0, of_other), ("102", 0, 100)], date="2024-02-01")
        case.posted(
            [("102", 70, 0), ("211", 0, 70, as_party)], date="2024-02-01", entity=other, role="other_clerk"
        )
        case.posted([("102", 20, 0), ("50103", 0, 20, of_other)], date="2024-03-01")
        case.posted(
            [("51302", 20, 0, as_party), ("102", 0, 20)], date="2024-03-01", entity=other, role="other_clerk"
        )
        cls.both = cls.county


class TestLedgerReportScope(ScopeWorld, LedgerCase):
    def result(self, kind, place, role="county_agriculture", **options):
        reports = self.as_(role, self.env["ledger.report"])
        return reports.get_result(kind, 0, "2024-01", "2024-12", {"place": place.id, **options})

    def row(self, result, label):
        (found,) = [row for row in result["rows"] if row[0].get("text") == label]
        return [cell.get("amount") for cell in found[2:]]

    def test_mutual_debts_stand_in_a_column_of_their_own(self):
        result = self.result("balance_sheet", self.both)
        self.assertEqual(result["columns"][2:5], ["Sum of Collectives", "Eliminations", "Consolidated"])
        self.assertEqual(self.row(result, "应收款项"), ["100.00", "-70.00", "30.00", "0.00"])
        self.assertEqual(self.row(result, "应付款项"), ["70.00", "-70.00", "0.00", "0.00"])
        self.assertEqual(self.row(result, "资产总计")[:3], ["1570.00", "-70.00", "1500.00"])
        self.assertEqual(self.row(result, "负债和所有者权益总计")[:3], ["1570.00", "-70.00", "1500.00"])
        self.assertTrue(result["balanced"])

    def test_every_elimination_is_listed_with_its_difference(self):
        (table,) = self.result("balance_sheet", self.both)["tables"]
        rows = [[cell.get("amount", cell.get("text")) for cell in row] for row in table["rows"]]
        self.assertIn(
            [
                "Claim and debt",
                self.collective.name,
                self.other_collective.name,
                "100.00",
                "70.00",
                "70.00",
                "30.00",
            ],
            rows,
        )
        self.assertIn(
            [
                "Expense and income",
                self.other_collective.name,
                self.collective.name,
                "20.00",
                "20.00",
                "20.00",
                "0.00",
            ],
            rows,
        )

    def test_mutual_income_and_expense_are_taken_out_and_the_result_stays(self):
        result = self.result("income_statement", self.both)
        self.assertEqual(self.row(result, "一、经营收入")[:3], ["20.00", "-20.00", "0.00"])
        self.assertEqual(self.row(result, "管理费用")[:3], ["20.00", "-20.00", "0.00"])
        self.assertEqual(self.row(result, "四、净收益")[:3], ["0.00", "", "0.00"])
        self.assertTrue(result["balanced"])

    def test_the_sum_is_what_the_collectives_show_one_by_one(self):
        reports = self.as_("county_agriculture", self.env["ledger.report"])
        for kind, at in (("balance_sheet", 2), ("income_statement", 2)):
            own = {}
            for entity in (self.collective, self.other_collective):
                for row in reports.get_result(kind, entity.id, "2024-01", "2024-12")["rows"]:
                    for half in range(0, len(row), 4):
                        label, amount = row[half].get("text"), row[half + at].get("amount")
                        if amount:
                            own[label] = own.get(label, 0) + float(amount)
            for row in self.result(kind, self.both)["rows"]:
                if row[2].get("amount"):
                    self.assertAlmostEqual(float(row[2]["amount"]), own[row[0]["text"]], 2, row[0]["text"])
        trial = self.result("trial_balance", self.both)
        (bank,) = [row for row in trial["rows"] if row[0]["text"] == "102"]
        self.assertEqual([cell["amount"] for cell in bank[4:7]], ["1590.00", "120.00", "1470.00"])

    def test_the_matrix_has_a_column_per_collective(self):
        result = self.result("balance_sheet", self.both, matrix=True)
        self.assertEqual(
            set(result["columns"][2:4]), {self.collective.name, self.other_collective.name}
        )  # fmt: skip
        amounts = self.row(result, "应收款项")
        self.assertEqual(sorted(amounts[:2]), ["0.00", "100.00"])
        self.assertEqual(amounts[2:5], ["100.00", "-70.00", "30.00"])
        book = CalamineWorkbook.from_filelike(io.BytesIO(self.env["ledger.report"]._xlsx(result)))
        self.assertEqual(book.sheet_names[1], "Eliminations between Collectives"[:31])

    def test_a_scope_is_read_in_one_query(self):
        books = self.env["ledger.book"].search([("entity_id", "in", [b.id for b in self.books])])
        balances, chart = self.env["ledger.balance"], books[:1].chart_id
        self.env.flush_all()
        entities = books.entity_id
        days = self.day("2024-01-01"), self.day("2024-12-31")
        # Read beforehand, so that what is counted is the query of the sums.
        self.assertTrue(entities.ids and chart.id)
        with self.assertQueryCount(1):
            self.assertTrue(balances._scope_sums(entities, chart, *days))

    def test_nobody_sees_a_sum_over_a_part_of_a_place(self):
        self.users["township"].reform_scope_ids = [Command.set(self.township.ids)]
        own = self.result("balance_sheet", self.township, role="township")
        self.assertEqual(self.row(own, "货币资金")[0], "920.00")
        for kind in ("trial_balance", "balance_sheet", "income_statement"):
            with self.assertRaises(AccessError):
                self.result(kind, self.both, role="township")
            with self.assertRaises(AccessError):
                self.result(kind, self.other_village, role="township")

    def test_all_one_looks_after_is_all_and_no_more(self):
        reports = self.as_("township", self.env["ledger.report"])
        self.users["township"].reform_scope_ids = [Command.set(self.township.ids)]
        found = reports.get_result("balance_sheet", 0, "2024-01", "2024-12", {"place": -1})
        self.assertEqual(self.row(found, "货币资金")[0], "920.00")
        with self.assertRaises(UserError):
            self.as_("reader", self.env["ledger.report"]).get_result(
                "balance_sheet", 0, "2024-01", "2024-12", {"place": -1}
            )

    def test_a_collective_that_keeps_books_by_another_chart_is_named(self):
        chart = self.env["ledger.chart"].search([("version", "=", "chart_2004")])
        old = self.env["reform.entity"].create({"name": "旧账社", "place_id": self.other_village.id})
        books = self.as_("accountant", self.env["ledger.book"])
        books._open(old, self.day("2023-01-01"), chart=chart)
        result = self.result("balance_sheet", self.both)
        self.assertEqual(self.row(result, "货币资金")[0], "1470.00")
        self.assertIn(old.name, " ".join(each["text"] for each in result["remarks"]))


class TestLedgerReportRights(ScopeWorld, LedgerHttpCase):
    def test_another_townships_entity_is_refused_over_the_wire(self):
        for kind in ("trial_balance", "balance_sheet", "subsidiary", "auxiliary", "journal"):
            with self.assertRaises(RpcRefused):
                self.rpc(
                    "other_clerk",
                    "ledger.report",
                    "get_result",
                    kind,
                    self.collective.id,
                    "2024-01",
                    "2024-12",
                )
        with self.assertRaises(RpcRefused):
            self.rpc(
                "other_clerk", "ledger.report", "get_result", "balance_sheet", 0, "2024-01", "2024-12",
                {"place": self.township.id},
            )  # fmt: skip
        found = self.rpc("other_clerk", "ledger.analysis", "search_read", [], ["entity_id"])
        self.assertEqual({row["entity_id"][0] for row in found}, {self.other_collective.id})

    def test_paper_and_workbook_are_refused_like_the_screen(self):
        self.authenticate(self.users["other_clerk"].login, self.users["other_clerk"].login)
        for ending in ("xlsx", "pdf"):
            url = (
                f"/reform_ledger/report.{ending}?kind=subsidiary&entity_id=%s&month_from=2024-01"
                f"&month_to=2024-12&options={json.dumps({})}"
            )
            self.assertEqual(self.url_open(url % self.collective.id).status_code, 403)
            found = self.url_open(url % self.other_collective.id)
            self.assertEqual(found.status_code, 200)
            self.assertIn(found.content[:4], (b"PK\x03\x04", b"%PDF"))
