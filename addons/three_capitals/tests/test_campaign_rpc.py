from datetime import date

from odoo.addons.reform_places.tests.common import PlaceHttpCase, RpcRefused
from odoo.tests import tagged

from .common import CapitalsWorld
from .test_reform_supervision import SupervisionWorld

FORGED = {
    "force": True, "install_mode": True, "default_state": "draft", "default_frozen": False,
    "skip_checks": True, "force_delete": True, "tracking_disable": True, "bypass_freeze": True,
    "active_test": False,
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestCampaignRpc(SupervisionWorld, CapitalsWorld, PlaceHttpCase):
    """Over the wire nothing but the server guards: who freezes, who lets pass, who only looks."""

    def test_who_may_do_what(self):
        clearing = self.campaign.clearing_ids[0]
        finding = self.finding()
        self.assert_only({"township"}, "reform.clearing", "action_freeze", clearing.ids)
        self.assert_only(
            {"township", "county_agriculture"}, "reform.clearing", "action_cancel", clearing.ids, "x"
        )
        self.assert_only(
            {"county_agriculture"}, "reform.clearing.campaign", "write", self.campaign.ids, {"note": "x"}
        )
        self.assert_only(
            {"auditor", "county_finance"}, "reform.supervision.finding", "create", [self.finding_vals()]
        )
        self.assert_only(
            {"township", "director"}, "reform.supervision.finding", "action_answer", finding.ids, "x"
        )
        for model, ids in (("reform.entity", self.collective_a.ids),):
            self.assert_only(set(), model, "write", ids, {"frozen": True}, context=FORGED)

    def test_what_is_frozen_stays_over_the_wire(self):
        self.receipt(self.collective_a, 500)
        clearing = self.frozen_one()
        freeze, content = clearing.freeze_ids, clearing.snapshot_ids[0].content_id
        leave = self.leave(clearing, "spending")
        account = self.env["ledger.account"]._of_entity(
            self.collective_a, self.collective_a.book_ids.chart_id
        )
        draft = {
            "entity_id": self.collective_a.id,
            "date": "2025-03-05",
            "summary": "x",
            "entry_ids": [(0, 0, {"account_id": account["102"].id, "debit": 1})],
        }
        for model, method, *args in (
            ("reform.entity", "write", self.collective_a.ids, {"frozen": False}),
            ("reform.clearing", "write", clearing.ids, {"state": "draft"}),
            ("reform.clearing", "write", clearing.ids, {"date_base": "2020-01-01"}),
            ("reform.clearing", "write", clearing.ids, {"snapshot_digest": "0"}),
            ("reform.clearing", "unlink", clearing.ids),
            ("reform.freeze", "create", [{"clearing_id": clearing.id, "entity_id": self.collective_b.id}]),
            ("reform.freeze", "write", freeze.ids, {"lifted_at": "2025-12-01 00:00:00"}),
            ("reform.freeze", "unlink", freeze.ids),
            ("reform.freeze.exception", "create", [{"freeze_id": freeze.id, "kind": "lease"}]),
            ("reform.freeze.exception", "write", leave.ids, {"date_until": "2099-01-01"}),
            ("reform.freeze.use", "create", [{"exception_id": leave.id}]),
            ("reform.clearing.snapshot", "write", clearing.snapshot_ids.ids, {"amount": 0}),
            ("reform.clearing.snapshot", "unlink", clearing.snapshot_ids.ids),
            ("reform.clearing.content", "write", content.ids, {"body": "x"}),
            ("ledger.voucher", "create", [draft]),
        ):
            with self.subTest(model=model, method=method, args=args):
                self.assert_only(set(), model, method, *args, context=FORGED)

    def frozen_one(self):
        clearing = self.campaign.clearing_ids.filtered(lambda each: each.entity_id == self.collective_a)
        self.as_("township", clearing).action_freeze()
        return clearing

    def test_a_supervisor_reads_everything_and_writes_only_findings(self):
        """Even who may otherwise open campaigns and cancel clearings: the team makes him one who looks."""
        clearing = self.frozen_one()
        self.supervisors.sudo().member_ids |= self.users["county_agriculture"]
        who = "county_agriculture"
        for model, ids in (
            ("reform.clearing.campaign", self.campaign.ids),
            ("reform.clearing", clearing.ids),
            ("reform.clearing.item", clearing.item_ids.ids),
            ("reform.clearing.snapshot", clearing.snapshot_ids.ids),
            ("reform.clearing.team", self.supervisors.ids),
            ("reform.freeze", clearing.freeze_ids.ids),
        ):
            with self.subTest(model=model):
                self.assertTrue(self.rpc(who, model, "read", ids, ["display_name"]))
        point = {"campaign_id": self.campaign.id, "name": "x"}
        for model, method, *args in (
            ("reform.clearing.campaign", "write", self.campaign.ids, {"note": "x"}),
            ("reform.clearing.campaign", "action_add_predecessors", self.campaign.ids),
            ("reform.clearing.campaign", "action_start", self.campaign.ids),
            ("reform.clearing", "write", clearing.ids, {"note": "x"}),
            ("reform.clearing", "action_cancel", clearing.ids, "x"),
            ("reform.clearing.team", "write", self.supervisors.ids, {"name": "x"}),
            ("reform.clearing.team", "unlink", self.supervisors.ids),
            ("reform.clearing.point", "create", [point]),
            ("reform.clearing.step", "create", [{"campaign_id": self.campaign.id, "name": "x"}]),
            ("reform.clearing", "create", [
                {"entity_id": self.collective_b.id, "kind": "staff", "person_name": "x",
                 "campaign_id": self.campaign.id, "date_base": "2025-11-30"}]),
        ):  # fmt: skip
            with self.subTest(model=model, method=method), self.assertRaises(RpcRefused):
                self.rpc(who, model, method, *args, context=FORGED)
        self.assertTrue(self.rpc(who, "reform.supervision.finding", "create", [self.finding_vals()]))
        self.assertEqual(clearing.date_base, date(2025, 11, 30))
