from datetime import date, timedelta

from freezegun import freeze_time
from odoo.addons.reform_decision.walkthrough import PICTURE
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .dividends import TODAY
from .people import PAPER
from .test_reform_distribution import DividendCase

EARLIER = date(2026, 1, 5)


class MoneyCase(DividendCase):
    def correct(self, line, amount, role="clerk"):
        plan = line.distribution_id
        event = self.as_(role, plan)._correct(
            line.with_user(self.users[role]), amount, reason="份额登记有误", paper=PAPER
        )
        return event.with_env(self.env)

    def came_back(self, event, lines, role="cashier", **vals):
        facts = {"date": TODAY, "reason": "账号错误，银行退回", "paper": PAPER, **vals}
        plan = self.as_(role, event.distribution_id)
        return plan._return(event, lines.with_user(self.users[role]), **facts).with_env(self.env)

    def booked(self, plan):
        waiting = plan.event_ids.filtered(lambda event: event.book_state == "none")
        self.as_("clerk", waiting)._book()
        self.post_events(plan)


@tagged("post_install", "-at_install")
class TestCorrectionOfADividend(MoneyCase):
    """Who was forgotten gets what another got too much, reviewed by others, and never more than was voted."""

    def test_a_correction_is_paid_after_it_was_reviewed_and_posted(self):
        plan = self.payable()
        first, second, third = plan.line_ids
        self.correct(first, -100)
        self.post_events(plan)
        more = self.correct(second, 100)
        with self.assertRaisesRegex(UserError, "not posted"):
            self.paid(plan, second)
        self.assertEqual(self.paid(plan, third).amount, 60000, "whom it does not touch is paid meanwhile")
        with self.assertRaises(AccessError):
            self.as_("clerk", more.voucher_id).action_review()
        self.post_events(plan)
        self.assertEqual(self.paid(plan, second).amount, 60100)
        self.assertEqual(self.balance("3220102"), 180000)

    def test_corrections_never_exceed_what_was_voted(self):
        plan = self.payable()
        first, second = plan.line_ids[:2]
        with self.assertRaisesRegex(UserError, "180,000.00 yuan together, and 0.00"):
            self.correct(first, 99999)
        self.correct(second, -150)
        self.correct(first, 100)
        with self.assertRaisesRegex(UserError, "and 50.00 of it are free"):
            self.correct(first, 50.01)
        self.correct(first, 50)
        with self.assertRaisesRegex(UserError, "59,850.00"):
            self.correct(second, -59850.01)
        self.assertEqual((first.corrected, second.unpaid), (150, 59850))

    def test_cents_that_went_to_the_reserve_are_not_given_again(self):
        freeze = self.share_change(self.people[0], move="freeze", number=3, day=date(2025, 8, 1))
        self.as_("supervisor", freeze).action_book()
        plan = self.payable()
        with self.assertRaisesRegex(UserError, "179,999.98"):
            self.correct(plan.line_ids[0], 0.01)

    def test_nobody_borrows_for_a_correction(self):
        plan = self.payable()
        first, second = plan.line_ids[:2]
        self.correct(second, -150)
        self.post_voucher(TODAY, "works", [("514", 150000, 0), ("102", 0, 150000)])
        with self.assertRaisesRegex(UserError, "borrows"):
            self.correct(first, 100)

    def test_what_was_audited_is_not_put_right_behind_the_audit(self):
        plan = self.payable()
        first, second, third = plan.line_ids
        self.paid(plan, first | second)
        self.as_("director", plan)._settle("一户外出务工")
        self.booked(plan)
        shown = {"disclosed_on": TODAY, "disclosed_place": "公开栏", "disclosed_photo": PICTURE}
        self.as_("clerk", plan).write(shown)
        self.as_("clerk", plan).action_disclose()
        self.correct(third, -10)
        with self.assertRaisesRegex(UserError, "not posted"):
            self.as_("auditor", plan)._audit("账表相符。")
        self.post_events(plan)
        self.as_("auditor", plan)._audit("账表相符。")
        with self.assertRaisesRegex(UserError, "at this step"):
            self.correct(third, -10)


