from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ROLES, PlaceCase, PlaceHttpCase

FIGURES = ("todo", "glance")


def places(case, count, parent):
    """Make villages of one township, to see what a larger scope costs."""
    return case.env["reform.place"].create(
        [
            {"name": f"第{n}村", "level": "village", "committee_type": "village", "parent_id": parent.id}
            for n in range(count)
        ]
    )


@tagged("post_install", "-at_install")
class TestReformDesk(PlaceCase):
    def desk(self, role):
        return self.as_(role, self.env["reform.desk"]).get_desk()

    def tile(self, role, key):
        desk = self.desk(role)
        return next((tile for group in FIGURES for tile in desk[group] if tile["key"] == key), None)

    def test_every_role_has_a_desk_and_every_tile_opens_something_that_exists(self):
        for role in ROLES:
            desk = self.desk(role)
            tiles = [tile for group in (*FIGURES, "shortcut") for tile in desk[group]]
            for tile in tiles + ([desk["chart"]] if desk["chart"] else []):
                with self.subTest(role=role, tile=tile["key"]):
                    action = self.env.ref(tile["action"])
                    self.assertIn(action._name, ("ir.actions.act_window", "ir.actions.client"))
                    if tile["view"]:
                        self.assertIn(tile["view"], action.view_mode.split(","))

    def test_a_figure_is_the_number_of_records_it_opens(self):
        for role in ROLES:
            desk = self.desk(role)
            for tile in (tile for group in FIGURES for tile in desk[group]):
                with self.subTest(role=role, tile=tile["key"]):
                    model = self.as_(role, self.env[self.env.ref(tile["action"]).res_model])
                    self.assertEqual(tile["count"], model.search_count(tile["domain"]))

    def test_nothing_to_do_is_not_shown(self):
        for role in ROLES:
            self.assertTrue(all(tile["count"] for tile in self.desk(role)["todo"]))

    def test_figures_respect_the_scope(self):
        self.assertEqual(self.tile("county_agriculture", "places")["count"], 2)
        self.assertEqual(self.tile("county_agriculture", "places_former")["count"], 2)
        self.assertEqual(self.tile("township", "places")["count"], 1)
        self.assertIsNone(self.tile("clerk", "places"), "one's own village needs no counting")

    def test_an_unresolved_merger_waits_for_the_administrator_and_is_shown_to_the_county(self):
        self.env["reform.merger"].create(
            {"predecessor_ids": [Command.set(self.other_village.ids)], "date": "2020-07-01"}
        ).action_confirm()
        keys = {role: [tile["key"] for tile in self.desk(role)["todo"]] for role in ROLES}
        self.assertIn("mergers_unresolved", keys["administrator"])
        self.assertNotIn("mergers_unresolved", keys["county_agriculture"])
        self.assertEqual(self.tile("county_agriculture", "mergers_unresolved")["count"], 1)
        self.assertIsNone(self.tile("clerk", "mergers_unresolved"))

    def test_it_says_who_one_is_and_for_what(self):
        who = self.desk("clerk")["who"]
        self.assertEqual(who["roles"], ["Village Clerk"])
        self.assertEqual(who["places"], [self.village.display_name])
        self.assertEqual(self.desk("reader")["who"]["place_count"], 0)

    def test_a_larger_scope_costs_no_more_statements(self):
        few = self._statements("township")
        places(self, 60, self.township)
        self.env.flush_all()
        self.assertEqual(self._statements("township"), few)

    def _statements(self, role):
        desk = self.as_(role, self.env["reform.desk"])
        desk.get_desk()
        desk.env.invalidate_all()
        before = self.cr.sql_log_count
        desk.get_desk()
        return self.cr.sql_log_count - before

    def test_two_tiles_of_one_key_are_a_mistake_of_the_programmer(self):
        Place = self.env.registry["reform.place"]
        tiles = Place._desk_tiles
        self.patch(Place, "_desk_tiles", lambda self: tiles(self) * 2)
        with self.assertRaises(AssertionError):
            self.desk("auditor")

    def test_a_user_with_a_role_begins_on_the_desk(self):
        desk = self.env.ref("reform_places.reform_desk_action")
        self.assertEqual({user.action_id.id for user in self.users.values()}, {desk.id})
        user = new_test_user(self.env, login="nobody_yet", groups="base.group_user")
        self.assertFalse(user.action_id)
        user.group_ids += self.env.ref("reform_places.group_clerk")
        self.assertEqual(user.action_id.id, desk.id)

    def test_whoever_chose_another_first_screen_keeps_it(self):
        other = self.env.ref("reform_places.reform_place_action")
        user = new_test_user(self.env, login="has_chosen", groups="base.group_user", action_id=other.id)
        user.group_ids += self.env.ref("reform_places.group_auditor")
        self.assertEqual(user.action_id.id, other.id)

    def test_the_product_opens_on_the_desk(self):
        root = self.env.ref("reform_places.menu_root")
        menus = self.env["ir.ui.menu"].with_user(self.users["clerk"]).load_web_menus(False)
        self.assertEqual(menus[root.id]["actionID"], self.env.ref("reform_places.reform_desk_action").id)


@tagged("post_install", "-at_install")
class TestDeskInTheBrowser(PlaceHttpCase):
    """The desk is what one sees after logging in; a console error fails the test."""

    def look(self, role, selector):
        user = self.users[role]
        self.browser_js(
            "/odoo",
            f"if (document.querySelector({selector!r})) console.log('test successful');",
            f"!!document.querySelector({selector!r})",
            login=user.login,
        )

    def test_a_clerk_lands_on_the_desk(self):
        self.look("clerk", ".o_reform_desk .o_desk_todo")

    def test_a_county_officer_sees_the_villages(self):
        self.look("county_agriculture", ".o_reform_desk [data-key='places']")

    def test_a_figure_opens_the_records_it_counts(self):
        code = """
            (async () => {
                document.querySelector("[data-key='places_former']").click();
                for (let n = 0; n < 200 && !document.querySelector(".o_list_renderer .o_data_row"); n++) {
                    await new Promise((done) => setTimeout(done, 50));
                }
                const rows = document.querySelectorAll(".o_data_row").length;
                console.log(rows === 2 ? "test successful" : `rows: ${rows}`);
            })();
        """
        self.browser_js(
            "/odoo/desk",
            code,
            "!!document.querySelector(\"[data-key='places_former']\")",
            login=self.users["county_agriculture"].login,
        )
