from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .depreciation_case import DepreciationCase


@tagged("post_install", "-at_install")
class TestDepreciationSchedule(DepreciationCase):
    def test_it_is_drawn_up_from_the_card_else_from_its_category(self):
        own = self.drafted(self.thing())
        usual = self.drafted(self.thing(useful_life_months=0, name="水泵"))
        self.assertEqual((own.months, own.residual, own.base, own.month_amount), (120, 600, 11400, 95))
        self.assertEqual((usual.months, usual.residual_rate), (120, 5))
        self.assertEqual((own.first_month, own.expense_use), (date(2025, 3, 1), "operating"))

    def test_what_was_written_off_before_the_books_goes_on(self):
        old = self.thing(acquired_date="2020-01-10", net_value=6300)
        draft = self.drafted(old)
        self.assertEqual(
            (draft.first_month, draft.months, draft.worn_before, draft.base),
            (date(2025, 1, 1), 61, 5700, 5700),
        )

    def test_a_card_written_off_since_nobody_knows_when_is_left_out(self):
        vague = self.thing(acquired_date=False, net_value=6300)
        Schedule = self.as_("accountant", self.env["reform.depreciation.schedule"])
        self.assertEqual(Schedule._draw_up(vague.with_env(Schedule.env)), (Schedule, vague))

    def test_property_of_the_state_begins_in_its_month_and_goes_down_to_nothing(self):
        self.users["accountant"].reform_scope_ids |= self.state_body.place_id
        machine = self.card(
            role="township", name="办公电脑", owner_class="state", entity_id=self.state_body.id,
            category_id=self.env.ref("reform_assets.category_gbt_14885_2022_a02").id, cost=6000,
            net_value=6000, acquired_date="2025-02-08", useful_life_months=60, nature="operating",
            place_id=self.state_body.place_id.id, origin_place_id=self.state_body.place_id.id,
        )  # fmt: skip
        self.env.cr.execute("UPDATE reform_asset SET state = 'confirmed' WHERE id = %s", [machine.id])
        self.env.invalidate_all()
        draft = self.drafted(machine)
        self.assertEqual((draft.residual, draft.base), (0, 6000))
        opened = draft._proposal(machine)["first_month"]
        # Without books the proposal begins today; the accountant puts in the month it was added.
        self.assertEqual(opened, date(2025, 12, 1))
        self.as_("accountant", draft).write({"first_month": date(2025, 2, 1), "months": 60})
        self.as_("township", draft).action_confirm()
        self.depreciate("2025-04-01")
        self.assertEqual(self.amounts(machine), {"2025-02": 100, "2025-03": 100, "2025-04": 100})

    def test_nobody_confirms_what_he_drew_up(self):
        draft = self.drafted(self.thing())
        for role in ("accountant", "clerk", "director", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, draft).action_confirm()
        both = self.users["accountant"]
        both.group_ids |= self.env.ref("reform_places.group_supervisor")
        with self.assertRaises(AccessError):
            self.as_("accountant", draft).action_confirm()
        self.as_("township", draft).action_confirm()
        self.assertEqual(draft.state, "in_force")

    def test_in_force_it_is_frozen(self):
        schedule = self.in_force(self.thing())
        for vals in ({"months": 5}, {"residual_rate": 0}, {"first_month": "2024-01-01"}, {"cost": 1},
                     {"worn_before": 1}, {"state": "draft"}, {"last_month": "2025-06-01"}):  # fmt: skip
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.as_("accountant", schedule).write(vals)

    def test_a_change_is_a_new_version_from_a_month_that_is_not_charged_yet(self):
        machine = self.thing()
        first = self.in_force(machine)
        self.depreciate("2025-06-01")
        action = self.as_("accountant", first).action_change()
        draft = self.env["reform.depreciation.schedule"].browse(action["res_id"])
        self.as_("accountant", draft).write({"first_month": date(2025, 6, 1), "months": 40})
        with self.assertRaises(UserError) as refused:
            self.as_("supervisor", draft).action_confirm()
        self.assertIn("2025-06", str(refused.exception))
        self.assertIn("why", str(refused.exception))
        self.as_("accountant", draft).write({"first_month": date(2025, 7, 1), "reason": "使用强度加大"})
        self.as_("supervisor", draft).action_confirm()
        self.assertEqual((first.state, first.last_month), ("superseded", date(2025, 6, 1)))
        self.assertEqual((draft.version, draft.worn_before, draft.base), (2, 380, 11020))
        self.depreciate("2025-08-01")
        self.assertEqual(self.amounts(machine)["2025-08"], 275.5)
        self.assertEqual(machine.worn_now, 380 + 551)

    def test_an_improvement_is_spread_from_the_next_month_on(self):
        machine = self.thing()
        self.in_force(machine)
        self.depreciate("2025-05-01")
        self.done("improve", machine, amount=6000, more_months=12, date=date(2025, 6, 15))
        self.assertEqual((machine.cost, machine.accumulated), (18000, 380))
        version = machine.schedule_ids.filtered(lambda each: each.state == "in_force")
        self.assertEqual(
            (version.version, version.first_month, version.months, version.worn_before),
            (2, date(2025, 7, 1), 128, 380),
        )
        self.depreciate("2025-07-01")
        # 18,000 less 5 percent less 380, over 128 months.
        self.assertEqual(self.amounts(machine)["2025-06"], 95)
        self.assertEqual(self.amounts(machine)["2025-07"], 130.63)

    def test_an_improvement_taken_back_gives_the_old_course_from_then_on(self):
        machine = self.thing()
        self.in_force(machine)
        act = self.done("improve", machine, amount=6000, date=date(2025, 6, 15))
        self.depreciate("2025-11-01")
        self.undo(act)
        version = machine.schedule_ids.filtered(lambda each: each.state == "in_force")
        self.assertEqual((version.version, version.first_month, version.cost), (3, date(2026, 1, 1), 12000))
        before = version.previous_id
        self.assertEqual(version.worn_before, float(before._worn_through(before._plain().last)))

    def test_removal_stops_it_after_its_month_and_takes_out_what_is_written_off_by_then(self):
        machine = self.thing()
        schedule = self.in_force(machine)
        self.depreciate("2025-05-01")
        act = self.done("removal", machine, date=date(2025, 6, 3))
        self.assertEqual(schedule.last_month, date(2025, 6, 1))
        self.assertEqual(
            [(line["accumulated"], line["net"]) for line in act._money_event()["lines"]], [(380, 11620)]
        )
        self.depreciate("2025-12-01")
        self.assertEqual(self.amounts(machine), {"2025-03": 95, "2025-04": 95, "2025-05": 95, "2025-06": 95})

    def test_a_removal_taken_back_lets_it_go_on(self):
        machine = self.thing()
        schedule = self.in_force(machine)
        act = self.done("removal", machine, date=date(2025, 6, 3))
        self.undo(act)
        self.assertFalse(schedule.last_month)
        self.depreciate("2025-08-01")
        self.assertEqual(len(self.amounts(machine)), 6)

    def test_parts_go_on_with_what_was_left_of_the_whole(self):
        house = self.thing(name="仓库", area_sqm=100)
        self.in_force(house)
        self.depreciate("2025-05-01")
        parts = [{"name": "东", "area_sqm": 40}, {"name": "西", "area_sqm": 60}]
        act = self.act("split", house, lines=[{}, *parts], date=date(2025, 6, 10))
        self.as_("clerk", act).action_divide()
        self.as_("clerk", act).action_submit()
        self.as_(self.approver(act), act).action_approve()
        self.as_("clerk", act).action_carry_out()
        parts = act.line_ids.result_id
        versions = parts.schedule_ids
        self.assertEqual(versions.mapped("state"), ["in_force", "in_force"])
        self.assertEqual((sum(parts.mapped("cost")), sum(versions.mapped("worn_before"))), (12000, 380))
        self.assertEqual(set(versions.mapped("months")), {116})
        self.depreciate("2025-07-01")
        self.assertEqual([self.amounts(part).keys() for part in parts], [{"2025-07"}, {"2025-07"}])
        self.assertEqual(max(self.amounts(house)), "2025-06")

    def test_a_nominal_thing_and_one_written_off_get_no_schedule(self):
        for vals in ({"cost": 1, "net_value": 1}, {"net_value": 600, "acquired_date": "2010-01-01"}):
            with self.subTest(vals=vals):
                thing = self.thing(**vals)
                draft = self.drafted(thing)
                with self.assertRaises(UserError):
                    self.as_("supervisor", draft).action_confirm()
        run = self.depreciate("2025-03-01")
        self.assertEqual(run.problem_ids.asset_id, self.contract.asset_ids)
