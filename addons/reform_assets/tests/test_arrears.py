"""Arrears: reminded once a level, relieved by another hand, charged by the clause, shown in an account."""

import base64
import io
import re
from datetime import timedelta

from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from .common import AssetCase, AssetHttpCase, RpcRefused


class ArrearsWorld:
    def late_lease(self, days=100, **vals):
        return self.effective_lease(date_start=self.days_ago(days), **vals)

    def reminders(self, at=None, role="clerk"):
        self.env.flush_all()
        return self.as_(role, self.env["reform.rent.reminder"])._make(at or civil_day.today())

    def relief(self, lease, **vals):
        """Return a request of the clerk on the overdue due of a lease, as a draft."""
        values = {
            "kind": "deferral",
            "lease_id": lease.id,
            "due_ids": [Command.set(lease.due_ids.filtered(lambda due: due.state == "overdue").ids)],
            "new_date": civil_day.today() + timedelta(days=30),
            "reason": "受灾减产",
            **vals,
        }
        return self.as_("clerk", self.env["reform.rent.relief"]).create(values)

    def paper(self, record):
        return record.env["ir.attachment"].create(
            {
                "name": "证明.txt",
                "datas": base64.b64encode(b"x"),
                "res_model": record._name,
                "res_id": record.id,
            }
        )


