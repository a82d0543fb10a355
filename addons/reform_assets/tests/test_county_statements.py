"""How many statements a list of contracts, a freeze and the look of the night cost: as many for a county
as for a village.
"""

from datetime import date

from odoo.addons.reform_places import civil_day
from odoo.tests import tagged

from .common import AssetCase

FEW, MANY = 10, 80


@tagged("-at_install", "post_install")
class TestCountyStatements(AssetCase):
    def cards(self, count, **vals):
        one = self.card(**vals)
        values = one.copy_data()[0]
        return one + self.env["reform.asset"].create(
            [{**values, "name": f"库房{number}"} for number in range(count - 1)]
        )

    def counted(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_a_list_of_eighty_contracts_costs_as_much_as_one_of_ten(self):
        lease = self.signed_lease()
        others = self.cards(MANY)
        self.env.cr.execute(
            """WITH made AS (
                   INSERT INTO reform_lease
                   SELECT (jsonb_populate_record(l, jsonb_build_object(
                              'id', nextval('reform_lease_id_seq'), 'name', 'T' || card.id))).*
                     FROM reform_lease l, unnest(%s) AS card(id) WHERE l.id = %s RETURNING id, name)
               INSERT INTO reform_lease_line (lease_id, asset_id)
               SELECT id, substr(name, 2)::int FROM made RETURNING lease_id""",
            [others.ids, lease.id],
        )
        ids = [row[0] for row in self.env.cr.fetchall()]
        model = self.as_("township", self.env["reform.lease"])
        spec = {"name": {}, "asset_ids": {"fields": {"display_name": {}}}, "amount_overdue": {}}

        def read(count):
            return self.counted(lambda: model.web_search_read([("id", "in", ids[:count])], spec))

        read(FEW)
        few, many = read(FEW), read(MANY)
        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, 30)

    def test_freezing_eighty_cards_costs_as_much_as_ten(self):
        def freeze(day):
            count = self.as_("township", self.env["reform.count.round"]).create(
                {"place_id": self.village.id, "record_date": day}
            )
            spent = self.counted(count.action_freeze)
            self.assertEqual(set(count.line_ids.mapped("owner_id.round_id").ids), set(count.ids))
            self.assertFalse(count.line_ids.filtered(lambda line: not line.owner_id))
            return spent, count.line_count

        self.cards(FEW)
        freeze(date(2023, 12, 31))
        few, ten = freeze(date(2024, 12, 31))
        self.cards(MANY)
        many, ninety = freeze(date(2025, 12, 31))
        self.assertEqual(ninety - ten, MANY)
        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, 60)

    def test_the_look_of_the_night_costs_as_much_for_eighty_cases_as_for_ten(self):
        Run = self.env["reform.alert.run"]

        def look(cards):
            spent = self.counted(lambda: Run._run(civil_day.today()))
            found = self.env["reform.alert"].search_count(
                [("res_model", "=", "reform.asset"), ("res_id", "in", cards.ids)]
            )
            self.assertGreaterEqual(found, len(cards))
            return spent

        idle = {"use_state": "idle", "idle_since": "2015-01-01", "idle_reason": "学校撤并"}
        look(self.cards(1, **idle))
        few, many = look(self.cards(FEW, **idle)), look(self.cards(MANY, **idle))
        self.assertLessEqual(many, few + 5)
        self.assertLessEqual(many, 150)
