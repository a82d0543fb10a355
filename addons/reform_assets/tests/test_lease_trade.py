"""Public letting: thresholds, rounds, bids, the posting of the result."""

from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestLeaseTrade(AssetCase):
    def threshold(self, **vals):
        return self.env["reform.trade.threshold"].create(
            {"valid_from": "2020-01-01", "document_no": "县农〔2020〕1号", "place_id": self.county.id, **vals}
        )

    def open_round(self, lease, asking=12000):
        clerk = self.as_("clerk", self.env["reform.lease.listing"])
        listing = clerk.create(
            {
                "lease_id": lease.id,
                "platform": "县农村产权交易中心",
                "asking_rent": asking,
                "date_from": self.days_ago(10),
                "date_to": civil_day.today(),
            }
        )
        listing.action_open()
        return listing.with_env(self.env)

    def bid(self, listing, name, amount, **vals):
        bidder = self.as_("clerk", self.env["res.partner"]).create({"name": name})
        return self.as_("clerk", self.env["reform.lease.bid"]).create(
            {"listing_id": listing.id, "bidder_id": bidder.id, "amount": amount, **vals}
        )

    def test_a_listing_finds_the_lessee_and_the_vote_still_carries(self):
        lease = self.decided_lease(public_trade=True, lessee_id=False)
        listing = self.open_round(lease)
        self.bid(listing, "甲公司", 13000)
        best = self.bid(listing, "乙农户", 15000, member=True)
        self.bid(listing, "丙公司", 15000)
        for role in ("clerk", "director", "accountant", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, listing).action_close()
        self.as_("township", listing).action_close()
        self.assertEqual(
            (lease.state, lease.lessee_id, lease.rent_year), ("bid_closed", best.bidder_id, 15000)
        )
        with self.assertRaises(UserError):
            self.as_("director", lease).action_sign()
        action = self.as_("clerk", lease).action_publish_result()
        self.assertEqual(action["res_model"], "reform.lease.result")
        self.as_("clerk", lease).action_publish_result(date=self.days_ago(6), place="村务公开栏")
        self.as_("supervisor", lease).action_object(reason="乙农户非本村成员")
        with self.assertRaises(UserError):
            self.as_("director", lease).action_sign()
        self.as_("director", lease).action_answer_objection(reason="经核对成员名册，系本村成员。")
        self.as_("director", lease).action_sign()
        self.assertEqual((lease.state, sum(lease.due_ids.mapped("amount"))), ("signed", 45000))
        self.assertFalse(self.env["reform.lease"]._check_digests())

    def test_a_result_hangs_long_enough(self):
        lease = self.decided_lease(public_trade=True, lessee_id=False)
        listing = self.open_round(lease)
        self.bid(listing, "甲公司", 12000)
        self.as_("supervisor", listing).action_close()
        self.assertEqual(listing.manner, "agreement")
        self.as_("clerk", lease).action_publish_result(place="村务公开栏")
        with self.assertRaises(UserError) as refusal:
            self.as_("director", lease).action_sign()
        self.assertIn("5 days", str(refusal.exception))

    def test_a_failed_round_is_listed_again_within_the_floor(self):
        lease = self.decided_lease(public_trade=True, lessee_id=False)
        listing = self.open_round(lease)
        self.bid(listing, "甲公司", 11000)
        self.as_("supervisor", listing).action_close()
        self.assertEqual((listing.state, lease.state, lease.rent_year), ("failed", "decided", 12000))
        with self.assertRaises(UserError) as refusal:
            self.open_round(lease, asking=9999)
        self.assertIn("10000.00", str(refusal.exception))
        second = self.open_round(lease, asking=10000)
        self.bid(second, "甲公司", 10000)
        self.as_("supervisor", second).action_close()
        self.assertEqual((lease.state, lease.rent_year), ("bid_closed", 10000))

    def test_a_letting_above_the_threshold_has_to_be_listed(self):
        self.threshold(rent_year=12000)
        lease = self.lease()
        self.assertTrue(lease.listing_required)
        with self.assertRaises(UserError) as refusal:
            self.as_("clerk", lease).action_price()
        self.assertIn("threshold", str(refusal.exception))
        direct = self.decided_lease(direct_reason="两次流拍后协议")
        with self.assertRaises(UserError):
            self.as_("director", direct).action_sign()
        below = self.signed_lease(rent_year=11999)
        self.assertEqual(below.state, "signed")

    def test_another_county_or_another_year_has_another_table(self):
        self.threshold(rent_year=1, valid_to="2021-01-01")
        self.threshold(rent_year=1, kind="land_contract")
        self.assertFalse(self.lease().listing_required)

    def test_bids_are_taken_while_the_round_is_open_and_stay(self):
        lease = self.decided_lease(public_trade=True, lessee_id=False)
        listing = self.open_round(lease)
        bid = self.bid(listing, "甲公司", 13000)
        for role in ("clerk", "director", "township"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, bid).write({"amount": 1})
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, bid).unlink()
        with self.assertRaises(UserError):
            self.bid(listing, "乙", 13000, date=self.days_ago(11))
        self.as_("supervisor", listing).action_close()
        with self.assertRaises(UserError):
            self.bid(listing, "丙", 99999)

    def test_nobody_forges_a_winner(self):
        lease = self.decided_lease(public_trade=True, lessee_id=False)
        bid = self.bid(self.open_round(lease), "甲公司", 13000)
        for role in self.users:
            for values in ({"winning_bid_id": bid.id}, {"listed_rent": 1}, {"lessee_id": self.lessee.id}):
                with self.subTest(role=role, values=values), self.assertRaises(AccessError):
                    self.as_(role, lease).write(values)
