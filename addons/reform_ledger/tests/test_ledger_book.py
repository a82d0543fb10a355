from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import LedgerCase


class TestLedgerBook(LedgerCase):
    def test_only_an_accountant_opens_books_and_only_once(self):
        for role in ("clerk", "director", "supervisor", "township", "auditor", "administrator"):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, self.env["ledger.book"])._open(self.state_body, self.day("2025-01-01"))
        self.users["accountant"].reform_scope_ids = [(4, self.township.id)]
        book = self.as_("accountant", self.env["ledger.book"])
        book._open(self.state_body, self.day("2025-01-01"))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            book._open(self.state_body, self.day("2025-01-01"))

    def test_no_books_are_opened_in_a_chart_that_is_over(self):
        self.users["accountant"].reform_scope_ids = [(4, self.township.id)]
        old = self.env["ledger.chart"].search([("version", "=", "chart_2004")])
        book = self.as_("accountant", self.env["ledger.book"])
        with self.assertRaises(ValidationError), self.cr.savepoint():
            book._open(self.state_body, self.day("2024-01-01"), chart=old)
        self.assertEqual(book._open(self.state_body, self.day("2023-12-31"), chart=old).chart_id, old)

    def test_books_with_vouchers_are_fixed(self):
        self.draft(self.RENT)
        book = self.as_("accountant", self.books[self.collective])
        for vals in ({"date_opening": "2023-01-01"}, {"entity_id": self.state_body.id}):
            with self.assertRaises(UserError):
                book.write(vals)
        with self.assertRaises(UserError):
            book.unlink()

    def test_nothing_is_booked_before_the_opening_or_without_books(self):
        with self.assertRaises(UserError):
            self.draft(self.RENT, date="2023-12-31")
        self.users["clerk"].reform_scope_ids = [(4, self.township.id)]
        with self.assertRaises(UserError):
            self.as_("clerk", self.env["ledger.voucher"]).create(
                {"entity_id": self.state_body.id, "date": "2024-03-01", "summary": "x"}
            )

    def test_prescribed_accounts_are_the_county_s_and_sub_accounts_the_accountant_s(self):
        with self.assertRaises(AccessError):
            self.as_("accountant", self.account("102")).write({"name": "别名"})
        self.as_("county_finance", self.account("102")).write({"name": "银行存款（改）"})
        vals = {
            "chart_id": self.books[self.collective].chart_id.id,
            "name": "基本户",
            "kind": "asset",
            "side": "debit",
            "parent_id": self.account("102").id,
        }
        Account = self.as_("accountant", self.env["ledger.account"])
        with self.assertRaises(AccessError):
            Account.create({**vals, "code": "10201"})
        with self.assertRaises(UserError):
            Account.create({**vals, "code": "10301", "entity_id": self.collective.id})
        with self.assertRaises(UserError):
            Account.create(
                {
                    **vals,
                    "code": "15101",
                    "entity_id": self.collective.id,
                    "parent_id": self.account("151").id,
                }
            )
        self.assertTrue(Account.create({**vals, "code": "10201", "entity_id": self.collective.id}))

    def test_an_entity_with_vouchers_stays_at_its_place(self):
        self.posted(self.RENT)
        entity = self.as_("county_agriculture", self.collective)
        with self.assertRaises(UserError):
            entity.place_id = self.other_village
        entity.write({"place_id": self.village.id, "note": "原地"})
        self.as_("county_agriculture", self.other_collective).place_id = self.other_township
