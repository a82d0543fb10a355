from odoo.addons.reform_places.tests.common import PlaceHttpCase, RpcRefused
from odoo.tests import tagged

from .office import OfficeWorld

# What an auditor may write: audits, their papers, evidence, findings, packages, and the windows before them.
OWN = ("reform.audit.",)
# What several roles do in the course of looking, and what changes no figure: alerts answered, checks run,
# statements printed, one's own absence, what somebody read in a contract.
SHARED = {
    "reform.alert",
    "reform.delegation",
    "reform.contract.finding",
    "reform.register.check",
    "ledger.statement.batch",
    # Rounds and findings of the team that supervises a clearing: findings, too.
    "reform.supervision.round",
    "reform.supervision.finding",
}
WRITERS = {"auditor"}


@tagged("-at_install", "post_install")
class TestAuditRpc(OfficeWorld, PlaceHttpCase):
    """A real auditor over the real port: reads all in reach, writes audits and nothing else."""

    def test_an_auditor_writes_audits_and_nothing_else(self):
        auditor = self.users["auditor"]
        wrong = [
            f"{name}.{right}"
            for name, model in self.env.items()
            if name.startswith(("reform.", "ledger.")) and not name.startswith(OWN) and name not in SHARED
            if not model._abstract and not model._transient
            for right in ("write", "create", "unlink")
            if model.with_user(auditor).has_access(right)
        ]
        self.assertEqual(wrong, [])

    def test_the_books_refuse_the_auditor(self):
        voucher = self.env["ledger.voucher"].search([("entity_id", "=", self.collective.id)], limit=1)
        card = self.contract.line_ids.asset_id[:1]
        for model, method, *args in (
            ("ledger.voucher", "write", voucher.ids, {"summary": "审计调整"}),
            ("ledger.voucher", "create", [{"entity_id": self.collective.id, "date": "2025-12-01"}]),
            ("ledger.entry", "write", voucher.entry_ids.ids, {"debit": 1}),
            ("reform.asset", "write", card.ids, {"cost": 1}),
            ("reform.lease", "action_sign", self.contract.ids),
            ("reform.rent.receipt", "create", [{"lease_id": self.contract.id, "amount": 1}]),
            ("reform.clearing", "create", [{"entity_id": self.collective.id, "date_base": "2025-12-31"}]),
            ("reform.entity", "write", self.collective.ids, {"frozen": True}),
            ("reform.audit.evidence", "create", [{"name": "x", "kind": "other"}]),
        ):
            with self.assertRaises(RpcRefused, msg=f"{model}.{method}"):
                self.rpc("auditor", model, method, *args)

    def test_each_step_belongs_to_its_people(self):
        case = self.case()
        self.declared(case)
        self.assert_only(WRITERS, "reform.audit.case", "action_notice", case.ids)
        self.as_("auditor", case).action_notice()
        self.assert_only(WRITERS, "reform.audit.case", "write", case.ids, {"entry_people": "理事会"})
        self.as_("auditor", case).write({"entry_date": "2025-12-15", "entry_people": "理事会"})
        self.enclose(case, "commitment", role="director")
        self.assert_only(WRITERS, "reform.audit.case", "action_enter", case.ids)
        self.as_("auditor", case).action_enter()
        paper = self.paper("land", case)
        self.assert_only(WRITERS, "reform.audit.paper", "write", paper.ids, {"facts": "无"})
        self.assert_only(
            WRITERS | {"county_agriculture"},
            "reform.audit.paper",
            "read",
            paper.ids,
            ["shown", "difference_text"],
        )
        self.sign(paper, upto="signed")
        # The one who signed does not review, and nobody else of the kit is in the team.
        self.assert_only(set(), "reform.audit.paper", "action_review", paper.ids)
        self.sign(case.paper_ids - paper)
        self.as_("second_auditor", paper).action_review()
        self.as_("auditor", case).draft_report = "初稿"
        self.as_("auditor", case).action_send_draft()
        audited = {"clerk", "director", "accountant", "township"}
        # Clerk and accountant read it; the row is written by director and township alone.
        self.assert_only(
            {"director", "township"}, "reform.audit.case", "write", case.ids, {"opinion": "无异议"}
        )
        self.as_("director", case).opinion = "无异议"
        self.assert_only({"director", "township"}, "reform.audit.case", "action_give_opinion", case.ids)
        finding = self.finding(case)
        self.assert_only(WRITERS, "reform.audit.finding", "action_order", finding.ids)
        self.as_("auditor", finding).action_order()
        self.assert_only(audited, "reform.audit.finding", "write", finding.ids, {"rectification": "已收回"})
        self.assert_only(set(), "reform.audit.finding", "write", finding.ids, {"state": "closed"})

    def test_the_workbook_is_handed_to_who_may_read_it(self):
        case = self.at_work()
        url = f"/reform_audit/papers.xlsx?ids={','.join(map(str, case.paper_ids.ids))}"
        self.authenticate("test_auditor", "test_auditor")
        answer = self.url_open(url)
        self.assertEqual((answer.status_code, answer.content[:2]), (200, b"PK"))
        self.authenticate("test_director", "test_director")
        self.assertEqual(self.url_open(url).status_code, 404)
