import base64
import io
import subprocess
import zipfile

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import YEAR, AuditCase


@tagged("-at_install", "post_install")
class TestReformAuditPackage(AuditCase):
    def package(self, role="auditor", entity=None):
        return self.as_(role, self.packages).create(
            {"entity_id": (entity or self.collective).id, "year": YEAR}
        )

    def test_an_auditor_builds_a_package_that_is_verified_kept_and_sealed(self):
        package = self.package()
        package.action_build()
        self.assertEqual(package.state, "built")
        self.assertTrue(package.verified, package.verification)
        self.assertEqual((package.voucher_count, package.entry_count, package.file_count), (5, 10, 19))
        self.assertEqual(package.debit_total, 24350.05)
        archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(package.file)))
        self.assertEqual(len(archive.namelist()), 21)
        folder = self.folder()
        archive.extractall(folder)
        code, said = self.verify(next(folder.iterdir()))
        self.assertEqual(code, 0, said)
        self.assertIn(package.manifest_digest, said)
        sealed = self.env["reform.seal.entry"].search(
            [("res_model", "=", package._name), ("res_id", "=", package.id)]
        )
        self.assertEqual(sealed.kind, "draft→built")
        self.assertEqual(package.action_download()["type"], "ir.actions.act_url")
        self.assertEqual(self.packages._reform_invariants()[0][1], [])

    def test_a_package_of_books_that_were_tampered_with_says_so(self):
        self.tampered("UPDATE ledger_entry SET debit = 51 WHERE debit = 50")
        package = self.package()
        package.action_build()
        self.assertFalse(package.verified)
        self.assertIn("2024-06 记-0001", package.verification)

    def test_a_built_package_stays_as_it_is(self):
        package = self.package()
        package.action_build()
        for vals in (
            {"year": 2025},
            {"file": b"eA=="},
            {"verified": False},
            {"state": "draft"},
            {"manifest_digest": "x"},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                package.with_context(install_mode=True, force_delete=True).write(vals)
        for act in (package.unlink, package.action_build):
            with self.assertRaises(UserError):
                act()
        self.assertFalse(package.copy().file)

    def test_only_auditor_and_accountant_build_and_only_in_their_scope(self):
        for role in (
            "clerk",
            "director",
            "supervisor",
            "township",
            "county_finance",
            "county_agriculture",
            "reader",
        ):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.package(role)
        package = self.package("accountant")
        package.action_build()
        self.assertEqual(self.as_("township", package).year, YEAR)
        with self.assertRaises(AccessError):
            self.as_("clerk", package).action_build()
        for role in ("other_clerk", "reader"):
            self.assertFalse(self.as_(role, self.packages).search([("id", "=", package.id)]))
        with self.assertRaises(AccessError):
            self.package("other_accountant", entity=self.other_collective)

    def test_a_year_without_books_or_without_sense_is_refused(self):
        with self.assertRaises(ValidationError):
            self.as_("auditor", self.packages).create({"entity_id": self.collective.id, "year": 20})
        with self.assertRaises(UserError):
            self.package(entity=self.state_body).action_build()

    def test_the_command_writes_into_a_new_folder_only(self):
        folder = self.folder() / "deep" / "out"
        said = self.packages._export(folder, YEAR, name=self.collective.name)
        self.assertIn("19", said)
        self.assertEqual(self.verify(folder)[0], 0)
        with self.assertRaises(UserError):
            self.packages._export(folder, YEAR, name=self.collective.name)
        with self.assertRaises(UserError):
            self.packages._export(self.folder(), YEAR, name="没有这个社")
        with self.assertRaises(UserError):
            self.packages._export(self.folder(), 1999)
        self.assertEqual(self.packages._first_entity(YEAR).id, min(self.books, key=lambda e: e.id).id)

    def test_the_verifier_runs_where_nothing_of_ours_is(self):
        folder = self.write()
        done = subprocess.run(
            ["/usr/bin/python3", "-I", "-S", str(folder / "verify.py"), str(folder)],
            capture_output=True, text=True, encoding="utf-8", env={}, cwd="/", check=False,
        )  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
