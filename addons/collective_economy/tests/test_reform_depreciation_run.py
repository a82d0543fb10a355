from datetime import date

from odoo.addons.reform_rules.economy import depreciation as rules
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import Error as DatabaseError

from .depreciation_case import DepreciationCase


@tagged("post_install", "-at_install")
class TestDepreciationRun(DepreciationCase):
    def accounts(self, voucher):
        return [(line.account_id.code, line.debit, line.credit) for line in voucher.entry_ids]

    def reasons(self, run):
        """Return {card: why it was left out}, without the house that is let and has no schedule."""
        problems = run.problem_ids.filtered(lambda problem: problem.asset_id != self.contract.asset_ids)
        return {problem.asset_id: problem.reason for problem in problems}

    def test_a_month_is_one_voucher_grouped_with_the_cards_behind_it(self):
        machines = self.thing() | self.thing(name="粉碎机", nature="public_welfare")
        self.in_force(machines)
        run = self.depreciate("2025-03-01")
        voucher = run.line_ids.voucher_id
        self.assertEqual((run.card_count, run.amount, voucher.state), (2, 190, "prepared"))
        self.assertEqual(self.accounts(voucher), [("51199", 95, 0), ("514", 95, 0), ("152", 0, 190)])
        self.assertEqual(voucher.date, date(2025, 3, 31))
        self.assertEqual(set(voucher.entry_ids.origin_place_id), {self.old_a})

    def test_it_begins_the_month_after_the_addition(self):
        self.in_force(self.thing())
        self.assertFalse(self.depreciate("2025-02-01").line_ids)

    def test_months_missed_before_come_with_the_next_run_and_running_twice_charges_once(self):
        machine = self.thing()
        self.in_force(machine)
        self.depreciate("2025-05-01")
        expected = {"2025-03": 95, "2025-04": 95, "2025-05": 95}
        self.assertEqual(self.amounts(machine), expected)
        again = self.depreciate("2025-05-01")
        self.as_("accountant", again).action_run()
        self.assertEqual((self.amounts(machine), again.card_count), (expected, 0))
        self.assertEqual((machine.worn_now, machine.net_now), (285, 11715))

    def test_a_whole_life_is_written_off_to_the_cent_and_nothing_after_it(self):
        machine = self.thing(cost=1000.01, net_value=1000.01, useful_life_months=7, residual_rate=3)
        schedule = self.in_force(machine)
        self.depreciate("2025-12-01")
        self.assertEqual(len(self.amounts(machine)), 7)
        self.assertAlmostEqual(schedule.worn, 970.01, 2)
        self.assertAlmostEqual(machine.net_now, 30, 2)

    def test_the_statement_gives_what_the_rule_gives(self):
        for number, (cost, life) in enumerate([(333.33, 7), (1.21, 9), (98765.43, 11), (50, 3)]):
            machine = self.thing(
                name=f"机具{number}", cost=cost, net_value=cost, useful_life_months=life,
                acquired_date="2024-12-08",
            )  # fmt: skip
            schedule = self.in_force(machine)
            self.depreciate("2025-12-01")
            version = schedule._plain()
            expected = {str(due.month): float(due.amount) for due in rules.board(version)}
            self.assertEqual(self.amounts(machine), expected)

    def test_a_bad_card_is_named_and_the_others_are_done(self):
        good = self.thing()
        self.in_force(good)
        lifeless = self.thing(
            name="无年限", useful_life_months=0,
            category_id=self.env.ref("reform_assets.category_gbt_14885_2022_a02").id,
        )  # fmt: skip
        nameless = self.thing(name="无分类")
        self.in_force(nameless)
        self.env.cr.execute(
            "UPDATE reform_asset SET category_id = NULL, card_kind = NULL WHERE id = %s", [nameless.id]
        )
        forgotten = self.thing(name="未建计划")
        waiting = self.thing(name="待确认")
        self.drafted(waiting)
        self.env.invalidate_all()
        run = self.depreciate("2025-03-01")
        self.assertEqual((self.amounts(good), run.state), ({"2025-03": 95}, "partly"))
        reasons = self.reasons(run)
        self.assertIn("how long", reasons[lifeless])
        self.assertIn("no category", reasons[nameless])
        self.assertIn("drawn up", reasons[forgotten])
        self.assertIn("draft", reasons[waiting])
        self.assertEqual(len(reasons), 4)
        schedules = self.env["reform.depreciation.schedule"].search([("asset_id", "=", waiting.id)])
        self.as_("supervisor", schedules).action_confirm()
        self.as_("accountant", run).action_run()
        self.assertEqual(self.amounts(waiting), {"2025-03": 95})
        self.assertEqual(len(self.reasons(run)), 3)
        self.assertEqual(len(run.line_ids.voucher_id), 2)

    def test_a_closed_month_is_named(self):
        self.in_force(self.thing())
        self.env.cr.execute(
            "UPDATE ledger_period SET state = 'closed' WHERE book_id = %s AND date_from = '2025-03-01'",
            [self.book.id],
        )
        self.env.invalidate_all()
        run = self.depreciate("2025-03-01")
        self.assertFalse(run.line_ids)
        self.assertIn("closed", run.problem_ids.reason)
        self.assertEqual(self.depreciate("2025-04-01").card_count, 2)

    def test_a_voucher_thrown_away_is_made_again_from_its_lines(self):
        self.in_force(self.thing())
        run = self.depreciate("2025-03-01")
        voucher = self.as_("accountant", run.line_ids.voucher_id)
        voucher._back("重做")
        voucher.unlink()
        again = self.depreciate("2025-03-01")
        self.assertFalse(again.line_ids)
        self.assertEqual(self.accounts(run.line_ids.voucher_id)[0], ("51199", 95, 0))

    def test_a_month_is_undone_by_a_red_line_and_may_be_charged_again(self):
        machine = self.thing()
        self.in_force(machine)
        run = self.depreciate("2025-04-01")
        march, april = run.line_ids.sorted("month")
        with self.assertRaises(UserError):
            self.as_("accountant", march).action_take_back(reason="误提")
        self.as_("accountant", april).action_take_back(reason="误提")
        red = april.reversed_by_ids
        self.assertEqual((red.amount, red.voucher_id.state), (-95, "prepared"))
        self.assertEqual(self.accounts(red.voucher_id), [("51199", -95, 0), ("152", 0, -95)])
        self.assertEqual(machine.worn_now, 95)
        with self.assertRaises(UserError):
            self.as_("accountant", april).action_take_back(reason="再次")
        self.depreciate("2025-04-01")
        self.assertEqual(self.amounts(machine), {"2025-03": 95, "2025-04": 95})

    def test_work_done_decides_and_a_month_without_it_waits(self):
        truck = self.thing(name="农用车")
        draft = self.drafted(truck)
        self.as_("accountant", draft).write({"method": "units_of_work", "units_total": 50000})
        self.as_("supervisor", draft).action_confirm()
        run = self.depreciate("2025-04-01")
        self.assertFalse(run.line_ids)
        self.assertIn("2025-03", self.reasons(run)[truck])
        units = self.as_("clerk", self.env["reform.depreciation.units"])
        units.create({"schedule_id": draft.id, "month": "2025-03-15", "units": 1000})
        units.create({"schedule_id": draft.id, "month": "2025-04-15", "units": 60000})
        self.depreciate("2025-04-01")
        self.assertEqual(self.amounts(truck), {"2025-03": 228, "2025-04": 11172})
        with self.assertRaises(UserError):
            draft.units_ids[0].write({"units": 5})

    def test_lines_are_not_rewritten_by_anybody(self):
        self.in_force(self.thing())
        line = self.depreciate("2025-03-01").line_ids
        for act in (lambda: line.write({"amount": 1}), line.unlink, lambda: line.create({})):
            with self.assertRaises(AccessError):
                act()
        for statement in (
            "UPDATE reform_depreciation_line SET amount = 1",
            "DELETE FROM reform_depreciation_line",
        ):
            with self.assertRaises(DatabaseError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.env.cr.execute(statement)

    def test_a_month_to_come_is_refused_and_so_are_other_roles(self):
        with self.assertRaises(ValidationError):
            self.depreciate("2026-01-01")
        for role in ("director", "supervisor", "township", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.depreciate("2025-03-01", role=role)

    def test_the_number_of_statements_does_not_grow_with_the_cards(self):
        def statements(month):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run = self.depreciate(month)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before, run.card_count

        self.in_force(self.thing())
        self.depreciate("2025-03-01")
        few, one = statements("2025-04-01")
        many_cards = self.env["reform.asset"].union(
            *(self.thing(name=f"机具{number}", acquired_date="2025-04-08") for number in range(12))
        )
        self.in_force(many_cards)
        many, thirteen = statements("2025-05-01")
        self.assertEqual((one, thirteen), (1, 13))
        self.assertLessEqual(many, few + 3)

    def test_the_checks_find_nothing_wrong(self):
        self.in_force(self.thing())
        self.posted_run(self.depreciate("2025-06-01", role="clerk"))
        for _name, problems in self.env["reform.depreciation.line"]._reform_invariants():
            self.assertFalse(problems)

    def posted_run(self, run):
        vouchers = run.line_ids.voucher_id
        self.as_("supervisor", vouchers).action_review()
        self.as_("accountant", vouchers).action_post()
        return vouchers

    def test_a_month_is_not_closed_before_its_depreciation_has_run(self):
        self.in_force(self.thing())
        months = self.book.period_ids.sorted("date_from")
        self.as_("accountant", months[:2]).action_close()
        with self.assertRaises(UserError) as refused:
            self.as_("accountant", months[2]).action_close()
        self.assertIn("depreciation", str(refused.exception))
        self.posted_run(self.depreciate("2025-03-01", role="clerk"))
        self.as_("accountant", months[2]).action_close()
        self.assertEqual(months[2].state, "closed")
