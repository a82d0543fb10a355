from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CapitalsCase
from .test_reform_clearing_campaign import CampaignWorld


class SupervisionWorld(CampaignWorld):
    """A round of the auditor's team, on its way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        self = cls()
        self.add()
        cls.supervisors = self.team("auditor", "county_finance")
        cls.round = (
            cls.env["reform.supervision.round"]
            .with_user(cls.users["auditor"])
            .create({"campaign_id": cls.campaign.id, "team_id": cls.supervisors.id})
            .with_env(cls.env)
        )
        cls.round.with_user(cls.users["auditor"]).action_start()

    def finding_vals(self, **vals):
        return {
            "name": "三份租赁合同原件不在村",
            "round_id": self.round.id,
            "place_id": self.old_a.id,
            "facts": "合同原件由承租人保管。",
            "demand": "收回原件或由双方签认复印件。",
            **vals,
        }

    def finding(self, role="auditor", **vals):
        return (
            self.as_(role, self.env["reform.supervision.finding"])
            .create(self.finding_vals(**vals))
            .with_env(self.env)
        )


@tagged("post_install", "-at_install")
class TestSupervision(SupervisionWorld, CapitalsCase):
    """The team raises and closes, the place answers and puts right; nobody does both."""

    def test_the_road_of_a_finding(self):
        finding = self.finding()
        self.assertEqual((finding.state, finding.township_id), ("raised", self.township))
        self.assertEqual(finding.deadline, date(2026, 1, 4))
        self.assertEqual(self.as_("township", finding).action_answer()["res_model"], "reform.supervision.ask")
        self.as_("township", finding).action_answer("正在收回")
        self.as_("auditor", finding).action_return("未说明何时收回")
        self.assertEqual((finding.state, finding.returned), ("raised", 1))
        self.as_("township", finding).action_answer("本周内收回")
        self.as_("township", finding).action_rectify("原件三份已收回入档")
        self.as_("auditor", finding).action_close("已查看原件")
        self.assertEqual((finding.state, finding.closed_by_id), ("closed", self.users["auditor"]))
        self.assertEqual(self.env["reform.supervision.finding"]._check_states(), [])

    def test_who_answers_does_not_close_and_who_raises_does_not_answer(self):
        finding = self.finding()
        for role in ("auditor", "county_finance", "clerk", "accountant"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, finding).action_answer("x")
        self.as_("township", finding).action_answer("x")
        self.as_("township", finding).action_rectify("x")
        for role in ("township", "director", "county_agriculture"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, finding).action_close("x")

    def test_what_was_raised_stays_as_it_was_answered(self):
        finding = self.finding()
        self.as_("auditor", finding).write({"facts": "改动"})
        for role in ("township", "director"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, finding).write({"facts": "没有问题"})
        self.as_("township", finding).action_answer("x")
        for vals in ({"facts": "y"}, {"answer": "y"}, {"state": "closed"}, {"deadline": "2030-01-01"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.as_("auditor", finding).write(vals)
        with self.assertRaisesRegex(UserError, "not taken away"):
            self.as_("auditor", finding).unlink()

    def test_more_time_is_given_with_a_reason_and_never_less(self):
        finding = self.finding()
        with self.assertRaisesRegex(UserError, "later day"):
            self.as_("auditor", finding).action_extend("x", "2026-01-01")
        self.as_("auditor", finding).action_extend("承租人在外地", "2026-02-01")
        self.assertEqual(finding.deadline, date(2026, 2, 1))

    def test_findings_become_cases_until_they_are_closed(self):
        finding = self.finding()
        run = self.env["reform.alert.run"]
        cases = self.env["reform.alert"]
        run._run(date(2025, 12, 20))
        case = cases.search([("res_model", "=", finding._name), ("res_id", "=", finding.id)])
        self.assertEqual((case.kind, case.owner_role), ("finding_open", "township"))
        self.assertEqual(case.deadline, finding.deadline)
        self.as_("township", finding).action_answer("x")
        self.as_("township", finding).action_rectify("x")
        run._run(date(2025, 12, 21))
        self.assertEqual(case.state, "closed")
        waiting = cases.search(
            [("res_model", "=", finding._name), ("res_id", "=", finding.id), ("state", "!=", "closed")]
        )
        self.assertEqual(waiting.kind, "finding_to_close")

    def test_a_round_is_ended_with_what_was_seen_and_only_then_no_finding_is_raised(self):
        rounds = self.as_("auditor", self.round)
        with self.assertRaisesRegex(UserError, "what was seen"):
            rounds.action_close()
        rounds.summary = "走访两镇"
        rounds.action_close()
        with self.assertRaisesRegex(UserError, "not on its way"):
            self.finding()
        with self.assertRaises(AccessError):
            self.as_("county_agriculture", self.env["reform.supervision.round"]).create(
                {"campaign_id": self.campaign.id, "team_id": self.supervisors.id, "number": 2}
            )

    def test_whoever_supervises_counts_nothing_himself(self):
        self.as_("township", self.campaign).action_freeze_all()
        clearing = self.campaign.clearing_ids[:1]
        self.as_("township", clearing).action_start()
        seal = clearing.item_ids.filtered(lambda item: item.list_code == "seals")[:1]
        self.supervisors.member_ids |= self.users["county_agriculture"]
        self.users["county_agriculture"].write(
            {"group_ids": [(4, self.env.ref("reform_places.group_township").id)]}
        )
        with self.assertRaisesRegex(AccessError, "supervision team"):
            self.as_("county_agriculture", seal)._count_each([(seal, {"counted_quantity": 1})], way="list")
        self.as_("township", seal)._count_each([(seal, {"counted_quantity": 1})], way="list")
        self.assertEqual(seal.counted_quantity, 1)
