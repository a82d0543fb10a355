"""The dossier of a card to which everything has happened holds a paper of each, and is verified."""

import base64
import csv
import io
import subprocess
import sys
import tempfile
import zipfile

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import file_path

from .act_case import ActWorld
from .common import AssetHttpCase
from .count_case import CountWorld, picture
from .plan_case import PICTURE, PlanWorld
from .worth_case import REPORT, WorthWorld

PAPER = base64.b64encode("材料（示例）".encode())


@tagged("-at_install", "post_install")
class TestDossierPapers(WorthWorld, CountWorld, PlanWorld, ActWorld, AssetHttpCase):
    """What happened stands in drafts where the paper hangs on the draft already."""

    def lived(self):
        """Return a card with an attempt, a count, a plan, a visit, an act, a value, an end and a lease."""
        card = self.idle_card()
        self.attempted(card)
        self.counted(card)
        plan = self.accepted(self.plan(card))
        self.as_("clerk", self.env["reform.decision.paper"]).create(
            {"decision_id": plan.decision_id.id, "kind": "result", "file": PICTURE, "name": "结果公示.png"}
        )
        self.visited(card)
        self.act("improve", card, amount=100)
        self.valuation(card)
        self.disposal(card, kind="demolition", reserve_price=0, safety_report=REPORT)
        self.let(card)
        return card

    def attempted(self, card):
        env = self.as_("township", self.env["ir.attachment"]).env
        paper = env["ir.attachment"].create({"name": "招租公告.txt", "datas": PAPER})
        env["reform.asset.attempt"].create(
            {
                "spell_id": card.idle_spell_id.id,
                "description": "挂牌二十日",
                "result": "无人报名",
                "document_ids": [Command.link(paper.id)],
            }
        )

    def counted(self, card):
        count = self.counting_round()
        self.see(self.lines(count).filtered(lambda line: line.asset_id == card), photo=picture())

    def visited(self, card):
        self.as_("township", self.env["reform.inspection"]).create(
            {"asset_id": card.id, "date_due": self.days_ago(0), "photo": PICTURE}
        )

    def let(self, card):
        lease = self.lease(card)
        own = self.as_("clerk", lease).env
        own["reform.lease.listing"].create({"lease_id": lease.id, "notice": PAPER, "notice_name": "公告.txt"})
        line = {"item": "门窗", "photo": PICTURE}
        own["reform.lease.handover"].create({"lease_id": lease.id, "line_ids": [Command.create(line)]})
        own["reform.lease.amendment"].create(
            {
                "lease_id": lease.id,
                "date_from": lease.date_start,
                "reason": "补充约定",
                "clauses": "水电自理",
                "document": PAPER,
            }
        )

    def test_a_paper_of_everything_that_happened_is_there(self):
        card = self.lived()
        self.env.flush_all()
        self.authenticate(self.users["auditor"].login, self.users["auditor"].login)
        answer = self.url_open(f"/reform_assets/dossier/{card.id}.zip")
        found = zipfile.ZipFile(io.BytesIO(answer.content))
        rows = list(csv.DictReader(io.StringIO(found.read("卷内目录.csv").decode("utf-8-sig"))))
        sources = {}
        for row in rows:
            sources[row["目录"]] = f"{sources.get(row['目录'], '')} {row['来源']}"
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        for folder, model in (
            ("01_卡片变动", "reform.asset.act.paper"),
            ("03_合同", "reform.lease"),
            ("03_合同", "reform.lease.amendment"),
            ("03_合同", "reform.lease.listing"),
            ("03_合同", "reform.lease.handover.line"),
            ("04_决议", "reform.decision"),
            ("04_决议", "reform.decision.step"),
            ("04_决议", "reform.decision.paper"),
            ("05_评估", "reform.valuation"),
            ("06_清查", "reform.count.entry"),
            ("07_盘活方案", "reform.plan.paper"),
            ("07_盘活方案", "reform.plan.acceptance"),
            ("07_盘活方案", "reform.inspection"),
            ("08_处置", "reform.disposal"),
            ("09_盘活尝试", "reform.asset.attempt"),
        ):
            with self.subTest(folder=folder, model=model):
                described = self.env["ir.model"]._get(model)
                names = {described.with_context(lang=code).name for code in languages}
                self.assertTrue([name for name in names if name in sources.get(folder, "")], sources)
        self.assertNotIn("letting", sources["09_盘活尝试"])
        with tempfile.TemporaryDirectory() as folder:
            found.extractall(folder)
            script = file_path("reform_audit/verifier/verify.py")
            done = subprocess.run(
                [sys.executable, "-I", script, folder], capture_output=True, text=True, check=False
            )
            self.assertEqual(done.returncode, 0, done.stdout)
