"""A thing whose title is disputed is let for a year at most, and neither sold nor put into a company."""

from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AssetCase
from .worth_case import WorthWorld


@tagged("-at_install", "post_install")
class TestTitleDisputed(WorthWorld, AssetCase):
    def disputed(self, **vals):
        card = self.confirm(self.card(**vals))
        self.dispute(card)
        return card

    def dispute(self, card):
        return self.as_("clerk", self.env["reform.asset.dispute"]).create(
            {"asset_id": card.id, "claimant": "原甲村三组", "claim": "校舍由三组村民投工修建"}
        )

    def years(self, number):
        return fields.Date.add(civil_day.today(), years=number, days=-1)

    def test_it_is_let_for_a_year_and_for_longer_only_when_settled(self):
        card = self.disputed()
        lease = self.lease(card)
        with self.assertRaisesRegex(UserError, f"{card.code}: its title is disputed.* 1 year at most"):
            self.as_("clerk", lease).action_price()
        self.as_("clerk", lease).date_end = self.years(1)
        self.as_("clerk", lease).action_price()
        self.assertEqual(lease.state, "priced")
        longer = self.lease(card, date_start=self.years(2), date_end=self.years(5))
        self.as_("township", card.dispute_ids).action_settle(reason="镇政府调解：归合村集体")
        self.as_("clerk", longer).action_price()
        self.assertEqual(longer.state, "priced")

    def test_a_lease_in_force_is_not_made_longer(self):
        lease = self.effective_lease(date_end=self.years(1))
        self.dispute(lease.asset_ids)
        amendment = self.as_("clerk", self.env["reform.lease.amendment"]).create(
            {
                "lease_id": lease.id,
                "date_from": civil_day.today(),
                "reason": "续签",
                "new_date_end": self.years(2),
            }
        )
        with self.assertRaisesRegex(UserError, "title is disputed"):
            amendment.with_env(self.env)._refuse_unsound()
        amendment.new_date_end = self.years(1)
        amendment.with_env(self.env)._refuse_unsound()

    def test_it_is_neither_disposed_of_nor_put_into_a_company(self):
        card = self.disputed()
        for kind in ("sale", "contribution", "transfer"):
            proposal = self.disposal(card, kind=kind)
            with self.subTest(kind=kind), self.assertRaisesRegex(UserError, "Settle the dispute first"):
                self.as_("township", proposal).action_classify()
        lease = self.lease(
            card, kind="equity", contribution_value=90000, share_percent=10, rent_year=0, floor_rent=0,
            date_end=self.years(1),
        )  # fmt: skip
        with self.assertRaisesRegex(UserError, "cannot be put into a company"):
            self.as_("clerk", lease).action_price()
