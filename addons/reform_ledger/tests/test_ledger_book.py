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

    def test_books_are_made_by_their_opening_alone(self):
        self.users["accountant"].reform_scope_ids = [(4, self.township.id)]
        vals = {"entity_id": self.state_body.id, "date_opening": "2025-01-01"}
        for role in ("accountant", "clerk", "administrator", "county_finance"):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, self.env["ledger.book"]).create(vals)
        self.users["accountant"].reform_scope_ids = [(6, 0, self.village.ids)]
        with self.assertRaises(AccessError):
            self.as_("accountant", self.env["ledger.book"])._open(self.state_body, self.day("2025-01-01"))

    def test_an_account_divided_with_a_balance_hands_it_down(self):
        self.posted([("102", 500, 0), ("301", 0, 500)])
        self.posted([("102", 120, 0), ("50103", 0, 120)])
        account = self.as_("accountant", self.env["ledger.account"]).create(
            {
                "chart_id": self.books[self.collective].chart_id.id,
                "name": "基本户", "kind": "asset", "side": "debit", "code": "10201",
                "parent_id": self.account("102").id, "entity_id": self.collective.id,
            }
        )  # fmt: skip
        self.assertEqual(account.balance_above, 620)
        with self.assertRaises(UserError):
            self.as_("clerk", self.draft([("102", 5, 0), ("301", 0, 5)])).action_prepare()
        for role in ("supervisor", "director", "auditor"):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, account).action_take_balance()
        self.as_("clerk", account).action_take_balance()
        voucher = self.env["ledger.voucher"].search([("event_key", "=like", "divide:%")])
        self.assertEqual(self.as_("clerk", account).action_take_balance()["res_id"], voucher.id)
        self.as_("supervisor", voucher).action_review()
        self.as_("accountant", voucher).action_post()
        self.assertEqual(
            [(line.account_id.code, line.debit, line.credit) for line in voucher.entry_ids],
            [("10201", 620, 0), ("102", 0, 620)],
        )
        self.env.invalidate_all()
        self.assertEqual(account.with_env(self.env).balance_above, 0)
        with self.assertRaises(UserError):
            self.as_("clerk", account).action_take_balance()

    def test_whoever_holds_the_money_submits_no_voucher(self):
        voucher = self.draft(self.RENT)
        self.users["clerk"].group_ids += self.env.ref("reform_places.group_cashier")
        with self.assertRaises(AccessError):
            self.as_("clerk", voucher).action_prepare()

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
