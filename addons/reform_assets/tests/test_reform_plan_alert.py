from datetime import timedelta

from freezegun import freeze_time
from odoo.addons.reform_places import civil_day
from odoo.tests import tagged

from .plan_case import PlanCase


@tagged("-at_install", "post_install")
class TestPlanAlert(PlanCase):
    def kinds(self, model, record, days=0):
        at = civil_day.today() + timedelta(days=days)
        self.env.flush_all()
        with freeze_time(at):
            found = [fact for fact in self.env[model].sudo()._alert_facts(at) if fact.record == record]
            labels = self.env[model]._alert_kinds()
            for fact in found:
                self.assertIn(fact.facts["ref"], labels[fact.kind].sentence(self.env, **fact.facts))
        return [fact.kind for fact in found]

    def test_a_plan_past_its_deadline_is_a_fact_until_it_is_done(self):
        plan = self.plan()
        self.assertEqual(self.kinds("reform.plan", plan), [])
        self.assertEqual(self.kinds("reform.plan", plan, 200), ["plan_late"])
        self.as_("clerk", plan).action_cancel(reason="不办了")
        self.assertEqual(self.kinds("reform.plan", plan, 200), [])

    def test_a_place_in_use_that_nobody_accepts_is_a_fact_after_thirty_days(self):
        plan = self.in_use(self.plan())
        self.assertEqual(self.kinds("reform.plan", plan, 30), [])
        self.assertEqual(self.kinds("reform.plan", plan, 31), ["plan_not_accepted"])

    def test_an_inspection_not_made_is_a_fact_and_two_of_them_a_relapse(self):
        plan = self.accepted(self.plan())
        plan._schedule_inspections(civil_day.today())
        self.assertEqual(self.kinds("reform.inspection", plan.inspection_ids, 90), [])
        self.assertEqual(self.kinds("reform.inspection", plan.inspection_ids, 91), ["inspection_late"])
        for days in (106, 212):
            with freeze_time(civil_day.today() + timedelta(days=days)):
                self.env["reform.inspection"]._cron_inspections()
        self.env.invalidate_all()
        self.assertEqual(self.kinds("reform.plan", plan, 212), ["plan_relapse"])

    def test_an_idle_card_with_a_plan_is_no_alert_of_its_own(self):
        planned, alone = self.idle_card(), self.idle_card(name="老仓库")
        self.plan(planned)
        ids = self.env["reform.asset"]._idle_alert_planned()
        self.assertIn(planned.id, ids)
        self.assertNotIn(alone.id, ids)

    def test_the_desk_shows_what_waits(self):
        plan = self.plan()
        self.as_("clerk", plan).action_consult()
        tiles = self.as_("township", self.env["reform.desk"]).get_desk()["todo"]
        self.assertIn("plans_approve", [tile["key"] for tile in tiles])
