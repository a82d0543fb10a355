import csv
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from odoo.addons.collective_economy.tests.worked_year_kit import WorkedYearCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestWorkedYearPackage(WorkedYearCase):
    """Whoever gets the package of the worked year rebuilds from it what was reckoned by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = Path(tempfile.mkdtemp(prefix="reform-worked-year-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.env["reform.audit.package"]._write_package(cls.collective, 2024, cls.folder, by="审计员")

    def rows(self, name):
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def test_the_verifier_finds_everything_in_order(self):
        done = subprocess.run(
            [sys.executable, "-I", str(self.folder / "verify.py"), str(self.folder)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("核验通过 / OK", done.stdout)

    def test_the_entries_of_the_package_add_up_to_the_balances_reckoned_by_hand(self):
        ends = {}
        for row in self.rows("分录.csv"):
            amount = Decimal(row["借方金额"] or 0) - Decimal(row["贷方金额"] or 0)
            ends[row["科目编码"]] = ends.get(row["科目编码"], Decimal(0)) + amount
        self.assertEqual({code: amount for code, amount in ends.items() if amount}, self.wanted_balances())

    def test_the_balances_of_the_package_are_those_reckoned_by_hand(self):
        brought, left = {}, {}
        for row in self.rows("科目余额.csv"):
            code = row["科目编码"]
            if row["月份"] == "1":
                brought[code] = brought.get(code, Decimal(0)) + Decimal(row["期初余额"])
            if row["月份"] == "12":
                left[code] = left.get(code, Decimal(0)) + Decimal(row["期末余额"])
        self.assertEqual(
            {code: amount for code, amount in brought.items() if amount}, self.wanted_balances(at=2)
        )
        self.assertEqual({code: amount for code, amount in left.items() if amount}, self.wanted_balances())
