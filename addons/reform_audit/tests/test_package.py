import csv
import hashlib
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from odoo.addons.reform_rules.audit import gbt24589
from odoo.addons.reform_rules.ledger import trial_balance

from .common import YEAR, AuditCase

FILES = {
    "公共档案.xml", "公共档案.xsd", "总账.xml", "总账.xsd", "科目余额表.xlsx", "凭证序时簿.xlsx", "科目.csv",
    "科目余额.csv",
    "凭证.csv", "分录.csv", "资产台账.csv", "三资清理.csv", "移交清册.csv", "移交.csv", "合并.csv",
    "审计问题.csv", "封存链.csv", "verify.py", "说明.txt",
}  # fmt: skip


class TestPackage(AuditCase):
    def rows(self, folder, name):
        with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def test_a_package_holds_every_form_and_its_manifest_names_each(self):
        folder = self.write()
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.assertEqual(
            {path.name for path in folder.iterdir()}, FILES | {"manifest.json", "manifest.sha256"}
        )
        self.assertEqual({one["name"] for one in manifest["files"]}, FILES)
        for one in manifest["files"]:
            data = (folder / one["name"]).read_bytes()
            self.assertEqual((one["bytes"], one["sha256"]), (len(data), hashlib.sha256(data).hexdigest()))
        self.assertEqual(manifest["entity"]["name"], self.collective.name)
        self.assertEqual(manifest["totals"]["vouchers"], 5)
        self.assertEqual(
            self.built.manifest_digest, hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
        )

    def test_the_xml_obeys_the_schema_that_is_enclosed(self):
        from lxml import etree

        folder = self.write()
        for module in ("公共档案", "总账"):
            schema = etree.XMLSchema(etree.parse(folder / f"{module}.xsd"))
            schema.assertValid(etree.parse(folder / f"{module}.xml"))
            self.assertEqual((folder / f"{module}.xsd").read_bytes(), gbt24589.schema(module))

    def test_a_reader_that_knows_only_the_format_rebuilds_the_trial_balance(self):
        root = ElementTree.fromstring((self.write() / "总账.xml").read_text(encoding="gb18030"))
        sums = defaultdict(lambda: [Decimal(0)] * 4)
        codes = [node.findtext("{*}科目编号") for node in root.iterfind("{*}会计科目")]
        for node in root.iterfind("{*}科目余额及发生额"):
            cell = {child.tag.rpartition("}")[2]: child.text for child in node}
            opening, closing = (
                Decimal(cell[f"{name}本币余额"]) * (1 if cell[f"{name}余额方向"] == "借" else -1)
                for name in ("期初", "期末")
            )
            month = cell["会计期间号"]
            figures = (
                opening if month == "01" else 0, Decimal(cell["借方本币金额"]), Decimal(cell["贷方本币金额"]),
                closing if month == "12" else 0,
            )  # fmt: skip
            for code in codes:
                if cell["科目编号"].startswith(code):
                    sums[code] = [old + new for old, new in zip(sums[code], figures, strict=True)]
        table = self.env["ledger.book"]._trial_balance(
            self.collective, self.day("2024-01-01"), self.day("2024-12-31")
        )
        expected = {
            row.code: [
                row.opening_debit - row.opening_credit,
                row.debit,
                row.credit,
                row.closing_debit - row.closing_credit,
            ]
            for row in table
        }
        self.assertTrue(expected)
        self.assertEqual({code: figures for code, figures in sums.items() if any(figures)}, expected)

    def test_control_totals_are_those_of_the_trial_balance(self):
        totals = json.loads((self.write() / "manifest.json").read_text(encoding="utf-8"))["totals"]
        table = self.env["ledger.book"]._trial_balance(
            self.collective, self.day("2024-01-01"), self.day("2024-12-31")
        )
        for name, amount in trial_balance.totals(table)._asdict().items():
            self.assertEqual(Decimal(totals[name]), amount, name)
        self.assertEqual((totals["opening_debit"], totals["debit"]), ("70000.00", "24350.05"))

    def test_every_line_keeps_its_village_of_origin(self):
        folder = self.write()
        entries = self.rows(folder, "分录.csv")
        self.assertEqual({row["合并前原村"] for row in entries}, {"甲村", "乙村", "合村"})
        text = (folder / "公共档案.xml").read_text(encoding="gb18030")
        self.assertIn("<档案名称>合并前原村</档案名称>", text)
        self.assertIn("<档案值名称>甲村</档案值名称>", text)

    def test_another_year_and_another_collective_stand_apart(self):
        folder = self.write(year=2025)
        self.assertEqual(len(self.rows(folder, "凭证.csv")), 1)
        opening = [Decimal(row["期初余额"]) for row in self.rows(folder, "科目余额.csv")
                   if (row["科目编码"], row["月份"]) == ("102", "1")]  # fmt: skip
        self.assertEqual(sum(opening), Decimal("81950.00"))
        self.assertEqual(self.verify(folder)[0], 0)
        other = self.write(self.other_collective)
        self.assertEqual([row["摘要"] for row in self.rows(other, "凭证.csv")], ["收租金"])
        self.assertEqual(self.verify(other)[0], 0)
        self.assertNotIn("甲村", (other / "分录.csv").read_text(encoding="utf-8"))

    def test_the_register_names_the_cell_each_card_came_from(self):
        card = (
            self.env["reform.asset"]
            .with_user(self.users["clerk"])
            .create(
                {
                    "name": "=老村小学",
                    "place_id": self.village.id,
                    "origin_place_id": self.old_a.id,
                    "entity_id": self.collective.id,
                    "owner_class": "village_collective",
                    "area_sqm": 350.5,
                    "cost": 120000,
                }
            )
        )
        self.env.flush_all()
        [row] = self.rows(self.write(), "资产台账.csv")
        self.assertEqual((row["资产编号"], row["名称"]), (card.code, "'=老村小学"))
        self.assertEqual(
            (row["建筑面积（㎡）"], row["原值"], row["合并前原村"]), ("350.50", "120000.00", "甲村")
        )
        self.assertEqual(row["来源行号"], "0")

    def test_the_same_books_give_the_same_files(self):
        with self.freeze():
            first, second = self.write(), self.write()
        for name in FILES | {"manifest.json"}:
            self.assertEqual((first / name).read_bytes(), (second / name).read_bytes(), name)

    def freeze(self):
        from freezegun import freeze_time

        return freeze_time("2025-01-10 08:00:00")

    def test_the_verifier_stays_readable(self):
        from ..package import VERIFIER

        self.assertLessEqual(len(Path(VERIFIER).read_text(encoding="utf-8").splitlines()), 260)
        self.assertEqual(YEAR, 2024)
