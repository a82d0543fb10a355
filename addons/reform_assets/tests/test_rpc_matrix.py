"""Role × act over the real port: what an outside program with a valid password can and cannot do."""

from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places.tests.common import FORGED, ROLES
from odoo.tests import tagged

from .common import AssetHttpCase

# act on a card → (state it begins at, who may)
CARD_ACTS = {
    "action_check_village": ("registered", {"director", "supervisor"}),
    "action_check_town": ("village_checked", {"township"}),
    "action_confirm": ("town_checked", {"county_agriculture"}),
}
LEASE_ACTS = {
    "action_price": ("draft", {"clerk", "director"}),
    "action_decide": ("priced", {"director", "supervisor", "township"}),
    "action_sign": ("decided", {"director"}),
    "action_file": ("signed", {"township"}),
}


@tagged("-at_install", "post_install")
class TestRpcMatrix(AssetHttpCase):
    def test_each_step_of_a_card_belongs_to_its_role(self):
        card = self.card()
        for act, (state, allowed) in CARD_ACTS.items():
            if state != "registered":
                self.confirm(card, state) if card.state == "registered" else self.as_(
                    "township", card
                ).action_check_town()
            self.assertEqual(card.state, state)
            self.assert_only(allowed, "reform.asset", act, card.ids)

    def test_each_step_of_a_lease_belongs_to_its_role(self):
        lease = self.lease()
        steps = {
            "priced": lambda: self.as_("clerk", lease).action_price(),
            "decided": lambda: self.decide(lease),
            "signed": lambda: self.as_("director", lease).action_sign(),
        }
        for act, (state, allowed) in LEASE_ACTS.items():
            if state in steps:
                steps[state]()
            if act == "action_decide":
                self.passed(lease)
            more = {"number": "1"} if act == "action_file" else {}
            self.assertEqual(lease.state, state)
            self.assert_only(allowed, "reform.lease", act, lease.ids, **more)

    def passed(self, lease):
        pass_decision(lease, self.users, vals={"body": "representative_assembly"})

    def decide(self, lease):
        self.as_("supervisor", lease).action_decide()

    def test_nobody_writes_a_state_whatever_the_context_says(self):
        card = self.confirm(self.card())
        lease = self.effective_lease()
        forbidden = [
            ("reform.asset", card, {"state": "registered"}),
            ("reform.asset", card, {"cost": 1}),
            ("reform.asset", card, {"owner_class": "state"}),
            ("reform.asset", card, {"area_mu": 1}),
            ("reform.asset", card, {"confirmed_by_id": 1}),
            ("reform.lease", lease, {"state": "ended"}),
            ("reform.lease", lease, {"rent_year": 1}),
            ("reform.lease", lease, {"filing_no": "x"}),
            ("reform.lease", lease, {"decision_id": False}),
            ("reform.lease", lease, {"due_ids": [(5, 0, 0)]}),
            ("reform.lease.line", lease.line_ids, {"hold_to": "2020-01-01"}),
            ("reform.rent.due", lease.due_ids[0], {"paid_amount": 3000}),
            ("reform.rent.due", lease.due_ids[0], {"amount": 1}),
        ]
        # The way in is open: what the clerk may write arrives.
        self.assertTrue(self.allowed("clerk", "reform.asset", "write", card.ids, {"note": "x"}))
        for model, record, values in forbidden:
            for role in ROLES:
                with self.subTest(model=model, role=role, values=values):
                    self.assertFalse(self.allowed(role, model, "write", record.ids, values))
                    self.assertFalse(self.allowed(role, model, "write", record.ids, values, context=FORGED))

    def test_nobody_deletes_what_has_moved_on(self):
        card = self.confirm(self.card(), "village_checked")
        lease = self.effective_lease()
        receipt = self.receive(lease, 10)
        for record in (card, lease, lease.line_ids, lease.due_ids[0], receipt, receipt.line_ids):
            for role in ROLES:
                with self.subTest(model=record._name, role=role):
                    self.assertFalse(self.allowed(role, record._name, "unlink", record.ids, context=FORGED))

    def test_nobody_creates_a_card_or_a_lease_further_on_than_its_first_step(self):
        lease = self.effective_lease()
        values = {"name": "x", "place_id": self.village.id}
        for role in ROLES:
            for more in ({"state": "confirmed"}, {"confirmed_by_id": self.users["auditor"].id}):
                with self.subTest(role=role, more=more):
                    self.assertFalse(self.allowed(role, "reform.asset", "create", [{**values, **more}]))
            due = {"lease_id": lease.id, "sequence": 99, "amount": 5, "date_due": "2025-01-01"}
            due |= {"date_from": "2025-01-01", "date_to": "2025-01-02"}
            self.assertFalse(self.allowed(role, "reform.rent.due", "create", [due]), role)
        self.assert_only({"clerk", "township"}, "reform.asset", "create", [values])
        created = self.rpc("clerk", "reform.asset", "create", [values], context=FORGED)
        self.assertEqual(self.env["reform.asset"].browse(created).state, "registered")

    def test_who_enters_a_card_never_checks_it(self):
        for role in ("director", "supervisor", "township"):
            self.users[role].sudo().group_ids += self.env.ref("reform_places.group_clerk")
            card = self.card(role)
            act = "action_check_village"
            if role == "township":
                self.confirm(card, "village_checked")
                act = "action_check_town"
            with self.subTest(role=role):
                self.assertFalse(self.allowed(role, "reform.asset", act, card.ids))
                self.assertFalse(self.allowed(role, "reform.asset", "action_advance", card.ids))

    def test_receipts_over_the_port_pass_the_same_checks(self):
        lease = self.effective_lease()
        values = {"lease_id": lease.id, "amount": 50}
        self.assert_only({"clerk", "accountant"}, "reform.rent.receipt", "create", [values])
        self.assertFalse(
            self.allowed("clerk", "reform.rent.receipt", "create", [{**values, "amount": 10**6}])
        )
        for private in ("_record", "_write_down", "_add", "_set_guarded", "_move", "_hold"):
            model = "reform.rent.receipt" if private in ("_record", "_write_down", "_add") else "reform.lease"
            self.assertFalse(self.allowed("clerk", model, private, lease.ids), private)
