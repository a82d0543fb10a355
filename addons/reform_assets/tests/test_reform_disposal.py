"""A disposal on its road: sold, scrapped, pulled down, contributed, and what keeps it from each step."""

from datetime import timedelta

from freezegun import freeze_time
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import RestrictViolation

from .common import AssetCase
from .worth_case import REPORT, WorthWorld


@tagged("-at_install", "post_install")
class TestReformDisposal(WorthWorld, AssetCase):
    def hall(self, value=120000, **vals):
        """Return a confirmed card with a valuation in force."""
        hall = self.confirm(self.card(**vals))
        self.confirmed_valuation(hall, value=value)
        return hall

    def refusal(self, role, disposal, act, **more):
        with self.assertRaises(UserError) as caught:
            getattr(self.as_(role, disposal), act)(**more)
        return str(caught.exception)

    def test_a_hall_is_sold_and_leaves_the_register(self):
        hall = self.hall()
        disposal = self.carry(self.disposal(hall), "reported", price=126000)
        self.assertEqual((disposal.state, hall.use_state), ("reported", "disposed"))
        self.assertEqual((disposal.value, disposal.price, disposal.received), (120000, 126000, 126000))
        self.assertEqual(disposal.line_ids.net_value, 30000)
        self.assertEqual(disposal.approved_by_id, self.users["township"])
        self.assertEqual(disposal.listing_ids.result, "deal")
        self.assertEqual(disposal.approval_ids.mapped("step"), ["approved", "classified"])
        self.assertFalse(self.env["reform.disposal"]._check_states())
        self.assertEqual(hall.disposal_count, 1)

    def test_the_school_sold_for_six_thousand_yuan_is_refused_today(self):
        """Qidong, 1997: a village sold its school for 6,000 yuan without asking what it was worth."""
        school = self.confirm(self.card(name="原村小学校舍", nature="public_welfare"))
        disposal = self.carry(self.disposal(school, reserve_price=6000), "classified")
        said = self.refusal("clerk", disposal, "action_value")
        self.assertIn("no confirmed valuation", said)
        self.assertIn("ask for a valuation first", disposal.missing_text)
        self.confirmed_valuation(school, value=120000)
        said = self.refusal("clerk", disposal, "action_value")
        self.assertIn("6000.00 yuan is below 120000.00 yuan", said)
        self.assertEqual((disposal.state, school.use_state), ("classified", "in_use"))

    def test_unsettled_ownership_is_not_disposed_of(self):
        barn = self.confirm(self.card(owner_class="unconfirmed"))
        said = self.refusal("township", self.disposal(barn), "action_classify")
        self.assertIn("ownership is not confirmed", said)

    def test_a_frozen_owner_needs_the_leave_of_the_township(self):
        disposal = self.disposal(self.hall())
        self.collective.frozen = True
        self.assertIn("frozen during the merger", self.refusal("township", disposal, "action_classify"))
        self.as_("clerk", disposal).frozen_leave_no = "东镇〔2025〕3号"
        self.as_("township", disposal).action_classify()
        self.assertEqual(disposal.state, "classified")

    def test_a_valuation_that_ended_stops_it_on_any_day(self):
        hall = self.hall()
        disposal = self.carry(self.disposal(hall), "approved")
        self.offer(disposal)
        with freeze_time(disposal.valuation_ids.valid_to + timedelta(days=1)):
            self.assertIn("no confirmed valuation", self.refusal("clerk", disposal, "action_list"))

    def test_without_a_vote_about_exactly_this_it_is_not_decided(self):
        disposal = self.carry(self.disposal(self.hall()), "value_published")
        self.assertIn("needs a decision", self.refusal("director", disposal, "action_decide"))
        self.assertIn("needs a decision", disposal.missing_text)

    def test_it_is_not_decided_before_the_posting_is_over(self):
        posted = civil_day.today() - timedelta(days=14)
        disposal = self.carry(self.disposal(self.hall(), published_from=posted), "value_published")
        self.assertIn("posted for 15 days", self.refusal("director", disposal, "action_decide"))

    def test_a_price_below_the_reserve_suspends_the_sale(self):
        disposal = self.carry(self.disposal(self.hall()), "listed")
        self.deal(disposal, 119999.99)
        self.assertIn("sale is suspended", self.refusal("director", disposal, "action_sell"))
        self.deal(disposal, 120000)
        self.as_("director", disposal).action_sell()

    def test_listed_lower_only_after_a_new_vote_and_within_the_cut(self):
        disposal = self.carry(self.disposal(self.hall()), "listed")
        self.as_("clerk", disposal).action_fail(reason="无人报名")
        first_vote, approval = disposal.decision_id, disposal.approval_no
        self.as_("clerk", disposal).relist_reserve = 107999.99
        self.assertIn("below 108000.00", self.refusal("clerk", disposal, "action_relist"))
        self.as_("clerk", disposal).relist_reserve = 108000
        self.as_("clerk", disposal).action_relist()
        self.assertEqual((disposal.state, disposal.reserve_price), ("value_published", 108000))
        self.assertIn("needs a decision", self.refusal("director", disposal, "action_decide"))
        self.carry(disposal, "approved")
        self.assertNotEqual(disposal.decision_id, first_vote)
        self.assertEqual(disposal.approval_no, approval, "ninety percent: the approval stands")
        self.carry(disposal, "sold", price=108000)
        self.assertEqual(disposal.listing_ids.mapped("result"), ["failed", "deal"])

    def test_below_ninety_percent_who_approved_consents_anew(self):
        disposal = self.carry(self.disposal(self.hall()), "listed")
        for reserve in (108000, 100000):
            self.as_("clerk", disposal).action_fail(reason="无人报名")
            self.as_("clerk", disposal).relist_reserve = reserve
            self.as_("clerk", disposal).action_relist()
            if reserve == 108000:
                self.carry(disposal, "listed")
        self.assertTrue(disposal.below_floor)
        self.assertFalse(disposal.approval_no)
        self.carry(disposal, "decided")
        self.assertEqual(disposal._next_step(), "approved")
        self.carry(disposal, "sold", price=100000)
        self.assertEqual(len(disposal.approval_ids.filtered(lambda row: row.step == "approved")), 2)

    def test_at_the_same_reserve_it_is_listed_again_at_once(self):
        disposal = self.carry(self.disposal(self.hall()), "listed")
        self.as_("clerk", disposal).action_fail(reason="无人报名")
        self.as_("clerk", disposal).relist_reserve = 120000
        self.as_("clerk", disposal).action_relist()
        self.assertEqual(disposal.state, "approved")

    def test_the_tenant_is_told_first_and_the_lease_follows_the_asset(self):
        hall = self.hall()
        lease = self.effective_lease(self.lease(hall))
        disposal = self.carry(self.disposal(hall), "approved")
        self.assertEqual(disposal.tenant_ids.lease_id, lease)
        self.offer(disposal)
        self.assertIn("has the first refusal", self.refusal("clerk", disposal, "action_list"))
        tenant = self.as_("clerk", disposal.tenant_ids)
        tenant.told_on = self.days_ago(15)
        self.assertIn("may answer until", self.refusal("clerk", disposal, "action_list"))
        tenant.told_on = self.days_ago(16)
        self.as_("clerk", disposal).action_list()
        other = self.env["res.partner"].create({"name": "竞买人"})
        self.deal(disposal, 125000, buyer=other)
        tenant.write({"answer": "accepts", "answered_on": civil_day.today()})
        self.assertIn("takes it on equal terms", self.refusal("director", disposal, "action_sell"))
        self.deal(disposal, 125000)
        self.carry(disposal, "removed", price=125000)
        self.assertEqual((lease.state, lease.disposal_id), ("effective", disposal))
        self.assertEqual(lease.successor_owner, self.lessee.name)
        self.assertFalse(lease._check_digests())

    def test_an_auction_is_announced_to_the_tenant_five_days_before(self):
        hall = self.hall()
        self.effective_lease(self.lease(hall))
        disposal = self.carry(self.disposal(hall), "approved")
        self.offer(disposal, auction=True, date_to=civil_day.today() + timedelta(days=4))
        tenant = self.as_("clerk", disposal.tenant_ids)
        tenant.write({"told_on": self.days_ago(20), "auction_told_on": civil_day.today()})
        self.assertIn("5 days before it", self.refusal("clerk", disposal, "action_list"))
        tenant.auction_told_on = self.days_ago(1)
        self.as_("clerk", disposal).action_list()

    def test_money_comes_in_by_instalments_each_under_its_own_key(self):
        disposal = self.carry(self.disposal(self.hall()), "delivered")
        money = self.as_("accountant", disposal)
        money.action_receive(amount=50000, reference="收据1")
        self.assertIn(
            "received are 50000.00 yuan", self.refusal("accountant", disposal, "action_close_proceeds")
        )
        self.assertIn(
            "would be 120000.01", self.refusal("accountant", disposal, "action_receive", amount=70000.01)
        )
        money.action_receive(amount=70000)
        money.action_receive(kind="cost", amount=800)
        keys = disposal.proceeds_ids.mapped("key")
        self.assertEqual(
            sorted(keys),
            [f"disposal:{disposal.name}:{rest}" for rest in ("cost:1", "proceeds:1", "proceeds:2")],
        )
        self.as_("accountant", disposal.proceeds_ids[:1]).action_reverse()
        self.assertEqual((disposal.received, disposal.costs), (70000, 800))
        self.assertIn(
            "taken back already", self.refusal("accountant", disposal.proceeds_ids[:1], "action_reverse")
        )
        money.action_receive(amount=50000)
        money.action_close_proceeds()
        event = disposal.proceeds_ids[:1]._money_event()
        self.assertEqual(
            (event["kind"], event["amount"], event["route"]),
            ("disposal_proceeds", 50000, "collective_account"),
        )
        self.assertEqual(sum(line["amount"] for line in event["lines"]), 50000)
        self.assertFalse(self.env["reform.disposal.proceeds"]._check_sums())

    @mute_logger("odoo.sql_db")
    def test_money_is_never_written_by_hand(self):
        disposal = self.carry(self.disposal(self.hall()), "delivered")
        self.as_("accountant", disposal).action_receive(amount=100)
        row = disposal.proceeds_ids
        for role in ("accountant", "clerk", "administrator"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, row).write({"amount": 1})
        with self.assertRaises(RestrictViolation), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE reform_disposal_proceeds SET amount = 1 WHERE id = %s", [row.id])

    def test_scrapping_needs_a_ground_and_no_valuation(self):
        pump = self.confirm(self.card(name="抽水机", condition="poor"))
        disposal = self.disposal(pump, kind="scrapping", reserve_price=0)
        self.assertIn("ground for scrapping", self.refusal("township", disposal, "action_classify"))
        self.as_("clerk", disposal).ground = "over_age"
        self.carry(disposal, "reported")
        self.assertEqual((disposal.state, pump.use_state), ("reported", "scrapped"))

    def test_the_state_does_not_scrap_by_vote(self):
        car = self.confirm(self.card(owner_class="state", entity_id=self.state_body.id))
        disposal = self.disposal(car, role="township", kind="scrapping", ground="voted")
        self.users["supervisor"].sudo().write(
            {
                "group_ids": [Command.link(self.env.ref("reform_places.group_township").id)],
                "reform_scope_ids": [Command.set(self.township.ids)],
            }
        )
        self.assertIn("four grounds", self.refusal("supervisor", disposal, "action_classify"))

    def test_a_dangerous_house_is_pulled_down_on_a_safety_report_and_its_scrap_sold(self):
        barn = self.confirm(self.card(name="原兽防站", condition="dangerous"))
        disposal = self.disposal(barn, kind="demolition", reserve_price=0)
        self.assertIn("safety report", self.refusal("township", disposal, "action_classify"))
        self.as_("clerk", disposal).write({"safety_report": REPORT, "ground_note": "鉴定为D级危房"})
        self.carry(disposal, "approved")
        self.as_("clerk", disposal).write({"price": 300, "buyer_id": self.lessee.id})
        self.carry(disposal, "reported")
        self.assertEqual((barn.use_state, disposal.received), ("scrapped", 300))

    def test_a_distillery_is_contributed_for_seven_million_with_a_guaranteed_return(self):
        """Jiangyou, Yujiaguan: the old distillery went in at 7,000,000 with 220,000 a year guaranteed."""
        distillery = self.hall(value=7000000, name="原村办旧酒厂", cost=900000, net_value=100000)
        company = self.env["res.partner"].create({"name": "测试酒业有限公司", "is_company": True})
        disposal = self.disposal(
            distillery, kind="contribution", reserve_price=0, company_id=company.id, agreed_value=6999999,
            share_percent=35, guaranteed_return=220000, surplus_rule="盈余年份扣除保底后按股分红",
        )  # fmt: skip
        self.carry(disposal, "classified")
        self.assertIn("below the valuation", self.refusal("clerk", disposal, "action_value"))
        self.as_("clerk", disposal).agreed_value = 7000000
        self.carry(disposal, "approved")
        self.as_("clerk", disposal).contract_file = REPORT
        self.carry(disposal, "reported")
        event = disposal._outcome_facts()
        self.assertEqual((event["kind"], event["lines"][0]["agreed"]), ("asset_contributed", 7000000))
        self.assertEqual(event["lines"][0]["difference"], 6900000)
        self.assertEqual(distillery.use_state, "disposed")
        stake = disposal.stake_ids
        self.assertEqual((stake, stake.predecessor_card_id), (distillery.successor_card_id, distillery))
        self.assertEqual(
            (stake.card_kind, stake.state, stake.regime, stake.entity_id, stake.investee),
            ("investment", "confirmed", "collective", self.collective, company.name),
        )
        self.assertEqual(
            (stake.cost, stake.net_value, stake.contribution, stake.share_percent, stake.guaranteed_return),
            (7000000, 7000000, 7000000, 35, 220000),
        )
        self.assertEqual(
            (stake.origin_place_id, stake.confirmed_by_id), (self.old_a, disposal.approved_by_id)
        )
        self.assertEqual(stake.act_line_ids.act_id.mapped("kind"), ["opening"])
        self.assertEqual(stake.act_line_ids.act_id.origin_ref, disposal.name)

    def test_things_of_two_villages_become_two_investments_that_add_up(self):
        halls = self.confirm(self.card() | self.card(name="库房", origin_place_id=self.old_b.id))
        self.confirmed_valuation(halls, value=100000)
        company = self.env["res.partner"].create({"name": "测试酒业有限公司", "is_company": True})
        disposal = self.disposal(
            halls, kind="contribution", reserve_price=0, company_id=company.id, agreed_value=200000.01,
            share_percent=30, guaranteed_return=10000.01,
        )  # fmt: skip
        self.carry(disposal, "approved")
        self.as_("clerk", disposal).contract_file = REPORT
        self.carry(disposal, "removed")
        stakes = disposal.stake_ids
        self.assertEqual(stakes.origin_place_id, self.old_a | self.old_b)
        self.assertEqual(round(sum(stakes.mapped("cost")), 2), 200000.01)
        self.assertEqual(round(sum(stakes.mapped("guaranteed_return")), 2), 10000.01)
        self.assertAlmostEqual(sum(stakes.mapped("share_percent")), 30, places=3)

    def test_several_cards_go_in_one_disposal_and_none_in_two(self):
        halls = self.confirm(self.card() | self.card(name="库房"))
        self.confirmed_valuation(halls, value=60000)
        disposal = self.carry(self.disposal(halls), "classified")
        second = self.disposal(halls[1], reserve_price=60000)
        self.assertIn(f"by {disposal.name} already", self.refusal("township", second, "action_classify"))
        self.carry(disposal, "removed")
        self.assertEqual(halls.mapped("use_state"), ["disposed", "disposed"])

    def test_it_is_withdrawn_before_the_sale_and_never_after(self):
        disposal = self.carry(self.disposal(self.hall()), "listed")
        self.as_("clerk", disposal).action_withdraw(reason="村里自用")
        self.assertEqual(disposal.state, "withdrawn")
        sold = self.carry(self.disposal(self.hall()), "sold")
        with self.assertRaises(UserError):
            self.as_("clerk", sold).action_withdraw(reason="反悔")

    def test_a_proposal_is_sent_back_with_a_reason_and_comes_again(self):
        disposal = self.carry(self.disposal(self.hall()), "decided")
        asked = self.as_("township", disposal).action_return(reason=" ")
        self.assertEqual((asked["res_model"], disposal.state), ("reform.valuation.reason", "decided"))
        self.as_("township", disposal).action_return(reason="补充照片")
        self.assertEqual((disposal.state, disposal.value), ("proposed", 0))
        self.as_("clerk", disposal).published_from = self.days_ago(18)
        self.carry(disposal, "value_published")

    def test_what_is_settled_stays_from_its_step_on(self):
        disposal = self.carry(self.disposal(self.hall()), "sold")
        for values in (
            {"price": 1}, {"reserve_price": 1}, {"buyer_id": False}, {"contract_file": b"eHg="},
            {"kind": "scrapping"},
            {"published_from": False}, {"approval_no": "x"}, {"state": "reported"}, {"decision_id": False},
        ):  # fmt: skip
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_("clerk", disposal).write(values)
        for line in (disposal.line_ids, disposal.listing_ids):
            with self.subTest(model=line._name), self.assertRaises(AccessError):
                self.as_("clerk", line).unlink()
        with self.assertRaises(AccessError):
            self.as_("clerk", disposal.line_ids).write({"value": 1})

    def test_who_proposes_neither_classifies_nor_approves(self):
        clerk = self.users["clerk"]
        clerk.sudo().group_ids += self.env.ref("reform_places.group_township")
        disposal = self.disposal(self.hall())
        self.assertIn("asked", self.refusal("clerk", disposal, "action_classify").lower())
        self.carry(disposal, "decided")
        self.refusal("clerk", disposal, "action_approve", number="1")
        self.assertEqual(disposal.state, "decided")

    def test_a_disposal_of_another_village_is_invisible(self):
        disposal = self.disposal(self.hall())
        for record in (disposal, disposal.line_ids):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                self.as_("other_clerk", record).read(["display_name"])
