from datetime import timedelta
from decimal import Decimal

from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import Error

from .plan_case import PlanCase

# The published registers: cards by level, and their area in ㎡.
TOWNSHIP_CARDS, VILLAGE_CARDS = (115, Decimal("90713.60")), (198, Decimal("102291.13"))


@tagged("-at_install", "post_install")
class TestReformIndicator(PlanCase):
    def cards(self, count, area, *, idle=True, reformed=0, **vals):
        """Return cards that share an area to the cent; the first ones come from a merged village."""
        share = (area / count).quantize(Decimal("0.01"))
        areas = [share] * (count - 1) + [area - share * (count - 1)]
        base = {
            "place_id": self.village.id, "origin_place_id": self.village.id, "entity_id": self.collective.id,
            "owner_class": "village_collective", "category_id": self.house_kind.id, "nature": "operating",
            "condition": "fair", "cost": 80000, "net_value": 30000, "use_state": "idle" if idle else "in_use",
            "idle_since": self.days_ago(400) if idle else False,
            "idle_reason": "撤并" if idle else False, **vals,
        }  # fmt: skip
        rows = [
            {**base, "name": f"闲置{number}", "area_sqm": float(one)}
            | ({"origin_place_id": self.old_a.id} if number < reformed else {})
            for number, one in enumerate(areas)
        ]
        cards = self.as_("clerk", self.env["reform.asset"]).create(rows).with_env(self.env)
        return self.confirm(cards)

    def accept(self, cards):
        """Bring a plan of each card to its acceptance at once, by the steps and their seal."""
        values = [
            {
                "asset_id": card.id,
                "use_ids": [Command.create(self.use())],
                "responsible_id": self.users["director"].id,
            }
            for card in cards
        ]
        plans = self.as_("clerk", self.env["reform.plan"]).create(values).with_env(self.env)
        for state in ("consulted", "approved", "preparing", "in_use"):
            plans._step(state)
        plans._step("accepted", counted_from=civil_day.today())
        cards._set_use("in_use", civil_day.today(), "方案实施")
        return plans

    def take(self, *codes, place=None, role="county_finance", **more):
        snapshots = self.as_(role, self.env["reform.indicator.snapshot"])
        return snapshots._take(
            codes, place or self.county, more.pop("as_of", civil_day.today()), **more
        ).with_env(self.env)

    def test_fifty_one_idle_and_forty_eight_revitalised_are_94_12_and_the_subset_is_ten_of_ten(self):
        cards = self.cards(33, Decimal("4501.24"), reformed=10) | self.cards(18, Decimal("8870.50"))
        self.assertEqual(len(cards), 51)
        self.assertEqual(
            sum(Decimal(f"{area:.2f}") for area in cards.mapped("area_sqm")), Decimal("13371.74")
        )
        self.accept(cards[:48])
        rate, subset = self.take("count_rate", "count_rate_reformed")
        self.assertEqual((rate.numerator, rate.denominator, rate.value), (48, 51, 94.12))
        self.assertEqual((subset.numerator, subset.denominator, subset.value), (10, 10, 100))
        self.assertEqual(rate.shown, "94.12 %")
        due = self.env["reform.asset"].search(rate.action_due()["domain"])
        self.assertEqual(due, cards.sorted("code"))
        self.assertEqual(len(self.env["reform.asset"].search(rate.action_done()["domain"])), 48)

    def test_three_hundred_and_thirteen_cards_have_193004_73_square_metres(self):
        (towns, town_area), (villages, village_area) = TOWNSHIP_CARDS, VILLAGE_CARDS
        cards = self.cards(towns, town_area, idle=False) | self.cards(villages, village_area, idle=False)
        snapshot = self.take("area_rate")
        self.assertEqual((len(cards), snapshot.item_count), (313, 313))
        self.assertEqual((snapshot.numerator, snapshot.denominator), (193004.73, 193004.73))
        self.assertEqual(snapshot.value, 100)

    def test_scrapping_later_does_not_shrink_what_stands_below_the_line(self):
        cards = self.cards(4, Decimal(400))
        self.accept(cards[:2])
        cards[3]._set_use("scrapped", civil_day.today(), "倒塌")
        self.assertEqual(self.take("count_rate").value, 50)

    def test_a_relapse_lets_a_hundred_percent_fall_and_the_frozen_figure_stays(self):
        plans = self.accept(self.cards(2, Decimal(200)))
        before = self.take("count_rate")
        self.assertEqual(before.value, 100)
        plans[0]._close("relapsed", "再次闲置")
        plans[0]._assets()._set_use("idle", civil_day.today(), "再次闲置")
        after = self.take("count_rate")
        self.assertEqual((after.value, before.value), (50, 100))
        self.env.invalidate_all()
        self.assertIn("100.00 %", before.comparison)
        self.assertIn("50.00 %", before.comparison)
        self.assertIn("counted otherwise: 1", before.comparison)
        self.assertIn("agree", after.comparison)

    def test_value_and_mean_follow_the_published_formula(self):
        cards = self.cards(2, Decimal(200)) | self.cards(1, Decimal(100), net_value=40000)
        self.accept(cards[2:])
        count, value, mean = self.take("count_rate", "value_rate", "mean_rate")
        self.assertEqual((count.value, value.value, mean.value), (33.33, 40, 36.67))
        self.assertEqual(value.denominator, 100000)

    def test_nothing_below_the_line_is_not_a_rate(self):
        snapshot = self.take("count_rate", place=self.other_village)
        self.assertFalse(snapshot.applicable)
        self.assertEqual(snapshot.shown, "n/a")

    def test_a_rate_over_a_hundred_percent_is_refused(self):
        definition = self.env.ref("reform_assets.indicator_count_rate")
        with self.assertRaisesRegex(UserError, "100 %"):
            self.env["reform.indicator.snapshot"]._judged(definition, [[1, "1", "2"]])
        with self.assertRaisesRegex(UserError, "never due"):
            self.env["reform.indicator.snapshot"]._judged(definition, [[1, "0", "1"], [2, "5", "0"]])

    def test_private_houses_are_not_counted(self):
        self.cards(3, Decimal(300), not_public=True)
        self.assertFalse(self.take("count_rate").applicable)

    def test_each_place_has_its_own_list_from_the_same_statements(self):
        self.cards(3, Decimal(300))
        both = self.take("count_rate", place=self.county | self.township | self.other_township)
        self.assertEqual(both.mapped("denominator"), [3, 3, 0])

    def test_new_rent_and_arrears(self):
        lease = self.effective_lease(frequency="yearly", date_start=self.days_ago(60))
        rent, arrears = self.take("new_rent", "arrears_rate")
        self.assertEqual((rent.value, arrears.value, arrears.denominator), (12000, 100, 12000))
        self.receive(lease, 9000)
        self.assertEqual(self.take("arrears_rate").value, 25)

    def test_a_day_to_come_is_refused(self):
        with self.assertRaises(UserError):
            self.take("count_rate", as_of=civil_day.today() + timedelta(days=1))

    def test_a_frozen_figure_is_changed_by_nobody(self):
        self.cards(2, Decimal(200))
        snapshot = self.take("count_rate")
        for role in ("county_finance", "township", "administrator"):
            with self.assertRaises(AccessError):
                self.as_(role, snapshot).write({"value": 100})
            with self.assertRaises(AccessError):
                self.as_(role, snapshot).unlink()
        with self.assertRaises(Error), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.env.cr.execute("UPDATE reform_indicator_snapshot SET value = 100")
        self.assertEqual(self.env["reform.indicator.snapshot"]._reform_invariants()[0][1], [])

    def test_only_township_and_county_freeze_figures_and_only_at_home(self):
        for role in ("clerk", "auditor", "accountant"):
            with self.assertRaises(AccessError):
                self.as_(role, self.env["reform.indicator.take"]).create(
                    {"place_id": self.county.id}
                ).action_take()
        window = self.as_("township", self.env["reform.indicator.take"]).create({"place_id": self.county.id})
        taken = self.env["reform.indicator.snapshot"].search(window.action_take()["domain"])
        self.assertEqual(taken.place_id, self.township)

    def test_the_statements_of_a_figure_do_not_grow_with_the_cards(self):
        counts = []
        for size in (5, 60):
            self.accept(self.cards(size, Decimal(size * 10))[: size // 2])
            self.take("count_rate")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["reform.indicator.snapshot"]._take(["count_rate"], self.county, civil_day.today())
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
