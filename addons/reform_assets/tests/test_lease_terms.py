"""Clauses about price, split, kind and parts: what is signed is what falls due."""

from datetime import date

from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import ExclusionViolation

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestLeaseTerms(AssetCase):
    def refused(self, words, act):
        with self.assertRaises(UserError) as refusal:
            act()
        self.assertIn(words, str(refusal.exception))

    def test_a_table_of_steps_and_a_free_span_make_the_schedule(self):
        lease = self.signed_lease(
            date_start=date(2026, 1, 1),
            date_end=date(2027, 12, 31),
            frequency="half_yearly",
            step_ids=[Command.create({"date_from": date(2027, 1, 1), "rent_year": 24000})],
            free_ids=[Command.create({"date_from": date(2026, 7, 1), "date_to": date(2026, 9, 30)})],
        )
        self.assertEqual(lease.due_ids.sorted("sequence").mapped("amount"), [6000, 3000, 12000, 12000])

    def test_two_ways_to_rise_or_a_step_outside_the_term_are_refused(self):
        lease = self.lease(uplift_percent=5, uplift_every_years=1, uplift_amount=100)
        self.refused("choose one", lambda: self.as_("clerk", lease).action_price())
        lease = self.lease(step_ids=[Command.create({"date_from": date(1999, 1, 1), "rent_year": 24000})])
        self.refused("outside the term", lambda: self.as_("clerk", lease).action_price())

    def test_a_rent_per_square_metre_is_price_times_area(self):
        lease = self.lease(rent_basis="per_sqm", unit_price=1)
        self.refused("price times quantity", lambda: self.as_("clerk", lease).action_price())
        lease.unit_price = 50
        self.assertEqual((lease.quantity, lease.rent_year), (300, 15000))
        lease = self.signed_lease(lease)
        self.assertEqual(lease.due_ids[0].amount, 3750)

    def test_a_split_of_thirty_to_seventy_stands_on_every_due(self):
        other = self.other_collective.sudo()
        lease = self.signed_lease(
            rent_year=80000,
            frequency="yearly",
            payee_ids=[
                Command.create({"entity_id": self.collective.id, "percent": 30}),
                Command.create({"entity_id": other.id, "percent": 70}),
            ],
        )
        for due in lease.due_ids:
            self.assertEqual([part["amount"] for part in due.payee_parts], ["24000.00", "56000.00"])
        self.assertEqual(lease.due_ids[0]._money_event()["payees"], lease.due_ids[0].payee_parts)

    def test_splits_that_are_not_the_rent_are_refused_with_a_sentence(self):
        rows = [
            {"entity_id": self.collective.id, "percent": 30},
            {"partner_id": self.lessee.id, "percent": 60},
        ]
        lease = self.lease(payee_ids=[Command.create(row) for row in rows])
        self.refused("100 %", lambda: self.as_("clerk", lease).action_price())
        rows = [
            {"entity_id": self.collective.id, "amount_year": 7000},
            {"partner_id": self.lessee.id, "amount_year": 3000},
        ]
        lease = self.lease(payee_ids=[Command.create(row) for row in rows])
        self.refused("12000.00", lambda: self.as_("clerk", lease).action_price())
        fine = self.lease(rent_year=10000, payee_ids=[Command.create(row) for row in rows])
        self.as_("clerk", fine).action_price()
        self.assertEqual(fine.state, "priced")
        with self.assertRaises(AccessError):
            self.as_("clerk", fine.payee_ids).write({"amount_year": 1})

    def test_rent_in_kind_falls_due_as_money_at_the_posted_price(self):
        rice = self.env["reform.commodity"].create({"name": "稻谷"})
        lease = self.effective_lease(
            date_start=self.days_ago(400), in_kind=True, commodity_id=rice.id, quantity_year=1000.5,
            frequency="yearly",
        )  # fmt: skip
        rows = lease.quantity_ids.sorted("sequence")
        self.assertEqual((rows.mapped("quantity"), len(lease.due_ids)), ([1000.5] * 3, 0))
        self.refused("is posted", lambda: self.as_("clerk", rows[0]).action_price())
        price = {
            "commodity_id": rice.id,
            "place_id": self.county.id,
            "date": self.days_ago(500),
            "price": 2.63,
            "source": "县粮食部门挂牌收购价",
        }
        with self.assertRaises(AccessError):
            self.as_("clerk", self.env["reform.commodity.price"]).create(price)
        with self.assertRaises(AccessError):
            self.as_("township", self.env["reform.commodity.price"]).create(
                {**price, "place_id": self.other_village.id}
            )
        posted = self.as_("county_agriculture", self.env["reform.commodity.price"]).create(price)
        with self.assertRaises(AccessError):
            posted.write({"price": 1})
        self.env["reform.rent.quantity"]._cron_price()
        self.assertEqual(sorted(lease.due_ids.mapped("amount")), [2631.32, 2631.32])
        self.assertFalse(self.env["reform.lease"]._check_digests())

    def test_each_kind_asks_for_its_own_clauses(self):
        field = self.confirm(
            self.card(name="荒坡", nature="resource", area_mu=100, area_sqm=0, cost=0, net_value=0)
        )
        lease = self.lease(field, kind="land_contract")
        self.refused("use of the land", lambda: self.as_("clerk", lease).action_price())
        start = civil_day.today()
        lease.write({"land_use": "wasteland", "date_end": fields.Date.add(start, years=51)})
        self.refused("50 years", lambda: self.as_("clerk", lease).action_price())
        lease.write({"date_end": fields.Date.add(start, years=30), "lessee_outsider": True})
        self.refused("credit", lambda: self.as_("clerk", lease).action_price())
        lease.credit_checked = True
        self.as_("clerk", lease).action_price()
        self.assertEqual(lease._get_decision_kind(), "land_contract")
        loan = self.lease(kind="free_loan", rent_year=0, floor_rent=0, price_basis=False)
        self.refused("comes back", lambda: self.as_("clerk", loan).action_price())
        land = self.lease(kind="construction_land", land_use="industry")
        self.refused("planning conditions", lambda: self.as_("clerk", land).action_price())

    def test_land_for_an_outsider_waits_for_the_township(self):
        field = self.confirm(
            self.card(name="荒坡", nature="resource", area_mu=100, area_sqm=0, cost=0, net_value=0)
        )
        lease = self.lease(
            field, kind="land_contract", land_use="wasteland", lessee_outsider=True, credit_checked=True
        )
        self.as_("clerk", lease).action_price()
        names = [problem.name for problem in lease._problems()]
        self.assertIn("township_consent_missing", names)
        for role in ("clerk", "director", "supervisor", "county_agriculture"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, lease).action_consent(number="1")
        self.as_("township", lease).action_consent(number="东镇批〔2026〕3号")
        self.assertNotIn("township_consent_missing", [problem.name for problem in lease._problems()])

    def test_an_equity_contribution_keeps_its_guaranteed_return_and_shares_a_profit(self):
        lease = self.lease(
            kind="equity", contribution_value=7000000, share_percent=10, rent_year=220000, floor_rent=220000,
            frequency="yearly",
        )  # fmt: skip
        self.as_("clerk", lease).action_price()
        self.assertEqual((lease._get_decision_kind(), lease.state), ("contribution", "priced"))
        shared = self.effective_lease(kind="cooperation", share_percent=20, date_start=self.days_ago(30))
        year = shared.date_start.year
        row = self.as_("clerk", self.env["reform.lease.share.year"]).create(
            {"lease_id": shared.id, "year": year, "result": 50000.06}
        )
        with self.assertRaises(AccessError):
            row.action_declare()
        self.as_("supervisor", row).action_declare()
        self.assertEqual((row.state, row.due_id.kind, row.due_id.amount), ("declared", "share", 10000.01))
        self.assertFalse(self.env["reform.rent.due"]._check_schedules())
        self.assertFalse(self.env["reform.lease"]._check_digests())

    def test_a_letting_before_the_asset_exists_is_refused(self):
        hall = self.confirm(self.card(acquired_date=civil_day.today()))
        lease = self.lease(hall, date_start=self.days_ago(10))
        self.refused("exists since", lambda: self.as_("clerk", lease).action_price())


