"""How many statements valuations and disposals cost: the number does not grow with the number of cards."""

from datetime import timedelta

from odoo.addons.reform_places import civil_day
from odoo.tests import tagged

from .common import AssetCase
from .worth_case import WorthWorld


@tagged("-at_install", "post_install")
class TestWorthStatements(WorthWorld, AssetCase):
    def cards(self, count):
        one = self.card()
        values = one.copy_data()[0]
        cards = self.as_("clerk", one).create(
            [{**values, "name": f"房屋{number}"} for number in range(count)]
        )
        return self.confirm(cards.with_env(self.env))

    def counted(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_values_of_two_hundred_cards_are_found_as_cheaply_as_of_ten(self):
        cards = self.cards(200)
        self.confirmed_valuation(cards)
        model, today = self.env["reform.valuation"], civil_day.today()
        few = self.counted(lambda: model._valid_by_asset(cards[:10], today, "sale"))
        many = self.counted(lambda: model._valid_by_asset(cards, today, "sale"))
        self.assertLessEqual(many, few + 1)
        self.assertLessEqual(many, 4)

    def test_classifying_a_bundle_of_two_hundred_costs_little_more_than_one_of_ten(self):
        ten, many = self.cards(10), self.cards(200)
        costs = []
        for cards in (ten[:1], ten[1:], many):
            disposal = self.disposal(cards)
            costs.append(self.counted(lambda d=disposal: self.as_("township", d).action_classify()))
        self.assertLessEqual(costs[2], costs[1] + 25, costs)

    def test_expiry_of_fifty_valuations_costs_little_more_than_of_five(self):
        cards = self.cards(55)
        valuations = self.env["reform.valuation"].union(*[self.valuation(card) for card in cards])
        old = civil_day.today() - timedelta(days=800)
        self.env.flush_all()
        end = "UPDATE reform_valuation SET state = 'confirmed', valid_to = %s WHERE id = ANY(%s)"
        self.env.cr.execute(end, [old, valuations.ids[:5]])
        model = self.env["reform.valuation"]
        few = self.counted(model._cron_expire)
        self.env.cr.execute(end, [old, valuations.ids[5:]])
        many = self.counted(model._cron_expire)
        self.assertEqual(set(valuations.mapped("state")), {"expired"})
        self.assertLessEqual(many, few + 10)
