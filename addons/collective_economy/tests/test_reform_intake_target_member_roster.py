import base64
import io
from datetime import date

import xlwt
from freezegun import freeze_time
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import AccessError
from odoo.tests import tagged

TITLES = ["户号", "姓名", "与户主关系", "性别", "出生年份", "身份证号", "所在村", "村民小组", "取得方式"]
LINES = [
    ["0001", "谢长贵", "户主", "男", "1962", "", "甲村", "1组", "原始取得"],
    ["0001", "贺素芳", "配偶", "女", "1964", "", "甲村", "1组", "婚姻"],
    ["0002", "龚国富", "户主", "男", "", "999999199005061216", "乙村", "3组", ""],
    ["0003", "庞小琴", "户主", "女", "", "999999199005061212", "乙村", "3组", ""],
    ["", "汤建明", "户主", "男", "1970", "", "乙村", "3组", ""],
]


@tagged("post_install", "-at_install")
class TestReformIntakeTargetMemberRoster(PlaceCase):
    """A village's own sheet becomes households and people; lines that cannot be are returned."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(date(2025, 6, 20))
        clock.start()
        cls.addClassCleanup(clock.stop)

    def batch(self, lines=None, role="clerk"):
        book = xlwt.Workbook()
        sheet = book.add_sheet("成员名册")
        sheet.write(0, 0, "合村股份经济合作联合社成员名册")
        for row, cells in enumerate([TITLES, *(LINES if lines is None else lines)], 1):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
        stream = io.BytesIO()
        book.save(stream)
        batch = self.as_(role, self.env["reform.intake.batch"]).create(
            {
                "target": "member_roster",
                "file": base64.b64encode(stream.getvalue()),
                "file_name": "成员名册.xls",
                "place_id": self.village.id,
                "mode": "rows",
            }
        )
        batch._stage()
        batch._apply_some()
        return batch.with_env(self.env)

    def test_lines_become_people_and_bad_ones_come_back(self):
        batch = self.batch()
        members = self.env["reform.member"].search([("entity_id", "=", self.collective.id)], order="id")
        self.assertEqual(members.mapped("name"), ["谢长贵", "贺素芳", "龚国富"])
        self.assertEqual(set(members.mapped("state")), {"proposed"})
        self.assertEqual(members.household_id.mapped("code"), ["0001", "0002"])
        self.assertEqual(members.household_id.mapped("origin_place_id"), self.old_a | self.old_b)
        self.assertEqual(members[1].cause, "marriage")
        self.assertEqual((members[2].birth_year, members[2].sex), (1990, "male"))
        bad = batch.row_ids.filtered(lambda row: row.state == "error")
        names = [problem["name"] for row in bad.sorted("row_no") for problem in row.problems]
        self.assertEqual(names, ["IdentityWrong", "HouseholdMissing"])
        sentences = " ".join(bad.mapped("answer"))
        self.assertNotIn("IdentityWrong", sentences)
        self.assertNotIn("999999199005061212", sentences)

    def test_a_sheet_loaded_twice_gives_nobody_twice(self):
        self.batch()
        self.batch([*LINES[:2], ["0001", "谢小宝", "之子", "男", "2010", "", "甲村", "1组", "出生"]])
        members = self.env["reform.member"].search([("entity_id", "=", self.collective.id)], order="id")
        self.assertEqual(members.mapped("name"), ["谢长贵", "贺素芳", "龚国富", "谢小宝"])
        self.assertEqual(len(members.household_id), 2)

    def test_the_sheet_is_read_by_its_keepers_alone(self):
        batch = self.batch()
        self.assertTrue(self.as_("director", batch.row_ids).mapped("label"))
        for role in ("township", "auditor", "accountant", "county_agriculture"):
            for records in (batch, batch.row_ids[:1]):
                with self.subTest(role=role, model=records._name), self.assertRaises(AccessError):
                    self.as_(role, records).read(["display_name"])

    def test_a_township_loads_no_roster(self):
        with self.assertRaises(AccessError):
            self.batch(role="township")
