from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import LedgerCase


class TestReversal(LedgerCase):
    def reverse(self, voucher, reason="金额记错", role="accountant"):
        return self.as_(role, voucher)._reverse(reason).with_env(self.env)

    def finish(self, voucher):
        self.as_("supervisor", voucher).action_review()
        self.as_("other_accountant", voucher).action_post()
        self.constraints_now()

    @freeze_time("2024-03-20")
    def test_the_red_letter_is_the_negative_linked_copy_and_the_books_are_as_before(self):
        self.posted([("102", 30, 0), ("50103", 0, 30)])
        before = self.env["ledger.book"]._trial_balance(
            self.collective, self.day("2024-01-01"), self.day("2024-12-31")
        )
        voucher = self.posted([("102", 100, 0), ("113", 0, 100, self.party)], date="2024-03-05")
        copy = self.reverse(voucher)
        self.assertEqual(
            (copy.state, copy.reversal_of_id, str(copy.date)), ("prepared", voucher, "2024-03-20")
        )
        self.assertEqual(copy.entry_ids.sorted("line_no").mapped("debit"), [-100, 0])
        self.finish(copy)
        self.assertTrue(voucher.is_reversed)
        after = self.env["ledger.book"]._trial_balance(
            self.collective, self.day("2024-01-01"), self.day("2024-12-31")
        )
        self.assertEqual(before, after)
        self.assertEqual(self.invariants(), [])

    @freeze_time("2024-06-15")
    def test_it_is_dated_in_the_first_open_month(self):
        voucher = self.posted(self.RENT, date="2024-01-05")
        for month in ("2024-01", "2024-02"):
            period = self.env["ledger.period"].search(
                [("entity_id", "=", self.collective.id), ("name", "=", month)]
            )
            self.as_("accountant", period).action_close()
        self.assertEqual(str(self.reverse(voucher).date), "2024-03-31")

    def test_a_reversal_needs_a_reason_a_posted_original_and_happens_once(self):
        voucher = self.posted(self.RENT)
        with self.assertRaises(UserError):
            self.reverse(voucher, reason=" ")
        with self.assertRaises(UserError):
            self.reverse(self.draft(self.RENT))
        self.reverse(voucher)
        with self.assertRaises(UserError):
            self.reverse(voucher)

    def test_only_the_accountant_reverses(self):
        voucher = self.posted(self.RENT)
        for role in ("clerk", "director", "supervisor", "township", "auditor", "administrator"):
            with self.assertRaises(AccessError, msg=role):
                self.reverse(voucher, role=role)

    def test_a_reversal_that_is_not_exact_is_not_accepted(self):
        copy = self.reverse(self.posted(self.RENT))
        self.as_("accountant", copy)._back("试一试")
        line = copy.entry_ids[0]
        self.as_("clerk", copy).write(
            {"entry_ids": [Command.update(line.id, {"origin_place_id": self.old_a.id})]}
        )
        with self.assertRaises(UserError):
            self.as_("clerk", copy).action_prepare()
