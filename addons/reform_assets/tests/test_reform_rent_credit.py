"""Credits lessen a due without money, and deposits are a ledger of their own."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation, RestrictViolation

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestReformRentCredit(AssetCase):
    def credit(self, due, amount, **more):
        return self.env["reform.rent.credit"]._give(
            [{"due_id": due.id, "amount": amount, **more}],
            kind="write_off",
            reason="承租人去世，无遗产",
            origin=due.lease_id,
        )

    def test_a_credit_lessens_what_is_open_and_a_receipt_cannot_exceed_the_rest(self):
        lease = self.effective_lease(frequency="yearly")
        due = lease.due_ids.sorted("sequence")[0]
        self.credit(due, 5000)
        self.assertEqual((due.credited_amount, due.outstanding), (5000, 7000))
        with self.assertRaises(UserError):
            self.as_("clerk", self.env["reform.rent.receipt"]).create(
                {"lease_id": lease.id, "amount": 7000.01, "due_ids": due.ids}
            )
        self.receive(lease, 7000, due_ids=due.ids)
        self.assertEqual((due.outstanding, due.state), (0, "paid"))
        for name in ("reform.rent.due", "reform.lease"):
            for check, problems in self.env[name]._reform_invariants():
                self.assertFalse(problems, check)

    def test_a_due_credited_in_full_says_so_on_screen_in_search_and_in_groups(self):
        due = self.effective_lease(frequency="yearly", date_start=self.days_ago(400)).due_ids[0]
        self.credit(due, due.amount)
        self.assertEqual(due.state, "credited")
        model = self.env["reform.rent.due"]
        self.assertIn(due, model.search([("state", "=", "credited")]))
        self.assertNotIn(due, model.search([("state", "=", "paid")]))
        counted = dict(model._read_group([("id", "=", due.id)], ["state"], ["__count"]))
        self.assertEqual(counted, {"credited": 1})

    def test_more_than_is_open_is_refused_and_the_same_act_credits_once(self):
        due = self.effective_lease(frequency="yearly").due_ids[0]
        with self.assertRaises(UserError) as refusal:
            self.credit(due, 12000.01)
        self.assertIn("12000.00", str(refusal.exception))
        first = self.credit(due, 1000)
        self.assertEqual(self.credit(due, 1000), first)
        self.assertEqual(due.credited_amount, 1000)

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_credits_and_bounds_them(self):
        due = self.effective_lease(frequency="yearly").due_ids[0]
        self.credit(due, 1000)
        for statement, refusal in (
            ("DELETE FROM reform_rent_credit", RestrictViolation),
            ("UPDATE reform_rent_credit SET amount = 1", RestrictViolation),
            ("UPDATE reform_rent_due SET paid_amount = amount", CheckViolation),
        ):
            with self.subTest(statement), self.assertRaises(refusal), self.env.cr.savepoint(flush=False):
                self.env.cr.execute(statement)

    def test_nobody_writes_credits_or_deposit_movements_by_hand(self):
        lease = self.effective_lease(frequency="yearly")
        for role in self.users:
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, self.env["reform.rent.credit"]).create(
                    {"due_id": lease.due_ids[0].id, "kind": "write_off", "amount": 1, "reason": "x"}
                )
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, self.env["reform.deposit.move"]).create(
                    {"lease_id": lease.id, "kind": "received", "amount": 1}
                )

    def test_a_lease_that_asks_for_its_deposit_first_is_not_signed_without_it(self):
        lease = self.decided_lease(deposit=2000, deposit_before="signing")
        with self.assertRaises(UserError) as refusal:
            self.as_("director", lease).action_sign()
        self.assertIn("2000.00", str(refusal.exception))
        self.as_("clerk", lease).action_receive_deposit(amount=2000)
        self.as_("director", lease).action_sign()
        self.assertEqual((lease.state, lease.deposit_balance), ("signed", 2000))

    def test_a_lease_waits_for_a_deposit_due_before_it_takes_effect(self):
        lease = self.signed_lease(deposit=500, deposit_before="effect")
        self.as_("township", lease).action_file(number="1")
        self.assertEqual(lease.state, "filed")
        self.env["reform.lease"]._cron_take_effect()
        self.assertEqual(lease.state, "filed")
        self.as_("accountant", lease).action_receive_deposit(amount=500)
        self.env["reform.lease"]._cron_take_effect()
        self.assertEqual(lease.state, "effective")

    def test_a_deposit_is_offset_forfeited_and_returned_and_never_below_nothing(self):
        lease = self.effective_lease(frequency="yearly", date_start=self.days_ago(400), deposit=2000)
        self.as_("clerk", lease).action_receive_deposit(amount=2000)
        with self.assertRaises(UserError):
            self.as_("clerk", lease).action_return_deposit(amount=1)
        lease.with_user(self.users["director"])._offset_deposit(700, lease, "抵扣欠租")
        self.assertEqual(lease.deposit_balance, 1300)
        self.assertEqual(lease.due_ids.sorted("date_due")[0].credited_amount, 700)
        with self.assertRaises(UserError):
            lease.with_user(self.users["director"])._offset_deposit(1300.01, lease, "抵扣欠租")
        event = lease.deposit_move_ids.sorted("sequence")[-1]._money_event()
        self.assertEqual((event["key"], event["kind"]), (f"deposit:{lease.name}:2", "deposit_offset"))
        self.assertEqual(sum(part["amount"] for part in event["parts"]), event["amount"])
        self.assertFalse(self.env["reform.deposit.move"]._check_balances())

    def test_only_clerk_and_accountant_move_a_deposit(self):
        lease = self.effective_lease(deposit=10)
        for role in ("director", "supervisor", "township", "county_finance", "auditor", "administrator"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, lease).action_receive_deposit(amount=10)
        with self.assertRaises(AccessError):
            self.as_("clerk", lease).action_forfeit_deposit(amount=1, reason="违约")

    def test_the_window_takes_the_missing_deposit(self):
        lease = self.effective_lease(deposit=300)
        action = self.as_("clerk", lease).action_receive_deposit()
        window = (
            self.as_("clerk", self.env["reform.deposit.take"]).with_context(**action["context"]).create({})
        )
        self.assertEqual(window.amount, 300)
        window.action_apply()
        self.assertEqual(lease.deposit_balance, 300)
