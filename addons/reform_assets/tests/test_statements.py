"""How many statements an act costs: the number does not grow with the number of cards or dues."""

from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.tests import tagged

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestStatements(AssetCase):
    def cards(self, count):
        cards = self.as_("clerk", self.env["reform.asset"])
        one = self.card()
        values = cards.browse(one.id).copy_data()[0]
        return cards.create([{**values, "name": f"房屋{number}"} for number in range(count)]).with_env(
            self.env
        )

    def counted(self, act):
        """Return the number of statements of an act, with everything flushed."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_a_list_of_eighty_cards_costs_as_much_as_one_of_ten(self):
        model = self.as_("township", self.env["reform.asset"])
        view = self.env.ref("reform_assets.reform_asset_view_list")
        info = model.get_view(view.id, "list")
        spec = {name: {} for name in info["models"]["reform.asset"]}
        for name in ("place_id", "origin_place_id", "entity_id", "category_id", "township_id"):
            spec[name] = {"fields": {"display_name": {}}}
        ids = self.cards(80).ids

        def read(count):
            return self.counted(lambda: model.web_search_read([("id", "in", ids[:count])], spec))

        read(10)
        ten, eighty = read(10), read(80)
        self.assertLessEqual(eighty, ten + 2)
        self.assertLessEqual(eighty, 25)

    def test_five_hundred_cards_are_checked_with_as_many_statements_as_fifty(self):
        few, many = self.cards(50), self.cards(500)
        first = self.counted(lambda: self.as_("supervisor", few[:1]).action_advance())
        small = self.counted(lambda: self.as_("supervisor", few[1:]).action_advance())
        large = self.counted(lambda: self.as_("supervisor", many).action_advance())
        self.assertEqual(set(many.mapped("state")), {"village_checked"})
        self.assertLessEqual(large, small + 40, f"one {first}, fifty {small}, five hundred {large}")
        self.assertLessEqual(large, 160)

    def test_five_hundred_cards_are_confirmed_by_the_county_within_the_same_number(self):
        many = self.confirm(self.cards(500), "town_checked")
        large = self.counted(lambda: self.as_("county_agriculture", many).action_confirm())
        self.assertEqual(set(many.mapped("state")), {"confirmed"})
        self.assertLessEqual(large, 160)

    def test_signing_twenty_years_of_months_costs_as_much_as_one_year(self):
        start = civil_day.today()
        short = self.decided_lease(frequency="monthly", date_end=fields.Date.add(start, years=1, days=-1))
        long = self.decided_lease(frequency="monthly", date_end=fields.Date.add(start, years=20, days=-1))
        few = self.counted(lambda: self.as_("director", short).action_sign())
        many = self.counted(lambda: self.as_("director", long).action_sign())
        self.assertEqual((len(short.due_ids), len(long.due_ids)), (12, 240))
        self.assertLessEqual(many, few + 5)
        self.assertLessEqual(many, 90)
