from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .dividends import TODAY, YEAR, DividendWorld
from .people import PAPER


class DividendCase(DividendWorld, PlaceCase):
    """Three members of ten shares each, and 300,000 yuan of net income."""

    PARTS = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(TODAY)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.build(cls())

    def build(self):
        self.open_books()
        type(self).people = self.members(3)
        self.quantified()


@tagged("post_install", "-at_install")
class TestReformDistribution(DividendCase):
    """From the closed books to the last member paid."""

    def test_the_plan_takes_its_figures_from_the_closed_books(self):
        plan = self.published()
        self.assertEqual((plan.net, plan.brought, plan.base), (300000, 0, 300000))
        self.assertEqual((plan.reserve, plan.dividend, plan.undistributed), (90000, 180000, 30000))

    def test_open_books_are_not_taken_over(self):
        plan = self.drafted(year=2026)
        with self.assertRaisesRegex(UserError, "2026"):
            self.as_("accountant", plan).action_close_accounts()

    def test_books_of_the_old_chart_are_told_why_nothing_is_distributed_in_them(self):
        old = self.env["ledger.chart"].search([("version", "=", "chart_2004")])
        entity = self._entity("合村老社", self.village)
        self.as_("accountant", self.env["ledger.book"])._open(entity, date(2023, 1, 1), chart=old)
        plan = self.drafted(entity_id=entity.id, year=2023)
        with self.assertRaisesRegex(UserError, "chart of 2023 first"):
            self.as_("accountant", plan).action_close_accounts()

    def test_a_floor_and_a_cap_of_the_county_hold(self):
        for name, value in (
            ("distribution_reserve_percent_min", "30"),
            ("distribution_dividend_percent_max", "60"),
        ):
            self.env["reform.parameter"]._create_guarded(
                [
                    {
                        "kind_id": self.env.ref(f"reform_places.parameter_{name}").id,
                        "value": value,
                        "valid_from": date(2025, 1, 1),
                        "county_id": self.county.id,
                        "doc_no": "测农〔2025〕1号",
                    }
                ]
            )._move("in_force")
        plan = self.drafted(reserve_percent=29, dividend_percent=60)
        self.closed(plan)
        with self.assertRaisesRegex(UserError, "29"):
            self.as_("clerk", plan).action_publish()
        self.as_("clerk", plan).write({"reserve_percent": 30, "dividend_percent": 61})
        with self.assertRaisesRegex(UserError, "180,000"):
            self.as_("clerk", plan).action_publish()
        self.as_("clerk", plan).dividend_percent = 60
        self.as_("clerk", plan).action_publish()

    def test_the_vote_waits_until_the_plan_was_open_long_enough(self):
        plan = self.published(published_on=date(2026, 3, 11))
        self.vote(plan)
        with self.assertRaisesRegex(UserError, "2026-03-21"):
            self.as_("supervisor", plan).action_vote()

    def test_nothing_is_booked_without_the_decision_and_nobody_approves_his_own_plan(self):
        plan = self.published()
        with self.assertRaises(UserError):
            self.as_("supervisor", plan).action_vote()
        with self.assertRaises(UserError):
            self.as_("clerk", plan).action_book_reserve()
        self.vote(plan)
        self.users["clerk"].group_ids += self.env.ref("reform_places.group_supervisor")
        with self.assertRaises(AccessError):
            self.as_("clerk", plan).action_vote()

    def test_a_plan_voted_on_is_not_changed(self):
        plan = self.voted()
        with self.assertRaises(AccessError):
            self.as_("clerk", plan).dividend_percent = 61
        with self.assertRaises(AccessError):
            self.as_("accountant", plan).write({"dividend": 1})

    def test_reserve_claims_and_payments_stand_in_the_books_to_the_cent(self):
        plan = self.locked(dividend_percent="60.00", reserve_percent=30)
        self.assertEqual(self.balance("311"), -90000)
        self.assertEqual(self.balance("3220101"), 90000)
        self.assertEqual(plan.line_ids.mapped("amount"), [60000] * 3)
        self.as_("clerk", plan).action_payable()
        self.post_events(plan)
        first = plan.line_ids[0]
        self.assertEqual(self.balance("113", first.partner_id), -60000)
        self.paid(plan, first)
        self.assertEqual((plan.state, plan.unpaid_count), ("payable", 2))
        self.paid(plan, plan.line_ids - first)
        self.assertEqual((plan.state, plan.unpaid_total, plan.paid_total), ("paid", 0, 180000))
        self.as_("accountant", plan.event_ids.filtered(lambda event: event.kind == "paid"))._book()
        waiting = plan.event_ids.voucher_id.filtered(lambda voucher: voucher.state == "prepared")
        self.as_("supervisor", waiting).action_review()
        with self.assertRaises(AccessError):
            # Who prepared them does not post them.
            self.as_("accountant", waiting).action_post()

    def test_cents_that_cannot_be_divided_go_to_the_reserve(self):
        freeze = self.share_change(self.people[0], move="freeze", number=3, day=date(2025, 8, 1))
        self.as_("supervisor", freeze).action_book()
        plan = self.payable()
        self.assertEqual(sorted(plan.line_ids.mapped("amount")), [46666.66, 66666.66, 66666.66])
        self.assertEqual(plan.residue, 0.02)
        self.assertEqual((self.balance("311"), self.balance("3220101")), (-90000.02, 90000.02))
        self.assertEqual((self.balance("3220102"), self.balance("322")), (179999.98, 270000))

    def test_the_day_of_the_register_decides_who_takes_part(self):
        giver, taker = self.people[:2]
        change = self.share_change(giver, taker, number=5, day=date(2026, 1, 15))
        self.as_("supervisor", change).action_book()
        plan = self.locked()
        by_member = {line.member_id: line.shares for line in plan.line_ids}
        self.assertEqual(by_member, dict.fromkeys(self.people, 10))

    def test_frozen_shares_get_nothing_and_collective_ones_go_to_the_reserve(self):
        freeze = self.share_change(self.people[0], move="freeze", number=10, day=date(2025, 8, 1))
        self.as_("supervisor", freeze).action_book()
        plan = self.payable()
        self.assertEqual({line.member_id: line.amount for line in plan.line_ids},
                         dict.fromkeys(self.people[1:], 90000))  # fmt: skip

    def test_nobody_borrows_to_distribute(self):
        self.post_voucher(date(2026, 1, 5), "works", [("514", 250000, 0), ("102", 0, 250000)])
        plan = self.locked()
        with self.assertRaisesRegex(UserError, "borrows"):
            self.as_("clerk", plan).action_payable()
        self.post_voucher(date(2026, 1, 6), "loan", [("102", 200000, 0)] + [("211", 0, 200000)])
        with self.assertRaisesRegex(UserError, "borrows"):
            self.as_("clerk", plan).action_payable()

    def test_a_dividend_is_paid_to_a_verified_account_or_on_a_signed_list(self):
        plan = self.payable()
        with self.assertRaisesRegex(UserError, "not verified"):
            self.paid(plan, plan.line_ids, method="bank")
        with self.assertRaisesRegex(UserError, "signed"):
            self.paid(plan, plan.line_ids, paper=False)
        member = plan.line_ids[0].member_id
        self.as_("clerk", member).bank_account = "6214660000001234"
        self.as_("cashier", member).action_verify_account()
        event = self.paid(plan, plan.line_ids[0], method="bank", paper=False)
        self.assertEqual((event.amount, plan.line_ids[0].method), (60000, "bank"))
        with self.assertRaisesRegex(UserError, "nothing left"):
            self.paid(plan, plan.line_ids[0])
        signed = self.paid(plan, plan.line_ids[1:])
        self.assertEqual(len(signed.paper_digest), 64)

    def test_nobody_is_paid_before_the_claims_are_posted(self):
        plan = self.locked()
        with self.assertRaises(UserError):
            self.paid(plan, plan.line_ids)
        self.as_("clerk", plan).action_payable()
        with self.assertRaisesRegex(UserError, "not posted"):
            self.paid(plan, plan.line_ids)

    def test_before_payment_everything_is_taken_back_in_red_and_done_again(self):
        plan = self.payable()
        first = plan.line_ids[0].partner_id
        self.as_("accountant", plan)._undo("份额登记有误")
        self.assertEqual((plan.state, len(plan.line_ids)), ("voted", 0))
        red = plan.event_ids.filtered("reversal_of_id").voucher_id
        self.assertEqual(set(red.mapped("state")), {"prepared"})
        self.assertEqual(set(red.entry_ids.mapped(lambda line: line.debit + line.credit < 0)), {True})
        self.as_("supervisor", red).action_review()
        red.invalidate_recordset()
        red.sudo().with_user(self.other_accountant())._post()
        self.assertEqual((self.balance("113", first), self.balance("311"), self.balance("322")), (0, 0, 0))
        self.as_("clerk", plan).action_book_reserve()
        self.post_events(plan)
        self.as_("supervisor", plan).action_lock_shares()
        self.as_("clerk", plan).action_payable()
        self.post_events(plan)
        self.assertEqual((self.balance("113", first), self.balance("311")), (-60000, -90000))

    def other_accountant(self):
        return self.users["accountant"].sudo().copy({"login": "second_accountant", "name": "会计二"})

    def test_after_payment_a_mistake_is_put_right_forward(self):
        plan = self.payable()
        line = plan.line_ids[0]
        self.paid(plan, line)
        with self.assertRaises(UserError):
            self.as_("accountant", plan)._undo("x")
        with self.assertRaises(UserError):
            self.as_("clerk", plan)._correct(line.with_user(self.users["clerk"]), 100, reason="", paper=PAPER)
        other = plan.line_ids[1]
        for each, amount, reason in ((line, -150, "多算"), (other, 100, "漏算")):
            self.as_("clerk", plan)._correct(
                each.with_user(self.users["clerk"]), amount, reason=reason, paper=PAPER
            )
        self.post_events(plan)
        self.assertEqual((line.corrected, line.unpaid, other.unpaid), (-150, -150, 60100))
        self.assertEqual(self.balance("3220102"), 179950)

    def test_what_members_may_claim_is_what_their_accounts_say(self):
        plan = self.payable()
        self.paid(plan, plan.line_ids[0])
        facts = self.env["reform.distribution"]._register_facts(self.collective, TODAY)
        self.assertEqual(
            {partner: float(-amount) for partner, amount in facts.items()},
            {line.partner_id.id: self.balance("113", line.partner_id) for line in plan.line_ids},
            "a payment counts once its voucher is posted",
        )
        self.assertFalse([each for _name, found in plan._reform_invariants() for each in found])

    def test_the_result_is_posted_and_audited_by_somebody_who_took_no_part(self):
        plan = self.payable()
        self.paid(plan, plan.line_ids[:2])
        self.as_("director", plan)._settle("一户外出务工")
        self.as_("clerk", plan).write(
            {"disclosed_on": TODAY, "disclosed_place": "公开栏", "disclosed_photo": plan.published_photo}
        )
        with self.assertRaisesRegex(UserError, "not posted"):
            self.as_("clerk", plan).action_disclose()
        self.as_("clerk", plan.event_ids)._book()
        self.post_events(plan)
        self.as_("clerk", plan).action_disclose()
        self.as_("auditor", plan)._audit("账表相符。")
        self.assertEqual((plan.state, plan.unpaid_count), ("audited", 1))
        self.assertEqual(self.paid(plan, plan.line_ids[2:]).amount, 60000, "who was away is paid later")

    def test_a_plan_for_the_whole_and_one_of_a_former_village_exclude_each_other(self):
        self.drafted()
        with self.assertRaises(ValidationError):
            self.drafted(origin_place_id=self.old_a.id)

    def test_a_year_without_shares_is_not_distributed(self):
        plan = self.drafted(share_date=date(2025, 5, 1))
        self.closed(plan)
        with self.assertRaisesRegex(UserError, "shares"):
            self.as_("clerk", plan).action_publish()


