"""Differences are decided by others than those who counted, and closing makes of it what was decided."""

from datetime import timedelta

from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .count_case import CountCase, picture


@tagged("-at_install", "post_install")
class TestReformCountVerdict(CountCase):
    def differing(self):
        """Return a round with one line for each kind of difference, ready to be decided, and its lines."""
        self.confirm(self.cards(4))
        count = self.counting_round()
        lines = self.lines(count)
        self.see(lines[0], result="not_found")
        self.see(lines[1], result="found_elsewhere", place_id=self.old_b.id)
        self.see(lines[2], result="damaged", use_state="idle")
        self.see(lines[3], quantity=2)
        self.as_("township", count).action_finish()
        return count, lines

    def judge(self, lines, verdict, role="county_agriculture", reason="现场核实"):
        return self.as_(role, lines)._judge(verdict, reason)

    def test_who_counted_decides_nothing_of_it_even_after_taking_it_back(self):
        self.cards(2)
        count = self.counting_round()
        lines = self.lines(count)
        self.see(lines, role="township", result="not_found")
        self.as_("township", lines[0])._undo()
        self.see(lines[0], result="not_found")
        self.as_("director", count).action_finish()
        for line in lines:
            with self.assertRaisesRegex(AccessError, "yourself"):
                self.judge(line, "keep_book", "township")
        self.judge(lines, "keep_book")
        self.assertEqual(set(lines.mapped("status")), {"decided"})

    def test_a_decision_fits_what_was_seen_and_has_a_reason(self):
        count, lines = self.differing()
        for line, verdict in ((lines[0], "adjust_card"), (lines[1], "write_off"), (lines[3], "write_off")):
            with self.subTest(verdict=verdict), self.assertRaisesRegex(UserError, "can be"):
                self.judge(line, verdict)
        with self.assertRaisesRegex(UserError, "reason"):
            self.judge(lines[0], "write_off", reason="  ")
        with self.assertRaises(AccessError):
            self.judge(lines[0], "write_off", "director")
        self.assertFalse(lines.verdict_ids)

    def test_what_agrees_has_nothing_to_decide(self):
        self.cards(1)
        count = self.counting_round()
        line = self.lines(count)
        self.see(line)
        self.as_("township", count).action_finish()
        with self.assertRaisesRegex(UserError, "nothing to decide"):
            self.judge(line, "keep_book")

    def test_counts_that_disagree_are_only_settled_by_counting_again(self):
        self.cards(1)
        count = self.counting_round()
        line = self.lines(count)
        self.see(line)
        self.see(line, "supervisor", result="not_found")
        self.as_("township", count).action_finish()
        with self.assertRaisesRegex(UserError, "can be"):
            self.judge(line, "adjust_card")
        self.judge(line, "recount")
        self.assertEqual((line.status, line.result, line.disputed), ("recount", "unseen", False))
        with self.assertRaisesRegex(UserError, "1 cards that nobody has seen"):
            self.as_("supervisor", count.owner_ids).action_confirm()
        # Though the round no longer counts, this thing is counted again.
        self.see(line, "director", result="not_found")
        self.assertEqual((line.status, line.counted_by_id), ("open", self.users["director"]))
        self.judge(line, "write_off")
        self.assertEqual(line.verdict_ids.mapped("verdict"), ["write_off", "recount"])

    def test_members_decide_what_is_written_off_and_exactly_that(self):
        count, lines = self.differing()
        owner = count.owner_ids
        self.judge(lines[0], "write_off")
        self.judge(lines[1:], "adjust_card")
        self.assertEqual((owner.shortage_count, owner.shortage_cost, owner.quantity_cost), (1, 2000, 2000))
        self.assertTrue(owner.needs_decision)
        with self.assertRaises(UserError):
            self.as_("supervisor", owner).action_confirm()
        pass_decision(owner, self.users, vals={"body": "representative_assembly"})
        # Decided otherwise after the vote: the vote was about something else.
        self.judge(lines[3], "keep_book")
        with self.assertRaises(UserError):
            self.as_("supervisor", owner).action_confirm()
        self.judge(lines[3], "adjust_card")
        self.as_("supervisor", owner).action_confirm()
        self.assertEqual(owner.confirmed_by_id, self.users["supervisor"])

    def test_who_counted_or_decided_confirms_nothing(self):
        self.cards(2)
        count = self.counting_round()
        lines = self.lines(count)
        self.see(lines[0], "director")
        self.see(lines[1])
        self.as_("township", count).action_finish()
        with self.assertRaisesRegex(AccessError, "yourself"):
            self.as_("director", count.owner_ids).action_confirm()
        for role in ("clerk", "township", "county_finance", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, count.owner_ids).action_confirm()
        self.as_("supervisor", count.owner_ids).action_confirm()

    def test_closing_carries_out_what_was_decided(self):
        count, lines = self.differing()
        cards = lines.asset_id
        self.judge(lines[0], "write_off")
        self.judge(lines[1:], "adjust_card")
        self.close(count)
        self.assertEqual(count.state, "closed")
        self.assertIn(cards[0].use_state, ("disposed", "scrapped"))
        self.assertEqual(cards[1].place_id, self.old_b)
        self.assertEqual((cards[2].condition, cards[2].use_state), ("poor", "idle"))
        self.assertEqual((cards[3].quantity, cards[3].cost, cards[3].net_value), (2, 4000, 1000))
        self.assertTrue(all(lines.mapped("carried_out")))
        changed = self.env["reform.asset.change"].search([("asset_id", "in", cards.ids)])
        self.assertTrue(all(count.name in change.reason for change in changed))
        wrong = dict(self.env["reform.count.round"]._reform_invariants())
        self.assertFalse(any(wrong.values()), wrong)

    def test_a_result_tampered_with_after_its_confirmation_closes_no_round(self):
        self.cards(1)
        count = self.counting_round()
        line = self.lines(count)
        self.see(line)
        self.as_("township", count).action_finish()
        self.confirm_owners(count)
        self.as_("township", count).action_confirm()
        self.as_("director", count)._publish(civil_day.today() - timedelta(days=8), "公开栏", False)
        self.env.cr.execute("UPDATE reform_count_line SET result = 'damaged' WHERE id = %s", [line.id])
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "not the one that was confirmed"):
            self.as_("county_agriculture", count).action_close()

    def test_an_unknown_item_becomes_a_card_or_is_rejected_with_a_reason(self):
        self.cards(1)
        count = self.counting_round()
        told = {
            "name": "无卡片的水泵",
            "place_id": self.old_a.id,
            "photo": picture(),
            "quantity": 2,
            "unit": "台",
        }
        for missing in ("name", "photo", "place_id"):
            with self.subTest(missing=missing), self.assertRaisesRegex(UserError, "needs a photo"):
                self.as_("clerk", count)._report_find({**told, missing: False})
        with self.assertRaises(AccessError):
            self.as_("clerk", count)._report_find({**told, "place_id": self.other_village.id})
        pump = self.as_("clerk", count)._report_find(told).with_env(self.env)
        chair = self.as_("director", count)._report_find({**told, "name": "私人椅子"}).with_env(self.env)
        self.see(self.lines(count))
        self.as_("township", count).action_finish()
        with self.assertRaisesRegex(UserError, "2 unknown items"):
            self.as_("supervisor", count.owner_ids).action_confirm()
        agriculture = self.as_("county_agriculture", pump)
        with self.assertRaisesRegex(UserError, "owner"):
            agriculture._judge(True, "村集体购置", owner_class="village_collective")
        agriculture._judge(
            True, "村集体购置", owner_class="village_collective", entity_id=self.collective.id,
            nature="operating", value=1500, category_id=self.house_kind.id,
        )  # fmt: skip
        self.as_("township", chair)._judge(False, "村民个人财产")
        self.assertEqual((count.owner_ids.surplus_count, count.owner_ids.surplus_value), (1, 1500))
        self.close(count)
        card = pump.asset_id
        self.assertEqual(
            (card.name, card.cost, card.quantity, card.entity_id), ("无卡片的水泵", 1500, 2, self.collective)
        )
        self.assertTrue(card.has_photo)
        self.assertFalse(chair.asset_id)

    def test_who_found_an_item_does_not_decide_about_it(self):
        self.cards(1)
        count = self.counting_round()
        told = {"name": "水泵", "place_id": self.village.id, "photo": picture()}
        find = self.as_("township", count)._report_find(told).with_env(self.env)
        with self.assertRaisesRegex(AccessError, "yourself"):
            self.as_("township", find)._judge(False, "不是我们的")
        with self.assertRaises(AccessError):
            self.as_("clerk", find)._judge(False, "不是我们的")

    def test_a_surplus_of_an_owner_without_cards_has_its_owner_confirm_it(self):
        self.cards(1)
        count = self.counting_round()
        told = {"name": "办公桌", "place_id": self.village.id, "photo": picture()}
        find = self.as_("clerk", count)._report_find(told).with_env(self.env)
        self.as_("township", find)._judge(
            True,
            "镇政府配置",
            owner_class="state",
            entity_id=self.state_body.id,
            nature="public_welfare",
            value=10,
        )
        state = count.owner_ids.filtered(lambda owner: owner.regime == "state")
        self.assertEqual((state.entity_id, state.surplus_count), (self.state_body, 1))
        self.assertFalse(state.needs_decision)
