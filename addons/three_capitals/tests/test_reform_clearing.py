from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CapitalsCase


@tagged("post_install", "-at_install")
class TestClearing(CapitalsCase):
    def test_a_clearing_begins_in_preparation_whatever_is_asked(self):
        clearing = self.clearing(self.collective_a)
        self.assertEqual(clearing.state, "draft")
        with self.assertRaises(AccessError):
            clearing.write({"state": "handed_over"})

    def test_a_clerk_prepares_no_clearing(self):
        with self.assertRaises(AccessError):
            self.as_("clerk", self.env["reform.clearing"]).create(
                {"entity_id": self.collective_a.id, "date_base": "2025-12-31"}
            )
