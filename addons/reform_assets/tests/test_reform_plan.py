from datetime import timedelta

from freezegun import freeze_time
from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .plan_case import PAPER, PlanCase


@tagged("-at_install", "post_install")
class TestReformPlan(PlanCase):
    def test_a_plan_goes_the_whole_way_and_counts_only_after_the_acceptance(self):
        plan = self.plan()
        self.assertEqual((plan.state, plan.name[:2], plan.idle_since), ("draft", "YC", self.days_ago(400)))
        self.in_use(plan)
        self.assertEqual(plan.asset_id.use_state, "in_use")
        self.assertFalse(plan.counted_from)
        self.accepted(plan)
        self.assertEqual((plan.state, plan.counted_from), ("accepted", civil_day.today()))

    def test_eight_uses_stand_in_one_building(self):
        plan = self.plan(uses=[self.use(name=f"功能室{number}", share_percent=12.5) for number in range(8)])
        self.assertEqual(plan.use_count, 8)
        self.as_("clerk", plan).action_consult()
        self.assertEqual(plan.state, "consulted")

    def test_shares_over_a_hundred_percent_are_refused(self):
        plan = self.plan(uses=[self.use(share_percent=60), self.use(share_percent=41)])
        with self.assertRaisesRegex(UserError, "101"):
            self.as_("clerk", plan).action_consult()

    def test_an_asset_has_one_open_plan(self):
        plan = self.plan()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.plan(plan.asset_id)
        self.as_("clerk", plan).action_cancel(reason="重新谋划")
        self.assertEqual(self.plan(plan.asset_id).state, "draft")

    def test_an_asset_of_a_bundle_is_planned_once_too(self):
        cards = self.idle_card() | self.idle_card(name="老仓库")
        self.assertEqual(self.plan(cards).asset_count, 2)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.plan(cards[1])

    def test_a_method_that_the_scheme_does_not_allow_is_refused(self):
        plan = self.plan(uses=[self.use("office", "sale")])
        with self.assertRaisesRegex(UserError, "does not allow this method"):
            self.as_("clerk", plan).action_consult()

    def test_a_scheme_that_no_longer_holds_is_refused(self):
        plan = self.plan()
        agriculture = self.as_("county_agriculture", self.env.ref("reform_assets.reform_scheme_example"))
        draft = self.env["reform.scheme"].browse(agriculture.action_new_version()["res_id"])
        self.assertEqual((draft.county_id, draft.version, len(draft.destination_ids)), (self.county, 1, 5))
        with self.assertRaisesRegex(UserError, "another person"):
            self.as_("county_agriculture", draft).action_start()
        self.as_("county_finance", draft).action_start()
        with self.assertRaisesRegex(UserError, "not the one in force"):
            self.as_("clerk", plan).action_consult()
        plan.with_user(self.users["clerk"]).write({"scheme_id": draft.id})
        plan.use_ids.with_user(self.users["clerk"]).destination_id = self.destination("office", draft)
        self.as_("clerk", plan).action_consult()

    def test_state_property_waits_for_the_finance_bureau_with_a_collective_decision(self):
        card = self.state_card()
        plan = self.plan(card, role="township")
        self.as_("township", plan).action_consult()
        with self.assertRaises(AccessError):
            self.as_("county_agriculture", plan).action_approve(number="1")
        with self.assertRaisesRegex(UserError, "article 19"):
            self.as_("county_finance", plan).action_approve(number="1")
        self.paper(plan, "collective_decision", "township")
        ask = self.as_("county_finance", plan).action_approve()
        self.assertEqual(ask["res_model"], "reform.plan.ask")
        self.as_("county_finance", plan).action_approve(number="县财资〔2026〕8号")
        self.assertEqual((plan.state, plan.approval_no), ("approved", "县财资〔2026〕8号"))

    def state_card(self):
        card = self.card(
            "township", owner_class="state", entity_id=self.state_body.id, place_id=self.township.id,
            origin_place_id=self.township.id, name="原乡政府办公楼", use_state="idle",
            idle_since=self.days_ago(300),
        )  # fmt: skip
        # The village level of a township's own house is its own supervisor, with the township in scope.
        self.users["supervisor"].sudo().reform_scope_ids = [Command.link(self.township.id)]
        second = self.users["township"].copy(
            {"login": "second_township", "reform_scope_ids": [Command.set(self.township.ids)]}
        )
        self.as_("supervisor", card).action_check_village()
        card.with_user(second).action_check_town()
        self.as_("county_finance", card).action_confirm()
        return card

    def test_collective_property_waits_for_the_members(self):
        plan = self.plan()
        self.as_("clerk", plan).action_consult()
        with self.assertRaisesRegex(UserError, "needs a decision"):
            self.as_("township", plan).action_approve()
        with self.assertRaises(AccessError):
            self.as_("clerk", plan).action_approve()
        pass_decision(plan, self.users, vals={"body": "representative_assembly"})
        self.as_("township", plan).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_uses_changed_after_the_vote_need_a_new_vote(self):
        plan = self.plan()
        self.as_("clerk", plan).action_consult()
        pass_decision(plan, self.users, vals={"body": "representative_assembly"})
        with self.assertRaises(AccessError):
            self.as_("clerk", plan.use_ids).write({"operator": "别人"})
        self.as_("clerk", plan).action_back_to_draft(reason="改用途")
        self.as_("clerk", plan.use_ids).write({"operator": "别人"})
        self.as_("clerk", plan).action_consult()
        with self.assertRaisesRegex(UserError, "differ"):
            self.as_("township", plan).action_approve()

    def test_a_school_needs_the_education_bureau_and_the_county(self):
        plan = self.plan(self.idle_card(name="原甲村小学教学楼"))
        self.assertTrue(plan.is_school)
        self.as_("clerk", plan).action_consult()
        pass_decision(plan, self.users, vals={"body": "representative_assembly"})
        with self.assertRaises(AccessError):
            self.as_("township", plan).action_approve()
        with self.assertRaisesRegex(UserError, "education bureau"):
            self.as_("county_agriculture", plan).action_approve(number="1")
        self.paper(plan, "education_opinion")
        self.as_("county_agriculture", plan).action_approve(number="县农〔2026〕3号")
        self.assertEqual(plan.state, "approved")

    def test_a_dangerous_building_is_pulled_down_or_reinforced(self):
        card = self.idle_card(condition="dangerous")
        plan = self.plan(card)
        with self.assertRaisesRegex(UserError, "pulled down"):
            self.as_("clerk", plan).action_consult()
        plan.with_user(self.users["clerk"]).reinforce = True
        self.approved(plan)
        with self.assertRaisesRegex(UserError, "safety report"):
            self.as_("director", plan).action_prepare()
        self.paper(plan, "safety_report")
        self.as_("director", plan).action_prepare()
        other = self.plan(
            self.idle_card(condition="dangerous", name="兽防站"), [self.use("market", "demolish")]
        )
        self.as_("clerk", other).action_consult()

    def test_a_frozen_owner_begins_nothing_new(self):
        plan = self.approved(self.plan())
        self.collective.frozen = True
        with self.assertRaisesRegex(UserError, "frozen"):
            self.as_("director", plan).action_prepare()

    def test_each_method_shows_itself_in_its_own_way(self):
        for method, destination, kind in (
            ("lend", "welfare", "agreement"),
            ("equity", "industry", "share_paper"),
            ("self_use", "office", "handover"),
        ):
            with self.subTest(method=method):
                plan = self.plan(self.idle_card(name=f"库{method}"), [self.use(destination, method)])
                self.approved(plan)
                self.as_("director", plan).action_prepare()
                with self.assertRaisesRegex(UserError, "attach the"):
                    self.as_("director", plan).action_put_in_use()
                self.paper(plan, kind)
                self.as_("director", plan).action_put_in_use()
                self.assertEqual(plan.state, "in_use")

    def test_letting_shows_itself_by_a_contract_in_force(self):
        plan = self.approved(
            self.plan(uses=[self.use("industry", "lease", income_year=12000, income_basis="estimate")])
        )
        self.as_("director", plan).action_prepare()
        with self.assertRaisesRegex(UserError, "name the contract"):
            self.as_("director", plan).action_put_in_use()
        lease = self.effective_lease(self.lease(plan.asset_id))
        self.as_("director", plan).action_put_in_use()
        self.assertEqual((plan.use_ids.lease_id, plan.asset_id.use_state), (lease, "leased"))

    def test_nothing_on_purpose_is_not_unknown(self):
        plan = self.plan(uses=[self.use("welfare", "lend", income_basis="zero", income_year=5)])
        with self.assertRaisesRegex(UserError, "nothing on purpose"):
            self.as_("clerk", plan).action_consult()
        plan.use_ids.with_user(self.users["clerk"]).income_year = 0
        self.as_("clerk", plan).action_consult()
        self.assertEqual(plan.use_ids.income_basis, "zero")

    def test_two_sides_accept_on_the_spot_and_neither_proposed_it(self):
        plan = self.in_use(self.plan())
        acceptance = self.acceptance(plan)
        with self.assertRaises(AccessError):
            self.as_("clerk", acceptance).action_sign()
        self.as_("supervisor", acceptance).action_sign()
        self.assertEqual(plan.state, "in_use")
        with self.assertRaises(UserError):
            self.as_("supervisor", acceptance).action_sign()
        with self.assertRaises(AccessError):
            self.as_("clerk", acceptance).write({"income_year": 1})
        self.as_("township", acceptance).action_sign()
        self.assertEqual((plan.state, acceptance.state), ("accepted", "accepted"))

    def test_an_acceptance_needs_photo_date_and_figures(self):
        plan = self.in_use(self.plan())
        for vals, words in (
            ({"photo": False}, "photo"),
            ({"figures_known": False}, "enter income"),
            ({"date": civil_day.today() - timedelta(days=31)}, "30 days"),
            ({"area_in_use": 100000}, "larger"),
        ):
            with self.subTest(vals=vals):
                acceptance = self.acceptance(plan, **vals)
                with self.assertRaisesRegex(UserError, words):
                    self.as_("township", acceptance).action_sign()
                self.as_("township", acceptance).action_refuse()

    def test_a_photo_that_is_no_picture_is_refused(self):
        plan = self.in_use(self.plan())
        with self.assertRaises(UserError):
            self.acceptance(plan, photo=PAPER)

    def test_a_new_version_keeps_the_old_one(self):
        plan = self.approved(
            self.plan(uses=[self.use(payee_ids=[Command.create({"name": "甲", "share_percent": 30})])])
        )
        action = self.as_("clerk", plan).action_replan(reason="引入企业")
        new = self.env["reform.plan"].browse(action["res_id"])
        self.assertEqual((plan.state, new.version, new.previous_id), ("superseded", 2, plan))
        self.assertEqual(new.use_ids.mapped("name"), plan.use_ids.mapped("name"))
        self.assertEqual(new.use_ids.payee_ids.share_percent, 30)
        self.assertEqual(len(plan.use_ids), 1)

    def test_a_plan_is_closed_with_what_the_register_says(self):
        plan = self.approved(self.plan(uses=[self.use("market", "demolish")]))
        with self.assertRaisesRegex(UserError, "still on the register"):
            self.as_("township", plan).action_close(reason="拆了", to="scrapped")
        with self.assertRaisesRegex(UserError, "none of its uses"):
            self.as_("township", plan).action_close(reason="卖了", to="disposed")
        plan.asset_id._set_use("scrapped", civil_day.today(), "已拆除")
        self.as_("township", plan).action_close(reason="拆除完毕", to="scrapped")
        self.assertEqual(plan.state, "scrapped")
        self.assertFalse(plan.counted_from)

    def test_nothing_can_be_done_is_a_legal_end(self):
        plan = self.plan()
        with self.assertRaises(AccessError):
            self.as_("clerk", plan).action_mark_unfit(reason="偏远")
        self.as_("township", plan).action_mark_unfit(reason="偏远、面积小、无人承接")
        self.assertEqual(plan.state, "unfit")

    def test_papers_of_a_step_stay_as_they_are(self):
        plan = self.plan()
        paper = self.paper(plan, "minutes")
        self.as_("clerk", plan).action_consult()
        for act in (
            lambda: paper.write({"file": PAPER}),
            paper.unlink,
            lambda: paper.write({"is_sealed": False}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_the_number_of_statements_of_a_list_does_not_grow(self):
        plans = self.env["reform.plan"]
        for number in range(12):
            plans |= self.plan(self.idle_card(name=f"处{number}"))
        township = self.as_("township", plans)
        names = ["name", "asset_id", "place_id", "use_count", "income_year", "deadline", "state"]
        counts = []
        for size in (3, 12):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            township[:size].read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


@tagged("-at_install", "post_install")
class TestReformInspection(PlanCase):
    def inspect(self, plan, result, role="clerk", **vals):
        inspection = self.env["reform.inspection"].search([("plan_id", "=", plan.id), ("state", "=", "due")])
        if not inspection:
            plan._schedule_inspections(civil_day.today())
            inspection = self.env["reform.inspection"].search(
                [("plan_id", "=", plan.id), ("state", "=", "due")]
            )
        own = self.as_(role, inspection)
        picture = self.env["reform.plan.acceptance"].search([("plan_id", "=", plan.id)])[:1].photo
        own.write({"result": result, "photo": picture, "note": "看过", **vals})
        own.action_report()
        return inspection.with_env(self.env)

    def test_the_day_after_an_acceptance_the_plan_is_monitored_and_inspected_at_an_interval(self):
        plan = self.accepted(self.plan())
        with freeze_time(civil_day.today() + timedelta(days=1)):
            self.env["reform.inspection"]._cron_inspections()
        self.assertEqual((plan.state, len(plan.inspection_ids)), ("monitored", 1))
        self.assertEqual(plan.inspection_ids.date_due, civil_day.today() + timedelta(days=90))

    def test_a_place_found_idle_goes_back_to_the_idle_ledger_when_the_township_confirms(self):
        plan = self.accepted(self.plan())
        self.inspect(plan, "idle_again")
        self.assertEqual(plan.relapse, "idle_again")
        self.assertIn(plan, self.env["reform.plan"].search([("relapse", "=", "idle_again")]))
        with self.assertRaises(AccessError):
            self.as_("director", plan).action_confirm_relapse()
        self.as_("township", plan).action_confirm_relapse()
        self.assertEqual((plan.state, plan.asset_id.use_state), ("relapsed", "idle"))
        self.assertEqual(plan.counted_to, civil_day.today())
        new = self.env["reform.plan"].browse(self.as_("clerk", plan).action_replan(reason="再盘活")["res_id"])
        self.assertEqual((new.origin, plan.state), ("inspection", "relapsed"))

    def test_who_found_it_idle_does_not_confirm_it(self):
        plan = self.accepted(self.plan())
        self.inspect(plan, "idle_again", "township")
        with self.assertRaises(AccessError):
            self.as_("township", plan).action_confirm_relapse()

    def test_two_missed_inspections_propose_a_relapse_and_an_answer_ends_it(self):
        plan = self.accepted(self.plan())
        at = civil_day.today()
        for _turn in range(3):
            with freeze_time(at):
                self.env["reform.inspection"]._cron_inspections()
            at += timedelta(days=106)
        self.assertEqual(plan.inspection_ids.mapped("state"), ["due", "missed", "missed"])
        plan.invalidate_recordset()
        self.assertEqual(plan.relapse, "missed")
        self.as_("township", plan).action_refuse_relapse(reason="仍在使用，已补查")
        plan.invalidate_recordset()
        self.assertFalse(plan.relapse)

    def test_an_inspection_needs_a_photo_and_a_word(self):
        plan = self.accepted(self.plan())
        for vals in ({"photo": False}, {"result": "damaged", "note": False}):
            with self.subTest(vals=vals), self.assertRaises(UserError), self.cr.savepoint():
                self.inspect(plan, vals.pop("result", "in_use"), **vals)

    def test_a_reported_inspection_stays_as_it_is(self):
        plan = self.accepted(self.plan())
        inspection = self.inspect(plan, "changed_use")
        with self.assertRaises(AccessError):
            self.as_("clerk", inspection).write({"result": "in_use"})
        with self.assertRaises(UserError):
            self.as_("clerk", inspection).action_report()
