from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import LedgerCase


class TestLedgerNote(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("test_the_notes_show_figures_and_texts_and_say_what_is_empty")
        case.posted([("102", 5000, 0), ("50103", 0, 5000)], date="2024-03-05")
        case.posted([("102", 900, 0), ("503", 0, 900)], date="2024-04-05")
        case.posted([("51302", 300, 0), ("102", 0, 300)], date="2024-05-05")
        case.posted([("102", 70, 0), ("50103", 0, 70)], date="2025-02-05")

    def result(self, kind, month="2024-12", role="accountant", **options):
        return self.as_(role, self.env["ledger.report"]).get_result(
            kind, self.collective.id, "2024-01", month, options
        )

    def cells(self, result):
        return {row[0]["text"]: row[1:] for row in result["rows"]}

    def note(self, **vals):
        return self.as_("accountant", self.env["ledger.note"]).create(
            {"entity_id": self.collective.id, "year": 2024, **vals}
        )

    def test_the_notes_show_figures_and_texts_and_say_what_is_empty(self):
        result = self.result("notes")
        self.assertEqual(self.cells(result)["货币资金"][0]["amount"], "5600.00")
        self.assertFalse(result["balanced"])
        note = self.note()
        self.assertEqual(note.empty_count, len(note.line_ids))
        for line in note.line_ids:
            line.text = f"{line.label}：无"
        result = self.result("notes")
        self.assertTrue(result["balanced"])
        self.assertEqual(self.cells(result)["担保和诉讼"][2]["text"], "担保和诉讼：无")
        self.assertTrue(self.env["ledger.report"]._xlsx(result).startswith(b"PK"))

    def test_last_year_stands_beside_this_one(self):
        cells = self.cells(self.result("notes", "2025-12"))
        self.assertEqual([cell["amount"] for cell in cells["货币资金"][:2]], ["5670.00", "5600.00"])
        self.assertEqual([cell["amount"] for cell in cells["本年补助收入"][:2]], ["0.00", "900.00"])

    def test_opening_balances_of_new_books_are_those_of_the_year_s_start(self):
        self.as_("accountant", self.books[self.other_collective])._prepare_opening(
            [{"account": "102", "debit": 40}, {"account": "301", "credit": 40}]
        )
        voucher = self.books[self.other_collective].opening_voucher_id
        self.as_("supervisor", voucher).action_review()
        self.users["other_accountant"].reform_scope_ids = [(4, self.other_village.id)]
        self.as_("other_accountant", voucher).action_post()
        result = self.as_("accountant", self.env["ledger.report"]).get_result(
            "notes", self.other_collective.id, "2024-01", "2024-12"
        )
        self.assertEqual([cell["amount"] for cell in self.cells(result)["货币资金"][:2]], ["40.00", "40.00"])

    def test_statistics_leave_subsidies_out_of_the_operating_result(self):
        cells = self.cells(self.result("statistics"))
        self.assertEqual(cells["三、经营收益（不含补助收入和其他收入）"][1]["amount"], "4700.00")
        self.assertEqual(cells["四、本年收益"][1]["amount"], "5600.00")

    def test_a_county_counts_its_collectives_by_bracket(self):
        result = self.result("statistics", role="county_finance", place=self.county.id)
        counts = [(row[0]["text"], row[1]["text"]) for row in result["tables"][0]["rows"]]
        self.assertEqual(counts[-1][1], "2")
        self.assertEqual([count for _text, count in counts[:2]], ["1", "1"])
        self.assertEqual(self.cells(result)["四、本年收益"][1]["amount"], "5600.00")

    def test_notes_are_written_by_the_accountant_once_a_year_and_only_their_texts(self):
        note = self.note()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.note()
        with self.assertRaises(UserError):
            note.line_ids[0].label = "x"
        for role in ("clerk", "supervisor", "auditor"):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, note.line_ids[0]).text = "x"
        with self.assertRaises(AccessError):
            self.as_("other_clerk", note).read(["year"])
