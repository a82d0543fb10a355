"""Role × act on plans over the real port: who may, who may not, and never the same hand twice."""

from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places.tests.common import FORGED, ROLES, RpcRefused
from odoo.tests import tagged

from .plan_case import PlanHttpCase


@tagged("-at_install", "post_install")
class TestPlanRpc(PlanHttpCase):
    def test_each_step_of_a_plan_belongs_to_its_role(self):
        plan = self.plan()
        self.assert_only({"clerk", "director", "township"}, "reform.plan", "action_consult", plan.ids)
        self.as_("clerk", plan).action_consult()
        pass_decision(plan, self.users, vals={"body": "representative_assembly"})
        self.assert_only({"township", "supervisor"}, "reform.plan", "action_approve", plan.ids)
        self.as_("township", plan).action_approve()
        self.assertEqual(plan.approval_count, 1)
        self.assert_only({"director", "township"}, "reform.plan", "action_prepare", plan.ids)
        self.as_("director", plan).action_prepare()
        self.paper(plan, "handover")
        self.assert_only({"director", "township"}, "reform.plan", "action_put_in_use", plan.ids)
        self.as_("director", plan).action_put_in_use()
        acceptance = self.acceptance(plan)
        self.assert_only({"township", "supervisor"}, "reform.plan.acceptance", "action_sign", acceptance.ids)
        self.assert_only(
            {"township", "supervisor"}, "reform.plan.acceptance", "action_refuse", acceptance.ids
        )

    def test_who_proposed_a_plan_takes_no_part_in_its_approval_or_acceptance(self):
        plan = self.plan(role="township")
        self.as_("township", plan).action_consult()
        pass_decision(plan, self.users, vals={"body": "representative_assembly"})
        self.assert_only({"supervisor"}, "reform.plan", "action_approve", plan.ids)
        self.as_("supervisor", plan).action_approve()
        self.as_("director", plan).action_prepare()
        self.paper(plan, "handover")
        self.as_("director", plan).action_put_in_use()
        acceptance = self.acceptance(plan)
        self.assert_only({"supervisor"}, "reform.plan.acceptance", "action_sign", acceptance.ids)

    def test_nobody_writes_what_only_acts_write_whatever_the_context_says(self):
        plan = self.accepted(self.plan())
        self.assertTrue(self.allowed("clerk", "reform.plan", "write", plan.ids, {"note": "x"}))
        plan._schedule_inspections(plan.counted_from)
        forbidden = [
            ("reform.plan", plan, {"state": "monitored"}),
            ("reform.plan", plan, {"counted_from": "2020-01-01"}),
            ("reform.plan", plan, {"budget": 1}),
            ("reform.plan", plan, {"decision_id": False}),
            ("reform.plan", plan, {"published_state": "revitalised"}),
            ("reform.plan.use", plan.use_ids, {"income_year": 5}),
            ("reform.plan.use", plan.use_ids, {"lease_id": 1}),
            ("reform.plan.asset", plan.line_ids, {"is_open": False}),
            ("reform.plan.paper", plan.paper_ids, {"file": "eA=="}),
            ("reform.plan.acceptance", plan.acceptance_ids, {"jobs": 99}),
            ("reform.inspection", plan.inspection_ids, {"state": "done"}),
            ("reform.scheme", plan.scheme_id, {"valid_to": "2030-01-01"}),
            ("reform.scheme", plan.scheme_id, {"name": "x"}),
        ]
        for model, record, values in forbidden:
            for role in ROLES:
                with self.subTest(model=model, role=role, values=values):
                    for context in ({}, FORGED):
                        self.rpc_quietly(role, model, record, values, context)
                        name = next(iter(values))
                        self.assertNotEqual(record.read([name])[0][name], values[name])

    def rpc_quietly(self, role, model, record, values, context):
        try:
            self.rpc(role, model, "write", record.ids, values, context=context)
        except RpcRefused:
            return

    def test_nobody_creates_a_plan_further_on_than_its_first_step(self):
        card = self.idle_card()
        values = {"asset_id": card.id}
        self.assert_only({"clerk", "director", "township"}, "reform.plan", "create", [values])
        for role in ROLES:
            for more in (
                {"state": "accepted"},
                {"counted_from": "2020-01-01"},
                {"published_state": "revitalised"},
            ):
                with self.subTest(role=role, more=more):
                    self.assertFalse(self.allowed(role, "reform.plan", "create", [{**values, **more}]))

    def test_nobody_deletes_what_has_moved_on(self):
        plan = self.accepted(self.plan())
        for record in (
            plan,
            plan.use_ids,
            plan.line_ids,
            plan.paper_ids,
            plan.acceptance_ids,
            plan.scheme_id,
        ):
            for role in ROLES:
                with self.subTest(model=record._name, role=role):
                    self.assertFalse(self.allowed(role, record._name, "unlink", record.ids, context=FORGED))

    def test_private_methods_stay_private(self):
        plan = self.plan()
        for name in ("_step", "_close", "_move", "_set_guarded", "_schedule_inspections"):
            self.assertFalse(self.allowed("township", "reform.plan", name, plan.ids), name)
        self.assertFalse(
            self.allowed(
                "county_finance", "reform.indicator.snapshot", "_take", ["count_rate"], plan.ids, "2026-01-01"
            )
        )
