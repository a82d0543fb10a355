"""The map: points within the scope, outlines of villages, one query, nothing from the internet."""

from odoo.tests import tagged

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestAssetMap(AssetCase):
    def place_cards(self):
        spots = [(30.0, 105.0), (30.0, 105.2), (30.2, 105.1), (30.05, 105.1)]
        return [
            self.card(name=f"房屋{number}", latitude=latitude, longitude=longitude)
            for number, (latitude, longitude) in enumerate(spots)
        ]

    def drawn(self, role, domain=()):
        return self.as_(role, self.env["reform.asset"]).get_map(list(domain))

    def test_the_points_are_those_of_the_search_and_of_the_scope(self):
        cards = self.place_cards()
        self.card(name="没有坐标")
        found = self.drawn("clerk", [("place_id", "=", self.village.id)])
        self.assertEqual([point[0] for point in found["points"]], [card.id for card in cards])
        self.assertEqual(found["points"][0][1:], [30.0, 105.0, "in_use", "房屋0"])
        self.assertEqual(found["missing"], 1)
        one = self.drawn("clerk", [("name", "=", "房屋2")])
        self.assertEqual(len(one["points"]), 1)
        for role in ("other_clerk", "reader"):
            self.assertEqual(self.drawn(role)["points"], [], role)

    def test_a_village_is_outlined_by_the_points_known_in_it(self):
        self.place_cards()
        [place] = self.drawn("clerk", [("latitude", "!=", 0)])["places"]
        self.assertEqual(place["name"], self.village.name)
        self.assertEqual(set(place["corners"]), {(30.0, 105.0), (30.0, 105.2), (30.2, 105.1)})

    def test_no_tiles_are_asked_for_unless_the_county_says_where(self):
        self.assertEqual(self.drawn("clerk")["tiles"], "")
        address = "https://tiles.example/{z}/{x}/{y}.png"
        self.env["ir.config_parameter"].set_param("reform_assets.map_tile_url", address)
        self.assertEqual(self.drawn("clerk")["tiles"], address)

    def test_many_points_cost_as_many_statements_as_few(self):
        self.place_cards()

        def cost():
            model = self.as_("auditor", self.env["reform.asset"])
            before = self.env.cr.sql_log_count
            model.get_map([])
            return self.env.cr.sql_log_count - before

        cost()
        few = cost()
        for _time in range(5):
            self.place_cards()
        self.assertLessEqual(cost(), few)
