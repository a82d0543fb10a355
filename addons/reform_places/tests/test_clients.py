"""Whose name and number one sees, whose log one reads, and what remains of a right that was given."""

from odoo.addons.reform_seal.chain import SealItem
from odoo.fields import Command

from .common import PlaceCase


class TestClients(PlaceCase):
    def seen(self, role, partner):
        return bool(self.as_(role, self.env["res.partner"]).search([("id", "=", partner.id)]))

    def test_a_household_entered_in_one_village_is_unknown_in_another(self):
        partner = self.env["res.partner"].create({"name": "罗家户", "phone": "13900000001"})
        self.assertTrue(self.seen("clerk", partner), "in nobody's records yet")
        self.env.cr.execute(
            "UPDATE res_partner SET create_uid = %s WHERE id = %s", [self.users["clerk"].id, partner.id]
        )
        self.assertTrue(self.seen("director", partner), "colleagues of the same village")
        self.assertTrue(self.seen("county_agriculture", partner))
        for role in ("other_clerk", "reader"):
            self.assertFalse(self.seen(role, partner), role)
        self.assertTrue(self.seen("other_clerk", self.users["clerk"].partner_id), "users know each other")

    def test_streams_of_other_entities_and_places_are_not_read(self):
        log = self.env["reform.seal.entry"]
        auditor = self.users["auditor"]
        auditor.reform_scope_ids = [Command.set(self.village.ids)]
        streams = {
            f"ledger:{self.collective.id}": True,
            f"entity:{self.collective.id}": True,
            f"ledger:{self.other_collective.id}": False,
            f"entity:{self.other_collective.id}": False,
            f"later:{self.other_collective.id}": False,
            "model:reform.merger": True,
        }
        for stream in streams:
            log.sudo()._append(stream, [SealItem("made", "reform.merger", self.merger.id, "x")])
        seen = self.as_("auditor", log).search([("stream", "in", list(streams))]).mapped("stream")
        self.assertEqual({stream: stream in seen for stream in streams}, streams)
        self.assertEqual(
            {row["stream"] for row in self.as_("auditor", log).search_read([], ["stream"])} & streams.keys(),
            {stream for stream, shown in streams.items() if shown},
        )

    def test_a_right_given_and_a_password_set_by_another_are_sealed(self):
        log = self.env["reform.seal.entry"].sudo()
        clerk, group = self.users["clerk"], self.env.ref("reform_places.group_accountant")

        def kinds():
            return log.search(
                [("res_model", "=", "res.users"), ("res_id", "=", clerk.id)], order="id"
            ).mapped("kind")

        known = kinds()
        self.assertEqual(known[:1], ["rights given"])
        clerk.group_ids = [Command.link(group.id)]
        group.user_ids = [Command.unlink(clerk.id)]
        clerk.reform_scope_ids = [Command.link(self.other_village.id)]
        clerk.password = "somebody else's choice"
        clerk.signature = "x"
        self.assertEqual(kinds()[len(known) :], [*["rights changed"] * 3, "password set by another"])
        self.assertFalse(log._verify())