@tagged("-at_install", "post_install")
class TestLeaseParts(AssetCase):
    def part(self, hall, name, area):
        return self.as_("clerk", self.env["reform.asset.part"]).create(
            {"asset_id": hall.id, "name": name, "area_sqm": area}
        )

    def let(self, hall, part=None, **vals):
        lease = self.lease(hall, **vals)
        if part:
            lease.line_ids.part_id = part
        return lease

    def test_parts_are_let_side_by_side_and_the_whole_excludes_them(self):
        hall = self.confirm(self.card())
        shop, flat = self.part(hall, "一楼门面", 120), self.part(hall, "二楼", 180)
        first = self.signed_lease(self.let(hall, shop))
        self.signed_lease(self.let(hall, flat))
        for again in (shop, None):
            with self.subTest(again), self.assertRaises(UserError) as refusal:
                self.signed_lease(self.let(hall, again))
            self.assertIn(first.name, str(refusal.exception))

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_the_whole_beside_a_part_whoever_asks(self):
        hall = self.confirm(self.card())
        shop, flat = self.part(hall, "一楼门面", 120), self.part(hall, "二楼", 180)
        self.signed_lease(self.let(hall, shop))
        whole, same, beside = self.let(hall), self.let(hall, shop), self.let(hall, flat)
        for other in (whole, same):
            with self.assertRaises(ExclusionViolation), self.env.cr.savepoint():
                other.line_ids._hold()
        beside.line_ids._hold()

    def test_parts_are_no_larger_than_the_whole_and_belong_to_their_asset(self):
        hall = self.confirm(self.card())
        self.part(hall, "一楼门面", 120)
        with self.assertRaises(UserError):
            self.part(hall, "二楼", 180.01)
        barn = self.confirm(self.card(name="仓库"))
        with self.assertRaises(UserError):
            self.let(barn, self.part(hall, "二楼", 100))

    def test_a_part_that_is_let_keeps_its_area(self):
        hall = self.confirm(self.card())
        shop = self.part(hall, "一楼门面", 120)
        self.let(hall, shop)
        with self.assertRaises(UserError):
            shop.area_sqm = 5
        shop.active = False