@tagged("post_install", "-at_install")
class TestDistributionInTransition(DividendCase):
    """A merged village that keeps accounts and shares by former village has a plan for each."""

    def build(self):
        self.open_books(parts={self.old_a: 90000, self.old_b: 30000})
        type(self).ours = self.members(2, household=self.household(code="A1", origin_place_id=self.old_a.id))
        type(self).theirs = self.members(
            3, household=self.household(code="B1", origin_place_id=self.old_b.id)
        )
        self.quantified(origin_place_id=self.old_a.id)
        self.quantified(origin_place_id=self.old_b.id)

    def test_each_former_village_distributes_what_it_earned_to_its_own(self):
        with self.assertRaisesRegex(UserError, "apart"):
            whole = self.drafted()
            self.closed(whole)
            self.as_("clerk", whole).action_publish()
        self.as_("accountant", whole).action_reopen_draft()
        self.as_("clerk", whole).unlink()
        plan_a = self.payable(origin_place_id=self.old_a.id, dividend_percent=70)
        plan_b = self.payable(origin_place_id=self.old_b.id, dividend_percent=70)
        self.assertEqual((plan_a.net, plan_b.net), (90000, 30000))
        self.assertEqual(plan_a.line_ids.member_id, self.ours)
        self.assertEqual(plan_b.line_ids.member_id, self.theirs)
        self.assertEqual(plan_a.line_ids.mapped("amount"), [31500] * 2)
        self.assertEqual(plan_b.line_ids.mapped("amount"), [7000] * 3)
        entries = plan_a.event_ids.voucher_id.entry_ids
        self.assertEqual(entries.origin_place_id, self.old_a)


