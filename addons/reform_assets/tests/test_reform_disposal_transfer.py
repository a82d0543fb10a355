"""A thing given from one public hand to another: both registers change in one act, or neither does."""

from unittest.mock import patch

from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import AssetCase
from .worth_case import REPORT, WorthWorld


@tagged("-at_install", "post_install")
class TestReformDisposalTransfer(WorthWorld, AssetCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["other_director"] = new_test_user(
            cls.env,
            login="test_other_director",
            groups="reform_places.group_director",
            lang="en_US",
            tz="Asia/Shanghai",
            reform_scope_ids=[Command.set(cls.other_village.ids)],
        )

    def office(self):
        """Return the confirmed card of a former township office."""
        return self.confirm(
            self.card(
                name="原乡政府办公楼", owner_class="state", entity_id=self.state_body.id,
                building_owner_id=self.state_body.id, cost=451738.52, net_value=123456.78,
            )
        )  # fmt: skip

    def approved(self, card=None, **vals):
        """Return a free transfer of state property that the county has approved."""
        values = {
            "kind": "transfer", "reserve_price": 0, "receiver_id": self.other_collective.id,
            "published_from": False, "collective_no": "东府纪要〔2025〕4号", "collective_file": REPORT,
            "collective_date": civil_day.today(), **vals,
        }  # fmt: skip
        disposal = self.disposal(card or self.office(), **values)
        self.as_("township", disposal).action_classify()
        while disposal._next_step() != "decided":
            self.step(disposal, disposal._next_step())
        self.as_("director", disposal).action_decide()
        self.as_("county_finance", disposal).action_approve(number="县财资〔2025〕9号")
        return disposal

    def setUp(self):
        super().setUp()
        # The former office is kept by the township: its clerk and director work there.
        for role in ("clerk", "director"):
            self.users[role].sudo().reform_scope_ids = self.township

    def test_both_registers_change_and_every_value_is_carried(self):
        card = self.office()
        disposal = self.approved(card)
        self.as_("other_director", disposal).action_accept()
        new = disposal.line_ids.new_asset_id
        self.assertEqual((card.use_state, card.successor_card_id), ("disposed", new))
        self.assertEqual((new.entity_id, new.owner_class), (self.other_collective, "village_collective"))
        self.assertEqual(new.building_owner_id, self.other_collective)
        self.assertEqual((new.state, new.predecessor_card_id), ("confirmed", card))
        for name in ("name", "cost", "net_value", "area_sqm", "place_id", "origin_place_id", "condition"):
            self.assertEqual(new[name], card[name], name)
        self.assertNotEqual(new.code, card.code)
        self.assertEqual(new.village_checked_by_id, self.users["other_director"])
        self.assertEqual(new.confirmed_by_id, self.users["county_finance"])
        event = disposal._outcome_facts()
        self.assertEqual((event["kind"], str(event["amount"])), ("asset_given", "123456.78"))
        self.assertEqual(str(event["lines"][0]["accumulated"]), "328281.74")
        acts = self.env["reform.asset.act"].search([("origin_model", "=", disposal._name)])
        self.assertEqual(set(acts.mapped("kind")), {"removal", "allocated"})
        self.assertEqual(acts.mapped("entity_id"), self.state_body | self.other_collective)
        self.assertFalse(self.env["reform.asset"]._check_states())
        self.assertFalse(self.env["reform.asset"]._check_digests())

    def test_a_failure_in_the_middle_leaves_nothing(self):
        card = self.office()
        disposal = self.approved(card)
        before = self.env["reform.asset"].search_count([])
        model = type(self.env["reform.disposal"])
        with patch.object(model, "_strike_off", side_effect=RuntimeError("power cut")):
            with self.assertRaises(RuntimeError), self.env.cr.savepoint():
                self.as_("other_director", disposal).action_accept()
        self.env.invalidate_all()
        self.assertEqual((disposal.state, card.use_state), ("approved", "in_use"))
        self.assertEqual(self.env["reform.asset"].search_count([]), before)
        self.assertFalse(card.successor_card_id or disposal.accepted_by_id)
        self.assertFalse(self.env["reform.disposal"]._check_states())
        self.as_("other_director", disposal).action_accept()
        self.assertEqual(disposal.state, "transferred")

    def test_only_the_receiver_accepts_and_never_a_hand_of_the_giver(self):
        disposal = self.approved()
        with self.assertRaises(AccessError):
            self.as_("director", disposal).action_accept()
        with self.assertRaises(AccessError):
            self.as_("county_finance", disposal).action_accept()
        director = self.users["director"]
        director.sudo().reform_scope_ids += self.other_village
        with self.assertRaisesRegex(UserError, "Somebody of the receiver"):
            self.as_("director", disposal).action_accept()

    def test_the_receiver_sees_what_it_is_asked_to_take(self):
        disposal = self.approved()
        self.assertEqual(self.as_("other_director", disposal).line_ids.mapped("book_value"), [123456.78])

    def test_collective_property_is_not_levelled_away(self):
        disposal = self.disposal(
            self.confirm(self.card()), kind="transfer", reserve_price=0, receiver_id=self.other_collective.id
        )
        with self.assertRaisesRegex(UserError, "not given away for nothing"):
            self.as_("township", disposal).action_classify()

    def test_a_receiver_is_named_and_another_than_the_giver(self):
        card = self.office()
        for receiver, words in ((False, "name the receiver"), (self.state_body.id, "are the same")):
            disposal = self.disposal(card, kind="transfer", reserve_price=0, receiver_id=receiver)
            with self.subTest(words=words), self.assertRaisesRegex(UserError, words):
                self.as_("township", disposal).action_classify()

    def test_the_office_decides_together_before_the_county_approves(self):
        card = self.office()
        disposal = self.disposal(card, kind="transfer", reserve_price=0, receiver_id=self.other_collective.id)
        self.as_("township", disposal).action_classify()
        with self.assertRaisesRegex(UserError, "collective decision"):
            self.as_("director", disposal).action_decide()

    def test_two_things_are_exchanged_in_one_act(self):
        self.users["clerk"].sudo().reform_scope_ids = self.county
        ours, theirs = self.office(), self.far_card()
        for card, entity in ((ours, self.state_body), (theirs, self.other_collective)):
            self.value(card, entity)
        disposal = self.approved(
            ours, kind="exchange", counter_line_ids=[Command.create({"asset_id": theirs.id, "side": "in"})]
        )
        self.as_("other_director", disposal).action_accept()
        self.assertEqual((ours | theirs).mapped("use_state"), ["disposed", "disposed"])
        self.assertEqual(ours.successor_card_id.entity_id, self.other_collective)
        self.assertEqual(theirs.successor_card_id.entity_id, self.state_body)
        self.assertEqual(theirs.successor_card_id.owner_class, "state")
        self.assertEqual(theirs.successor_card_id.cost, theirs.cost)

    def far_card(self):
        """Return a confirmed card of the other village's collective."""
        values = {
            "name": "远村仓库", "place_id": self.other_village.id, "origin_place_id": self.other_village.id,
            "owner_class": "village_collective", "entity_id": self.other_collective.id,
            "category_id": self.house_kind.id, "nature": "operating", "condition": "fair", "area_sqm": 100,
            "cost": 60000, "net_value": 20000,
        }  # fmt: skip
        card = self.env["reform.asset"].create(values)
        for state in ("village_checked", "town_checked", "confirmed"):
            card._move(state)
        return card

    def value(self, card, entity):
        """Lay a confirmed valuation on a card, past the road of its own test."""
        valuation = self.env["reform.valuation"].create(
            {
                "entity_id": entity.id, "purpose": "exchange", "base_date": self.days_ago(10),
                "method": "market",
                "line_ids": [Command.create({"asset_id": card.id, "value": 200000})],
            }
        )  # fmt: skip
        for state in ("scoped", "agency_chosen", "fieldwork", "draft_report", "reviewed"):
            valuation._move(state)
        return valuation._move("confirmed", confirmed_date=civil_day.today())
