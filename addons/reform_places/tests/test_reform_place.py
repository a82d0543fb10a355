import psycopg2
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PlaceCase


@tagged("post_install", "-at_install")
class TestPlace(PlaceCase):
    def test_the_name_tells_where_a_place_lies_and_whether_it_still_stands(self):
        self.assertEqual(self.village.full_name, "测试县东镇合村")
        self.assertEqual(self.village.display_name, "测试县东镇合村")
        self.assertEqual(self.old_a.with_context(lang="zh_CN").display_name, "测试县东镇原甲村")
        self.assertEqual(self.county.display_name, "测试县")

    def test_a_former_village_is_found_as_people_call_it(self):
        Place = self.as_("clerk", self.env["reform.place"])
        for words in ("原甲村", "东镇原甲村", "甲村", "测试县东镇甲"):
            self.assertIn(self.old_a.id, [row[0] for row in Place.name_search(words)], words)
        self.assertFalse(Place.name_search("原合村"))
        self.assertFalse(Place.name_search("西镇原甲村"))

    def test_one_code_finds_all_who_ever_carried_it(self):
        found = self.env["reform.place"].search([("display_name", "ilike", "990101100201")])
        self.assertEqual(found, self.old_a | self.village)

    def test_the_units_above_are_known(self):
        self.assertEqual((self.old_a | self.village).township_id, self.township)
        self.assertEqual(self.village.county_id, self.county)
        self.assertFalse(self.province.county_id)

    def test_a_code_of_another_level_is_refused(self):
        with self.assertRaises(ValidationError):
            self._place("错村", "village", self.township, code="990101100000")
        with self.assertRaises(ValidationError):
            self._place("错村", "village", self.township, code="000000000001")

    def test_a_parent_below_is_refused(self):
        with self.assertRaises(ValidationError):
            self._place("错镇", "township", self.village)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_what_cannot_be(self):
        for column, value in (
            ("code", "12"),
            ("valid_from", "2030-01-01"),
        ):
            with self.assertRaises(psycopg2.errors.CheckViolation), self.env.cr.savepoint():
                self.env.cr.execute(
                    f"UPDATE reform_place SET {column} = %s WHERE id = %s", [value, self.old_a.id]
                )
        with self.assertRaises(psycopg2.errors.CheckViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE reform_place SET committee_type = 'village' WHERE id = %s", [self.county.id]
            )

    def test_moving_a_place_moves_who_answers_for_it(self):
        self.other_village.parent_id = self.township
        self.assertEqual(self.other_village.scope_parent_id, self.township)
        self.assertIn(self.other_collective, self.as_("township", self.env["reform.entity"]).search([]))

    def test_the_buttons_lead_to_predecessors_and_successors(self):
        action = self.village.action_predecessors()
        self.assertEqual(action["domain"], [("id", "in", (self.old_a | self.old_b).ids)])
        action = self.old_a.action_successors()
        self.assertEqual(action["res_id"], self.village.id)

    def test_every_screen_opens_for_every_role(self):
        modes = {
            "reform.place": ["list", "form", "kanban", "hierarchy", "search"],
            "reform.merger": ["list", "form", "kanban", "pivot", "graph", "search"],
            "reform.entity": ["list", "form", "kanban", "search"],
            "reform.merger.statistic": ["list", "form", "graph", "search"],
        }
        for role in self.users:
            for model, views in modes.items():
                Model = self.as_(role, self.env[model])
                found = Model.get_views([(False, view) for view in views])["views"]
                self.assertEqual(set(found), set(views), (role, model))
                Model.web_search_read([], {"display_name": {}}, limit=5)