@tagged("post_install", "-at_install")
class TestDaysOfAPayment(MoneyCase):
    """Money moves after the claim and in an open month, and what came back is a claim again."""

    def pay_on(self, plan, lines, day):
        return self.as_("cashier", plan)._pay(
            lines.with_user(self.users["cashier"]), method="cash", date=day, paper=PAPER
        )

    def test_nobody_is_paid_before_the_claim_or_in_a_closed_month(self):
        plan = self.payable()
        with self.assertRaisesRegex(UserError, "2024-03-05 is too early"):
            self.pay_on(plan, plan.line_ids, date(2024, 3, 5))
        with self.assertRaisesRegex(UserError, "too early"):
            self.pay_on(plan, plan.line_ids, TODAY - timedelta(days=1))
        with freeze_time(date(2026, 5, 4)):
            self.close("2026-04")
            with self.assertRaisesRegex(UserError, "2026-04 are closed"):
                self.pay_on(plan, plan.line_ids, date(2026, 4, 20))
            self.pay_on(plan, plan.line_ids, date(2026, 5, 4))
        self.assertEqual(plan.state, "paid")

    def close(self, upto):
        months = self.env["ledger.period"].search(
            [("entity_id", "=", self.collective.id), ("state", "=", "open"), ("name", "<=", upto)]
        )
        for month in months.sorted("date_from"):
            month.sudo()._move("closed")

    def test_a_payment_told_after_its_month_was_closed_stands_in_the_first_open_one(self):
        plan = self.payable()
        event = self.paid(plan, plan.line_ids)
        with freeze_time(date(2026, 5, 4)):
            self.close("2026-04")
            self.booked(plan)
        self.assertEqual((event.date, event.voucher_id.date), (TODAY, date(2026, 5, 4)))
        self.assertEqual(self.balance("113"), 0)

    def test_a_transfer_that_came_back_is_a_claim_again_and_paid_anew(self):
        plan = self.payable()
        first, second, _third = plan.line_ids
        event = self.paid(plan, plan.line_ids)
        self.booked(plan)
        self.assertEqual((self.balance("113"), plan.state), (0, "paid"))
        red = self.came_back(event, first)
        self.assertEqual((red.amount, red.reversal_of_id, len(red.paper_digest)), (-60000, event, 64))
        self.assertEqual((first.unpaid, first.paid, second.unpaid), (60000, 0, 0))
        self.booked(plan)
        self.assertEqual(self.balance("113", first.partner_id), -60000)
        self.assertEqual(
            [(line.account_id.code, line.debit, line.credit) for line in red.voucher_id.entry_ids],
            [("113", -60000, 0), ("101", 0, -60000)],
        )
        with self.assertRaisesRegex(UserError, "nothing that could come back"):
            self.came_back(event, first)
        self.assertEqual(self.came_back(event, second).amount, -60000, "the next week another one")
        self.assertEqual(self.paid(plan, first).amount, 60000)
        self.booked(plan)
        self.assertEqual((self.balance("113", first.partner_id), first.unpaid), (0, 0))
        self.assertFalse(plan._check_parts())

    def test_a_return_is_recorded_by_the_cashier_with_a_paper_and_a_reason(self):
        plan = self.payable()
        event = self.paid(plan, plan.line_ids[0])
        for role in ("clerk", "director", "accountant"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.came_back(event, plan.line_ids[0], role=role)
        for vals in ({"reason": " "}, {"paper": False}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "Say why"):
                self.came_back(event, plan.line_ids[0], **vals)
        for lines in (plan.line_ids[1], plan.line_ids[:0]):
            with self.subTest(lines=lines), self.assertRaisesRegex(UserError, "(come|came) back"):
                self.came_back(event, lines)
        with self.assertRaisesRegex(UserError, "too early"):
            self.came_back(event, plan.line_ids[0], date=TODAY - timedelta(days=1))
        with self.assertRaisesRegex(UserError, "still to come"):
            self.came_back(event, plan.line_ids[0], date=TODAY + timedelta(days=1))

    def test_the_cashier_chooses_on_the_screen_whose_money_came_back(self):
        plan = self.payable()
        event = self.paid(plan, plan.line_ids[:2])
        action = self.as_("cashier", event).action_return()
        model = self.as_("cashier", self.env[action["res_model"]]).with_context(**action["context"])
        form = Form(model)
        self.assertEqual(set(form.paid_line_ids.ids), set(plan.line_ids[:2].ids))
        form.line_ids.add(plan.line_ids[1].with_user(self.users["cashier"]))
        form.reason, form.paper = "账号错误", PAPER
        self.assertEqual(form.total, 60000)
        form.save().action_apply()
        self.assertEqual(plan.line_ids.mapped("unpaid"), [0, 60000, 60000])


@tagged("post_install", "-at_install")
class TestOwnMoney(MoneyCase):
    """Only money that is the collective's own is given to its members."""

    def refused(self, plan):
        with self.assertRaisesRegex(UserError, "borrows"):
            self.as_("clerk", plan).action_payable()

    def test_long_loans_grants_and_levies_are_not_distributed(self):
        plan = self.locked()
        self.post_voucher(EARLIER, "works", [("514", 250000, 0), ("102", 0, 250000)])
        for code in ("221", "231", "241"):
            with self.subTest(code=code):
                self.post_voucher(EARLIER, f"came:{code}", [("102", 200000, 0), (code, 0, 200000)])
                self.refused(plan)
        self.post_voucher(EARLIER, "rent", [("102", 200000, 0), ("50103", 0, 200000)])
        self.as_("clerk", plan).action_payable()
        self.assertEqual(plan.state, "payable")

    def test_what_members_may_claim_already_is_theirs(self):
        plan = self.locked()
        mine, other = self.people[:2].partner_id
        self.post_voucher(
            EARLIER, "owed", [("102", 0, 0.01), ("514", 120000.01, 0), ("113", 0, 120000, mine.id)]
        )
        # What another one owes the collective does not pay the first.
        self.post_voucher(EARLIER, "owes", [("113", 50000, 0, other.id), ("50103", 0, 50000)])
        self.refused(plan)
        self.post_voucher(EARLIER, "cent", [("102", 0.01, 0), ("50103", 0, 0.01)])
        self.as_("clerk", plan).action_payable()


@tagged("post_install", "-at_install")
class TestDisclosureStays(MoneyCase):
    """What was shown to the members is sealed with the step and written no more."""

    def disclosed(self, **vals):
        plan = self.payable()
        self.paid(plan, plan.line_ids)
        self.booked(plan)
        shown = {"disclosed_on": TODAY, "disclosed_place": "公开栏", "disclosed_photo": PICTURE, **vals}
        self.as_("clerk", plan).write(shown)
        self.as_("clerk", plan).action_disclose()
        return plan

    def test_a_result_is_not_posted_in_the_future(self):
        with self.assertRaisesRegex(UserError, "2031-01-01 is still to come"):
            self.disclosed(disclosed_on=date(2031, 1, 1))

    def test_day_place_and_photo_stay_after_the_posting_and_after_the_audit(self):
        plan = self.disclosed()
        for _state in ("disclosed", "audited"):
            for vals in (
                {"disclosed_on": date(2026, 3, 1)}, {"disclosed_place": "别处"}, {"disclosed_photo": False}
            ):  # fmt: skip
                with self.subTest(state=plan.state, vals=vals), self.assertRaises(AccessError):
                    self.as_("clerk", plan).write(vals)
            if plan.state == "disclosed":
                self.as_("auditor", plan)._audit("账表相符。")
        with self.assertRaises(AccessError):
            self.as_("clerk", plan).write({"disclosed_digest": "0" * 64})

    def test_the_posting_is_sealed_with_its_step(self):
        plan = self.disclosed()
        self.assertEqual(len(plan.disclosed_digest), 64)
        self.assertFalse(plan._check_digests())
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE reform_distribution SET disclosed_place = '别处' WHERE id = %s", [plan.id]
        )
        plan.invalidate_recordset()
        self.assertIn(plan.display_name, "".join(plan._check_digests()))


