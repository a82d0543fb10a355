from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_places.tests.common import FORGED, PlaceHttpCase, RpcRefused
from odoo.tests import tagged

from .dividends import TODAY, DividendWorld

EVERYBODY = ("clerk", "director", "supervisor", "accountant", "cashier", "township", "auditor",
             "administrator")  # fmt: skip


@tagged("post_install", "-at_install")
class TestReformDistributionRpc(DividendWorld, PlaceHttpCase):
    """Over the wire: each step by its own people, numbers by their keepers, nothing past the acts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(TODAY)
        clock.start()
        cls.addClassCleanup(clock.stop)
        case = cls()
        cls.open_books()
        cls.people = case.members(2, phone="13900000123")
        case.quantified()

    def test_each_step_is_taken_by_its_own_people(self):
        plan = self.drafted()
        self.assert_only({"accountant"}, "reform.distribution", "action_close_accounts", plan.ids)
        self.closed(plan)
        self.assert_only({"clerk"}, "reform.distribution", "action_publish", plan.ids)
        self.as_("clerk", plan).action_publish()
        self.vote(plan)
        self.assert_only({"supervisor"}, "reform.distribution", "action_vote", plan.ids)
        self.as_("supervisor", plan).action_vote()
        self.assert_only({"clerk", "accountant"}, "reform.distribution", "action_book_reserve", plan.ids)
        self.as_("clerk", plan).action_book_reserve()
        self.post_events(plan)
        self.assert_only({"supervisor"}, "reform.distribution", "action_lock_shares", plan.ids)
        self.as_("supervisor", plan).action_lock_shares()
        self.assert_only({"clerk", "accountant"}, "reform.distribution", "action_payable", plan.ids)
        self.as_("clerk", plan).action_payable()
        self.post_events(plan)
        self.assert_only({"cashier"}, "reform.distribution", "action_pay", plan.ids)
        for role in EVERYBODY:
            with self.subTest(role=role), self.assertRaises(RpcRefused):
                # Methods of ours that begin with an underscore are nobody's over the wire.
                self.rpc(role, "reform.distribution", "_pay", plan.ids, plan.line_ids.ids)

    def test_nobody_writes_past_the_acts(self):
        plan = self.payable()
        line, event = plan.line_ids[0], plan.event_ids[0]
        share = self.env["reform.share"].search([("entity_id", "=", self.collective.id)], limit=1)
        change = self.people[0].change_ids[0]
        for role in EVERYBODY:
            for record, vals in (
                (plan, {"state": "paid"}),
                (plan, {"net": 1, "dividend": 2, "residue": 5}),
                (line, {"amount": 1}),
                (line, {"paid": 1}),
                (event, {"amount": 1}),
                (share, {"number": 99}),
                (change, {"kind": "left"}),
                (self.people[0], {"state": "left"}),
                (self.people[0], {"account_verified_at": "2026-01-01 00:00:00"}),
            ):
                with self.subTest(role=role, vals=vals), self.assertRaises(RpcRefused):
                    self.rpc(role, record._name, "write", record.ids, vals, context=FORGED)
            for record in (plan, line, event, share, change, self.people[0]):
                with self.subTest(role=role, model=record._name), self.assertRaises(RpcRefused):
                    self.rpc(role, record._name, "unlink", record.ids, context=FORGED)

    def test_personal_numbers_leave_the_server_for_their_keepers_alone(self):
        member = self.people[0]
        self.assertEqual(
            self.rpc("clerk", "reform.member", "read", member.ids, ["phone"])[0]["phone"], "13900000123"
        )
        for role in EVERYBODY:
            if role in ("clerk", "director"):
                continue
            self.users[role].group_ids += self.env.ref("base.group_allow_export")
            for method, args in (
                ("read", [member.ids, ["phone"]]),
                ("export_data", [member.ids, ["name", "phone"]]),
                ("search_read", [[], ["phone"]]),
                ("search", [[("phone", "=", "13900000123")]]),
                ("formatted_read_group", [[], ["phone"], ["__count"]]),
            ):
                with self.subTest(role=role, method=method), self.assertRaises(RpcRefused):
                    self.rpc(role, "reform.member", method, *args)
            if role != "administrator":
                shown = self.rpc(role, "reform.member", "export_data", member.ids, ["phone_shown"])
                self.assertEqual(shown["datas"], [["*******0123"]])

    def test_share_changes_and_rosters_are_confirmed_by_the_supervisor_alone(self):
        change = self.share_change(*self.people, number=1, day=date(2026, 1, 10))
        self.assert_only({"supervisor"}, "reform.share.change", "action_book", change.ids)
        people = self.proposed(1, code="0009")
        roster = self.roster(people)
        self.decide(roster)
        self.assert_only({"supervisor"}, "reform.member.roster", "action_confirm", roster.ids)
