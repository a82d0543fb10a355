from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.addons.reform_rules.ledger import statement
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .dividends import TODAY, YEAR, DividendWorld

OPENED, LAST = date(YEAR, 7, 1), date(YEAR, 12, 31)
# What the old books had earned (130,000.05) and cost (29,999.98) from January to June.
BROUGHT = (
    {"account": "102", "debit": 900000.07},
    {"account": "50103", "credit": 130000.05},
    {"account": "51302", "debit": 29999.98},
    {"account": "301", "credit": 800000},
)
EARNED = 50000
NET = yuan("150000.07")


@tagged("post_install", "-at_install")
class TestBooksOpenedWithinAYear(DividendWorld, PlaceCase):
    """Books opened on 1 July bring half a year along: there is one net income of the year, everywhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(TODAY)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.users["other_accountant"] = new_test_user(
            cls.env,
            login="test_second_accountant",
            groups="reform_places.group_accountant",
            reform_scope_ids=[Command.set(cls.village.ids)],
        )
        cls.book = cls.env["ledger.book"].with_user(cls.users["accountant"])
        cls.book = cls.book._open(cls.collective, OPENED, BROUGHT).with_env(cls.env)
        case = cls("setUp")
        case.finish(cls.book.opening_voucher_id)
        cls.post_voucher(date(YEAR, 9, 10), "rent", [("102", EARNED, 0), ("50103", 0, EARNED)])

    def finish(self, vouchers):
        self.as_("supervisor", vouchers).action_review()
        self.as_("other_accountant", vouchers).action_post()
        self.env.invalidate_all()

    def statement(self, kind, day=LAST):
        figures = self.env["ledger.book"]._statement(self.collective, kind, day)
        return {figure.line.code: figure.amounts for figure in figures}

    def transferred(self):
        """Return the closing of the year, its income carried to 322 and everything posted."""
        months = self.book.period_ids.filtered(lambda month: month.date_to < LAST)
        self.as_("accountant", months).action_close()
        notes = {"stocktake_note": "已清查", "accruals_note": "已计提"}
        closing = self.as_("accountant", self.env["ledger.closing"]).create(
            {"entity_id": self.collective.id, "year": YEAR, **notes}
        )
        closing.action_transfer()
        self.finish(closing.voucher_ids.with_env(self.env))
        return closing.with_env(self.env)

    def test_statements_plan_and_closing_have_one_net_income_to_the_cent(self):
        closing = self.transferred()
        income, sheet = self.statement("income_statement"), self.statement("balance_sheet")
        self.assertEqual(income["net_income"], (NET, 0))
        self.assertEqual((income["opening_undistributed"][0], income["closing_undistributed"][0]), (0, NET))
        to_result = closing.voucher_ids.entry_ids.filtered(
            lambda entry: entry.account_id.code == "321" and ":result:" not in entry.voucher_id.event_key
        )
        self.assertEqual(yuan(sum(to_result.mapped("credit")) - sum(to_result.mapped("debit"))), NET)
        plan = self.drafted()
        self.as_("accountant", plan).action_close_accounts()
        self.assertEqual((yuan(plan.net), plan.brought), (NET, 0))
        for at in (0, 1):
            self.assertEqual(sheet["total_assets"][at], sheet["total_liabilities_equity"][at])
        self.assertEqual(sheet["undistributed"][0], NET)
        self.as_("accountant", closing).action_fold()
        self.as_("director", closing).action_sign()
        self.assertEqual(yuan(closing.net_income), NET)
        self.as_("accountant", closing).action_lock()
        january = self.statement("income_statement", date(YEAR + 1, 1, 31))
        self.assertEqual((january["net_income"], january["opening_undistributed"][0]), ((0, NET), NET))

    def test_the_table_of_a_place_and_the_income_of_the_year_say_the_same(self):
        self.env.flush_all()
        lines = self.book.chart_id._statement_lines("income_statement", LAST)
        rows = self.env["ledger.balance"]._scope_sums(
            self.collective, self.book.chart_id, date(YEAR, 1, 1), LAST
        )
        figures = statement.compute(lines, [[row.sum for row in rows]])
        self.assertEqual(statement.figure(figures, "net_income"), NET)
        year = self.env["reform.income.year"].search(
            [("entity_id", "=", self.collective.id), ("year", "=", YEAR)]
        )
        self.assertEqual(yuan(year.amount), statement.figure(figures, "operating_income"))

    def test_the_books_count_it_to_the_total_of_the_year_and_balance(self):
        account = self.env["ledger.account"]._of_entity(self.collective, self.book.chart_id)["50103"]
        reports = self.as_("accountant", self.env["ledger.report"])
        for kind in ("general_ledger", "subsidiary"):
            rows = reports.get_result(
                kind, self.collective.id, f"{YEAR}-07", f"{YEAR}-12", {"account": account.id}
            )["rows"]
            *_head, credit, _side, balance = rows[-1]
            self.assertEqual((credit["amount"], balance["amount"]), ("180000.05", "180000.05"), kind)
        table = self.env["ledger.book"]._trial_balance(self.collective, OPENED, LAST)
        rent = next(row for row in table if row.code == "50103")
        self.assertEqual((rent.opening_credit, rent.credit), (yuan("130000.05"), EARNED))
        months = self.book.period_ids.filtered(lambda month: month.date_to.month == 7)
        self.as_("accountant", months).action_close()

    def test_on_the_first_of_january_nothing_was_earned_yet(self):
        books = self.as_("accountant", self.env["ledger.book"])
        with self.assertRaisesRegex(UserError, "50103"):
            books._open(self.other_village_entity(), date(YEAR, 1, 1), BROUGHT)

    def other_village_entity(self):
        return self.env["reform.entity"].create({"name": "建新村合作社", "place_id": self.village.id})
