"""Cards with schedules in force, and runs of months.

Example::

    class TestRuns(DepreciationCase):
        def test_a_month_is_charged(self):
            schedule = self.in_force(self.thing())
            self.depreciate("2025-03-01")
            self.assertEqual(schedule.line_ids.amount, 95)
"""

from odoo.addons.reform_assets.tests.act_case import ActCase
from odoo.tests import new_test_user

from .common import EconomyCase


class DepreciationWorld:
    """A second accountant runs, so that the first may post."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["second_accountant"] = new_test_user(
            cls.env,
            login="test_second_accountant",
            groups="reform_places.group_accountant",
            reform_scope_ids=[(6, 0, cls.users["accountant"].reform_scope_ids.ids)],
        )

    def thing(self, **vals):
        """Return a confirmed machine of 12,000 yuan, bought on 8 February 2025, for ten years."""
        vals = {
            "name": "打谷机",
            "category_id": self.env.ref("reform_assets.category_collective_c03").id,
            "cost": 12000,
            "net_value": 12000,
            "acquired_date": "2025-02-08",
            "useful_life_months": 120,
            **vals,
        }
        return self.confirm(self.card(**vals))

    def drafted(self, cards):
        """Return the drafts an accountant draws up for cards."""
        Schedule = self.as_("accountant", self.env["reform.depreciation.schedule"])
        return Schedule._draw_up(cards.with_env(Schedule.env))[0].with_env(self.env)

    def in_force(self, cards):
        """Return the schedules of cards, drawn up by one person and confirmed by another."""
        drafts = self.drafted(cards)
        self.as_("supervisor", drafts).action_confirm()
        return drafts

    def depreciate(self, month, role="accountant", **vals):
        """Return a run of a month."""
        run = self.as_(role, self.env["reform.depreciation.run"]).create({"month": month, **vals})
        run.action_run()
        return run.with_env(self.env)

    def amounts(self, card):
        """Return {month: yuan} charged for a card."""
        lines = self.env["reform.depreciation.line"].search([("asset_id", "=", card.id)])
        sums = {}
        for line in lines:
            month = f"{line.month:%Y-%m}"
            sums[month] = round(sums.get(month, 0) + line.amount, 2)
        return dict(sorted(sums.items()))


class DepreciationCase(DepreciationWorld, EconomyCase, ActCase):
    """The kit for tests of models."""
