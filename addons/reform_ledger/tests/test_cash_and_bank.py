from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time
from psycopg2 import Error

from ..messages import cash_and_bank as messages
from .common import LedgerCase

SHEET = """交易日期,收入金额,支出金额,账户余额,对方户名,摘要,流水号
2024-03-05,100.00,,100.00,张三户,租金,A1
2024-03-20,,30.00,70.00,供电所,电费,A2
2024-03-31,0.50,,70.50,,利息,A3
"""


@freeze_time("2024-04-10")
class CashAndBankCase(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account_vals = {
            "entity_id": cls.collective.id,
            "bank": "广安农商银行护安支行",
            "number": "88010120001234",
        }
        cls.bank = cls.env["ledger.bank.account"].with_user(cls.users["accountant"]).create(cls.account_vals)

    def journal(self, amount, role="cashier", **vals):
        side = {"amount_in": amount} if amount > 0 else {"amount_out": -amount}
        return self.as_(role, self.env["ledger.cash.line"]).create(
            {"entity_id": self.collective.id, "date": "2024-03-05", "summary": "备用金", **side, **vals}
        )

    def load(self, text=SHEET, role="accountant", name="对账单.csv", opening=None):
        return self.as_(role, self.env["ledger.bank.statement"])._load(
            self.bank, text.encode(), name, opening
        )


@freeze_time("2024-04-10")
class TestBankAccount(CashAndBankCase):
    def test_the_first_account_stands_for_102_in_the_collective_s_name(self):
        self.assertEqual(self.bank.account_id.code, "102")
        self.assertEqual((self.bank.holder, self.bank.is_main), (self.collective.name, True))

    def test_the_account_of_a_person_is_refused_unless_the_county_allows_it(self):
        vals = {**self.account_vals, "entity_id": self.other_collective.id, "number": "62220001"}
        Account = self.as_("accountant", self.env["ledger.bank.account"])
        with self.assertRaises(ValidationError) as refusal:
            Account.create({**vals, "holder": "张三"})
        self.assertIn("张三", str(refusal.exception))
        kind = self.env["reform.parameter.kind"].search([("code", "=", "bank_other_holder_max")])
        own = self.env["reform.parameter"].create(
            {"kind_id": kind.id, "value": "1", "county_id": self.county.id, "valid_from": "2024-01-01",
             "doc_no": "测农〔2024〕1号"}
        )  # fmt: skip
        own._move("in_force", in_force_by_id=self.env.uid, in_force_at=fields.Datetime.now())
        self.env.registry.clear_cache()
        with self.assertRaises(ValidationError):
            Account.create({**vals, "holder": "张三"})
        self._entity("东镇会计服务中心", self.township, kind="agency_centre")
        self.assertTrue(Account.create({**vals, "holder": "东镇会计服务中心"}))

    def test_another_account_than_for_banks_is_refused(self):
        with self.assertRaises(ValidationError):
            self.as_("accountant", self.bank).account_id = self.account("101")

    def test_an_account_with_a_journal_stays_as_it_is(self):
        self.journal(100, bank_account_id=self.bank.id)
        with self.assertRaises(UserError):
            self.as_("accountant", self.bank).number = "1"
        with self.assertRaises(UserError):
            self.as_("accountant", self.bank).unlink()
        self.as_("accountant", self.bank).active = False

    def test_events_book_on_the_main_account(self):
        sub = self.as_("accountant", self.env["ledger.account"]).create(
            {"chart_id": self.books[self.collective].chart_id.id, "name": "基本户", "kind": "asset",
             "side": "debit", "code": "10201", "parent_id": self.account("102").id,
             "entity_id": self.collective.id}
        )  # fmt: skip
        self.as_("accountant", self.bank).account_id = sub
        event = {
            "entity_id": self.collective.id,
            "date": self.day("2024-03-05"),
            "summary": "租金",
            "entries": [{"account": "102", "debit": 5}, {"account": "50103", "credit": 5}],
        }
        one = self.as_("clerk", self.env["ledger.voucher"])._from_event([{**event, "event_key": "b:1"}])
        self.assertIn(sub, one.entry_ids.account_id)
        done = self.as_("accountant", self.env["ledger.voucher"])._post_set(
            [{**event, "event_key": "b:2"}],
            prepared_by=self.users["clerk"],
            reviewed_by=self.users["supervisor"],
        )
        self.assertEqual((done.problems, done.posted), ([], 1))


@freeze_time("2024-04-10")
class TestCashJournal(CashAndBankCase):
    def test_the_balance_runs_on_box_by_box(self):
        first, second = self.journal(500), self.journal(-120.5, date="2024-03-06")
        bank = self.journal(70, bank_account_id=self.bank.id)
        self.assertEqual((first.balance, second.balance, bank.balance), (500, 379.5, 70))
        late = self.journal(-100, date="2024-03-05")
        self.env.invalidate_all()
        self.assertEqual((late.balance, second.balance), (400, 279.5))

    def test_only_a_cashier_writes_and_nobody_changes(self):
        for role in ("accountant", "clerk", "supervisor", "director"):
            with self.assertRaises(AccessError):
                self.journal(5, role=role)
        line = self.journal(5)
        for act in (
            lambda: self.as_("cashier", line).write({"amount_in": 9}),
            self.as_("cashier", line).unlink,
        ):
            with self.assertRaises(AccessError):
                act()
        for statement in ("UPDATE ledger_cash_line SET amount_in = 9", "DELETE FROM ledger_cash_line"):
            with self.assertRaises(Error), self.env.cr.savepoint():
                self.env.cr.execute(statement)

    def test_what_is_wrong_is_refused(self):
        for vals in (
            {"amount_out": 5},
            {"amount_in": 0},
            {"amount_in": -5},
            {"date": "2024-04-11"},
            {"date": "2023-12-31"},
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.journal(5, **vals)
        with self.assertRaises(UserError):
            self.journal(-1)

    def test_a_line_is_taken_back_by_a_red_one_once(self):
        line = self.journal(100)
        red = self.as_("cashier", line)._reverse("记重")
        self.assertEqual((red.amount_in, red.balance), (-100, 0))
        self.env.invalidate_all()
        for again in (line, red):
            with self.assertRaises(UserError):
                self.as_("cashier", again)._reverse("再来")

    def test_a_closed_month_takes_no_line(self):
        period = self.books[self.collective]._period(self.day("2024-01-05"))
        self.as_("accountant", period).action_close()
        with self.assertRaises(UserError):
            self.journal(5, date="2024-01-05")

    def test_journal_and_ledger_are_compared_month_by_month(self):
        self.posted([("101", 500, 0), ("102", 0, 500)])
        self.journal(500)
        self.journal(-20, date="2024-04-02")
        Month = self.as_("accountant", self.env["ledger.cash.month"])
        rows = Month.search([("entity_id", "=", self.collective.id)], order="month")
        self.assertEqual(rows.mapped("journal_balance"), [500, 480])
        self.assertEqual(rows.mapped("ledger_balance"), [500, 500])
        self.assertEqual(rows.mapped("difference"), [0, -20])
        self.assertFalse(Month._differences(self.collective, self.day("2024-03-01")))
        self.assertEqual(Month._differences(self.collective, self.day("2024-05-01")), rows[1])


@freeze_time("2024-04-10")
class TestBankStatement(CashAndBankCase):
    def test_a_file_loaded_twice_changes_nothing(self):
        statement = self.load()
        self.assertEqual((statement.opening, statement.closing, statement.line_count), (0, 70.5, 3))
        self.assertEqual(self.load(), statement)
        # The same movements in another file.
        self.assertEqual(self.load(SHEET + "\n"), statement)
        self.assertEqual(
            self.env["ledger.bank.statement.line"].search_count([("bank_account_id", "=", self.bank.id)]), 3
        )

    def test_a_longer_file_brings_what_is_new(self):
        first = self.load("\n".join(SHEET.splitlines()[:3]))
        whole = self.load()
        self.assertEqual((whole.opening, whole.closing, whole.line_count), (first.closing, 70.5, 1))
        self.assertEqual(whole.gap, 0)
        self.assertEqual(self.env["ledger.bank.statement"]._reform_invariants()[0][1], [])

    def test_a_missing_statement_shows_as_a_gap(self):
        self.load()
        later = self.load("交易日期,收入金额,账户余额\n2024-04-03,5.00,80.00\n", name="四月.csv")
        self.assertEqual(later.gap, 4.5)

    def test_a_broken_file_is_refused_in_a_sentence(self):
        lines = SHEET.splitlines()
        for text in ("", "垃圾", "\n".join([lines[0], lines[1], lines[3]]), lines[0]):
            with self.assertRaises(UserError):
                self.load(text)
        with self.assertRaises(UserError):
            self.load("交易日期,收入金额\n2024-04-03,5.00\n")
        self.assertEqual(self.load("交易日期,收入金额\n2024-04-03,5.00\n", opening=10).closing, 15)

    def test_nobody_changes_what_the_bank_said(self):
        statement = self.load()
        for record, vals in ((statement, {"closing": 1}), (statement.line_ids[0], {"amount": 1})):
            for role in ("accountant", "cashier"):
                with self.assertRaises(AccessError):
                    self.as_(role, record).write(vals)
                with self.assertRaises(AccessError):
                    self.as_(role, record).unlink()
        with self.assertRaises(Error), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE ledger_bank_statement_line SET amount = 1")
        with self.assertRaises(AccessError):
            self.load(role="clerk", text="交易日期,收入金额,账户余额\n2024-04-03,5.00,80.00\n")


@freeze_time("2024-04-10")
class TestBankMatch(CashAndBankCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("test_what_is_certain_is_matched_and_taken_back_by_a_row")
        cls.rent = case.posted([("102", 100, 0), ("113", 0, 100, cls.party)], date="2024-03-06")
        cls.power = case.posted([("51302", 30, 0), ("102", 0, 30)], date="2024-03-18", summary="电费")
        cls.cheque = case.posted([("51302", 8, 0), ("102", 0, 8)], date="2024-03-30", summary="购纸张")
        cls.statement = case.load()
        cls.lines = cls.statement.line_ids.sorted("date")

    def entry(self, voucher):
        return voucher.entry_ids.filtered(lambda entry: entry.account_id.code == "102")

    def match(self, lines, entries, role="accountant"):
        return self.as_(role, self.env["ledger.bank.match"])._match(lines, entries)

    def test_what_is_certain_is_matched_and_taken_back_by_a_row(self):
        before = [(entry.debit, entry.credit) for entry in self.rent.entry_ids]
        self.as_("accountant", self.statement).action_match()
        self.env.invalidate_all()
        self.assertEqual(self.lines.mapped("is_matched"), [True, True, False])
        self.assertEqual(self.lines[0].entry_ids, self.entry(self.rent))
        self.assertTrue(self.entry(self.rent).is_bank_matched)
        Line = self.env["ledger.bank.statement.line"]
        self.assertEqual(
            Line.search([("is_matched", "=", False), ("id", "in", self.lines.ids)]), self.lines[2]
        )
        match = self.lines[0].match_ids
        self.as_("accountant", match)._undo("认错户")
        self.env.invalidate_all()
        self.assertFalse(self.lines[0].is_matched)
        self.assertEqual(len(self.lines[0].match_ids), 2)
        with self.assertRaises(UserError):
            self.as_("accountant", match)._undo("再来")
        self.match(self.lines[0], self.entry(self.rent))
        self.env.invalidate_all()
        self.assertTrue(self.lines[0].is_matched)
        self.assertEqual([(entry.debit, entry.credit) for entry in self.rent.entry_ids], before)

    def test_matching_is_for_accountants_and_equal_sums_of_this_account(self):
        for role in ("cashier", "clerk", "supervisor"):
            with self.assertRaises(AccessError):
                self.match(self.lines[0], self.entry(self.rent), role=role)
        with self.assertRaises(UserError):
            self.match(self.lines[1], self.entry(self.rent))
        with self.assertRaises(AccessError):
            self.match(self.lines[0], self.rent.entry_ids - self.entry(self.rent))
        self.match(self.lines[0], self.entry(self.rent))
        with self.assertRaises(UserError):
            self.match(self.lines[0], self.entry(self.rent))

    def test_one_movement_answers_several_entries(self):
        parts = self.posted([("51302", 20, 0), ("102", 0, 20)], date="2024-03-19")
        rest = self.posted([("51302", 10, 0), ("102", 0, 10)], date="2024-03-19")
        self.match(self.lines[1], self.entry(parts) | self.entry(rest))
        self.env.invalidate_all()
        self.assertTrue(self.lines[1].is_matched)
        self.assertTrue(self.entry(parts).is_bank_matched and self.entry(rest).is_bank_matched)

    def test_the_window_offers_the_entry_of_the_same_amount(self):
        action = self.as_("accountant", self.lines[0]).action_match()
        window = self.env["ledger.bank.matching"].browse(action["res_id"])
        self.assertEqual((window.entry_ids, window.difference), (self.entry(self.rent), 0))
        self.as_("accountant", window).action_match()
        self.env.invalidate_all()
        self.assertTrue(self.lines[0].is_matched)
        undo = self.as_("accountant", self.env["ledger.bank.unmatch"]).create(
            {"line_ids": [(6, 0, self.lines[0].ids)], "reason": "认错户"}
        )
        undo.action_undo()
        self.env.invalidate_all()
        self.assertFalse(self.lines[0].is_matched)

    def test_the_reconciliation_lists_both_sides_and_agrees(self):
        self.as_("accountant", self.statement).action_match()
        action = self.as_("accountant", self.bank).action_reconcile()
        record = self.env["ledger.bank.reconciliation"].browse(action["res_id"])
        self.assertEqual((record.book, record.bank, record.date), (62, 70.5, self.day("2024-03-31")))
        self.assertEqual((record.book_adjusted, record.bank_adjusted, record.difference), (62.5, 62.5, 0))
        self.assertEqual(
            [(line.part, line.amount) for line in record.line_ids], [("bank_received", 0.5), ("book_paid", 8)]
        )
        self.assertTrue(record._xlsx().startswith(b"PK"))

    def test_what_is_matched_later_is_open_on_the_day(self):
        later = self.posted([("102", 0.5, 0), ("50401", 0, 0.5)], date="2024-04-02")
        self.match(self.lines[2], self.entry(later))
        record = self.as_("accountant", self.env["ledger.bank.reconciliation"]).create(
            {"bank_account_id": self.bank.id, "date": "2024-03-31"}
        )
        self.assertIn(("bank_received", 0.5), [(line.part, line.amount) for line in record.line_ids])
        self.assertEqual(record.difference, 0)

    def test_without_a_statement_there_is_a_sentence(self):
        record = self.as_("accountant", self.env["ledger.bank.reconciliation"]).create(
            {"bank_account_id": self.bank.id, "date": "2024-01-31"}
        )
        self.assertTrue(record.problem)
        with self.assertRaises(UserError):
            record._result()


@freeze_time("2024-04-10")
class TestCashCount(CashAndBankCase):
    def count(self, **vals):
        return self.as_("cashier", self.env["ledger.cash.count"]).create(
            {"entity_id": self.collective.id, "date": "2024-03-31", **vals}
        )

    def test_two_people_sign_and_the_box_agrees(self):
        self.journal(350.5)
        count = self.count(n100=3, n50=1, n05=1)
        self.assertEqual((count.counted, count.book_shown, count.difference), (350.5, 350.5, 0))
        count.action_count()
        with self.assertRaises(AccessError):
            count.action_sign()
        self.as_("supervisor", count).action_sign()
        self.assertEqual(count.state, "signed")
        with self.assertRaises(UserError):
            self.as_("clerk", count).action_book()
        with self.assertRaises(AccessError):
            self.as_("cashier", count).write({"n100": 9})

    def test_a_difference_needs_a_reason_and_goes_through_181(self):
        self.journal(350)
        count = self.count(n100=3)
        with self.assertRaises(UserError):
            count.action_count()
        count.reason = "找零差错"
        count.action_count()
        self.as_("accountant", count).action_sign()
        count = count.with_env(self.env)
        self.assertEqual(self.env["ledger.cash.line"]._balance(self.collective, "2024-03-31"), 300)
        self.as_("clerk", count).action_book()
        self.env.invalidate_all()
        lines = [(entry.account_id.code, entry.debit, entry.credit) for entry in count.voucher_id.entry_ids]
        self.assertEqual(sorted(lines), [("101", 0, 50), ("18101", 50, 0)])
        self.assertEqual(count.voucher_id.state, "prepared")
        self.as_("clerk", count).action_book()
        self.assertEqual(len(self.env["ledger.voucher"].search([("event_key", "like", "cash_count:%")])), 1)

    def test_a_journal_that_moves_between_the_signatures_asks_for_a_new_count(self):
        self.journal(300)
        count = self.count(n100=3)
        count.action_count()
        self.journal(10)
        with self.assertRaises(UserError):
            self.as_("supervisor", count).action_sign()
        self.as_("cashier", count).action_again()
        self.as_("cashier", count).write({"n10": 1})
        self.as_("cashier", count).action_count()
        self.as_("supervisor", count).action_sign()

    def close(self, month):
        self.as_("accountant", self.books[self.collective]._period(self.day(f"{month}-01"))).action_close()
        self.env.invalidate_all()

    def test_a_closed_month_is_neither_counted_nor_brought_a_difference(self):
        self.posted([("101", 350, 0), ("102", 0, 350)], date="2024-01-05")
        self.journal(350, date="2024-01-05")
        waiting = self.count(date="2024-01-31", n100=3, reason="找零差错")
        waiting.action_count()
        agrees = self.count(date="2024-01-31", n100=3, n50=1)
        agrees.action_count()
        self.close("2024-01")
        late = self.count(date="2024-01-31", n100=3, reason="补记")
        for act in (late.action_count, self.as_("supervisor", waiting).action_sign):
            with self.assertRaises(UserError) as refusal, self.cr.savepoint():
                act()
            self.assertIn("2024-01", str(refusal.exception))
        balance = self.env["ledger.cash.line"]._balance
        self.assertEqual(balance(self.collective, "2024-01-31"), 350)
        # Where box and journal agree nothing is written, and the second signature may come after the closing.
        self.as_("supervisor", agrees).action_sign()
        # The cashier counts in an open month instead.
        self.as_("cashier", waiting).action_again()
        self.as_("cashier", waiting).date = "2024-02-29"
        self.as_("cashier", waiting).action_count()
        self.as_("supervisor", waiting).action_sign()
        self.assertEqual(balance(self.collective, "2024-02-29"), 300)
        self.as_("clerk", waiting).action_book()

    def test_nobody_but_the_cashier_counts(self):
        for role in ("accountant", "supervisor", "clerk"):
            with self.assertRaises(AccessError):
                self.as_(role, self.env["ledger.cash.count"]).create({"entity_id": self.collective.id})
        with self.assertRaises(UserError):
            self.count(n100=-1, reason="x").action_count()


@freeze_time("2024-04-10")
class TestClosingOfMoney(CashAndBankCase):
    def checks(self):
        period = self.books[self.collective]._period(self.day("2024-03-01"))
        env = self.as_("accountant", period).env
        names = {messages.check_journal(env), messages.check_bank(env), messages.check_count(env)}
        found = self.as_("accountant", period)._closing_checks()
        return {(check.level, text) for check in found if check.name in names for text in check.problems}

    def test_nothing_is_asked_where_no_journal_is_kept(self):
        self.posted(self.RENT)
        self.assertEqual(self.checks(), set())

    def test_a_journal_that_differs_stops_the_month_and_the_rest_warns(self):
        self.journal(100)
        self.load()
        found = self.checks()
        self.assertEqual(sorted(level for level, _sentence in found), ["error", "warning", "warning"])
        period = self.books[self.collective]._period(self.day("2024-03-01"))
        with self.assertRaises(UserError):
            self.as_("accountant", period).action_close()
        self.posted([("101", 100, 0), ("113", 0, 100, self.party)])
        count = self.as_("cashier", self.env["ledger.cash.count"]).create(
            {"entity_id": self.collective.id, "date": "2024-03-31", "n100": 1}
        )
        count.action_count()
        self.as_("supervisor", count).action_sign()
        [(level, sentence)] = self.checks()
        self.assertEqual(level, "warning")
        self.assertIn("1234", sentence)
