from decimal import Decimal

from odoo.exceptions import AccessError, UserError

from .closing_kit import ClosingCase


class TestMonthlyTransfer(ClosingCase):
    def test_a_month_is_transferred_to_321_and_only_then_closed(self):
        self.as_("accountant", self.books[self.collective]).monthly_transfer = True
        self.posted([("102", 100, 0), ("50103", 0, 100)], date="2024-01-10")
        self.posted([("51302", 30, 0), ("101", 0, 30)], date="2024-01-20")
        january = self.period("2024-01")
        with self.assertRaises(UserError) as refused:
            self.as_("accountant", january).action_close()
        self.assertIn("50103", str(refused.exception))
        with self.assertRaises(AccessError):
            self.as_("clerk", january).action_transfer()
        before = self.env["ledger.book"]._statement(
            self.collective, "income_statement", self.day("2024-01-31")
        )
        self.as_("accountant", january).action_transfer()
        self.as_("accountant", january).action_transfer()
        vouchers = self.env["ledger.voucher"].search(
            [("entity_id", "=", self.collective.id), ("kind", "=", "closing")]
        )
        self.assertEqual(len(vouchers), 2)
        self.as_("supervisor", vouchers).action_review()
        self.as_("other_accountant", vouchers).action_post()
        self.env.invalidate_all()
        self.assertEqual(self.end("321", "2024-01-31"), Decimal("-70.00"))
        self.assertEqual(
            self.env["ledger.book"]._statement(self.collective, "income_statement", self.day("2024-01-31")),
            before,
        )
        self.as_("accountant", january).action_close()
        self.assertEqual(january.state, "closed")

    def test_december_reminds_of_income_not_transferred(self):
        self.a_year()
        self.close_months()
        shown = self.as_("accountant", self.period("2024-12")).action_close()
        self.assertIn("50103", shown["params"]["message"])
