"""The dossier of a handed-over village: certificate, lists and the files behind them, verified outside."""

import base64
import csv
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from odoo.addons.reform_assets import dossier
from odoo.tests import tagged
from odoo.tools import file_path

from .common_handover import SCAN, HandoverCase

# The addon that brings the verifier knows this one, not the other way: it stands alone.
VERIFIER = "reform_audit/verifier/verify.py"


@tagged("-at_install", "post_install")
class TestHandoverDossier(HandoverCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        handover = case.signing(cls.collective_a, kind="abolition")
        # The giver has no login: his signed paper is scanned and laid down by the witness.
        case.as_("director", handover).action_reopen("移交人改为纸质签字")
        case.as_("township", handover).write({"giver_id": False, "giver_name": "粟明发"})
        case.as_("director", handover).action_ready()
        case.as_("township", handover)._sign(scan=SCAN, scan_name="移交人签字页.txt", on_paper="giver")
        case.sign(handover, "director", "township")
        case.as_("township", handover).action_hand_over()
        cls.handover = handover

    def archive(self, role):
        """Return the dossier as somebody gets it."""
        return zipfile.ZipFile(io.BytesIO(self.as_(role, self.handover)._dossier().read()))

    def verified(self, folder):
        """Return (whether everything holds, what was said)."""
        done = subprocess.run(
            [sys.executable, "-I", file_path(VERIFIER), str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode == 0, done.stdout

    def test_a_changed_scan_is_named_by_the_stand_alone_verifier(self):
        found = self.archive("township")
        with tempfile.TemporaryDirectory() as folder:
            found.extractall(folder)
            holds, said = self.verified(folder)
            self.assertTrue(holds, said)
            signed = base64.b64decode(SCAN)
            files = [path for path in Path(folder).rglob("*") if path.is_file()]
            [scan] = [path for path in files if path.read_bytes() == signed]
            scan.write_bytes(signed + b"!")
            holds, said = self.verified(folder)
            self.assertFalse(holds)
            self.assertEqual([path.name for path in files if path.name in said], [scan.name], said)

    def test_certificate_lists_and_files_are_in_their_folders_and_in_the_index(self):
        found = self.archive("township")
        names = found.namelist()
        self.assertTrue(found.read(dossier.COVER).startswith(b"%PDF"))
        rows = list(csv.DictReader(io.StringIO(found.read(dossier.INDEX).decode("utf-8-sig"))))
        self.assertEqual(len(rows), len(names) - 4)
        for folder, ending in (("01_", ".pdf"), ("01_", ".xlsx"), ("02_", ".png"), ("03_", ".png")):
            there = [name for name in names if name.startswith(folder) and name.endswith(ending)]
            self.assertTrue(there, (folder, ending, names))
        certificate = next(name for name in names if name.startswith("01_") and name.endswith(".pdf"))
        self.assertTrue(found.read(certificate).startswith(b"%PDF"))
