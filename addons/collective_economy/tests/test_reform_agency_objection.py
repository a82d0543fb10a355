from datetime import date

from freezegun import freeze_time
from odoo import fields
from odoo.addons.reform_places.tests.common import FORGED, RpcRefused
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .agency_case import AgencyCase, AgencyHttpCase


class ObjectionWorld:
    def objection(self, sheet=None, role="clerk", **vals):
        """Return what a member said on the day the sheet was hung, 20 December 2025."""
        values = {"sheet_id": (sheet or self.hung()).id, "raised_by": "李大爷", "text": "电费多了一倍"}
        record = self.as_(role, self.env["reform.agency.objection"]).create({**values, **vals})
        return record.with_env(self.env)

    def correction(self, date):
        """Return a posted voucher of the collective."""
        entries = [{"account": "51306", "debit": "-60"}, {"account": "101", "debit": "60"}]
        event = {
            "entity_id": self.collective.id,
            "date": date,
            "summary": "更正电费",
            "event_key": f"test:correction:{date}",
            "entries": entries,
        }
        voucher = self.as_("clerk", self.env["ledger.voucher"])._from_event([event])
        self.as_("supervisor", voucher).action_review()
        self.as_("accountant", voucher).action_post()
        return voucher


@tagged("post_install", "-at_install")
class TestAgencyObjection(ObjectionWorld, AgencyCase):
    def test_a_member_is_answered_and_the_figures_stand(self):
        objection = self.objection()
        self.assertEqual((objection.state, str(objection.answer_by)), ("open", "2025-12-30"))
        self.assertEqual(objection.sheet_id.objection_count, 1)
        mine = self.as_("supervisor", objection)
        with self.assertRaises(UserError):
            mine.action_answer()
        mine.answer = "抄表日期推迟，含两个月电费。"
        mine.action_answer()
        self.assertEqual((objection.state, objection.answered_by_id), ("answered", self.users["supervisor"]))
        self.assertEqual(objection.sheet_id.objection_count, 0)
        with self.assertRaises(AccessError):
            mine.answer = "改口"

    def test_objections_are_made_to_what_is_on_the_board(self):
        before = self.sheet(date(2025, 11, 1))
        sheet = self.hung()
        with self.assertRaises(UserError):
            self.objection(sheet, raised_on="2025-12-19")
        with self.assertRaises(UserError):
            self.objection(sheet, raised_on="2199-01-01")
        with self.assertRaises(UserError):
            self.objection(before)

    def test_who_is_right_is_upheld_with_the_voucher_that_corrects_the_books(self):
        objection = self.objection()
        mine = self.as_("township", objection)
        mine.answer = "电费记错村，已用红字更正。"
        with self.assertRaises(UserError):
            mine.action_uphold()
        mine.correction_id = self.correction("2025-06-05")
        with self.assertRaises(UserError):
            mine.action_uphold()
        mine.correction_id = self.correction("2025-12-18")
        content = objection.sheet_id.content
        mine.action_uphold()
        self.assertEqual((objection.state, objection.answered_by_id), ("upheld", self.users["township"]))
        self.assertEqual(objection.sheet_id.content, content)
        self.assertFalse(self.env["reform.agency.objection"]._check_digests())
        with freeze_time("2026-02-01"):
            content = self.sheet(date(2026, 1, 1)).content
        # December's board stays as it hangs; the members read of the correction on January's.
        shown = {"date": "2025-12-18", "summary": "更正电费", "in": "60.00", "out": "0.00"}
        self.assertIn({**shown, "income": "0.00", "expense": "-60.00"}, content["late"])

    def test_an_objection_nobody_answers_becomes_an_alert_of_the_supervisors(self):
        objection = self.objection()
        model = self.env["reform.agency.objection"]

        def late(day):
            return [fact.record for fact in model._alert_facts(fields.Date.to_date(day))]

        self.assertEqual((late("2025-12-30"), late("2025-12-31")), ([], [objection]))


@tagged("post_install", "-at_install")
class TestAgencyObjectionRpc(ObjectionWorld, AgencyHttpCase):
    def test_who_may_write_down_answer_and_uphold(self):
        objection = self.objection()
        name = objection._name
        vals = {"sheet_id": objection.sheet_id.id, "raised_by": "王大娘", "text": "看不清"}
        self.assert_only({"clerk", "supervisor", "township"}, name, "create", [vals])
        objection.sudo().answer = "已说明"
        self.assert_only({"supervisor", "township"}, name, "action_answer", objection.ids)
        self.assert_only({"township"}, name, "action_uphold", self.right(objection.sheet_id).ids)

    def right(self, sheet):
        """Return an objection that can be upheld."""
        found = self.objection(sheet, raised_by="赵大叔")
        found.sudo().write({"answer": "已更正", "correction_id": self.correction("2025-12-18").id})
        return found

    def test_nobody_writes_around_the_acts(self):
        objection = self.objection()
        for role in ("clerk", "supervisor", "township", "accountant", "administrator", "reader"):
            for vals in ({"state": "answered"}, {"answered_by_id": self.users["reader"].id}):
                with self.subTest(role=role, vals=vals), self.assertRaises(RpcRefused):
                    self.rpc(role, objection._name, "write", objection.ids, vals, context=FORGED)
            with self.subTest(role=role), self.assertRaises(RpcRefused):
                self.rpc(role, objection._name, "unlink", objection.ids, context=FORGED)
