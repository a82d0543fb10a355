"""Two villages that are to become one: each with its own collective, beside the one that takes over.

Example::

    class TestFreeze(CapitalsCase):
        def test_a_frozen_village_signs_nothing(self):
            clearing = self.clearing(self.collective_a)
"""

from datetime import date

from odoo.addons.collective_economy.tests.common import EconomyWorld
from odoo.addons.reform_places.tests.common import PlaceCase

BASE = date(2025, 12, 31)


class CapitalsWorld(EconomyWorld):
    """`collective_a` and `collective_b` are the collectives of the two former villages; `collective`, that of
    the merged village, takes over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.collective_a = cls._entity("甲村股份经济合作社", cls.old_a)
        cls.collective_b = cls._entity("乙村股份经济合作社", cls.old_b)

    def clearing(self, entity, **vals):
        """Return a clearing of an entity, as the township prepares it."""
        return self.as_("township", self.env["reform.clearing"]).create(
            {"entity_id": entity.id, "successor_id": self.collective.id, "date_base": BASE, **vals}
        )


class CapitalsCase(CapitalsWorld, PlaceCase):
    """The kit for tests of models."""
