"""The world of leases: cards in every state, leases brought to any step by the people who would do it.

Example::

    class TestRent(AssetCase):
        def test_rent_comes_in(self):
            lease = self.effective_lease(rent_year=1200)
            self.receive(lease, 100)
            self.assertEqual(lease.amount_paid, 100)
"""

import base64
from datetime import timedelta

from odoo import fields
from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.tests.common import PlaceCase, PlaceHttpCase, RpcRefused  # noqa: F401
from odoo.fields import Command

COUNTY = {"state": "county_finance"}
PAPER = base64.b64encode("租赁合同（示例）".encode())


class AssetWorld:
    """What both kits build on the world of places: a lessee, and ways to make cards and leases."""

    @classmethod
    def _build_assets(cls):
        cls.lessee = cls.env["res.partner"].create({"name": "测试承租人"})
        cls.house_kind = cls.env.ref("reform_assets.category_collective_c01")

    def card(self, role="clerk", **vals):
        """Return a sound card of the merged village's collective, entered by the role."""
        values = {
            "name": "原甲村小学教学楼",
            "place_id": self.village.id,
            "origin_place_id": self.old_a.id,
            "owner_class": "village_collective",
            "entity_id": self.collective.id,
            "category_id": self.house_kind.id,
            "nature": "operating",
            "condition": "fair",
            "area_sqm": 300,
            "cost": 80000,
            "net_value": 30000,
            **vals,
        }
        return self.as_(role, self.env["reform.asset"]).create(values).with_env(self.env)

    def confirm(self, cards, upto="confirmed"):
        """Bring cards up the road by a supervisor, the township and the county; return them."""
        for state, role, act in (
            ("village_checked", "supervisor", "action_check_village"),
            ("town_checked", "township", "action_check_town"),
            ("confirmed", COUNTY.get(cards[:1].owner_class, "county_agriculture"), "action_confirm"),
        ):
            getattr(self.as_(role, cards), act)()
            if state == upto:
                break
        return cards

    def lease(self, assets=None, role="clerk", **vals):
        """Return a sound draft of a lease over confirmed cards."""
        assets = self.confirm(self.card()) if assets is None else assets
        start = vals.pop("date_start", civil_day.today())
        values = {
            "entity_id": assets[:1].entity_id.id,
            "lessee_id": self.lessee.id,
            "line_ids": [Command.create({"asset_id": asset.id}) for asset in assets],
            "date_start": start,
            "date_end": vals.pop("date_end", fields.Date.add(fields.Date.to_date(start), years=3, days=-1)),
            "rent_year": 12000,
            "frequency": "quarterly",
            "floor_rent": 10000,
            "price_basis": "comparables",
            **vals,
        }
        lease = self.as_(role, self.env["reform.lease"]).create(values)
        paper = lease.env["ir.attachment"].create(
            {"name": "合同.txt", "datas": PAPER, "res_model": lease._name, "res_id": lease.id}
        )
        lease.document_ids = paper
        return lease.with_env(self.env)

    def decided_lease(self, lease=None, **vals):
        """Return a lease the members have decided."""
        lease = lease or self.lease(**vals)
        self.as_("clerk", lease).action_price()
        pass_decision(lease, self.users, vals={"body": "representative_assembly"})
        self.as_("supervisor", lease).action_decide()
        return lease

    def signed_lease(self, lease=None, **vals):
        """Return a signed lease with its schedule."""
        lease = self.decided_lease(lease, **vals)
        self.as_("director", lease).action_sign()
        return lease

    def effective_lease(self, lease=None, **vals):
        """Return a lease in force."""
        lease = self.signed_lease(lease, **vals)
        self.as_("township", lease).action_file(number="东镇备〔2025〕1号")
        return lease

    def receive(self, lease, amount, role="clerk", **vals):
        """Record a receipt."""
        values = {"lease_id": lease.id, "amount": amount, "date": civil_day.today(), **vals}
        return self.as_(role, self.env["reform.rent.receipt"]).create(values).with_env(self.env)

    @staticmethod
    def days_ago(days):
        return civil_day.today() - timedelta(days=days)


class AssetCase(AssetWorld, PlaceCase):
    """The kit for tests of models."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._build_assets()


class AssetHttpCase(AssetWorld, PlaceHttpCase):
    """The kit for tests over the real HTTP port."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._build_assets()