@tagged("post_install", "-at_install")
class TestRedLettersToADistribution(MoneyCase):
    """Vouchers of a distribution go back by the distribution; an older red letter is told as what it is."""

    def test_the_books_alone_take_nothing_of_a_distribution_back(self):
        plan = self.payable()
        for event in plan.event_ids:
            with self.subTest(kind=event.kind), self.assertRaisesRegex(UserError, "taken back to the vote"):
                self.as_("accountant", event.voucher_id)._reverse("误记")

    def test_a_claim_that_was_taken_back_in_red_is_not_paid(self):
        plan = self.payable()
        (claim,) = plan.event_ids.filtered(lambda event: event.kind == "dividend")
        red = self.red_letter(claim.voucher_id)
        claim.invalidate_recordset()
        self.assertEqual(claim.book_state, "posted", "until the red letter is posted itself")
        self.as_("supervisor", red).action_review()
        poster = new_test_user(
            self.env, login="test_poster", groups="reform_places.group_accountant",
            reform_scope_ids=[(6, 0, self.village.ids)],
        )  # fmt: skip
        red.with_user(poster).action_post()
        claim.invalidate_recordset()
        self.assertEqual(claim.book_state, "reversed")
        found = self.env["reform.distribution.event"].search
        mine = [("distribution_id", "=", plan.id)]
        self.assertEqual(found([*mine, ("book_state", "=", "reversed")]), claim)
        self.assertNotIn(claim, found([*mine, ("book_state", "=", "posted")]))
        self.assertNotIn(claim, found([*mine, ("book_state", "=", "none")]))
        with self.assertRaisesRegex(UserError, "taken back in red"):
            self.paid(plan, plan.line_ids)

    def red_letter(self, voucher):
        """Return the red letter an accountant could write before the way back was the event's own."""
        voucher = self.as_("accountant", voucher)
        red = voucher._create_guarded([voucher._red_letter_vals("误记")])
        red.action_prepare()
        return red.with_env(self.env)
