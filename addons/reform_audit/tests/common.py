"""A collective with two years of a little life, and its package in a folder."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from odoo.addons.reform_ledger.tests.common import LedgerCase
from odoo.tools import SQL

YEAR = 2024


class AuditCase(LedgerCase):
    """Opening balances, five vouchers of 2024 and one of 2025 in `collective`, one in `other_collective`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.packages = cls.env["reform.audit.package"]
        case = cls("run_nothing")
        opening = (
            cls.books[cls.collective]
            .with_user(cls.users["accountant"])
            ._prepare_opening(
                [
                    {"account": "102", "debit": 70000, "origin_place_id": cls.old_a.id, "summary": "期初"},
                    {"account": "301", "credit": 70000, "origin_place_id": cls.old_a.id, "summary": "期初"},
                ]
            )
        )
        case.finish(opening)
        case.posted(
            (("112", 12000, 0, cls.party, cls.old_a), ("50103", 0, 12000, None, cls.old_a)),
            summary="应收老仓库租金",
        )
        case.posted(
            (("102", 12000, 0, None, cls.old_a), ("112", 0, 12000, cls.party, cls.old_a)), date="2024-03-20"
        )
        case.posted(
            (("101", 300.05, 0), ("50103", 0, 300.05)), date="2024-03-31", summary="<零星>收入 & 其他"
        )
        case.posted(
            (("101", 50, 0, None, cls.old_b), ("102", 0, 50, None, cls.old_b)),
            date="2024-06-01",
            summary="取现",
        )
        case.posted((("101", 7, 0), ("50103", 0, 7)), date="2025-02-01")
        case.posted((("101", 9, 0), ("50103", 0, 9)), entity=cls.other_collective, role="other_clerk")
        case.constraints_now()

    def run_nothing(self):
        """A case outside any test, for the words of the kit."""

    def finish(self, voucher):
        """Let the supervisor and a second accountant complete a prepared voucher."""
        self.as_("supervisor", voucher).action_review()
        self.as_("other_accountant", voucher).action_post()
        self.env.invalidate_all()

    def folder(self):
        folder = Path(tempfile.mkdtemp(prefix="reform-audit-test-"))
        self.addCleanup(shutil.rmtree, folder)
        return folder

    def write(self, entity=None, year=YEAR):  # pylint: disable=method-required-super  # no model
        """Return the folder of a fresh package."""
        folder = self.folder()
        self.built = self.packages._write_package(entity or self.collective, year, folder, by="审计员")
        return folder

    def verify(self, folder, *options):
        """Return (exit code, what the verifier says), run as a stranger would run it."""
        done = subprocess.run(
            [sys.executable, "-I", str(folder / "verify.py"), str(folder), *map(str, options)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def tampered(self, query, *params, table="ledger_entry"):
        """Do what only an owner of the tables can do, who first switches the guards off."""
        self.constraints_now()
        self.env.cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", SQL.identifier(table)))
        self.env.cr.execute(query, params)
        assert self.env.cr.rowcount, "nothing was tampered with"
        self.env.cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER USER", SQL.identifier(table)))
        self.env.invalidate_all()
