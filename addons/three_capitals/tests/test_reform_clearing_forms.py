import io

import openpyxl
from odoo.addons.reform_rules.capitals import list_forms
from odoo.tests import tagged

from .lists_kit import ListsCase


@tagged("post_install", "-at_install")
class TestForms(ListsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls.counting(cls())
        cls.count(cls(), cls.items(cls(), cls.one, "cash"), n100=39, n50=1, n10=1, n5=1, reason="短款35元")

    def part(self, code):
        (part,) = self.one._lists_result([code])
        return part

    def row(self, code, number=0):
        part = self.part(code)
        return dict(zip([column.title for column in part["columns"]], part["rows"][number], strict=True))

    def test_a_form_shows_books_found_and_difference(self):
        row = self.row("cash")
        self.assertEqual(
            (row["账面金额"], row["实存金额"], row["差异"], row["100元（张）"]), (4000, 3965, -35, 39)
        )
        self.assertEqual(row["差异原因"], "短款35元")
        self.assertEqual(self.row("claims")["实存金额"], None)

    def test_the_workbook_has_a_sheet_for_every_list_and_says_who_signs(self):
        with self.one._lists_workbook() as stream:
            book = openpyxl.load_workbook(io.BytesIO(stream.read()))
        self.assertEqual(len(book.sheetnames), 1 + len(self.one.list_ids))
        cells = [str(cell.value or "") for line in book["库存现金盘点表"].iter_rows() for cell in line]
        self.assertIn("村清理小组成员：", cells)
        self.assertIn("3965", cells)
        self.assertTrue(any(cell.startswith("单位：甲村股份经济合作社") for cell in cells))

    def test_screen_workbook_and_paper_say_the_same(self):
        part = self.one._drawn(self.part("cash"))
        cash = self.one.list_ids.filtered(lambda each: each.list_code == "cash")
        for text, _style in part["drawn"][0]:
            self.assertIn(text, cash.form_html)
        pdf = self.one._lists_pdf(["cash"])
        self.assertEqual(pdf[:4], b"%PDF")

    def test_an_empty_list_says_that_somebody_found_nothing(self):
        self.assertEqual(self.part("securities")["nothing"], "")
        self.count_all(self.one)
        self.assertEqual(self.part("securities")["nothing"], list_forms.NOTHING)
