import base64
import io

from odoo.tests import tagged
from openpyxl import load_workbook

from .lists_kit import ListsCase


@tagged("post_install", "-at_install")
class TestSheets(ListsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls.counting(cls())
        cls.cash = cls.items(cls(), cls.one, "cash")

    def filled(self, answers):
        """Return the sheets with {(sheet, row): {title: value}} written in."""
        book = load_workbook(self.as_("clerk", self.one)._sheet_workbook())
        for (sheet, row), cells in answers.items():
            titles = [cell.value for cell in book[sheet][1]]
            for title, value in cells.items():
                book[sheet].cell(row, 1 + titles.index(title), value)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def load(self, content, role="clerk", name="清册.xlsx"):
        batch = self.as_(role, self.env["reform.intake.batch"]).create(
            {
                "target": "clearing_list",
                "file": base64.b64encode(content),
                "file_name": name,
                "place_id": self.village.id,
            }
        )
        batch.action_read()
        while batch._apply_some():
            pass
        self.env.invalidate_all()
        return batch.with_env(self.env)

    ANSWERS = {  # noqa: RUF012 -- never changed
        ("库存现金盘点表", 2): {"100元（张）": 39, "10元（张）": 6, "5元（张）": 1, "差异原因": "短款35元"},
        ("债权清理表", 2): {"实存金额": 500, "依据": "欠条", "有无争议": "无争议"},
        ("库存物资清理表", 3): {"名称": "化肥", "实存数量": 20, "实存金额": 2400, "差异原因": "未入账"},
    }

    def test_the_sheets_go_out_are_filled_in_and_count_once(self):
        batch = self.load(self.filled(self.ANSWERS))
        self.assertEqual((batch.error_count, self.cash.counted_amount), (0, 3965))
        self.assertEqual((self.cash.reason, self.cash.count_ids.way), ("短款35元", "sheet"))
        claim = self.items(self.one, "claims")
        self.assertEqual((claim.state, claim.evidence, claim.disputed), ("counted", "欠条", "no"))
        found = self.items(self.one, "goods").filtered(lambda item: item.source == "found")
        self.assertEqual((found.name, found.counted_amount), ("化肥", 2400))
        counts = len(self.one.item_ids.count_ids)
        self.load(self.filled(self.ANSWERS), name="又一次.xlsx")
        self.assertEqual(len(self.items(self.one, "goods")), 2)
        self.assertEqual(len(self.cash.count_ids) + len(claim.count_ids), 2, counts)

    def test_what_is_wrong_comes_back_and_the_rest_counts(self):
        wrong = {
            **self.ANSWERS,
            ("债权清理表", 2): {"实存金额": "不知道"},
            ("债务清理表", 2): {"清理行号": "QL999999-1", "实存金额": 5},
        }
        batch = self.load(self.filled(wrong))
        self.assertEqual((batch.error_count, self.cash.state), (2, "varied"))
        self.assertEqual(self.items(self.one, "claims").state, "listed")
        from odoo.addons.reform_intake import answers

        rejected = load_workbook(io.BytesIO(answers.rejected(batch.with_context(lang="en_US"))))
        text = str([[cell.value for cell in row] for page in rejected for row in page.iter_rows()])
        self.assertIn("不知道", text)
        self.assertIn("QL999999-1", text)

    def test_a_sheet_counts_nothing_elsewhere_or_after_the_end(self):
        content = self.filled(self.ANSWERS)
        self.count_all(self.one)
        self.one._move_sealed("adjudicating")
        batch = self.load(content)
        # Every line of the sheet, those without an answer too: their marks are known no more.
        self.assertEqual(batch.error_count, len(batch.row_ids))
        self.assertEqual(self.cash.counted_amount, 4000)
