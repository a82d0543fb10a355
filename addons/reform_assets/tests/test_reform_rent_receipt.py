"""Receipts: once, to the cent, never more than is owed, corrected only by a reversing one."""

from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation, RestrictViolation

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestReformRentReceipt(AssetCase):
    def test_a_payment_is_laid_on_the_oldest_dues(self):
        lease = self.effective_lease()
        receipt = self.receive(lease, 4500)
        dues = lease.due_ids.sorted("sequence")
        self.assertEqual(dues[:3].mapped("paid_amount"), [3000, 1500, 0])
        self.assertEqual(dues[:3].mapped("state"), ["paid", "partial", "unpaid"])
        self.assertEqual(sum(receipt.line_ids.mapped("amount")), 4500)
        self.assertEqual(receipt.user_id, self.users["clerk"])
        self.assertEqual(lease.amount_paid, 4500)

    def test_a_payment_may_name_its_dues(self):
        lease = self.effective_lease()
        dues = lease.due_ids.sorted("sequence")
        self.receive(lease, 3000, due_ids=dues[3].ids)
        self.assertEqual(dues.mapped("paid_amount")[:4], [0, 0, 0, 3000])

    def test_the_same_key_is_recorded_once(self):
        lease = self.effective_lease()
        first = self.receive(lease, 100, key="bank-1")
        self.assertEqual(self.receive(lease, 100, key="bank-1"), first)
        with self.assertRaises(UserError):
            self.receive(lease, 101, key="bank-1")
        self.assertEqual(lease.amount_paid, 100)

    def test_more_than_is_owed_nothing_and_the_future_are_refused(self):
        lease = self.effective_lease()
        for amount, day in ((36000.01, 0), (0, 0), (-5, 0), (100, -2)):
            with self.subTest(amount=amount, day=day), self.assertRaises(UserError):
                self.receive(lease, amount, date=self.days_ago(day))
        self.receive(lease, 36000)
        with self.assertRaises(UserError):
            self.receive(lease, 0.01)
        self.assertEqual(set(lease.due_ids.mapped("state")), {"paid"})

    def test_rent_is_received_once_the_lease_is_in_force(self):
        with self.assertRaises(UserError):
            self.receive(self.signed_lease(), 100)

    def test_only_clerk_and_accountant_record(self):
        lease = self.effective_lease()
        self.receive(lease, 10, "accountant")
        for role in (
            "director",
            "supervisor",
            "township",
            "county_finance",
            "auditor",
            "administrator",
            "reader",
        ):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.receive(lease, 10, role)
        with self.assertRaises(AccessError):
            self.receive(lease, 10, "other_clerk")
        self.assertEqual(lease.amount_paid, 10)

    def test_a_client_says_only_what_a_receipt_may_be_told(self):
        lease = self.effective_lease()
        other = self.users["director"]
        receipt = self.receive(lease, 10, user_id=other.id, line_ids=[(5,)], reversal_of_id=1)
        self.assertEqual((receipt.user_id, receipt.reversal_of_id.id), (self.users["clerk"], False))

    def test_a_reversal_undoes_the_payment_and_both_stay(self):
        lease = self.effective_lease()
        receipt = self.receive(lease, 4500)
        self.assertEqual(self.as_("clerk", receipt).action_reverse()["res_model"], "reform.asset.reason")
        self.as_("accountant", receipt).action_reverse(reason="记错合同")
        self.assertEqual(lease.amount_paid, 0)
        self.assertEqual(sorted(lease.receipt_ids.mapped("amount")), [-4500, 4500])
        reversal = receipt.reversed_by_ids
        self.assertEqual((reversal.note, receipt.is_reversed), ("记错合同", True))
        self.assertEqual(reversal._money_event()["reversal_of_key"], receipt._event_key())
        for again in (receipt, reversal):
            with self.assertRaises(UserError):
                self.as_("accountant", again).action_reverse(reason="再来")
        self.receive(lease, 36000)

    def test_receipts_are_never_changed_or_deleted(self):
        receipt = self.receive(self.effective_lease(), 100)
        for record in (receipt, receipt.line_ids):
            for role in self.users:
                if role == "other_clerk":
                    continue
                with self.subTest(role=role, model=record._name), self.assertRaises(AccessError):
                    self.as_(role, record).write({"amount": 1})
                with self.subTest(role=role, model=record._name), self.assertRaises(AccessError):
                    self.as_(role, record).unlink()

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_receipts_and_bounds_what_is_paid(self):
        lease = self.effective_lease()
        self.receive(lease, 100)
        self.env.flush_all()
        for statement, refusal in (
            ("DELETE FROM reform_rent_receipt_line", RestrictViolation),
            ("UPDATE reform_rent_receipt SET amount = 1", RestrictViolation),
            ("UPDATE reform_rent_due SET paid_amount = amount + 0.01", CheckViolation),
            ("UPDATE reform_rent_due SET paid_amount = -0.01", CheckViolation),
        ):
            with self.subTest(statement), self.assertRaises(refusal), self.env.cr.savepoint(flush=False):
                self.env.cr.execute(statement)

    def test_the_window_proposes_what_is_open_and_records_once(self):
        lease = self.effective_lease(date_start=self.days_ago(100))
        window = self.as_("clerk", self.env["reform.rent.receive"]).with_context(default_lease_id=lease.id)
        with Form(window) as form:
            self.assertEqual(form.amount, 6000)
            form.receipt_no = "川农0001"
        form.record.action_apply()
        form.record.action_apply()
        self.assertEqual(lease.amount_paid, 6000)
        self.assertEqual(lease.receipt_ids.receipt_no, "川农0001")

    def test_a_receipt_is_sealed_and_said_on_the_lease(self):
        lease = self.effective_lease()
        receipt = self.receive(lease, 100)
        sealed = self.env["reform.seal.entry"].search(
            [("res_model", "=", "reform.rent.receipt"), ("res_id", "=", receipt.id)]
        )
        self.assertEqual((sealed.kind, sealed.stream), ("receipt", f"entity:{lease.entity_id.id}"))
        self.assertIn("100.00", lease.message_ids[0].body)
        self.assertEqual(receipt._money_event()["key"], f"receipt:{receipt.key}")
        self.assertEqual(receipt.date, civil_day.today())
