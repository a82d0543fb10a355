from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import LedgerCase


class TestLedgerBook(LedgerCase):
    def opening(self, lines, role="accountant"):
        self.users[role].reform_scope_ids = [(4, self.township.id)]
        return self.as_(role, self.env["ledger.book.opening"]).create(
            {
                "entity_id": self.state_body.id,
                "date_opening": "2025-01-01",
                "line_ids": [
                    (0, 0, {"account_id": self.account(code).id, "debit": debit, "credit": credit})
                    for code, debit, credit in lines
                ],
            }
        )

    def test_books_are_opened_from_nothing(self):
        self.opening([]).action_open()
        book = self.env["ledger.book"]._of(self.state_body)
        self.assertFalse(book.opening_voucher_id)
        self.assertEqual(len(book.period_ids), 12)

    def test_books_are_opened_with_balances_that_others_review_and_post(self):
        wizard = self.opening([("102", 500, 0), ("301", 0, 400), ("311", 0, 100)])
        self.assertEqual(wizard.difference, 0)
        wizard.action_open()
        voucher = self.env["ledger.book"]._of(self.state_body).opening_voucher_id
        self.assertEqual(
            (voucher.state, voucher.word, voucher.prepared_by_id),
            ("prepared", "opening", self.users["accountant"]),
        )

    def test_opening_balances_that_do_not_balance_are_refused(self):
        with self.assertRaises(UserError), self.cr.savepoint():
            self.opening([("102", 500, 0), ("301", 0, 400)]).action_open()

    def test_only_an_accountant_opens_books_and_only_once(self):
        for role in ("clerk", "director", "supervisor", "township", "auditor", "administrator"):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, self.env["ledger.book"])._open(self.state_body, self.day("2025-01-01"))
        self.opening([]).action_open()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.opening([]).action_open()

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
