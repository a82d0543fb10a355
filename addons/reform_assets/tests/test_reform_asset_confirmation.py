"""The road of a card: who puts a name to it, in which order, and who never does."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AssetCase

ACTIVITY = "reform_assets.mail_activity_type_confirmation"


@tagged("-at_install", "post_install")
class TestConfirmation(AssetCase):
    def test_village_township_and_county_put_their_names_to_a_card(self):
        card = self.confirm(self.card())
        self.assertEqual(card.state, "confirmed")
        names = (card.village_checked_by_id, card.town_checked_by_id, card.confirmed_by_id)
        roles = ("supervisor", "township", "county_agriculture")
        self.assertEqual(names, tuple(self.users[role] for role in roles))
        sealed = self.env["reform.seal.entry"].search(
            [("res_model", "=", "reform.asset"), ("res_id", "=", card.id)]
        )
        self.assertEqual(
            sealed.sorted("id").mapped("kind"),
            ["registered→village_checked", "village_checked→town_checked", "town_checked→confirmed"],
        )

    def test_state_property_is_confirmed_by_finance_and_collective_property_by_agriculture(self):
        state = self.confirm(self.card(owner_class="state", entity_id=self.state_body.id), "town_checked")
        own = self.confirm(self.card(), "town_checked")
        for card, right, wrong in (
            (state, "county_finance", "county_agriculture"),
            (own, "county_agriculture", "county_finance"),
        ):
            with self.assertRaises(AccessError):
                self.as_(wrong, card).action_confirm()
            self.as_(right, card).action_confirm()
            self.assertEqual(card.state, "confirmed")

    def test_steps_are_taken_in_order(self):
        card = self.card()
        with self.assertRaises(UserError):
            self.as_("township", card).action_check_town()
        with self.assertRaises(UserError):
            self.as_("county_agriculture", card).action_confirm()
        self.assertEqual(card.state, "registered")

    def test_nobody_checks_what_he_entered(self):
        township_card = self.card("township")
        self.as_("supervisor", township_card).action_check_village()
        with self.assertRaises(AccessError):
            self.as_("township", township_card).action_check_town()
        self.assertEqual(township_card.state, "village_checked")

    def test_nobody_puts_his_name_to_a_card_twice(self):
        both = self.users["supervisor"]
        both.sudo().group_ids += self.env.ref("reform_places.group_township")
        card = self.card()
        self.as_("supervisor", card).action_check_village()
        with self.assertRaises(AccessError):
            self.as_("supervisor", card).action_check_town()

    def test_all_gaps_of_all_cards_are_shown_together(self):
        cards = self.card(area_sqm=0, condition=False) | self.card() | self.card(nature=False)
        with self.assertRaises(UserError) as refusal:
            self.as_("supervisor", cards).action_check_village()
        sentences = str(refusal.exception).split("\n")
        self.assertEqual(len(sentences), 3)
        self.assertEqual([cards[0].code in line for line in sentences], [True, True, False])
        self.assertIn(cards[2].code, sentences[2])
        self.assertEqual(set(cards.mapped("state")), {"registered"})

    def test_a_photo_is_recommended_and_not_required(self):
        card = self.card()
        self.assertIn("a photo is recommended", self.as_("clerk", card).problem_text)
        self.confirm(card, "village_checked")

    def test_a_returned_card_is_the_clerks_again_with_the_reason(self):
        card = self.confirm(self.card(), "town_checked")
        window = self.as_("county_agriculture", card).action_return()
        self.assertEqual(window["res_model"], "reform.asset.reason")
        with self.assertRaises(AccessError):
            self.as_("township", card).action_return(reason="面积不符")
        self.as_("county_agriculture", card).action_return(reason="面积不符")
        self.assertEqual((card.state, card.village_checked_by_id.id), ("registered", False))
        self.as_("clerk", card).area_sqm = 310
        last = self.env["reform.seal.entry"].search([("res_model", "=", "reform.asset")], limit=1)
        self.assertEqual(last.reason, "面积不符")
        self.confirm(card)

    def test_content_is_frozen_once_somebody_put_his_name_to_it(self):
        card = self.confirm(self.card(), "village_checked")
        for values in (
            {"area_sqm": 1},
            {"area_mu": 1},
            {"cost": 1},
            {"owner_class": "state"},
            {"entity_id": False},
            {"use_state": "scrapped"},
            {"state": "confirmed"},
            {"confirmed_by_id": self.users["clerk"].id},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_("clerk", card).write(values)
        self.as_("clerk", card).write({"note": "钥匙在村委会", "custodian": "王保管"})

    def test_a_list_of_cards_advances_together_or_not_at_all(self):
        first, second = self.card(), self.card()
        self.as_("director", first | second).action_advance()
        self.assertEqual((first | second).mapped("state"), ["village_checked"] * 2)
        third = self.card()
        self.as_("township", first | second).action_advance()
        with self.assertRaises(AccessError):
            self.as_("county_agriculture", first | third).action_advance()
        with self.assertRaises(UserError):
            done = self.as_("county_agriculture", first | second)
            done.action_advance()
            done.action_advance()

    def test_the_next_approver_gets_an_activity_and_the_last_one_loses_his(self):
        card = self.card()
        expected = [
            (None, {"director", "supervisor"}),
            ("village_checked", {"township"}),
            ("town_checked", {"county_agriculture"}),
            ("confirmed", set()),
        ]
        acts = {
            "village_checked": ("supervisor", "action_check_village"),
            "town_checked": ("township", "action_check_town"),
            "confirmed": ("county_agriculture", "action_confirm"),
        }
        for state, roles in expected:
            if state:
                role, act = acts[state]
                getattr(self.as_(role, card), act)()
            asked = card.activity_ids.filtered(
                lambda one: one.activity_type_id == self.env.ref(ACTIVITY)
            ).user_id
            ours = asked & self.env["res.users"].concat(*self.users.values())
            self.assertEqual({role for role, user in self.users.items() if user in ours}, roles, state)

    def test_cards_waiting_for_me_are_found(self):
        registered = self.card()
        checked = self.confirm(self.card(), "village_checked")
        at_county = self.confirm(self.card(), "town_checked")
        cards = registered | checked | at_county
        for role, waiting in (
            ("clerk", self.env["reform.asset"]),
            ("director", registered),
            ("township", checked),
            ("county_agriculture", at_county),
            ("county_finance", self.env["reform.asset"]),
        ):
            model = self.as_(role, self.env["reform.asset"])
            found = model.search([("waits_for_me", "=", True), ("id", "in", cards.ids)])
            self.assertEqual(found, waiting, role)
