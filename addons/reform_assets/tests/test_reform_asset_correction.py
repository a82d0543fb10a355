"""After confirmation: corrections by the county, reports of use by the village, and nothing by writing."""

from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2.errors import RestrictViolation

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestCorrection(AssetCase):
    def correct(self, role, card, **vals):
        reason = vals.pop("reason", "实测面积有误")
        window = self.as_(role, self.env["reform.asset.correct"]).with_context(default_asset_id=card.id)
        return window.create({**vals, "reason": reason}).action_apply()

    def test_a_correction_keeps_old_and_new_and_is_sealed(self):
        card = self.confirm(self.card())
        self.correct("county_agriculture", card, area_sqm=320, name="原甲村小学")
        self.assertEqual((card.area_sqm, card.name, card.state), (320, "原甲村小学", "confirmed"))
        noted = {change.field_name: (change.old_value, change.new_value) for change in card.change_ids}
        self.assertEqual(
            noted, {"area_sqm": ("300.00", "320.00"), "name": ("原甲村小学教学楼", "原甲村小学")}
        )
        self.assertEqual(card.change_ids.user_id, self.users["county_agriculture"])
        last = self.env["reform.seal.entry"].search([("res_model", "=", "reform.asset")], limit=1)
        self.assertEqual((last.kind, last.res_id, last.reason), ("correction", card.id, "实测面积有误"))

    def test_the_window_shows_the_card_as_it_is(self):
        card = self.confirm(self.card())
        with Form(
            self.as_("county_agriculture", self.env["reform.asset.correct"]).with_context(
                default_asset_id=card.id
            )
        ) as form:
            self.assertEqual((form.name, form.area_sqm, form.entity_id), (card.name, 300, self.collective))
            form.cost = 90000
            form.reason = "补记加固费用"
        form.record.action_apply()
        self.assertEqual(card.change_ids.mapped("field_name"), ["cost"])

    def test_only_the_authority_corrects_and_only_what_is_confirmed(self):
        card = self.confirm(self.card(), "town_checked")
        with self.assertRaises(UserError):
            self.correct("county_agriculture", card, area_sqm=1)
        self.as_("county_agriculture", card).action_confirm()
        with self.assertRaises(AccessError):
            self.correct("county_finance", card, area_sqm=1)
        for role in ("clerk", "director", "township", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.correct(role, card, area_sqm=1)

    def test_an_empty_or_faulty_correction_is_refused(self):
        card = self.confirm(self.card())
        with self.assertRaises(UserError):
            self.correct("county_agriculture", card)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.correct("county_agriculture", card, area_sqm=0)
        with self.assertRaises(UserError):
            self.correct("county_agriculture", card, area_sqm=5, reason=" ")
        card.invalidate_recordset()
        self.assertEqual(card.area_sqm, 300)

    def test_the_village_reports_idleness_since_a_day_for_a_reason(self):
        card = self.confirm(self.card())
        report = self.as_("clerk", self.env["reform.asset.use"]).create(
            {"asset_ids": card.ids, "use_state": "idle", "since": self.days_ago(200), "reason": "学校撤并"}
        )
        report.action_apply()
        self.assertEqual((card.use_state, card.idle_reason, card.is_listed), ("idle", "学校撤并", True))
        self.assertEqual(
            card.change_ids.filtered(lambda one: one.field_name == "use_state").new_value, "Idle"
        )
        with self.assertRaises(UserError):
            report.write({"since": fields.Date.add(civil_day.today(), days=2)})
            report.action_apply()

    def test_what_is_let_is_not_reported_idle(self):
        lease = self.effective_lease()
        report = self.as_("clerk", self.env["reform.asset.use"]).create(
            {
                "asset_ids": lease.asset_ids.ids,
                "use_state": "idle",
                "since": self.days_ago(2),
                "reason": "人走了",
            }
        )
        with self.assertRaises(UserError):
            report.action_apply()

    def test_the_list_of_changes_only_grows_for_everybody(self):
        card = self.confirm(self.card())
        self.correct("county_agriculture", card, cost=81000)
        change = card.change_ids
        for role in self.users:
            if role == "other_clerk":
                continue
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, change).write({"new_value": "x"})
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, change).unlink()
        with self.assertRaises(AccessError):
            change.unlink()
        for statement in (
            "DELETE FROM reform_asset_change",
            "UPDATE reform_asset_change SET old_value = 'x'",
        ):
            with (
                self.assertRaises(RestrictViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(flush=False),
            ):
                self.env.cr.execute(statement)

    def test_the_nightly_check_finds_a_card_changed_behind_the_acts(self):
        card = self.confirm(self.card())
        model = self.env["reform.asset"]
        self.assertFalse(model._check_digests())
        self.correct("county_agriculture", card, area_sqm=333)
        self.assertFalse(model._check_digests())
        self.env.cr.execute("UPDATE reform_asset SET cost = cost + 1 WHERE id = %s", [card.id])
        self.env.invalidate_all()
        found = model._check_digests()
        self.assertEqual(len(found), 1)
        self.assertIn(card.code, found[0])
