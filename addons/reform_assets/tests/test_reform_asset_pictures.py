"""Pictures: the funnel counts each card once, townships are compared within the scope."""

from datetime import date

from odoo.tests import tagged

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestPictures(AssetCase):
    def test_each_card_stands_in_one_stage_of_the_funnel(self):
        new = self.card()
        confirmed = self.confirm(self.card())
        idle = self.confirm(self.card(use_state="idle", idle_since=date(2024, 1, 1)))
        rows = self.as_("township", self.env["reform.asset.funnel"]).search(
            [("asset_id", "in", (new | confirmed | idle).ids)]
        )
        stages = {row.asset_id.id: row.stage for row in rows}
        self.assertEqual(stages, {new.id: "registered", confirmed.id: "confirmed", idle.id: "idle_listed"})
        self.assertFalse(self.as_("other_clerk", self.env["reform.asset.funnel"]).search([]))

    def test_townships_are_compared_by_what_stands_in_them(self):
        card = self.confirm(self.card())
        self.card(use_state="idle", idle_since=date(2024, 1, 1), area_sqm=100)
        back = self.confirm(self.card(use_state="idle", idle_since=date(2024, 1, 1)))
        self.as_("clerk", back)._report_use("in_use", date(2025, 1, 1), "自用")
        self.effective_lease(
            self.lease(card, rent_year=12000, date_start="2025-01-01", date_end="2027-12-31")
        )
        towns = self.as_("auditor", self.env["reform.town.comparison"])
        town = towns.search([("township_id", "=", self.township.id)])
        self.assertEqual(
            (town.card_count, town.idle_count, town.idle_area_sqm, town.idle_percent), (3, 1, 100.0, 33.33)
        )
        self.assertEqual((town.revitalised_count, town.relapsed_count, town.rent_year), (1, 0, 12000.0))
        self.assertGreater(town.arrears, 0)
        self.assertFalse(self.as_("clerk", self.env["reform.town.comparison"]).search([]))
