"""The dossier: every paper in its folder, an index, a manifest that the stand-alone verifier accepts."""

import csv
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import file_path

from .. import dossier
from ..models.reform_asset_dossier import SOURCES
from .common import AssetHttpCase
from .test_reform_asset import DOT


@tagged("-at_install", "post_install")
class TestAssetDossier(AssetHttpCase):
    def archive(self, role, card):
        self.env.flush_all()
        self.authenticate(self.users[role].login, self.users[role].login)
        answer = self.url_open(f"/reform_assets/dossier/{card.id}.zip")
        return (
            zipfile.ZipFile(io.BytesIO(answer.content)) if answer.status_code == 200 else answer.status_code
        )

    def verified(self, folder):
        # The verifier stands alone; the addon that brings it knows this one, not the other way.
        script = file_path("reform_audit/verifier/verify.py")
        done = subprocess.run(
            [sys.executable, "-I", script, str(folder)], capture_output=True, text=True, check=False
        )
        return done.returncode == 0, done.stdout

    def test_the_papers_of_card_and_contract_are_in_their_folders_and_verified(self):
        card = self.confirm(self.card(photo=DOT))
        self.effective_lease(self.lease(card))
        found = self.archive("auditor", card)
        names = found.namelist()
        self.assertIn(dossier.COVER, names)
        self.assertTrue(found.read(dossier.COVER).startswith(b"%PDF"))
        self.assertTrue([name for name in names if name.startswith("03_合同/") and name.endswith("合同.txt")])
        self.assertEqual(len([name for name in names if name.startswith("01_") and name.endswith(".png")]), 1)
        rows = list(csv.DictReader(io.StringIO(found.read(dossier.INDEX).decode("utf-8-sig"))))
        self.assertEqual(len(rows), len(names) - 4)
        self.assertEqual({len(row["SHA-256"]) for row in rows}, {64})
        with tempfile.TemporaryDirectory() as folder:
            found.extractall(folder)
            holds, said = self.verified(folder)
            self.assertTrue(holds, said)
            next(Path(folder).glob("03_合同/*")).write_bytes(b"another contract")
            holds, said = self.verified(folder)
            self.assertFalse(holds)
            self.assertIn("03_合同", said)

    def test_a_card_outside_the_scope_has_no_dossier(self):
        card = self.card()
        for role in ("other_clerk", "reader"):
            self.assertEqual(self.archive(role, card), 404, role)

    def test_a_card_without_papers_has_a_cover_and_an_empty_index(self):
        found = self.archive("clerk", self.card())
        self.assertEqual(len(found.namelist()), 4)

    def test_every_way_from_a_paper_to_its_card_exists(self):
        for _folder, name, path in SOURCES:
            if name in self.env:
                self.env[name].search([(path, "=", 0)])

    def test_no_record_of_this_addon_keeps_files_outside_the_dossier(self):
        known = {name for _folder, name, _path in SOURCES}
        keeping = {
            name
            for name, model in self.env.items()
            if model._original_module == "reform_assets" and not (model._abstract or model._transient)
            for field in model._fields.values()
            if not field.related
            and not field.compute
            and (
                field.type in ("binary", "image")
                or (field.type == "many2many" and field.comodel_name == "ir.attachment")
            )
        }
        self.assertLessEqual(keeping, known)

    def test_a_file_that_is_lost_is_named_and_keeps_nothing_else_back(self):
        card = self.card()
        files = self.env["ir.attachment"].create(
            [
                {"name": name, "raw": name.encode(), "res_model": card._name, "res_id": card.id}
                for name in ("在.txt", "丢失.txt")
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = %s, db_datas = NULL WHERE id = %s",
            [f"00/{'0' * 40}", files[1].id],
        )
        self.env.invalidate_all()
        names = self.archive("clerk", card).namelist()
        self.assertTrue([name for name in names if name.endswith("_在.txt")], names)
        self.assertTrue([name for name in names if "丢失" in name and not name.endswith("_丢失.txt")], names)

    def test_names_of_files_are_tamed(self):
        self.assertEqual(dossier.safe_name("../合同:甲/乙?.pdf"), "_合同_甲_乙_.pdf")
        self.assertEqual(dossier._text("=HYPERLINK(1)"), "'=HYPERLINK(1)")
