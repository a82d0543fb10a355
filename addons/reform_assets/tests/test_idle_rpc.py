"""Spells and attempts over the real port: nobody writes to the idle ledger, nobody looks over the fence."""

from datetime import date

from odoo.addons.reform_places.tests.common import FORGED, ROLES, RpcRefused
from odoo.tests import tagged

from .common import AssetHttpCase


@tagged("-at_install", "post_install")
class TestIdleRpc(AssetHttpCase):
    def refused(self, role, model, method, *args, **kw):
        self.env.cr.execute("SAVEPOINT idle")
        try:
            self.rpc(role, model, method, *args, **kw)
        except RpcRefused:
            return True
        finally:
            self.env.cr.execute("ROLLBACK TO SAVEPOINT idle")
            self.env.invalidate_all()
        return False

    def test_nobody_writes_creates_or_deletes_a_spell(self):
        card = self.confirm(self.card(use_state="idle", idle_since=date(2024, 1, 1)))
        spell = card.idle_spell_id
        values = {"asset_id": card.id, "date_from": "2020-01-01"}
        for role in ROLES:
            for context in ({}, FORGED):
                with self.subTest(role=role, forged=bool(context)):
                    for write in ({"date_from": "2025-01-01"}, {"state": "unfit"}, {"relapsed": True}):
                        self.assertTrue(
                            self.refused(role, spell._name, "write", spell.ids, write, context=context)
                        )
                    self.assertTrue(
                        self.refused(role, "reform.asset", "write", card.ids, {"idle_spell_id": False})
                    )
                    self.assertTrue(self.refused(role, spell._name, "create", [values], context=context))
                    self.assertTrue(self.refused(role, spell._name, "unlink", spell.ids, context=context))
            for private in ("_follow", "_move", "_set_guarded", "_backfill", "_back"):
                self.assertTrue(self.refused(role, spell._name, private, spell.ids), private)

    def test_each_act_belongs_to_its_role(self):
        card = self.confirm(self.card(use_state="idle", idle_since=date(2024, 1, 1)))
        spell = card.idle_spell_id
        for role in ROLES:
            expected = role != "township"
            # Without attempts the township too is refused, with a sentence and not for lack of the role.
            self.assertTrue(self.refused(role, spell._name, "action_propose_unfit", spell.ids, reason="x"))
            window = self.refused(role, spell._name, "action_propose_unfit", spell.ids)
            self.assertEqual(window, expected, role)
            self.assertTrue(self.refused(role, spell._name, "action_confirm_unfit", spell.ids), role)

    def test_the_other_village_sees_nothing(self):
        card = self.confirm(self.card(use_state="idle", idle_since=date(2024, 1, 1)))
        spell = card.idle_spell_id
        domain = [("id", "=", spell.id)]
        self.assertEqual(self.rpc("clerk", spell._name, "search", domain), spell.ids)
        for role in ("other_clerk", "reader"):
            self.assertEqual(self.rpc(role, spell._name, "search", domain), [])
            self.assertTrue(self.refused(role, spell._name, "read", spell.ids, ["reason"]))
            values = {"spell_id": spell.id, "description": "x", "result": "x"}
            self.assertTrue(self.refused(role, "reform.asset.attempt", "create", [values]))
