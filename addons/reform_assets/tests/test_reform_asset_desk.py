from odoo.tests import tagged

from .common import AssetCase


@tagged("post_install", "-at_install")
class TestReformAssetDesk(AssetCase):
    """Whose desk shows which cards, leases and rents."""

    def shown(self, role):
        """Return {key: tile} of a role's desk."""
        desk = self.as_(role, self.env["reform.desk"]).get_desk()
        return {tile["key"]: tile for group in ("todo", "glance", "shortcut") for tile in desk[group]}

    def count(self, role, key):
        return self.shown(role).get(key, {"count": None})["count"]

    def test_a_card_waits_on_the_desk_of_whoever_signs_next_and_of_nobody_else(self):
        card = self.card()
        roles = ("clerk", "supervisor", "township", "county_finance", "county_agriculture", "auditor")
        for state, who in (
            ("registered", {"supervisor"}),
            ("village_checked", {"township"}),
            ("town_checked", {"county_agriculture"}),
            ("confirmed", set()),
        ):
            if state != "registered":
                self.confirm(card, upto=state) if state == "village_checked" else self._next(card)
            self.assertEqual(card.state, state)
            waiting = {role for role in roles if self.count(role, "cards_mine")}
            self.assertEqual(waiting, who, state)

    def _next(self, card):
        role = {"village_checked": "township", "town_checked": "county_agriculture"}[card.state]
        self.as_(role, card).action_advance()

    def test_a_clerk_counts_the_cards_of_the_own_village_only(self):
        self.card(use_state="idle", idle_since="2021-01-01")
        self.card(role="other_clerk", place_id=self.other_village.id, origin_place_id=self.other_village.id,
                  entity_id=self.other_collective.id, area_sqm=50)  # fmt: skip
        clerk, other, county = (self.shown(role) for role in ("clerk", "other_clerk", "county_finance"))
        self.assertEqual([tiles["cards"]["count"] for tiles in (clerk, other, county)], [1, 1, 2])
        self.assertEqual([tiles["cards_idle"]["count"] for tiles in (clerk, other, county)], [1, 0, 1])
        self.assertEqual(clerk["cards"]["amount"], "300.00 ㎡")
        self.assertEqual(county["cards"]["amount"], "350.00 ㎡")
        self.assertEqual(self.count("clerk", "cards_photo"), 1)

    def test_only_who_may_enter_a_card_is_offered_to(self):
        offered = {
            role for role in ("clerk", "director", "accountant", "auditor") if "card_new" in self.shown(role)
        }
        self.assertEqual(offered, {"clerk"})

    def test_a_lease_goes_from_desk_to_desk(self):
        lease = self.lease()
        self.assertEqual(self.count("director", "leases_price"), 1)
        self.decided_lease(lease)
        self.assertEqual(self.count("director", "leases_sign"), 1)
        self.assertIsNone(
            self.count("township", "leases_sign"), "a collective's lease is not the township's to sign"
        )
        self.as_("director", lease).action_sign()
        self.assertIsNone(self.count("director", "leases_file"))
        self.assertEqual(self.count("township", "leases_file"), 1)
        self.as_("township", lease).action_file(number="东镇备〔2025〕1号")
        self.assertEqual(self.shown("clerk")["leases"]["amount"], "12,000.00 yuan")

    def test_overdue_rent_is_work_for_the_village_and_a_figure_for_the_county(self):
        self.effective_lease(date_start=self.days_ago(150), rent_year=12000)
        for role, group in (("clerk", "todo"), ("county_agriculture", "glance")):
            tile = self.shown(role)["rent_overdue"]
            self.assertEqual((tile["group"], tile["count"]), (group, 2))
            self.assertEqual(tile["amount"], "6,000.00 yuan")
        self.assertIsNone(self.count("other_clerk", "rent_overdue"))
