from odoo import Command
from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import Error as DatabaseError

from .common import EconomyCase


class ProjectCase(EconomyCase):
    """Projects brought to any step by the people who would do it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zhang = cls.env["res.partner"].create(
            {"name": "张三户", "reform_member_entity_ids": [Command.set(cls.collective.ids)]}
        )
        cls.li = cls.env["res.partner"].create({"name": "李四户"})

    def project(self, model, role="clerk", **vals):
        vals = {"title": "村道硬化", "entity_id": self.collective.id, **vals}
        return self.as_(role, self.env[model]).create(vals).with_env(self.env)

    def record(self, project, kind, amount, role="clerk", **facts):
        return self.as_(role, project)._record_by_hand(kind, amount, **facts).with_env(self.env)

    def sides(self, moves):
        """Return the entries of the vouchers of movements as (account, debit, credit, party)."""
        vouchers = self.booked(moves)
        return [
            (line.account_id.code, line.debit, line.credit, line.partner_id.name or "")
            for line in vouchers.entry_ids
        ]

    def grant(self, **vals):
        grant = self.project("reform.grant", granted=100000, **vals)
        self.as_("township", grant).action_verify()
        return grant

    def levy(self):
        levy = self.project(
            "reform.levy",
            day_rate=120,
            line_ids=[
                Command.create({"partner_id": self.zhang.id, "amount": 300}),
                Command.create({"partner_id": self.li.id, "amount": 200}),
            ],
        )
        return self.pass_levy(levy)

    def pass_levy(self, levy):
        pass_decision(levy, self.users, vals={"body": "member_assembly"})
        self.as_("supervisor", levy).action_levy()
        return levy

    def compensation(self):
        record = self.project(
            "reform.land.compensation",
            title="水库征地补偿",
            total=100000,
            line_ids=[
                Command.create({"partner_id": self.zhang.id, "amount": 40000}),
                Command.create({"partner_id": self.li.id, "amount": 30000}),
            ],
        )
        pass_decision(record, self.users, vals={"body": "member_assembly"})
        self.as_("supervisor", record).action_decide()
        return record

    def account(self, code):
        return self.env["ledger.account"]._of_entity(self.collective, self.book.chart_id)[code]

    def payroll(self, **vals):
        return self.project(
            "reform.payroll",
            title="六月工资",
            line_ids=[
                Command.create(
                    {"partner_id": self.zhang.id, "amount": 2400, "account_id": self.account("51301").id}
                ),
                Command.create(
                    {"partner_id": self.li.id, "amount": 1600, "account_id": self.account("401").id}
                ),
            ],
            **vals,
        )


@tagged("post_install", "-at_install")
class TestGrant(ProjectCase):
    def test_project_money_is_a_debt_until_it_is_spent_and_then_reserve(self):
        grant = self.grant()
        came = self.record(grant, "received", 100000)
        works = self.record(grant, "spent_asset", 80000, account="153")
        self.assertEqual(self.sides(came), [("102", 100000, 0, ""), ("241", 0, 100000, "")])
        self.assertEqual(
            self.sides(works),
            [("153", 80000, 0, ""), ("102", 0, 80000, ""), ("241", 80000, 0, ""), ("311", 0, 80000, "")],
        )
        self.assertEqual((grant.left, grant.in_works), (20000, 80000))
        with self.assertRaises(UserError):
            self.as_("accountant", grant).action_settle()
        self.record(grant, "spent_cost", 5000)
        self.record(grant, "returned", 15000)
        done = self.record(grant, "finished", 80000, account="15104")
        self.assertEqual(self.sides(done), [("15104", 80000, 0, ""), ("153", 0, 80000, "")])
        self.as_("accountant", grant).action_settle()
        self.assertEqual(grant.state, "closed")

    def test_a_running_subsidy_is_income(self):
        grant = self.grant(purpose="running", title="运转补助")
        came = self.record(grant, "received", 6000)
        self.assertEqual(self.sides(came), [("102", 6000, 0, ""), ("503", 0, 6000, "")])
        with self.assertRaises(UserError):
            self.record(grant, "spent_cost", 10)

    def test_more_than_was_granted_or_came_is_refused(self):
        grant = self.grant()
        self.record(grant, "received", 60000)
        for kind, amount in (
            ("received", 40001),
            ("spent_cost", 60001),
            ("returned", 60001),
            ("finished", 1),
        ):
            with self.subTest(kind=kind), self.assertRaises(UserError):
                self.record(grant, kind, amount)

    def test_an_account_that_does_not_fit_is_refused_by_the_run_with_the_list(self):
        grant = self.grant()
        self.record(grant, "received", 100000)
        bad = self.record(grant, "spent_asset", 10, account="51302")
        run = self.run_month()
        line = run.line_ids.filtered(lambda each: each.res_model == "reform.grant.move")
        failed = line.filtered(lambda each: each.state == "failed")
        self.assertEqual((failed.res_id, len(line)), (bad.id, 2))
        self.assertIn("51302", failed.reason)

    def test_it_is_verified_by_another_person_before_anything_is_recorded(self):
        grant = self.project("reform.grant", granted=100)
        with self.assertRaises(UserError):
            self.record(grant, "received", 100)
        for role in ("clerk", "accountant", "director", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, grant).action_verify()
        self.users["clerk"].group_ids |= self.env.ref("reform_places.group_township")
        with self.assertRaises(UserError):
            self.as_("clerk", grant).action_verify()

    def test_what_was_recorded_wrongly_is_taken_back_in_red_once(self):
        grant = self.grant()
        came = self.record(grant, "received", 100)
        self.booked(came)
        self.as_("accountant", came).action_reverse()
        red = grant.move_ids - came
        self.assertEqual((red.amount, red.reverses_key, grant.received), (-100, came.key, 0))
        self.assertEqual(self.sides(red), [("102", -100, 0, ""), ("241", 0, -100, "")])
        with self.assertRaises(UserError):
            self.as_("accountant", came).action_reverse()

    def test_movements_are_changed_by_nobody(self):
        came = self.record(self.grant(), "received", 100)
        for act in (lambda: came.write({"amount": 1}), came.unlink, lambda: came.create({})):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(DatabaseError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE reform_grant_move SET amount = 1")

    def test_a_run_books_each_movement_once(self):
        grant = self.grant()
        self.record(grant, "received", 100)
        first = self.run_month()
        self.assertIn(f"gr:{grant.name}:1", first.line_ids.mapped("event_key"))
        self.assertFalse(self.run_month().line_ids)


@tagged("post_install", "-at_install")
class TestLevy(ProjectCase):
    def test_households_owe_from_the_resolution_on_and_finished_works_become_reserve(self):
        levy = self.levy()
        self.assertEqual(
            self.sides(levy.move_ids),
            [("113", 300, 0, "张三户"), ("112", 200, 0, "李四户"), ("231", 0, 500, "")],
        )
        paid = self.record(levy, "collected", 300, partner=self.zhang, method="cash")
        self.assertEqual(self.sides(paid), [("101", 300, 0, ""), ("113", 0, 300, "张三户")])
        work = self.record(levy, "labour", 1200, note="10个工日")
        self.assertEqual(self.sides(work), [("153", 1200, 0, ""), ("311", 0, 1200, "")])
        self.record(levy, "paid", 450)
        self.as_("accountant", levy).action_finish()
        done = levy.move_ids.filtered(lambda move: move.kind == "finished")
        self.assertEqual(
            self.sides(done),
            [("15104", 1650, 0, ""), ("153", 0, 1650, ""), ("231", 500, 0, ""), ("311", 0, 500, "")],
        )
        with self.assertRaises(UserError):
            self.as_("accountant", levy).action_settle()
        self.record(levy, "collected", 200, partner=self.li)
        self.as_("accountant", levy).action_settle()
        self.assertEqual((levy.state, levy.outstanding), ("closed", 0))

    def test_works_that_form_no_asset_are_an_expense_for_the_public_good(self):
        levy = self.levy()
        self.record(levy, "paid", 450)
        self.as_("accountant", levy).action_finish(account="514")
        done = levy.move_ids.filtered(lambda move: move.kind == "finished")
        self.assertEqual(self.sides(done)[0], ("514", 450, 0, ""))

    def test_nothing_is_levied_without_the_resolution_of_the_assembly(self):
        levy = self.project(
            "reform.levy", line_ids=[Command.create({"partner_id": self.zhang.id, "amount": 300})]
        )
        with self.assertRaises(UserError):
            self.as_("supervisor", levy).action_levy()
        pass_decision(levy, self.users, vals={"body": "member_assembly"})
        self.as_("clerk", levy).line_ids.amount = 900
        with self.assertRaises(UserError):
            self.as_("supervisor", levy).action_levy()
        self.assertEqual(levy.state, "draft")

    def test_nobody_pays_more_than_he_owes_or_for_a_levy_that_is_not_his(self):
        levy = self.levy()
        for partner, amount in ((self.zhang, 301), (self.lessee, 5)):
            with self.subTest(partner=partner.name), self.assertRaises(UserError):
                self.record(levy, "collected", amount, partner=partner)


@tagged("post_install", "-at_install")
class TestLandCompensation(ProjectCase):
    def test_the_collective_keeps_30000_and_households_are_owed_70000(self):
        record = self.compensation()
        self.record(record, "received", 100000)
        self.assertEqual((record.state, record.outstanding), ("received", 70000))
        self.assertEqual(
            self.sides(record.move_ids),
            [
                ("102", 30000, 0, ""),
                ("311", 0, 30000, ""),
                ("102", 70000, 0, ""),
                ("113", 0, 40000, "张三户"),
                ("211", 0, 30000, "李四户"),
            ],
        )
        self.as_("clerk", record).action_pay_all()
        self.assertEqual((record.state, record.outstanding), ("closed", 0))
        paid = record.move_ids.filtered(lambda move: move.kind == "paid").sorted("sequence")
        self.assertEqual(self.sides(paid[0]), [("113", 40000, 0, "张三户"), ("102", 0, 40000, "")])

    def test_only_the_whole_sum_comes_and_nobody_gets_more_than_his_part(self):
        record = self.compensation()
        with self.assertRaises(UserError):
            self.record(record, "received", 50000)
        self.record(record, "received", 100000)
        with self.assertRaises(UserError):
            self.record(record, "paid", 40001, partner=self.zhang)

    def test_it_is_decided_by_the_whole_assembly_first(self):
        record = self.project("reform.land.compensation", total=10)
        with self.assertRaises(UserError):
            self.as_("supervisor", record).action_decide()


@tagged("post_install", "-at_install")
class TestPayrollAndPurchase(ProjectCase):
    def test_pay_is_owed_to_each_and_then_paid(self):
        payroll = self.payroll()
        for role in ("clerk", "accountant", "supervisor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, payroll).action_approve()
        self.as_("director", payroll).action_approve()
        self.assertEqual(
            self.sides(payroll.move_ids),
            [
                ("51301", 2400, 0, ""),
                ("401", 1600, 0, ""),
                ("212", 0, 2400, "张三户"),
                ("212", 0, 1600, "李四户"),
            ],
        )
        self.as_("clerk", payroll).action_pay_all()
        self.assertEqual((payroll.state, payroll.outstanding), ("closed", 0))

    def test_casual_labour_has_an_account_of_its_own(self):
        payroll = self.payroll(purpose="labour")
        self.as_("director", payroll).action_approve()
        self.assertEqual({side[0] for side in self.sides(payroll.move_ids)}, {"51301", "401", "213"})

    def test_what_is_bought_on_credit_is_owed_until_it_is_paid(self):
        purchase = self.project(
            "reform.purchase", title="化肥", partner_id=self.li.id, amount=900,
            account_id=self.account("121").id,
        )  # fmt: skip
        self.as_("director", purchase).action_approve()
        came = self.record(purchase, "received", 900)
        self.assertEqual(self.sides(came), [("121", 900, 0, ""), ("211", 0, 900, "李四户")])
        with self.assertRaises(UserError):
            self.record(purchase, "paid", 901)
        paid = self.record(purchase, "paid", 900, method="cash")
        self.assertEqual(self.sides(paid), [("211", 900, 0, "李四户"), ("101", 0, 900, "")])
        self.assertEqual(purchase.state, "closed")