@tagged("-at_install", "post_install")
class TestArrears(ArrearsWorld, AssetCase):
    def test_a_lessee_is_reminded_once_at_each_level(self):
        lease = self.late_lease(40)
        reminder = self.reminders().filtered(lambda one: one.lease_id == lease)
        self.assertEqual((reminder.amount, reminder.level_id.days), (3000, 15))
        self.assertFalse(self.reminders(), "twice on a day makes no second letter")
        later = civil_day.today() + timedelta(days=25)
        second = self.reminders(later).filtered(lambda one: one.lease_id == lease)
        self.assertEqual(second.level_id.days, 60)
        self.receive(lease, 3000)
        self.assertFalse(self.reminders(later + timedelta(days=70)).filtered(lambda one: one.amount < 3000))

    def test_a_delivery_is_recorded_with_its_proof_and_stays(self):
        reminder = self.as_("clerk", self.reminders_of(self.late_lease()))
        with self.assertRaises(UserError):
            reminder.action_send()
        reminder.sent_how = "hand"
        with self.assertRaises(UserError):
            reminder.action_send()
        reminder.paper_ids = self.paper(reminder)
        reminder.action_send()
        self.assertEqual((reminder.state, reminder.sent_on), ("sent", civil_day.today()))
        for vals in ({"sent_how": "post"}, {"amount": 1}, {"lines": []}):
            with self.assertRaises(AccessError):
                reminder.write(vals)

    def reminders_of(self, lease):
        return self.reminders().filtered(lambda one: one.lease_id == lease)

    def test_the_letter_names_what_is_open(self):
        reminder = self.reminders_of(self.late_lease())
        report = self.env.ref("reform_assets.reform_rent_reminder_report")
        content, _kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(
            report.id, reminder.ids
        )
        text = re.sub(r"\s", "", PdfFileReader(io.BytesIO(content)).getPage(0).extract_text())
        for words in (reminder.name, "3000.00", "测试承租人", reminder.lease_id.name):
            self.assertIn(words, text)

    def test_fifty_letters_cost_as_many_statements_as_five(self):
        lease = self.late_lease()
        self.env["reform.rent.reminder"]._make(civil_day.today())

        def make(count):
            self.env.cr.execute(
                """WITH copy AS (
                       INSERT INTO reform_lease
                       SELECT (jsonb_populate_record(l, jsonb_build_object(
                           'id', nextval('reform_lease_id_seq'), 'name', 'R' || random()))).*
                         FROM reform_lease l, generate_series(1, %s) WHERE l.id = %s RETURNING id)
                   INSERT INTO reform_rent_due
                   SELECT (jsonb_populate_record(d, jsonb_build_object(
                           'id', nextval('reform_rent_due_id_seq'), 'lease_id', copy.id))).*
                     FROM reform_rent_due d, copy WHERE d.id = %s""",
                [count, lease.id, lease.due_ids[0].id],
            )
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            made = self.env["reform.rent.reminder"]._make(civil_day.today())
            self.env.flush_all()
            self.assertEqual(len(made), count)
            return self.env.cr.sql_log_count - before

        make(1)
        few, many = make(5), make(50)
        self.assertLessEqual(many, few + 6)

    def test_a_deferral_moves_the_debt_to_a_new_day_and_no_due_changes(self):
        lease = self.late_lease()
        before = [(due.id, due.amount, due.date_due) for due in lease.due_ids]
        relief = self.relief(lease)
        relief.action_request()
        with self.assertRaises(AccessError):
            relief.action_approve()
        self.as_("township", relief).action_approve()
        self.as_("accountant", relief).action_carry_out()
        old = lease.due_ids.filtered(lambda due: due.kind == "rent")
        self.assertEqual([(due.id, due.amount, due.date_due) for due in old], before)
        new = lease.due_ids.filtered(lambda due: due.kind == "deferred")
        self.assertEqual((new.amount, new.date_due), (3000, relief.new_date))
        self.assertEqual(relief.due_ids.outstanding, 0)
        self.assertEqual(lease.amount_overdue, 0)
        with self.assertRaises(UserError):
            self.as_("accountant", relief).action_carry_out()

    def test_instalments_add_up_to_the_debt(self):
        lease = self.late_lease()
        relief = self.relief(lease, kind="instalments", count=7)
        relief.action_request()
        self.as_("township", relief).action_approve()
        self.as_("clerk", relief).action_carry_out()
        parts = lease.due_ids.filtered(lambda due: due.kind == "deferred")
        self.assertEqual((len(parts), round(sum(parts.mapped("amount")), 2)), (7, 3000))

    def test_a_write_off_needs_evidence_the_members_and_another_hand(self):
        lease = self.late_lease()
        relief = self.relief(lease, kind="write_off")
        with self.assertRaises(UserError):
            relief.action_request()
        relief.paper_ids = self.paper(relief)
        relief.action_request()
        with self.assertRaises(UserError):
            self.as_("township", relief).action_approve()
        pass_decision(relief.with_env(self.env), self.users, vals={"body": "representative_assembly"})
        with self.assertRaises(AccessError):
            self.as_("county_finance", relief).action_approve()
        self.as_("township", relief).action_approve()
        self.as_("accountant", relief).action_carry_out()
        self.assertEqual(relief.due_ids.credit_ids.kind, "write_off")
        self.assertEqual(lease.amount_overdue, 0)

    def test_a_deposit_is_laid_on_the_debt_up_to_what_lies_there(self):
        lease = self.late_lease(deposit=1000)
        self.as_("clerk", lease).action_receive_deposit(amount=1000)
        relief = self.relief(lease, kind="deposit_offset", amount=1500)
        with self.assertRaises(UserError):
            relief.action_request()
        relief.amount = 1000
        relief.action_request()
        self.as_("township", relief).action_approve()
        self.as_("accountant", relief).action_carry_out()
        self.assertEqual((lease.deposit_balance, relief.due_ids.outstanding), (0, 2000))

    def test_a_late_fee_is_charged_once_a_day_by_the_clause(self):
        lease = self.late_lease(100, late_fee_percent_day=0.05)
        late = [(civil_day.today() - due.date_due).days for due in lease.due_ids]
        expected = sum(days * 1.5 for days in late if days > 0)
        self.assertEqual(lease.late_fee_open, expected)
        self.as_("accountant", lease).action_charge_late_fee()
        fee = lease.due_ids.filtered(lambda due: due.kind == "late_fee")
        self.assertEqual(fee.amount, expected)
        with self.assertRaises(UserError):
            self.as_("accountant", lease).action_charge_late_fee()
        with self.assertRaises(AccessError):
            self.as_("director", lease).action_charge_late_fee()

    def test_a_statement_runs_from_what_was_carried_forward(self):
        lease = self.late_lease(100)
        self.receive(lease, 1000)
        model = self.as_("accountant", self.env["reform.rent.statement"])
        statement = model.create({"lessee_id": self.lessee.id, "date_from": self.days_ago(50)})
        statement.action_show()
        lines = statement.line_ids
        self.assertEqual(lines[0].balance, 3000)
        self.assertEqual(lines[-1].balance, statement.balance)
        self.assertEqual(statement.balance, 5000)
        report = self.env.ref("reform_assets.reform_rent_statement_report")
        content, _kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(
            report.id, statement.ids
        )
        self.assertTrue(content.startswith(b"%PDF"))
        other = self.as_("other_clerk", self.env["reform.rent.statement"]).new({"lessee_id": self.lessee.id})
        self.assertEqual(len(other._lines()), 1, "the other village sees nothing of it")

    def test_ageing_by_asset_adds_up_to_the_dues(self):
        lease = self.late_lease(100)
        rows = self.env["reform.rent.ageing"].search([("lease_id", "=", lease.id)])
        self.assertEqual(sum(rows.mapped("outstanding")), lease.amount_overdue)
        self.assertEqual(rows.mapped("ageing"), ["from_0091"])
        self.assertFalse(self.as_("other_clerk", rows.browse()).search([("lease_id", "=", lease.id)]))


@tagged("-at_install", "post_install")
class TestArrearsRpc(ArrearsWorld, AssetHttpCase):
    def test_nobody_writes_reminders_or_grants_himself_relief(self):
        lease = self.late_lease()
        reminder = self.reminders()[:1]
        relief = self.relief(lease)
        relief.action_request()
        for role in ("clerk", "director", "accountant", "administrator", "auditor", "other_clerk", "reader"):
            for model, method, args in (
                ("reform.rent.reminder", "create", [{"lease_id": lease.id}]),
                ("reform.rent.reminder", "write", [reminder.ids, {"amount": 1}]),
                ("reform.rent.reminder", "unlink", [reminder.ids]),
                ("reform.rent.relief", "write", [relief.ids, {"state": "approved"}]),
                ("reform.rent.relief", "write", [relief.ids, {"amount": 1}]),
                ("reform.rent.relief", "action_approve", [relief.ids]),
                ("reform.rent.relief", "action_carry_out", [relief.ids]),
                ("reform.rent.credit", "create", [{"due_id": lease.due_ids[0].id, "amount": 1}]),
            ):
                with self.assertRaises(RpcRefused, msg=f"{role} {model} {method}"):
                    self.rpc(role, model, method, *args)
        self.assertEqual(relief.state, "requested")
