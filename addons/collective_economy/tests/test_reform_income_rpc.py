from odoo.addons.reform_places.tests.common import RpcRefused
from odoo.fields import Command
from odoo.tests import tagged

from .common import EconomyHttpCase
from .test_collective_economy_rpc import FORGED, ROLES


@tagged("post_install", "-at_install")
class TestIncomeRpc(EconomyHttpCase):
    """Over the wire: the county settles baselines and reports, the village does not, and figures stay."""

    def refused(self, role, model, method, *args):
        with self.subTest(role=role, model=model, method=method, args=args), self.assertRaises(RpcRefused):
            self.rpc(role, model, method, *args, context=FORGED)

    def test_the_county_freezes_a_baseline_and_the_village_does_not(self):
        baseline = self.baseline((self.old_a, "operating", 100), (self.old_b, "operating", 100))
        for role in ROLES:
            if role != "county_agriculture":
                self.refused(role, "reform.income.baseline", "action_freeze", baseline.ids)
        self.assertEqual(baseline.state, "draft")
        self.rpc("county_agriculture", "reform.income.baseline", "action_freeze", baseline.ids)
        self.assertEqual(baseline.state, "frozen")
        paper = baseline.paper_ids[0]
        for role in ROLES:
            self.refused(role, "reform.income.paper", "write", paper.ids, {"file": "aGk="})
            self.refused(role, "reform.income.paper", "unlink", paper.ids)
            self.refused(
                role,
                "reform.income.paper",
                "create",
                [{"baseline_id": baseline.id, "place_id": self.old_a.id, "file": "aGk="}],
            )

    def test_the_county_reports_a_pilot_and_nobody_types_its_figures(self):
        self.as_(
            "county_agriculture", self.baseline((self.old_a, "operating", 100), (self.old_b, "operating", 0))
        ).action_freeze()
        forecast = self.as_("township", self.env["reform.income.forecast"]).create(
            {"entity_id": self.collective.id, "amount": 120, "basis": "已签合同"}
        )
        for role in ROLES:
            if role not in ("accountant", "township"):
                self.refused(role, "reform.income.forecast", "action_give", forecast.ids)
        self.rpc("township", "reform.income.forecast", "action_give", forecast.ids)
        pilot = self.as_("county_agriculture", self.env["reform.income.pilot"]).create(
            {
                "name": "试点",
                "place_id": self.county.id,
                "year": 2025,
                "line_ids": [Command.create({"entity_id": self.collective.id})],
            }
        )
        for role in ROLES:
            if role != "county_agriculture":
                self.refused(role, "reform.income.pilot", "action_report", pilot.ids)
        self.rpc("county_agriculture", "reform.income.pilot", "action_report", pilot.ids)
        self.assertEqual((pilot.state, pilot.amount, pilot.reached), ("reported", 120, "yes"))
        for role in ROLES:
            self.refused(role, "reform.income.forecast", "write", forecast.ids, {"amount": 1})
            self.refused(role, "reform.income.forecast", "unlink", forecast.ids)
            self.refused(role, "reform.income.pilot", "write", pilot.ids, {"state": "draft"})
            self.refused(role, "reform.income.pilot", "write", pilot.ids, {"year": 2020})
            self.refused(role, "reform.income.pilot", "unlink", pilot.ids)
            self.refused(
                role,
                "reform.income.pilot.line",
                "write",
                pilot.line_ids.ids,
                {"entity_id": self.collective.id},
            )
            self.refused(role, "reform.income.pilot.line", "unlink", pilot.line_ids.ids)
        self.assertEqual((pilot.amount, pilot.year), (120, 2025))

    def test_a_notice_and_the_published_figures_are_not_rewritten(self):
        notice = self.as_("clerk", self.env["reform.income.notice"]).create(
            {"entity_id": self.collective.id, "date_from": "2025-01-01", "date_to": "2025-06-30"}
        )
        case = self.env.ref("collective_economy.income_case_01")
        for role in ROLES:
            self.refused(role, "reform.income.notice", "write", notice.ids, {"amount": 10})
            self.refused(role, "reform.income.case", "write", case.ids, {"amount": 1})
            if role not in ("clerk", "supervisor"):
                self.refused(role, "reform.income.notice", "action_post", notice.ids)
