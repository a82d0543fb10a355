from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import LedgerCase


class TestLedgerVoucher(LedgerCase):
    def test_three_people_make_a_voucher_and_it_gets_its_number(self):
        voucher = self.posted(self.RENT)
        self.constraints_now()
        self.assertEqual((voucher.state, voucher.number), ("posted", 1))
        self.assertEqual(
            (voucher.prepared_by_id, voucher.reviewed_by_id, voucher.posted_by_id),
            (self.users["clerk"], self.users["supervisor"], self.users["accountant"]),
        )
        self.assertEqual(voucher.display_name, "2024-03 记-0001")
        self.assertEqual(voucher.entry_ids.origin_place_id, self.village)
        self.assertEqual(voucher.entry_ids.sorted("line_no").mapped("line_no"), [1, 2])
        self.assertEqual(self.invariants(), [])

    def test_numbers_run_per_entity_month_and_word(self):
        def number(**facts):
            return self.posted(self.RENT, **facts).number

        numbers = [number(), number(), number(date="2024-04-01"), number(word="receipt"), number()]
        elsewhere = number(entity=self.other_collective, role="other_clerk")
        self.assertEqual((numbers, elsewhere), ([1, 2, 1, 1, 3], 1))
        self.assertEqual(self.invariants(), [])

    def test_several_are_posted_at_once_in_order_of_their_days(self):
        vouchers = self.env["ledger.voucher"]
        for day in ("2024-03-09", "2024-03-02", "2024-03-05"):
            vouchers |= self.reviewed(self.RENT, date=day)
        self.as_("accountant", vouchers).action_post()
        self.assertEqual(vouchers.sorted("date").mapped("number"), [1, 2, 3])

    def test_the_preparer_neither_reviews_nor_posts(self):
        voucher = self.prepared(self.RENT, role="accountant")
        with self.assertRaises(AccessError):
            self.as_("accountant", voucher).action_review()
        self.as_("supervisor", voucher).action_review()
        with self.assertRaises(AccessError):
            self.as_("accountant", voucher).action_post()
        self.as_("other_accountant", voucher).action_post()
        self.assertEqual(voucher.state, "posted")

    def test_the_supervisor_writes_no_vouchers(self):
        with self.assertRaises(AccessError):
            self.draft(self.RENT, role="supervisor")
        voucher = self.draft(self.RENT)
        with self.assertRaises(AccessError):
            self.as_("supervisor", voucher).write({"summary": "别的"})
        with self.assertRaises(AccessError):
            self.as_("supervisor", voucher).action_prepare()

    def test_nobody_sees_the_books_of_another_village(self):
        voucher = self.draft(self.RENT)
        with self.assertRaises(AccessError):
            self.as_("other_clerk", voucher).read(["summary"])
        self.assertFalse(self.as_("other_clerk", self.env["ledger.entry"]).search([]))
        self.assertFalse(self.as_("reader", self.env["ledger.voucher"]).search([]))
        self.assertIn(voucher, self.as_("auditor", self.env["ledger.voucher"]).search([]).with_env(self.env))

    def test_all_that_is_wrong_is_said_when_a_voucher_is_submitted(self):
        voucher = self.draft([("102", 100, 0), ("113", 0, 70), ("322", 0, 10)], date="2024-03-05")
        with self.assertRaises(UserError) as refused:
            self.as_("clerk", voucher).action_prepare()
        sentence = str(refused.exception)
        for word in ("does not balance", "needs a party", "divided further"):
            self.assertIn(word, sentence)

    def test_an_entity_divides_an_account_and_only_the_lowest_level_takes_entries(self):
        bank = self.as_("accountant", self.env["ledger.account"]).create(
            {
                "chart_id": self.books[self.collective].chart_id.id,
                "code": "10201",
                "name": "农商行",
                "kind": "asset",
                "side": "debit",
                "parent_id": self.account("102").id,
                "entity_id": self.collective.id,
            }
        )
        self.assertEqual(bank.display_name, "10201 农商行")
        with self.assertRaises(UserError):
            self.prepared(self.RENT)
        self.posted([("10201", 100, 0), ("50103", 0, 100)])
        # The other collective is not divided.
        self.posted(self.RENT, entity=self.other_collective, role="other_clerk")

    def test_a_draft_goes_back_with_a_reason_and_is_corrected(self):
        voucher = self.reviewed(self.RENT)
        with self.assertRaises(UserError):
            self.as_("accountant", voucher)._back(" ")
        self.as_("accountant", voucher)._back("摘要不清")
        self.assertEqual(voucher.state, "draft")
        self.assertFalse(voucher.prepared_by_id or voucher.reviewed_by_id)
        self.as_("clerk", voucher).write(
            {
                "summary": "收三月租金",
                "entry_ids": [Command.update(voucher.entry_ids[0].id, {"summary": "租金"})],
            }
        )
        self.assertEqual(voucher.summary, "收三月租金")

    def test_the_village_of_origin_is_the_entity_s_or_a_former_one(self):
        voucher = self.posted([("102", 60, 0, None, self.old_a), ("50103", 0, 60, None, self.old_b)])
        self.assertEqual(voucher.entry_ids.origin_place_id, self.old_a | self.old_b)
        with self.assertRaises(AccessError):
            self.draft([("102", 60, 0, None, self.other_village), ("50103", 0, 60)])

    def test_a_copy_is_a_new_draft(self):
        voucher = self.posted(self.RENT)
        copy = self.as_("clerk", voucher).copy()
        self.assertEqual(
            (copy.state, copy.number, copy.event_key, copy.prepared_by_id.id), ("draft", 0, False, False)
        )
        self.assertEqual(copy.debit_total, 100)

    def test_an_event_is_booked_once(self):
        event = {
            "entity_id": self.collective.id,
            "date": self.day("2024-03-05"),
            "summary": "收租金",
            "event_key": "lease:L1:2024-03:rent",
            "origin_place_id": self.old_a.id,
            "entries": [{"account": "102", "debit": "100"}, {"account": "50103", "credit": "100"}],
        }
        Voucher = self.as_("clerk", self.env["ledger.voucher"])
        first = Voucher._from_event([event, {**event, "event_key": "lease:L1:2024-04:rent"}])
        again = Voucher._from_event([{**event, "event_key": "lease:L1:2024-04:rent"}, event])
        self.assertEqual(first, again[::-1])
        self.assertEqual(set(first.mapped("state")), {"prepared"})
        self.assertEqual(first.entry_ids.origin_place_id, self.old_a)

    def test_nobody_takes_the_place_of_an_event_by_its_key(self):
        for context in ({}, {"default_event_key": "lease:1:1:rent"}):
            vouchers = self.as_("clerk", self.env["ledger.voucher"]).with_context(**context)
            with self.subTest(context=context), self.assertRaises(AccessError):
                vouchers.create(self.vals(self.RENT, event_key="lease:1:1:rent"))
            self.assertFalse(vouchers.create(self.vals(self.RENT)).event_key)

    def test_ones_own_books_are_the_default_although_those_of_a_former_village_stand_below(self):
        former = self._entity("甲村股份经济合作社", self.old_a)
        self.as_("accountant", self.env["ledger.book"])._open(former, self.day("2024-01-01"))
        vouchers = self.as_("clerk", self.env["ledger.voucher"])
        self.assertEqual(vouchers._default_entity(), self.collective)
        self.assertFalse(self.as_("accountant", self.env["ledger.voucher"])._default_entity())

    def test_a_default_the_user_has_stored_makes_no_closing_voucher(self):
        defaults = self.as_("clerk", self.env["ir.default"])
        defaults.set("ledger.voucher", "kind", "closing", True)
        defaults.set("ledger.voucher", "event_key", "lease:1:1:rent", True)
        voucher = self.as_("clerk", self.env["ledger.voucher"]).create(self.vals(self.RENT))
        self.assertEqual((voucher.kind, voucher.event_key), ("normal", False))
