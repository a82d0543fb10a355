"""Files that are evidence, and what a client may not say beside what it says."""

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import RestrictViolation

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestClients(AssetCase):
    def test_the_database_keeps_a_signed_contract_even_from_the_superuser(self):
        draft, signed = self.lease(), self.signed_lease()
        for act in (
            lambda file: file.write({"raw": b"other"}),
            lambda file: file.write({"res_id": 0}),
            lambda file: file.unlink(),
        ):
            with self.assertRaises(RestrictViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                act(signed.document_ids.sudo())
            self.env.invalidate_all()
        draft.document_ids.sudo().write({"raw": b"better"})
        draft.document_ids.sudo().unlink()

    def test_a_receipt_is_no_reversal_because_context_or_defaults_say_so(self):
        lease = self.effective_lease()
        first = self.receive(lease, 100)
        self.as_("clerk", self.env["ir.default"]).set("reform.rent.receipt", "reversal_of_id", first.id, True)
        receipts = self.as_("clerk", self.env["reform.rent.receipt"])
        second = receipts.with_context(default_reversal_of_id=first.id, default_user_id=1).create(
            {"lease_id": lease.id, "amount": 50}
        )
        self.assertFalse(second.reversal_of_id)
        self.assertEqual(second.user_id, self.users["clerk"])
        self.assertFalse(first.is_reversed)

    def test_a_lessee_of_one_village_is_unknown_in_another(self):
        lease = self.effective_lease()
        partners = self.env["res.partner"]
        lessee = [("id", "=", lease.lessee_id.id)]
        self.assertTrue(self.as_("director", partners).search(lessee))
        self.assertFalse(self.as_("other_clerk", partners).search(lessee))
        elsewhere = {"entity_id": self.other_collective.id, "lessee_id": lease.lessee_id.id}
        with self.assertRaises(AccessError):
            self.as_("other_clerk", self.env["reform.lease"]).create(elsewhere)

    def test_the_place_of_a_lease_follows_its_lessor_and_nothing_else(self):
        lease = self.lease()
        for role in ("clerk", "director"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, lease).write({"place_id": self.other_village.id})
        lease = self.as_("clerk", self.env["reform.lease"]).create(
            {"entity_id": self.collective.id, "place_id": self.other_village.id}
        )
        self.assertEqual(lease.place_id, self.village)
