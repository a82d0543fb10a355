"""Files that cannot be used: one clear Chinese sentence each, and nothing kept of them.

The sheets themselves need a target; those of `reform_assets` are tested there.
"""

import base64
import inspect
import io
import re

import xlsxwriter
import xlwt
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.intake import headers, refusals
from odoo.exceptions import UserError
from odoo.tests import tagged

from .. import messages

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Latin words a Chinese sentence may hold: names of formats and what the user wrote.
ALLOWED = re.compile(
    r"\.?(xlsx?|xlsb|ods|csv|PDF|XML|UTF|GB|OpenDocument|zlib|XLRDError|zip|entry|BadZipFile|A|B)\b"
)


def xls(rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for index, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.write(index, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(write):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        write(book.add_worksheet("台账"))
    return out.getvalue()


def formulas(sheet):
    sheet.write_row(0, 0, ["资产名称", "村"])
    sheet.write_formula(1, 0, "=C2", None, "")


LOCKED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2048
)
FILES = {
    "空文件": b" \r\n",
    "损坏": xls([["资产名称", "村"], ["甲", "乙"]])[:3000],
    "截断": xlsx(lambda sheet: sheet.write(0, 0, "x"))[:2000],
    "加密": LOCKED,
    "文档": b"%PDF-1.7 ...",
    "网页": b"<html><body><p>login</p></body></html>",
    "无内容": xls([[]]),
    "只有公式": xlsx(formulas),
    "无表头": xls([["甲", "乙"], ["丙", "丁"]]),
    "缺列": xls([["村", "备注", "面积"], ["甲", "乙", 3.0]]),
    "乱码": b"a\xffb\xff,\xff\xff\n",
}


@tagged("post_install", "-at_install")
class TestUnusableFiles(PlaceCase):
    def setUp(self):
        super().setUp()
        names = self.env["reform.intake.target"]._names()
        if not names:
            self.skipTest("no addon with a kind of sheet is installed")
        self.target = names[0]

    def test_every_unusable_file_is_answered_in_chinese_and_leaves_nothing(self):
        for name, data in FILES.items():
            with self.subTest(file=name):
                batch = (
                    self.as_("clerk", self.env["reform.intake.batch"])
                    .with_context(lang="zh_CN")
                    .create(
                        {"target": self.target, "file": base64.b64encode(data), "file_name": f"{name}.xls"}
                    )
                )
                with self.assertRaises(UserError) as refusal, self.env.cr.savepoint():
                    batch._stage()
                sentence = refusal.exception.args[0]
                self.assertIn(f"{name}.xls", sentence)
                self.assertRegex(sentence, CHINESE)
                self.assertFalse(re.search(r"[A-Za-z]{2,}", ALLOWED.sub("", sentence)), sentence)
                batch.invalidate_recordset()
                self.assertEqual(batch.state, "uploaded")
                self.assertFalse(batch.row_ids or batch.sheet_ids)

    def test_every_refusal_of_a_file_has_its_own_sentence(self):
        env = self.env(context={"lang": "zh_CN"})
        for module in (refusals, headers):
            for name, item in inspect.getmembers(module, inspect.isclass):
                if issubclass(item, RuleError) and item not in (RuleError, refusals.Unreadable):
                    with self.subTest(refusal=name):
                        self.assertIn(name, messages._SENTENCES)
                        facts = {fact: f"<{fact}>" for fact in item._declared()}
                        self.assertRegex(messages.sentence(env, name, facts), CHINESE)

    def test_a_path_in_the_name_of_a_file_is_dropped(self):
        batch = self.as_("clerk", self.env["reform.intake.batch"]).create(
            {"target": self.target, "file": base64.b64encode(b"x"), "file_name": "C:\\Users\\x\\台账.xls"}
        )
        self.assertEqual(batch.file_name, "台账.xls")

    def test_a_file_is_for_the_own_village_unless_told_otherwise(self):
        batch = self.as_("clerk", self.env["reform.intake.batch"]).create(
            {"target": self.target, "file": base64.b64encode(b"x"), "file_name": "a.xls"}
        )
        self.assertEqual((batch.place_id, batch.entity_id), (self.village, self.collective))
