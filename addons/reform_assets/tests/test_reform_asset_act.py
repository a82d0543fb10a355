"""Acts on cards: what they write, who approves them, what they refuse, how they are taken back."""

from decimal import Decimal

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import RestrictViolation

from .act_case import FILE, ActCase

PART = {"area_sqm": 100}


@tagged("-at_install", "post_install")
class TestReformAssetAct(ActCase):
    def values(self, card):
        return card.cost, card.accumulated, card.net_value

    # --- coming in ---

    def test_the_opening_position_is_an_act_with_cost_depreciation_months_and_source(self):
        card = self.card(cost=0, net_value=0)
        line = {"cost": 120000, "accumulated": 45000.5, "months_used": 144, "acquired_date": "2008-03-01"}
        act = self.done("opening", card, [line], ref_no="清产核资表第3号")
        self.assertEqual(self.values(card), (120000, 45000.5, 74999.5))
        self.assertEqual((card.months_used, str(card.acquired_date)), (144, "2008-03-01"))
        self.assertEqual((act.state, act.name[:2], act.done_by_id), ("done", "BD", self.users["clerk"]))
        self.assertEqual(act._money_event()["kind"], "asset_opening")
        with self.assertRaises(UserError):
            self.done("bought", card, [{"cost": 1}])

    def test_what_comes_in_tells_the_books_each_kind_by_its_own_name(self):
        for kind, event in (
            ("bought", "asset_bought"),
            ("built", "asset_built"),
            ("granted", "asset_granted"),
            ("donated", "asset_donated"),
            ("allocated", "asset_allocated"),
            ("surplus", "asset_surplus"),
        ):
            with self.subTest(kind=kind):
                card = self.card(cost=0, net_value=0)
                worn = 10000 if kind == "allocated" else 0
                act = self.done(kind, card, [{"cost": 30000, "accumulated": worn}])
                told = act._money_event()
                self.assertEqual((told["kind"], told["key"]), (event, f"act:{act.name}"))
                amounts = told["lines"][0]
                self.assertEqual((amounts["cost"], amounts["net"]), (30000, 30000 - worn))
                self.assertEqual(amounts["origin_place_id"], self.old_a.id)
                self.assertEqual(card.acquired_date, act.date)

    def test_what_has_a_cost_of_its_own_from_now_on_brings_nothing_written_off(self):
        """The price, the settlement, the papers of the grant, what a find is worth as it stands."""
        for kind in ("bought", "built", "granted", "donated", "surplus"):
            with self.subTest(kind=kind):
                act = self.act(kind, self.card(), [{"cost": 100, "accumulated": 40}])
                with self.assertRaisesRegex(UserError, "nothing is written off yet"):
                    self.as_("clerk", act).action_submit()
                form = self.env["reform.asset.act.line"].new({"act_id": act.id, "asset_id": self.card().id})
                form._onchange_asset_id()
                self.assertEqual((form.cost, form.accumulated), (30000, 0))

    # --- changing ---

    def test_an_improvement_adds_to_cost_and_life(self):
        cards = self.confirm(self.card() | self.card(cost=40000, net_value=40000))
        act = self.done("improve", cards, amount=1000.01, more_months=24)
        self.assertEqual(self.values(cards[0]), (80666.67, 50000, 30666.67))
        self.assertEqual(self.values(cards[1]), (40333.34, 0, 40333.34))
        self.assertEqual(cards.mapped("useful_life_months"), [24, 24])
        told = act._money_event()
        self.assertEqual(sum(line["cost"] for line in told["lines"]), Decimal("1000.01"))

    def test_a_revaluation_tells_the_difference(self):
        card = self.confirm(self.card())
        act = self.done("revalue", card, [{"cost": 90000, "accumulated": 55000}])
        self.assertEqual(self.values(card), (90000, 55000, 35000))
        told = act._money_event()["lines"][0]
        self.assertEqual(
            [told[name] for name in ("more_cost", "less_worn", "difference")], [10000, -5000, 5000]
        )

    def test_a_card_is_divided_to_the_cent_and_the_parts_are_confirmed(self):
        card = self.confirm(self.card(cost=100000, net_value=33333.33))
        act = self.act("split", card, [{}, PART, PART, PART])
        self.as_("clerk", act).action_divide()
        self.as_("clerk", act).action_submit()
        self.as_("township", act).action_approve()
        self.as_("clerk", act).action_carry_out()
        parts = act.line_ids.result_id
        self.assertEqual(sorted(parts.mapped("cost")), [33333.33, 33333.33, 33333.34])
        self.assertEqual(sum(Decimal(repr(part.accumulated)) for part in parts), Decimal("66666.67"))
        self.assertEqual((set(parts.mapped("state")), parts.mapped("area_sqm")), ({"confirmed"}, [100] * 3))
        self.assertEqual((card.use_state, card.cost), ("disposed", 100000))
        self.assertEqual((parts.entity_id, parts.origin_place_id), (card.entity_id, card.origin_place_id))
        self.assertFalse(self.env["reform.asset"]._check_digests())

    def test_parts_that_are_not_the_whole_are_refused_with_the_figures(self):
        card = self.confirm(self.card())
        half = {"cost": 40000, "accumulated": 25000, "area_sqm": 150, "quantity": 0.5}
        act = self.act("split", card, [{}, half, {**half, "cost": 40000.01}])
        with self.assertRaisesRegex(UserError, "80000.01"):
            self.as_("clerk", act).action_submit()

    def test_cards_are_put_together_with_their_sums(self):
        cards = self.confirm(self.card() | self.card(cost=20000.01, net_value=20000.01, area_sqm=50.5))
        act = self.done("merge", cards, [{}, {}, {"name": "原甲村小学（合并）"}])
        whole = act.line_ids.result_id
        self.assertEqual(self.values(whole), (100000.01, 50000, 50000.01))
        self.assertEqual((whole.name, whole.area_sqm, whole.quantity), ("原甲村小学（合并）", 350.5, 2))
        self.assertEqual((whole.state, set(cards.mapped("use_state"))), ("confirmed", {"disposed"}))

    # --- using ---

    def test_a_thing_is_lent_free_of_charge_and_comes_back(self):
        card = self.confirm(self.card())
        self.done("lend", card)
        self.assertEqual(card.use_state, "lent")
        with self.assertRaises(UserError):
            self.done("lend", card)
        with self.assertRaises(UserError):
            self.as_("clerk", card)._report_use("idle", self.days_ago(1), "没人用")
        self.done("give_back", card, use_after="idle")
        self.assertEqual((card.use_state, str(card.idle_since)), ("idle", str(self.days_ago(0))))

    def test_what_was_not_given_back_in_time_is_told_to_the_daily_look(self):
        act = self.done("lend", self.confirm(self.card()), returns_on=self.days_ago(-30))

        def told(days):
            facts = self.env["reform.asset.act"]._alert_facts(self.days_ago(-days))
            return [fact for fact in facts if fact.record == act]

        self.assertFalse(told(30))
        [fact] = told(31)
        self.assertEqual((fact.kind, fact.place_id), ("loan_overdue", self.village.id))
        sentence = self.env["reform.asset.act"]._alert_kinds()["loan_overdue"].sentence
        self.assertIn(act.name, sentence(self.env, **fact.facts))
        self.done("give_back", act.asset_ids)
        self.assertFalse(told(31))

    def test_a_thing_moves_to_another_village_with_whoever_answers_for_both(self):
        card = self.confirm(self.card())
        act = self.act("move", card, to_place_id=self.other_village.id)
        self.as_("clerk", act).action_submit()
        with self.assertRaises(UserError):
            self.as_("township", act).action_approve()
        self.as_("county_agriculture", act).action_approve()
        self.as_("clerk", act).action_carry_out()
        self.assertEqual((card.place_id, card.origin_place_id), (self.other_village, self.old_a))

    # --- leaving ---

    def test_what_is_removed_stays_a_card_and_does_not_come_back_by_itself(self):
        card = self.confirm(self.card())
        act = self.done("removal", card, removal="asset_given")
        self.assertEqual((card.use_state, self.values(card)), ("disposed", (80000, 50000, 30000)))
        told = act._money_event()
        amounts = told["lines"][0]
        self.assertEqual(told["kind"], "asset_given")
        self.assertEqual((amounts["accumulated"], amounts["net"]), (Decimal("50000.00"), Decimal("30000.00")))
        card._set_use("idle", self.days_ago(1), "租约到期")
        self.assertEqual(card.use_state, "disposed")
        with self.assertRaises(UserError):
            self.done("improve", card, amount=5)

    def test_nothing_leaves_while_its_title_is_disputed_or_unconfirmed(self):
        card = self.confirm(self.card())
        self.env["reform.asset.dispute"].create({"asset_id": card.id, "claimant": "甲", "claim": "x"})
        with self.assertRaises(UserError):
            self.as_("clerk", self.act("removal", card)).action_submit()
        nobodys = self.confirm(self.card(owner_class="unconfirmed"))
        with self.assertRaises(UserError):
            self.as_("clerk", self.act("shortage", nobodys)).action_submit()

    def test_what_is_let_is_neither_lent_nor_divided(self):
        hall = self.effective_lease().asset_ids
        for kind, lines in (("lend", None), ("split", [{}, PART, PART]), ("shortage", None)):
            with self.subTest(kind=kind), self.assertRaises(UserError):
                self.as_("clerk", self.act(kind, hall, lines)).action_submit()

    # --- the road ---

    def test_an_act_without_its_papers_is_not_submitted(self):
        card = self.confirm(self.card())
        act = self.act("shortage", card, papers=False)
        with self.assertRaisesRegex(UserError, "Resolution of the Members"):
            self.as_("clerk", act).action_submit()
        self.assertIn("Count Sheet", act.papers_missing)

    def test_papers_are_sealed_and_stay(self):
        act = self.done("lend", self.confirm(self.card()))
        paper = act.paper_ids
        self.assertEqual(len(paper.digest), 64)
        self.assertIn(paper.digest, str(act._seal_payload()))
        for values in ({"file": FILE}, {"kind": "other"}):
            with self.assertRaises(AccessError):
                self.as_("clerk", paper).write(values)
        file = self.env["ir.attachment"].search(
            [("res_model", "=", paper._name), ("res_id", "=", paper.id), ("res_field", "=", "file")]
        )
        with (
            self.assertRaises(RestrictViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(flush=False),
        ):
            self.env.cr.execute("DELETE FROM ir_attachment WHERE id = %s", [file.id])

    def test_the_worth_decides_who_approves_and_never_who_asked(self):
        small = self.act("lend", self.confirm(self.card(cost=50000, net_value=1)))
        large = self.act("lend", self.confirm(self.card(cost=600000, net_value=1)))
        self.as_("clerk", small | large).action_submit()
        with self.assertRaises(AccessError):
            self.as_("director", large).action_approve()
        with self.assertRaises(AccessError):
            self.as_("township", large).action_approve()
        self.as_("director", small).action_approve()
        self.as_("county_agriculture", large).action_approve()
        own = self.act("lend", self.confirm(self.card()), role="township")
        self.as_("township", own).action_submit()
        with self.assertRaises(UserError):
            self.as_("township", own).action_approve()

    def test_state_property_is_approved_by_finance(self):
        card = self.confirm(self.card(owner_class="state", entity_id=self.state_body.id))
        act = self.act("lend", card)
        self.as_("clerk", act).action_submit()
        for role in ("director", "township", "county_agriculture", "auditor", "administrator"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, act).action_approve()
        self.as_("county_finance", act).action_approve()
        self.assertEqual(act.approval_ids.user_id, self.users["county_finance"])

    def test_a_returned_act_is_changed_and_comes_again(self):
        act = self.act("improve", self.confirm(self.card()), amount=10)
        self.as_("clerk", act).action_submit()
        self.as_("township", act).action_return(reason="金额与决算不符")
        self.assertEqual(act.state, "draft")
        self.as_("clerk", act).amount = 12
        self.as_("clerk", act).action_submit()
        self.as_("director", act).action_approve()

    def test_nothing_is_carried_out_before_its_approval_or_twice(self):
        act = self.act("lend", self.confirm(self.card()))
        with self.assertRaises(UserError):
            self.as_("clerk", act).action_carry_out()
        self.as_("clerk", act).action_submit()
        with self.assertRaises(UserError):
            self.as_("clerk", act).action_carry_out()
        self.as_(self.approver(act), act).action_approve()
        self.as_("clerk", act).action_carry_out()
        with self.assertRaises(UserError):
            self.as_("clerk", act).action_carry_out()

    def test_days_before_the_thing_existed_or_to_come_are_refused(self):
        card = self.confirm(self.card(acquired_date="2010-05-01"))
        for day in ("2010-04-30", self.days_ago(-2)):
            with self.subTest(day=day), self.assertRaises(UserError):
                self.as_("clerk", self.act("improve", card, amount=5, date=day)).action_submit()

    # --- taking back ---

    def test_each_kind_is_taken_back_and_the_card_is_as_it_was(self):
        names = (
            "cost",
            "accumulated",
            "net_value",
            "use_state",
            "idle_since",
            "place_id",
            "useful_life_months",
        )
        kinds = {
            "improve": {"amount": 500},
            "revalue": {"lines": [{"cost": 70000, "accumulated": 50000}]},
            "lend": {},
            "removal": {},
            "shortage": {},
            "split": {
                "lines": [{}, {"cost": 80000, "accumulated": 50000, "area_sqm": 300, "quantity": 1}, {}]
            },
        }
        for kind, vals in kinds.items():
            with self.subTest(kind=kind):
                card = self.confirm(self.card())
                before = [card[name] for name in names]
                act = self.done(kind, card, **vals)
                back = self.undo(act)
                self.assertEqual([card[name] for name in names], before)
                self.assertEqual((act.state, back.state, back.undo_of_id), ("undone", "done", act))
                self.assertEqual(set(act.line_ids.result_id.mapped("use_state")) - {"disposed"}, set())
                told = back._money_event()
                self.assertEqual(told["reverses"], f"act:{act.name}")
                self.assertEqual(told["lines"], act._money_event()["lines"])

    def test_an_idle_thing_that_was_removed_by_mistake_is_idle_since_the_same_day(self):
        since = self.days_ago(900)
        card = self.confirm(self.card(use_state="idle", idle_since=since, idle_reason="学校撤并"))
        self.undo(self.done("removal", card))
        self.assertEqual((card.use_state, card.idle_since, card.idle_reason), ("idle", since, "学校撤并"))

    def test_what_others_rest_on_is_not_taken_back(self):
        card = self.confirm(self.card())
        first = self.done("improve", card, amount=100)
        second = self.done("improve", card, amount=50)
        with self.assertRaisesRegex(UserError, second.name):
            self.as_("clerk", first).action_undo(reason="误")
        self.undo(second)
        self.undo(first)
        self.assertEqual(self.values(card), (80000, 50000, 30000))

    def test_a_value_another_hand_has_changed_since_is_not_overwritten(self):
        card = self.confirm(self.card())
        act = self.done("improve", card, amount=100)
        self.as_("county_agriculture", card)._correct({"cost": 81000}, "按决算更正")
        with self.assertRaises(UserError):
            self.as_("clerk", act).action_undo(reason="误")

    def test_parts_that_live_on_keep_the_division(self):
        card = self.confirm(self.card())
        half = {"cost": 40000, "accumulated": 25000, "area_sqm": 150, "quantity": 0.5}
        act = self.done("split", card, [{}, half, half])
        self.done("lend", act.line_ids.result_id[:1])
        with self.assertRaises(UserError):
            self.as_("clerk", act).action_undo(reason="误")

    def test_an_act_of_undoing_cannot_be_made_up(self):
        card = self.confirm(self.card())
        act = self.done("improve", card, amount=100)
        made_up = self.as_("clerk", self.env["reform.asset.act"]).create(
            {"kind": "undo", "place_id": self.village.id, "line_ids": [Command.create({"asset_id": card.id})]}
        )
        with self.assertRaises(AccessError):
            made_up.write({"undo_of_id": act.id})
        with self.assertRaises(UserError):
            made_up.action_submit()

    # --- for other modules ---

    def test_an_act_rests_on_the_record_that_was_approved(self):
        cards = self.confirm(self.card() | self.card())
        vals = {"leaves_as": "scrapped", "cards": {cards[0].id: {}}}
        act = self.env["reform.asset.act"]._enact("removal", cards, vals, "危房拆除", origin=self.lessee)
        self.assertEqual((act.state, set(cards.mapped("use_state"))), ("done", {"scrapped"}))
        self.assertEqual(act.origin_ref, self.lessee.display_name)
        with self.assertRaises(UserError):
            self.env["reform.asset.act"]._enact("lend", cards, {}, "x", origin=self.lessee)
