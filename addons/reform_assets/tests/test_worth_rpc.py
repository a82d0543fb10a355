"""Role × act over the real port, for valuations and disposals; and nobody approves what he asked for."""

from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.tests.common import FORGED, ROLES
from odoo.tests import tagged

from .common import AssetHttpCase
from .worth_case import DONE, PEOPLE, REPORT, WorthWorld

WRITERS = {"clerk", "director", "township"}
VALUATION_ACTS = {
    "scoped": WRITERS,
    "agency_chosen": {"director", "supervisor", "township"},
    "fieldwork": WRITERS,
    "draft_report": WRITERS,
    "reviewed": {"supervisor", "township"},
    "published": WRITERS,
    "confirmed": {"county_agriculture"},
}
DISPOSAL_ACTS = {
    "classified": {"township"},
    "valued": WRITERS,
    "value_published": WRITERS,
    "decided": {"director", "supervisor", "township"},
    "approved": {"township"},
    "listed": WRITERS,
    "sold": {"director", "township"},
    "delivered": WRITERS,
    "proceeds_received": {"accountant", "clerk", "township"},
    "removed": {"township"},
    "reported": WRITERS,
}


@tagged("-at_install", "post_install")
class TestWorthRpc(WorthWorld, AssetHttpCase):
    def assert_step(self, allowed, record, method, **kw):
        self.assert_only(allowed, record._name, method, record.ids, **kw)

    def test_each_step_of_a_valuation_belongs_to_its_roles(self):
        valuation = self.valuation()
        for step, allowed in VALUATION_ACTS.items():
            self.assertEqual(valuation._next_step(), step)
            if step == "agency_chosen":
                pass_decision(valuation, self.users, vals={"body": "representative_assembly"})
            if step == "published":
                self.post(valuation)
            more = {"number": "1"} if step == "confirmed" else {}
            self.assert_step(allowed, valuation, DONE[step], **more)
            self.bring(valuation, step)
        self.assertEqual(valuation.state, "confirmed")

    def test_each_step_of_a_disposal_belongs_to_its_roles(self):
        hall = self.confirm(self.card())
        self.confirmed_valuation(hall)
        disposal = self.disposal(hall)
        for step, allowed in DISPOSAL_ACTS.items():
            self.assertEqual(disposal._next_step(), step)
            self.prepare(disposal, step)
            more = {"number": "1"} if step == "approved" else {}
            self.assert_step(allowed, disposal, PEOPLE[step][1], **more)
            self.step(disposal, step)
        self.assertEqual(disposal.state, "reported")

    def prepare(self, disposal, step):
        if step == "decided":
            pass_decision(disposal, self.users, vals={"body": "representative_assembly"})
        if step == "listed":
            self.offer(disposal)
        if step == "sold":
            self.deal(disposal, 120000)
        if step == "delivered":
            self.as_("clerk", disposal).write({"handover_on": civil_day.today(), "handover_file": REPORT})
        if step == "proceeds_received":
            self.as_("accountant", disposal).action_receive(amount=120000)
        if step == "reported":
            self.as_("clerk", disposal).report_no = "1"

    def test_nobody_writes_a_state_a_value_or_a_signature_whatever_the_context_says(self):
        hall = self.confirm(self.card())
        valuation = self.confirmed_valuation(hall)
        disposal = self.carry(self.disposal(hall), "sold")
        self.as_("accountant", disposal).action_receive(amount=1000)
        forbidden = [
            (valuation, {"state": "requested"}), (valuation, {"confirmed_date": "2020-01-01"}),
            (valuation, {"base_date": "2026-01-01"}), (valuation, {"valid_to": "2099-01-01"}),
            (valuation, {"value": 1}), (valuation.line_ids, {"value": 1}),
            (valuation, {"report_digest": "0"}),
            (disposal, {"state": "reported"}), (disposal, {"price": 1}), (disposal, {"approval_no": "1"}),
            (disposal, {"reserve_price": 1}), (disposal, {"regime": "state"}),
            (disposal.line_ids, {"value": 1}),
            (disposal.listing_ids, {"reserve": 1}), (disposal.proceeds_ids, {"amount": 1}),
            (hall, {"successor_card_id": hall.id}),
        ]  # fmt: skip
        for record, values in forbidden:
            for role in ROLES:
                done = self.allowed(role, record._name, "write", record.ids, values, context=FORGED)
                changed = done and any(record[name] == value for name, value in values.items())
                self.assertFalse(changed, (record._name, values, role))
        for record in (valuation, disposal, disposal.proceeds_ids, valuation.line_ids):
            for role in ROLES:
                self.assertFalse(self.allowed(role, record._name, "unlink", record.ids, context=FORGED), role)

    def test_new_records_begin_at_the_beginning_whatever_the_client_says(self):
        hall = self.confirm(self.card())
        lines = [(0, 0, {"asset_id": hall.id, "value": 5})]
        values = {"entity_id": self.collective.id, "line_ids": lines}
        forged = {**FORGED, "default_state": "confirmed", "default_confirmed_date": "2025-01-01"}
        made = self.rpc("clerk", "reform.valuation", "create", [values], context=forged)
        valuation = self.env["reform.valuation"].browse(made)
        self.assertEqual((valuation.state, valuation.confirmed_date), ("requested", False))
        forged = {**FORGED, "default_state": "approved", "default_approval_no": "1", "default_value": 9}
        made = self.rpc("clerk", "reform.disposal", "create", [values], context=forged)
        disposal = self.env["reform.disposal"].browse(made)
        self.assertEqual((disposal.state, disposal.approval_no, disposal.value), ("proposed", False, 0))
        for role in set(ROLES) - WRITERS:
            for model in ("reform.valuation", "reform.disposal"):
                self.assertFalse(self.allowed(role, model, "create", [values]), (role, model))
        for role in ROLES:
            row = {"disposal_id": disposal.id, "kind": "proceeds", "key": "x", "method": "bank"}
            self.assertFalse(
                self.allowed(
                    role, "reform.disposal.proceeds", "create", [{**row, "amount": 1, "date": "2025-01-01"}]
                )
            )

    def test_private_doors_are_shut(self):
        disposal = self.disposal()
        for method in (
            "_move",
            "_conclude",
            "_receive",
            "_strike_off",
            "_hand_over",
            "_set_guarded",
            "_lay_values",
        ):
            self.assertFalse(self.allowed("township", "reform.disposal", method, disposal.ids), method)

    def test_nobody_with_every_role_approves_his_own_request(self):
        # Cash and books are never in one hand: the cashier is left out.
        roles = [role for role in ROLES if role != "cashier" and not role.startswith("other")]
        groups = [f"reform_places.group_{role}" for role in roles]
        clerk = self.users["clerk"].sudo()
        for group in groups:
            clerk.group_ids += self.env.ref(group)
        clerk.reform_scope_ids = self.county
        valuation = self.bring(self.valuation(), "draft_report")
        self.assertFalse(self.allowed("clerk", valuation._name, "action_review", valuation.ids))
        self.bring(valuation, "published")
        self.assertFalse(self.allowed("clerk", valuation._name, "action_confirm", valuation.ids, number="1"))
        self.bring(valuation, "confirmed")
        disposal = self.disposal(valuation.asset_ids)
        self.assertFalse(self.allowed("clerk", disposal._name, "action_classify", disposal.ids))
        self.carry(disposal, "decided")
        for role in ("clerk", "director"):
            self.assertFalse(
                self.allowed(role, disposal._name, "action_approve", disposal.ids, number="1"), role
            )
