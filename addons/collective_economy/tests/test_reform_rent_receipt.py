from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestRentReceiptInBooks(EconomyCase):
    def test_money_in_the_bank_settles_the_claim(self):
        receipt = self.receive(self.contract, 3000)
        voucher = self.booked(receipt)
        nobody = self.env["res.partner"]
        self.assertEqual(
            self.lines(voucher),
            [("102", 3000, 0, nobody, self.old_a), ("112", 0, 3000, self.lessee, self.old_a)],
        )
        self.assertEqual((voucher.word, voucher.event_key), ("receipt", f"receipt:{receipt.key}"))

    def test_cash_goes_into_the_cash_box(self):
        voucher = self.booked(self.receive(self.contract, 3000, method="cash"))
        self.assertEqual(voucher.entry_ids.mapped("account_id.code"), ["101", "112"])

    def test_a_receipt_taken_back_is_booked_in_red(self):
        receipt = self.receive(self.contract, 3000)
        self.as_("clerk", receipt).action_reverse(reason="重复录入")
        red = receipt.reversed_by_ids
        with self.assertRaisesRegex(UserError, "book that one first"):
            self.booked(red)
        self.booked(receipt)
        voucher = self.booked(red)
        self.assertEqual(
            [(line[0], line[1], line[2]) for line in self.lines(voucher)],
            [("102", -3000, 0), ("112", 0, -3000)],
        )

    def test_the_books_alone_take_no_receipt_back(self):
        voucher = self.posted(self.receive(self.contract, 3000))
        with self.assertRaisesRegex(UserError, "where it was recorded"):
            self.as_("accountant", voucher)._reverse("重复录入")

    def test_claim_and_money_leave_nothing_when_posted(self):
        self.posted(self.contract.due_ids[:1])
        self.posted(self.receive(self.contract, 3000))
        sums = self.env["ledger.balance"]._sums(self.collective, date(2025, 1, 1), date(2025, 12, 31))
        self.assertEqual(
            {item.code: item.end for item in sums if item.code in ("102", "112")}, {"102": 3000, "112": 0}
        )
        self.assertEqual(self.income(2025), 3000)
