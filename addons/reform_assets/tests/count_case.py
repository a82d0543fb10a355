"""The world of counts: rounds over the cards of the merged village, brought to any step by their people.

Example::

    class TestClosing(CountCase):
        def test_it_closes(self):
            count = self.counting_round(self.cards(3))
            self.line(count, 0, "clerk")._count({"result": "found"}, way="list")
"""

import base64
import io
from datetime import date

from odoo import fields
from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places import civil_day
from PIL import Image

from .common import AssetCase, AssetHttpCase


def picture(colour="blue", size=(8, 8), kind="JPEG"):
    """Return a real picture as the client sends it."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


class CountWorld:
    """What both kits build on the world of assets."""

    def cards(self, number, **vals):
        """Return confirmed or plain cards named 房屋0, 房屋1, …"""
        model = self.as_("clerk", self.env["reform.asset"])
        one = {
            "place_id": self.village.id, "origin_place_id": self.old_a.id,
            "owner_class": "village_collective", "entity_id": self.collective.id,
            "category_id": self.house_kind.id, "nature": "operating",
            "condition": "fair", "area_sqm": 100, "cost": 2000, "net_value": 500, **vals,
        }  # fmt: skip
        return model.create([{**one, "name": f"房屋{index}"} for index in range(number)]).with_env(self.env)

    def round_(self, role="township", place=None, **vals):
        values = {
            "place_id": (place or self.village).id,
            "record_date": date(2025, 12, 31),
            "second_cost_min": 50000,
            "second_difference_min": 3000,
            **vals,
        }
        return self.as_(role, self.env["reform.count.round"]).create(values).with_env(self.env)

    def counting_round(self, _cards=None, **vals):
        """Return a round that takes counts."""
        count = self.round_(**vals)
        self.as_("township", count).action_freeze()
        self.as_("township", count).action_start()
        return count

    def lines(self, count, role="clerk"):
        return (
            self.as_(role, count).env["reform.count.line"].search([("round_id", "=", count.id)], order="id")
        )

    def see(self, lines, role="clerk", result="found", **said):
        """Count lines as somebody of a role; return what he is told."""
        return self.as_(role, lines)._count({"result": result, **said}, way="list")

    def confirm_owners(self, count):
        """Let every owner confirm its result, with a vote of the members where one is needed."""
        for owner in count.owner_ids:
            if owner.needs_decision:
                pass_decision(owner, self.users, vals={"body": "representative_assembly"})
            role = {"state": "county_finance", "unconfirmed": "township"}.get(owner.regime, "supervisor")
            self.as_(role, owner).action_confirm()

    def close(self, count):
        """Bring a round whose differences are decided to its end."""
        if count.state == "counting":
            self.as_("township", count).action_finish()
        self.confirm_owners(count)
        self.as_("township", count).action_confirm()
        self.as_("director", count)._publish(
            fields.Date.subtract(civil_day.today(), days=8), "村务公开栏", picture()
        )
        self.as_("county_agriculture", count).action_close()


class CountCase(CountWorld, AssetCase):
    """The kit for tests of models."""


class CountHttpCase(CountWorld, AssetHttpCase):
    """The kit for tests over the real HTTP port."""
