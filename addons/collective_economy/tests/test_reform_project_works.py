from odoo.addons.reform_assets.tests.act_case import ActCase
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .test_reform_projects import ProjectCase


@tagged("post_install", "-at_install")
class TestWorksReachTheBooksOnce(ProjectCase, ActCase):
    """What a grant or a levy has made, and what an act says was built, is one thing in the books."""

    def in_works(self, **vals):
        """Return a grant of which 80,000 yuan lie in works for a card."""
        grant = self.grant(asset_id=self.new_card().id, **vals)
        self.record(grant, "received", 100000)
        self.record(grant, "spent_asset", 80000, account="153")
        return grant

    def new_card(self):
        return self.card(name="冷藏库", cost=0, net_value=0)

    def build(self, card, cost=80000):
        return self.done("built", card, [{"cost": cost, "accumulated": 0}])

    def test_works_the_grant_has_finished_are_not_built_a_second_time(self):
        grant = self.in_works()
        self.record(grant, "finished", 80000, account="15101")
        with self.assertRaisesRegex(UserError, grant.name):
            self.build(grant.asset_id)

    def test_works_the_act_has_built_are_not_finished_a_second_time(self):
        grant = self.in_works()
        act = self.build(grant.asset_id, cost=90000)
        grant.invalidate_recordset()
        self.assertEqual(grant.in_works, 0)
        with self.assertRaisesRegex(UserError, act.name):
            self.record(grant, "finished", 80000, account="15101")

    def test_the_link_between_both_is_refused_too(self):
        grant = self.in_works()
        other = self.new_card()
        self.build(other)
        self.record(grant, "finished", 80000, account="15101")
        with self.assertRaises(ValidationError):
            self.as_("accountant", grant).asset_id = other

    def test_an_act_taken_back_leaves_the_road_to_the_grant(self):
        grant = self.in_works()
        self.undo(self.build(grant.asset_id))
        self.record(grant, "finished", 80000, account="15101")
        self.assertEqual(grant.in_works, 0)

    def test_a_levy_whose_works_were_built_by_the_act_turns_only_its_money_into_reserve(self):
        levy = self.levy()
        self.record(levy, "paid", 450)
        self.as_("accountant", levy).asset_id = self.new_card()
        self.build(levy.asset_id, cost=450)
        self.as_("accountant", levy).action_finish()
        done = levy.move_ids.filtered(lambda move: move.kind == "finished")
        self.assertEqual(self.sides(done), [("231", 500, 0, ""), ("311", 0, 500, "")])

    def test_a_levy_that_has_finished_its_works_keeps_the_act_away(self):
        levy = self.levy()
        self.record(levy, "paid", 450)
        self.as_("accountant", levy).asset_id = self.new_card()
        self.as_("accountant", levy).action_finish()
        with self.assertRaisesRegex(UserError, levy.name):
            self.build(levy.asset_id, cost=450)

    def test_what_the_old_books_carry_of_a_levy_is_finished_with_it(self):
        levy = self.project(
            "reform.levy",
            day_rate=120,
            levied_before=9000,
            works_before=30000,
            line_ids=[(0, 0, {"partner_id": self.zhang.id, "amount": 300})],
        )
        self.pass_levy(levy)
        self.record(levy, "paid", 200)
        self.as_("accountant", levy).action_finish()
        done = levy.move_ids.filtered(lambda move: move.kind == "finished")
        self.assertEqual(
            self.sides(done),
            [("15104", 30200, 0, ""), ("153", 0, 30200, ""), ("231", 9300, 0, ""), ("311", 0, 9300, "")],
        )

    def test_works_paid_otherwise_are_covered_by_the_grant_up_to_what_is_left(self):
        grant = self.in_works()
        covered = self.record(grant, "covered", 8000)
        self.assertEqual(self.sides(covered), [("241", 8000, 0, ""), ("311", 0, 8000, "")])
        self.assertEqual((grant.left, grant.spent, grant.in_works), (12000, 88000, 80000))
        with self.assertRaises(UserError):
            self.record(grant, "covered", 12001)
