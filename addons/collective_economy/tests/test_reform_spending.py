from datetime import date

from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError
from psycopg2.errors import RestrictViolation

from .agency_case import AgencyCase


@tagged("post_install", "-at_install")
class TestSpending(AgencyCase):
    def test_a_small_request_is_signed_once_paid_and_booked_once(self):
        request = self.asked(amount=800)
        self.assertEqual((request.state, request.turn, request.steps), ("asked", "director", "director"))
        self.as_("director", request).action_approve()
        self.assertEqual((request.state, request.turn), ("approved", "cashier"))
        self.as_("cashier", request).action_pay(reference="银行流水0001")
        self.assertEqual((request.state, request.turn), ("paid", "accountant"))
        run = self.run_month()
        self.assertIn("reform.spending", run.line_ids.mapped("res_model"))
        self.assertEqual((request.state, request.book_state), ("booked", "prepared"))
        self.assertEqual(
            self.lines(request.voucher_id),
            [
                ("51305", 800.0, 0.0, self.env["res.partner"], self.village),
                ("102", 0.0, 800.0, self.env["res.partner"], self.village),
            ],
        )
        self.assertEqual((request.voucher_id.word, request.voucher_id.attachment_count), ("payment", 1))
        again = self.as_("accountant", request)._book()
        self.assertEqual(again, request.voucher_id)
        self.assertFalse(self.run_month().line_ids)

    def test_the_amount_says_who_signs(self):
        for amount, steps in (
            (5000, "director"),
            (5000.01, "director,supervisor"),
            (20000, "director,supervisor"),
            (20000.01, "director,supervisor,township"),
            (50000, "director,supervisor,township"),
        ):
            with self.subTest(amount=amount):
                payee = self.env["res.partner"].create({"name": "李记建材店", "is_company": True})
                request = self.asked(amount=amount, payee_id=payee.id, holder="李记建材店")
                self.assertEqual((request.steps, request.needs_decision), (steps, False))
                self.approve(request)
                self.assertEqual(len(request.approval_ids), len(steps.split(",")))

    def test_a_large_request_needs_the_members(self):
        request = self.asked(amount=50000.01)
        self.assertTrue(request.needs_decision)
        self.as_("director", request).action_approve()
        self.as_("supervisor", request).action_approve()
        with self.assertRaises(UserError):
            self.as_("township", request).action_approve()
        self.assertEqual(request.state, "asked")
        pass_decision(request, self.users, vals={"body": "representative_assembly"}, upto="published")
        self.as_("township", request).action_approve()
        self.assertEqual(request.state, "approved")

    def test_the_townships_own_table_counts_from_its_day(self):
        table = self.as_("township", self.env["reform.spending.band"]).create(
            {
                "place_id": self.township.id,
                "valid_from": "2025-12-01",
                "doc_no": "东府〔2025〕9号",
                "director_max": 500,
                "supervisor_max": 2000,
                "township_max": 3000,
            }
        )
        self.assertEqual(self.asked(amount=800).steps, "director")
        with self.assertRaises(AccessError):
            table.action_put_in_force()
        self.as_("county_agriculture", table).action_put_in_force()
        self.assertEqual(self.asked(amount=900).steps, "director,supervisor")
        with self.assertRaises(AccessError):
            self.as_("township", table).write({"director_max": 99999})

    def test_a_table_that_does_not_rise_is_refused(self):
        with self.assertRaises(ValidationError):
            self.as_("township", self.env["reform.spending.band"]).create(
                {"place_id": self.township.id, "doc_no": "1", "director_max": 9, "supervisor_max": 8,
                 "township_max": 10}
            )  # fmt: skip

    def test_nobody_approves_what_he_asked_for(self):
        request = self.asked("director", amount=800)
        with self.assertRaises(UserError):
            self.as_("director", request).action_approve()
        self.assertFalse(request.approval_ids)

    def test_no_two_signatures_by_one_hand(self):
        request = self.asked(amount=9000)
        self.users["director"].group_ids = [Command.link(self.env.ref("reform_places.group_supervisor").id)]
        self.as_("director", request).action_approve()
        with self.assertRaises(UserError):
            self.as_("director", request).action_approve()
        self.assertEqual(request.turn, "supervisor")

    def test_the_accountant_and_the_cashier_approve_nothing(self):
        director = self.env.ref("reform_places.group_director")
        request = self.asked(amount=800)
        for role in ("accountant", "cashier"):
            self.users[role].group_ids = [Command.link(director.id)]
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, request).action_approve()
        self.assertEqual(request.state, "asked")

    def test_the_database_refuses_a_signature_of_the_accountant(self):
        request = self.asked(amount=800)
        self.env.flush_all()
        for role in ("accountant", "cashier"):
            with (
                self.subTest(role=role),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(
                    """INSERT INTO reform_approval
                           (res_model, res_id, step, verdict, user_id, group_id, at, digest)
                       VALUES ('reform.spending', %s, 'director', 'approved', %s, %s, now(), 'x')""",
                    [request.id, self.users[role].id, self.env.ref("reform_places.group_director").id],
                )

    def test_an_account_in_a_persons_name_is_refused_for_a_unit(self):
        request = self.request(holder="王明")
        with self.assertRaises(UserError) as refusal:
            self.as_("clerk", request).action_ask()
        self.assertIn("person's name", str(refusal.exception))
        person = self.env["res.partner"].create({"name": "王明"})
        self.assertEqual(self.asked(payee_id=person.id, holder="王明", purpose="误工补贴").state, "asked")

    def test_a_request_without_papers_or_account_is_not_sent_on(self):
        request = self.request(photo=False, account_id=False)
        with self.assertRaises(UserError) as refusal:
            self.as_("clerk", request).action_ask()
        self.assertIn("Photograph", str(refusal.exception))
        self.assertIn("Propose an account", str(refusal.exception))

    def test_two_halves_of_one_bill_are_flagged_and_go_the_way_of_the_whole(self):
        first = self.asked(amount=3000)
        self.assertFalse(first.is_split)
        second = self.asked(amount=2500, purpose="维修水渠（二）")
        self.assertTrue(first.is_split and second.is_split)
        self.assertEqual((first.steps, second.steps), ("director,supervisor", "director,supervisor"))
        self.assertEqual((first.split_total, second.split_total), (5500, 5500))
        self.assertIn(first.name, second.split_text)

    def test_what_was_sent_back_comes_again_and_needs_new_signatures(self):
        request = self.asked(amount=9000)
        self.as_("director", request).action_approve()
        with self.assertRaises(UserError):
            self.as_("supervisor", request)._return(
                "supervisor", "reform_places.group_supervisor", reason=" "
            )
        self.as_("supervisor", request).action_return(reason="发票抬头不符")
        self.assertEqual((request.state, request.turn), ("returned", "clerk"))
        self.assertEqual(request.return_reason, "发票抬头不符")
        self.as_("clerk", request).write({"amount": 8800})
        self.as_("clerk", request).action_ask()
        self.assertEqual((request.turn, request.round), ("director", 2))
        self.approve(request)
        self.assertEqual(len(request.approval_ids), 4)

    def test_the_accountant_sends_papers_back_without_approving(self):
        request = self.asked(amount=800)
        self.as_("accountant", request).action_return(reason="缺验收单")
        self.assertEqual(request.state, "returned")

    def test_what_was_asked_for_does_not_change(self):
        request = self.asked(amount=800)
        for role in ("clerk", "director", "accountant"):
            for values in ({"amount": 1}, {"photo": False}, {"state": "approved"}, {"turn": "cashier"}):
                with self.subTest(role=role, values=values), self.assertRaises(AccessError):
                    self.as_(role, request).write(values)
        photo = self.env["ir.attachment"].search(
            [("res_model", "=", "reform.spending"), ("res_id", "=", request.id), ("res_field", "=", "photo")]
        )
        with mute_logger("odoo.sql_db"), self.assertRaises(RestrictViolation), self.env.cr.savepoint():
            photo.unlink()

    def test_the_account_is_settled_by_the_accountant(self):
        request = self.asked(amount=800)
        office = self.env["ledger.account"].search(
            [("chart_id", "=", self.book.chart_id.id), ("code", "=", "51302")]
        )
        with self.assertRaises(AccessError):
            self.as_("clerk", request).account_id = office
        self.as_("accountant", request).account_id = office
        self.assertEqual(request.account_id, office)
        rent = self.env["ledger.account"].search(
            [("chart_id", "=", self.book.chart_id.id), ("code", "=", "50103")]
        )
        with self.assertRaises(UserError):
            self.as_("accountant", request).account_id = rent

    def test_only_the_payers_own_cashier_pays_and_never_on_a_day_to_come(self):
        request = self.approve(self.asked(amount=800))
        for role in ("clerk", "director", "accountant", "township"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, request).action_pay(reference="1")
        for day in (date(2025, 12, 19), date(2025, 12, 21)):
            with self.subTest(day=day), self.assertRaises(UserError):
                self.as_("cashier", request).action_pay(reference="1", date=day)
        window = self.as_("cashier", request).action_pay()
        self.assertEqual(window["res_model"], "reform.spending.ask")
        self.as_("cashier", request).action_pay(reference="1")
        self.assertEqual((request.paid_by_id, request.paid_on), (self.users["cashier"], date(2025, 12, 20)))

    def test_a_frozen_payer_spends_with_the_township(self):
        self.collective.frozen = True
        self.assertEqual(self.asked(amount=10).steps, "director,supervisor,township")

    def test_another_village_sees_nothing(self):
        request = self.asked(amount=800)
        self.assertFalse(
            self.as_("other_clerk", self.env["reform.spending"]).search([("id", "=", request.id)])
        )
        with self.assertRaises(AccessError):
            self.as_("other_clerk", request).read(["purpose"])
