from odoo.addons.reform_assets.tests.act_case import ActCase
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestShortageAndClearing(EconomyCase, ActCase):
    """What is missing goes through 181, what leaves through 154; both are empty when it is over."""

    def sides(self, act):
        return [(line.account_id.code, line.debit, line.credit) for line in self.booked(act).entry_ids]

    def left(self, lines, code):
        return sum(debit - credit for account, debit, credit in lines if account.startswith(code))

    def test_a_shortage_goes_through_pending_losses_and_leaves_nothing_there(self):
        lines = self.sides(self.done("shortage", self.confirm(self.card())))
        self.assertEqual(
            lines,
            [
                ("18102", 30000, 0),
                ("15101", 0, 30000),
                ("152", 50000, 0),
                ("15101", 0, 50000),
                ("51502", 30000, 0),
                ("18102", 0, 30000),
            ],
        )
        self.assertEqual(self.left(lines, "181"), 0)

    def test_a_surplus_is_income_by_way_of_the_same_account(self):
        card = self.card(cost=900, net_value=900)
        lines = self.sides(self.done("surplus", card, [{"cost": 900, "accumulated": 0}]))
        self.assertEqual(self.left(lines, "181"), 0)
        self.assertEqual(lines[-1], ("50402", 0, 900))

    def test_a_removal_takes_its_net_value_into_clearing(self):
        lines = self.sides(self.done("removal", self.confirm(self.card())))
        self.assertEqual(self.left(lines, "154"), 30000)
        self.assertEqual(self.left(lines, "151"), -80000)
