from datetime import date

from odoo.addons.reform_rules.economy import depreciation as rules
from odoo.exceptions import UserError
from odoo.tests import tagged

from .depreciation_case import DepreciationCase


@tagged("post_install", "-at_install")
class TestDepreciationByWork(DepreciationCase):
    """A thing that wears by its work: what is left of the work goes on from version to version."""

    def truck(self, units=10000, **vals):
        """Return a truck of 185,000 yuan of which 37,000 are written off, and its schedule by kilometres."""
        truck = self.thing(
            **{"name": "农用车", "cost": 185000, "net_value": 148000, "months_used": 24, **vals}
        )
        schedule = self.drafted(truck)
        self.as_("accountant", schedule).write(
            {"method": "units_of_work", "units_total": units, "residual_rate": 0}
        )
        self.as_("supervisor", schedule).action_confirm()
        return truck, schedule

    def work(self, schedule, *units, first=3):
        """Tell the work of months of 2025, one after the other."""
        return self.as_("clerk", self.env["reform.depreciation.units"]).create(
            [
                {"schedule_id": schedule.id, "month": date(2025, first + number, 1), "units": done}
                for number, done in enumerate(units)
            ]
        )

    def newest(self, card):
        self.env.invalidate_all()
        return card.schedule_ids.filtered(lambda each: each.state == "in_force")

    def renewed(self, schedule, month, **vals):
        action = self.as_("accountant", schedule).action_change()
        draft = self.env["reform.depreciation.schedule"].browse(action["res_id"])
        self.as_("accountant", draft).write({"first_month": month, "reason": "使用情况变化", **vals})
        self.as_("supervisor", draft).action_confirm()
        return draft

    def charged(self, card):
        return round(sum(self.amounts(card).values()), 2)

    def test_a_new_version_goes_on_with_the_work_that_is_left_and_the_card_is_written_off(self):
        truck, schedule = self.truck()
        self.work(schedule, 2500, 1500)
        second = self.renewed(schedule, date(2025, 5, 1))
        self.assertEqual((second.base, second.units_total), (88800, 6000))
        self.work(second, 5000, 1000, first=5)
        self.depreciate("2025-12-01")
        self.assertEqual(self.charged(truck), 148000)
        self.assertEqual((truck.worn_now, truck.net_now), (185000, 0))

    def test_the_statement_gives_what_the_rule_gives_over_every_version(self):
        truck, first = self.truck(units=9999)
        self.work(first, 333, 0, 1234)
        second = self.renewed(first, date(2025, 6, 1))
        self.work(second, 777, 4321, first=6)
        third = self.renewed(second, date(2025, 8, 1))
        self.work(third, 1, 99999, first=8)
        self.depreciate("2025-12-01")
        self.env.invalidate_all()
        for version in first | second | third:
            plain, units = version._plain(), version._work()
            told = {line.month: line.amount for line in version.line_ids}
            expected = {month: float(rules.amount(plain, month, units)) for month in units}
            self.assertEqual({(m.year, m.month): amount for m, amount in told.items()},
                             {tuple(month): amount for month, amount in expected.items()})  # fmt: skip
        self.assertEqual(self.charged(truck), 148000)

    def test_an_improvement_goes_on_with_the_work_that_is_left(self):
        truck, schedule = self.truck()
        self.work(schedule, 4000, 0, 0, 0)
        self.done("improve", truck, amount=6000, date=date(2025, 6, 15))
        version = self.newest(truck)
        self.assertEqual((version.version, version.base, version.units_total), (2, 94800, 6000))
        self.work(version, 6000, first=7)
        self.depreciate("2025-12-01")
        self.assertEqual(self.charged(truck), 154000)
        self.assertEqual(truck.worn_now, truck.cost)

    def test_an_act_waits_for_the_work_of_the_months_before_it(self):
        truck, schedule = self.truck()
        self.work(schedule, 4000, 0, 0)
        act = self.act("improve", truck, amount=6000, date=date(2025, 6, 15))
        with self.assertRaisesRegex(UserError, "2025-06"):
            self.as_("clerk", act).action_submit()
        draft = self.as_("accountant", schedule).action_change()["res_id"]
        draft = self.env["reform.depreciation.schedule"].browse(draft)
        self.as_("accountant", draft).write({"first_month": date(2025, 8, 1), "reason": "变化"})
        with self.assertRaisesRegex(UserError, "2025-06"):
            self.as_("supervisor", draft).action_confirm()

    def test_work_a_later_version_leans_on_is_told_once_and_for_all(self):
        _truck, schedule = self.truck()
        rows = self.work(schedule, 4000, 100)
        self.renewed(schedule, date(2025, 5, 1))
        for act in (lambda: rows[0].write({"units": 5}), rows[1].unlink):
            with self.subTest(act=act), self.assertRaises(UserError):
                act()

    def test_parts_share_the_work_that_is_left(self):
        truck, schedule = self.truck()
        self.work(schedule, 4000, 0, 0, 0)
        parts = [
            {"name": "车头", "cost": 111000, "accumulated": 57720, "quantity": 1},
            {"name": "车厢", "cost": 74000, "accumulated": 38480, "quantity": 0},
        ]
        whole = {"area_sqm": truck.area_sqm, "land_area_mu": truck.land_area_mu}
        parts[0] |= whole
        self.done("split", truck, lines=[{}, *parts], date=date(2025, 6, 10))
        made = self.env["reform.asset"].search([("name", "in", ("车头", "车厢"))], order="cost desc")
        versions = [self.newest(part) for part in made]
        self.assertEqual([version.units_total for version in versions], [3600, 2400])
        for version in versions:
            self.work(version, version.units_total, first=7)
        self.depreciate("2025-12-01")
        self.assertEqual([part.worn_now for part in made], [111000, 74000])

    def test_a_thing_whose_work_is_done_asks_for_no_more(self):
        truck, schedule = self.truck()
        self.work(schedule, 9000, 1200)
        run = self.depreciate("2025-12-01")
        self.assertNotIn(truck, run.problem_ids.asset_id)
        self.assertEqual((self.charged(truck), len(self.amounts(truck))), (148000, 2))
        months = self.book.period_ids.sorted("date_from")
        self.assertFalse(months[5]._depreciation_not_run())

    def test_a_thing_whose_work_is_not_done_keeps_the_month_open(self):
        truck, schedule = self.truck()
        self.work(schedule, 9000, 999)
        run = self.depreciate("2025-12-01")
        self.assertIn(truck, run.problem_ids.asset_id)
        self.assertTrue(self.book.period_ids.sorted("date_from")[5]._depreciation_not_run())