@tagged("post_install", "-at_install")
class TestDistributionOfMany(DividendCase):
    """Three thousand members: their parts are made by a fixed number of statements, to the cent."""

    def build(self):
        self.open_books(income=1000000)
        type(self).people = self.members(1)
        self.quantified()

    def test_parts_of_many_members_take_as_many_statements_as_of_few(self):
        plan = self.voted(dividend_percent=70)
        self.as_("clerk", plan).action_book_reserve()
        self.post_events(plan)
        self.env.cr.execute(
            """WITH p AS (INSERT INTO res_partner (name, active, type, complete_name)
                          SELECT '成员' || n, TRUE, 'contact', '成员' || n FROM generate_series(1, 3000) n
                          RETURNING id, name),
                    m AS (INSERT INTO reform_member
                                 (entity_id, household_id, name, state, cause, since, partner_id)
                          SELECT %s, %s, p.name, 'member', 'original', '2025-05-20', p.id FROM p
                          RETURNING id, partner_id)
               INSERT INTO reform_share
                      (entity_id, kind, move, partner_id, member_id, number, frozen, date, user_id)
               SELECT %s, 'member', 'grant', m.partner_id, m.id, 7.3, 0, '2025-05-20', %s FROM m""",
            [self.collective.id, self.people.household_id.id, self.collective.id, self.env.uid],
        )
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.as_("supervisor", plan).action_lock_shares()
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 120)
        self.assertEqual(plan.holder_count, 3001)
        total = sum(round(amount * 100) for amount in plan.line_ids.mapped("amount"))
        self.assertEqual(total + round(plan.residue * 100), round(plan.dividend * 100))
        self.assertLess(plan.residue, 30.01)
        self.assertFalse(plan._check_parts())


assert YEAR == TODAY.year - 1
