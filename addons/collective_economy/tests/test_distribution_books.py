from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .dividends import PLAN_POSTED, TODAY, YEAR, DividendWorld

NEXT_POSTED, NEXT_MEETING, NEXT_TODAY = date(2027, 3, 9), date(2027, 3, 20), date(2027, 4, 1)
AGAIN_POSTED, AGAIN_MEETING = date(2026, 4, 2), date(2026, 4, 13)


class BooksCase(DividendWorld, PlaceCase):
    """Three members, 300,000 yuan of net income in 2025, and a county that can open a month again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(TODAY)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.open_books()
        kit = cls()
        kit.members(3)
        kit.quantified()
        cls.users["poster"] = new_test_user(
            cls.env,
            login="test_poster",
            groups="reform_places.group_accountant",
            reform_scope_ids=[(6, 0, cls.village.ids)],
        )

    def month(self, first):
        return self.env["ledger.period"].search(
            [("entity_id", "=", self.collective.id), ("date_from", "=", first)]
        )

    def reopened(self):
        """Return December, opened again by the county."""
        december = self.month(date(YEAR, 12, 1))
        self.as_("county_agriculture", december)._reopen("漏记一笔支出")
        return december

    def spent_late(self, amount=50000):
        """Let an expense of December come to light, and close the month again."""
        december = self.reopened()
        self.post_voucher(date(YEAR, 12, 20), "late", [("514", amount, 0), ("102", 0, amount)])
        december.sudo()._move("closed")

    def next_year(self, income=100000):
        """Let 2026 bring income, and close its months."""
        self.post_voucher(date(2026, 6, 10), "next", [("102", income, 0), ("50103", 0, income)])
        self.env["ledger.book"]._of(self.collective)._periods_of_year(date(2026, 1, 1))
        self.env.flush_all()
        months = self.env["ledger.period"].search(
            [("entity_id", "=", self.collective.id), ("date_to", "<=", date(2026, 12, 31))]
        )
        for month in months.filtered(lambda each: each.state == "open").sorted("date_from"):
            month.sudo()._move("closed")

    def next_plan(self, **vals):
        """Return the plan of 2026, its figures taken over."""
        plan = self.drafted(year=2026, published_on=NEXT_POSTED, **vals)
        self.closed(plan, NEXT_POSTED)
        return plan


@tagged("post_install", "-at_install")
class TestDistributionBooks(BooksCase):
    """A plan follows its books: what is not there any more is neither voted nor booked nor paid."""

    def test_nothing_is_voted_on_a_year_that_was_opened_again(self):
        plan = self.published()
        self.vote(plan)
        december = self.reopened()
        with self.assertRaisesRegex(UserError, "books of 2025 are open"):
            self.as_("supervisor", plan).action_vote()
        self.assertIn("are open", plan.plan_problem)
        december.sudo()._move("closed")
        self.as_("supervisor", plan).action_vote()
        self.assertEqual((plan.state, plan.plan_problem), ("voted", False))

    def test_a_plan_is_not_posted_when_the_figures_have_changed(self):
        plan = self.drafted()
        self.closed(plan)
        self.spent_late()
        with self.assertRaisesRegex(UserError, r"250,000\.00 yuan, the plan has 300,000\.00"):
            self.as_("clerk", plan).action_publish()

    def test_income_spent_after_the_vote_is_decided_anew(self):
        plan = self.voted()
        before = plan.decision_id
        self.spent_late()
        with self.assertRaisesRegex(UserError, r"250,000\.00 yuan, the plan has 300,000\.00"):
            self.as_("clerk", plan).action_book_reserve()
        self.assertFalse(plan.event_ids)
        self.as_("clerk", plan).action_withdraw_plan()
        self.as_("accountant", plan).action_reopen_draft()
        self.as_("accountant", plan).action_close_accounts()
        self.assertEqual((plan.net, plan.dividend), (250000, 150000))
        with freeze_time(AGAIN_POSTED):
            self.as_("clerk", plan).published_on = AGAIN_POSTED
            self.as_("clerk", plan).action_publish()
        with freeze_time(date(2026, 4, 20)):
            with self.assertRaisesRegex(UserError, "vote again"):
                self.as_("supervisor", plan).action_vote()
            self.vote(plan, AGAIN_MEETING)
            self.as_("supervisor", plan).action_vote()
            self.as_("clerk", plan).action_book_reserve()
        self.assertNotEqual(plan.decision_id, before)
        self.assertEqual(plan.event_ids.mapped("amount"), [75000])

    def test_locked_shares_do_not_become_claims_on_income_that_is_gone(self):
        plan = self.locked()
        self.spent_late()
        with self.assertRaisesRegex(UserError, "decide anew"):
            self.as_("accountant", plan).action_payable()
        self.as_("accountant", plan)._undo("账目有变")
        self.as_("clerk", plan).action_withdraw_plan()
        self.assertEqual(plan.state, "accounts_closed")
        self.as_("accountant", plan).action_reopen_draft()
        with self.assertRaisesRegex(UserError, "stay as they are"):
            self.as_("clerk", plan).year = 2024

    def test_a_voted_plan_that_agrees_with_the_books_is_not_taken_down(self):
        plan = self.voted()
        with self.assertRaisesRegex(UserError, "not taken down"):
            self.as_("clerk", plan).action_withdraw_plan()

    def test_a_plan_is_not_posted_before_there_are_figures(self):
        plan = self.drafted(published_on=date(2026, 3, 8))
        self.closed(plan)
        with self.assertRaisesRegex(UserError, "cannot have been posted on 2026-03-08"):
            self.as_("clerk", plan).action_publish()
        self.as_("clerk", plan).published_on = PLAN_POSTED
        self.as_("clerk", plan).action_publish()
        self.as_("clerk", plan).action_withdraw_plan()
        self.as_("clerk", plan).dividend_percent = 65
        with self.assertRaisesRegex(UserError, "those of 2026-04-01"):
            # Changed: the ten days begin again.
            self.as_("clerk", plan).action_publish()


@tagged("post_install", "-at_install")
class TestIncomeGivenOutOnce(BooksCase):
    """What the plan of one year gives out, the plan of the next does not give out again."""

    def test_what_an_earlier_plan_gives_out_is_not_brought_forward(self):
        first = self.voted()
        self.next_year()
        with freeze_time(NEXT_TODAY):
            plan = self.next_plan(from_earlier=30000.01)
            self.assertEqual((plan.net, plan.brought, plan.planned_earlier), (100000, 30000, 270000))
            with self.assertRaisesRegex(UserError, r"30,000\.00 yuan are left undistributed"):
                self.as_("clerk", plan).action_publish()
            self.as_("clerk", plan).from_earlier = 30000
            self.as_("clerk", plan).action_publish()
            self.as_("clerk", first).action_book_reserve()
            self.post_events(first)
            self.vote(plan, NEXT_MEETING)
            self.as_("supervisor", plan).action_vote()
            self.as_("clerk", plan).action_book_reserve()
        self.assertEqual(plan.undistributed, 10000, "booked in 2027, the first plan is not taken off twice")

    def test_what_was_booked_by_the_end_of_the_year_is_taken_off_by_the_books_alone(self):
        self.payable()
        self.next_year()
        with freeze_time(NEXT_TODAY):
            plan = self.next_plan()
        self.assertEqual((plan.brought, plan.planned_earlier), (30000, 0))

    def test_a_later_plan_that_took_the_income_keeps_it_from_an_earlier_one(self):
        self.next_year()
        with freeze_time(NEXT_TODAY):
            later = self.next_plan(from_earlier=300000)
            self.as_("clerk", later).action_publish()
            self.vote(later, NEXT_MEETING)
            self.as_("supervisor", later).action_vote()
            self.as_("clerk", later).action_book_reserve()
            first = self.drafted(published_on=NEXT_POSTED)
            self.closed(first, NEXT_POSTED)
            self.as_("clerk", first).action_publish()
            self.vote(first, NEXT_MEETING)
            self.as_("supervisor", first).action_vote()
            with self.assertRaisesRegex(UserError, r"400,000\.00 yuan, and 660,000\.00 are still"):
                self.as_("clerk", first).action_book_reserve()
        self.assertFalse(first.event_ids)


@tagged("post_install", "-at_install")
class TestDistributionWithinTheClosing(BooksCase):
    """While the year's closing waits for the distribution, the year shows it, and what is taken back."""

    def finish(self, vouchers):
        waiting = vouchers.filtered(lambda each: each.state == "prepared")
        self.as_("supervisor", waiting).action_review()
        waiting.invalidate_recordset()
        self.as_("poster", waiting).action_post()
        self.env.invalidate_all()

    def transferred(self):
        self.reopened()
        closing = self.as_("accountant", self.env["ledger.closing"]).create(
            {
                "entity_id": self.collective.id,
                "year": YEAR,
                "stocktake_note": "12月28日清查，账实相符。",
                "accruals_note": "已计提。",
            }
        )
        closing.action_transfer()
        self.finish(closing.with_env(self.env).voucher_ids)
        return closing.with_env(self.env)

    def laid_aside(self, last):
        rows = self.env["ledger.balance"].search(
            [
                ("entity_id", "=", self.collective.id),
                ("account_id.code", "=", "311"),
                ("month", "<=", last),
            ]
        )
        return round(sum(rows.mapped("credit")) - sum(rows.mapped("debit")), 2)

    def test_what_is_taken_back_and_booked_again_stands_in_the_year_once(self):
        self.transferred()
        plan = self.voted()
        self.as_("clerk", plan).action_book_reserve()
        self.finish(plan.event_ids.voucher_id)
        self.assertEqual(plan.event_ids.date, date(YEAR, 12, 31))
        self.as_("supervisor", plan).action_lock_shares()
        self.as_("accountant", plan)._undo("份额登记有误")
        self.assertEqual(set(plan.event_ids.mapped("date")), {date(YEAR, 12, 31)})
        self.finish(plan.event_ids.voucher_id)
        self.as_("clerk", plan).action_book_reserve()
        self.finish(plan.event_ids.voucher_id)
        self.assertEqual((self.laid_aside(date(YEAR, 12, 31)), self.laid_aside(TODAY)), (90000, 90000))
        self.as_("supervisor", plan).action_lock_shares()
        # Its own vouchers in the year are not what has changed in the books.
        self.as_("clerk", plan).action_payable()
        self.finish(plan.event_ids.voucher_id)
        self.assertEqual(self.balance("322"), -30000)

    def test_once_the_year_is_folded_the_red_letter_belongs_to_the_running_year(self):
        closing = self.transferred()
        plan = self.voted()
        self.as_("clerk", plan).action_book_reserve()
        self.finish(plan.event_ids.voucher_id)
        self.as_("accountant", closing).action_fold()
        self.finish(closing.voucher_ids)
        self.as_("accountant", plan)._undo("份额登记有误")
        self.assertEqual(plan.event_ids.filtered("reversal_of_id").date, TODAY)
        self.finish(plan.event_ids.voucher_id)
        self.assertEqual((self.laid_aside(date(YEAR, 12, 31)), self.laid_aside(TODAY)), (90000, 0))
