"""The card itself: numbers, areas, places, who sees and who writes it, the idle ledger."""

from datetime import date

from freezegun import freeze_time
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import AssetCase

DOT = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="


@tagged("-at_install", "post_install")
class TestReformAsset(AssetCase):
    def test_every_card_gets_its_own_number_and_a_given_one_is_unique(self):
        cards = self.card() | self.card()
        self.assertEqual(len(set(cards.mapped("code"))), 2)
        self.assertTrue(all(code.startswith("ZC") for code in cards.mapped("code")))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.card(code=cards[0].code)

    def test_square_metres_and_mu_say_the_same(self):
        card = self.card(area_sqm=0)
        writer = self.as_("clerk", card)
        for mu, sqm in ((12.5, 8333.33), (0.0001, 0.07), (1, 666.67), (100.1234, 66748.93)):
            writer.area_mu = mu
            self.assertEqual((card.area_sqm, card.area_mu), (sqm, mu))
        writer.area_sqm = 2000
        self.assertEqual(card.area_mu, 3.0)

    def test_the_form_keeps_both_areas_together_while_typing(self):
        with Form(self.as_("clerk", self.env["reform.asset"])) as form:
            form.name = "鱼塘"
            form.place_id = self.village
            form.area_mu = 3
            self.assertEqual(form.area_sqm, 2000)
            form.area_sqm = 1000
            self.assertEqual(form.area_mu, 1.5)

    def test_a_resource_has_area_and_no_cost(self):
        with self.assertRaises(ValidationError):
            self.card(nature="resource", cost=1, net_value=0)
        pond = self.card(nature="resource", cost=0, net_value=0, area_mu=20, area_sqm=0)
        self.assertEqual(pond.area_sqm, 13333.33)

    def test_the_origin_village_is_the_place_unless_somebody_says_otherwise(self):
        self.assertEqual(self.card(origin_place_id=False).origin_place_id, self.village)
        self.assertEqual(self.card().origin_place_id, self.old_a)

    def test_coordinates_lie_on_the_earth(self):
        with self.assertRaises(ValidationError):
            self.card(latitude=91)

    def test_another_village_is_invisible_and_the_county_sees_both(self):
        here = self.card()
        there = self.card(
            "other_clerk",
            place_id=self.other_village.id,
            origin_place_id=False,
            entity_id=self.other_collective.id,
        )
        cards = self.env["reform.asset"]
        both = [("id", "in", (here | there).ids)]
        self.assertEqual(self.as_("clerk", cards).search(both), here)
        self.assertEqual(self.as_("other_clerk", cards).search(both), there)
        self.assertEqual(self.as_("auditor", cards).search(both), here | there)
        self.assertFalse(self.as_("reader", cards).search(both))
        with self.assertRaises(AccessError):
            self.as_("clerk", there).read(["name"])
        with self.assertRaises(AccessError):
            self.as_("clerk", here).place_id = self.other_village

    def test_a_card_of_the_old_village_belongs_to_the_new_one(self):
        card = self.card(place_id=self.old_b.id)
        self.assertIn(card, self.as_("supervisor", self.env["reform.asset"]).search([]))

    def test_who_checks_does_not_write(self):
        card = self.card()
        for role in ("director", "supervisor", "township", "county_agriculture", "auditor", "administrator"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, card).name = "别的名字"
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, card).unlink()
        self.as_("clerk", card).name = "原甲村小学"
        self.assertEqual(card.name, "原甲村小学")

    def test_photos_a_card_was_checked_with_stay(self):
        card = self.card(photo=DOT)
        self.assertTrue(card.has_photo)
        photo = self.as_("clerk", self.env["reform.asset.photo"]).create({"asset_id": card.id, "image": DOT})
        self.confirm(card, "village_checked")
        with self.assertRaises(AccessError):
            self.as_("clerk", card).photo = False
        with self.assertRaises(AccessError):
            self.as_("clerk", photo).unlink()
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "reform.asset"), ("res_id", "=", card.id), ("res_field", "=", "photo")]
        )
        self.assertEqual(len(files), 1)
        with self.assertRaises(AccessError):
            self.as_("clerk", files).unlink()
        self.as_("clerk", photo).name = "屋顶"
        self.as_("clerk", self.env["reform.asset.photo"]).create({"asset_id": card.id, "image": DOT})
        self.assertEqual(len(card.photo_ids), 2)

    @freeze_time("2025-08-31")
    def test_the_idle_ledger_lists_what_has_stood_empty_for_half_a_year(self):
        since = {"long": date(2025, 2, 28), "short": date(2025, 3, 1)}
        long, short = (self.card(use_state="idle", idle_since=day, name=name) for name, day in since.items())
        unknown = self.card(use_state="idle", name="unknown")
        used = self.card(name="used")
        cards = long | short | unknown | used
        found = self.env["reform.asset"].search([("id", "in", cards.ids), ("is_listed", "=", True)])
        self.assertEqual(found, long)
        self.assertEqual(cards.mapped("idle_days"), [184, 183, 0, 0])
        self.assertEqual(cards.mapped("is_listed"), [True, False, False, False])

    @freeze_time("2025-08-31")
    def test_days_without_use_are_sorted_and_averaged_in_the_database(self):
        cards = self.card(use_state="idle", idle_since=date(2025, 8, 21)) | self.card(
            use_state="idle", idle_since=date(2025, 8, 1)
        )
        model = self.as_("auditor", self.env["reform.asset"])
        domain = [("id", "in", cards.ids)]
        self.assertEqual(model.search(domain, order="idle_days").ids, cards.ids)
        self.assertEqual(model._read_group(domain, [], ["idle_days:avg"]), [(20.0,)])

    def test_my_village_is_the_village_i_answer_for(self):
        card = self.card()
        for role, mine in (("clerk", True), ("township", False), ("auditor", False)):
            seen = self.as_(role, self.env["reform.asset"])
            found = seen.search([("is_mine", "=", True), ("id", "=", card.id)])
            self.assertEqual(bool(found), mine, role)
            self.assertEqual(self.as_(role, card).is_mine, mine, role)

    def test_cards_without_a_photo_are_found(self):
        bare, shown = self.card(), self.card(photo=DOT)
        found = self.env["reform.asset"].search([("has_photo", "=", False), ("id", "in", (bare | shown).ids)])
        self.assertEqual(found, bare)
