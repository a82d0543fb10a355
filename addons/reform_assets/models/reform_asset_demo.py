import csv

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.tools import file_open

NUMBERS = ("area_sqm", "quantity", "cost", "net_value", "latitude", "longitude")
ROLES = ("clerk", "supervisor", "township", "county_finance", "county_agriculture")
# Villages 1 to 5 lie in the township of the people who can log in.
HOME_VILLAGES = 5


class ReformAssetDemo(models.AbstractModel):
    """What ten merged villages own, in use and idle: made-up cards at real places.

    Everything is done by the acts of the product and by users of the right roles, never past them.
    """

    _name = "reform.asset.demo"
    _description = "Demo of Assets"

    @api.model
    def _load_demo(self):
        """Load the cards; nothing happens where they are loaded already."""
        rows = list(self._rows())
        entities = {n: self.env.ref(f"reform_places.demo_entity_{n}") for n in range(1, 11)}
        if self.env["reform.asset"].search_count([("entity_id", "in", [e.id for e in entities.values()])]):
            return
        for number, entity in entities.items():
            mine = [row for row in rows if int(row["village"]) == number]
            self._confirm(self._cards(entity, mine, self._crew(number)), self._crew(number))

    @api.model
    def _rows(self):
        with file_open("reform_assets/demo/village_assets.csv") as lines:
            yield from csv.DictReader(lines)

    @api.model
    def _crew(self, village):
        """Return the people by role who answer for the numbered village."""
        people = {role: self.env.ref(f"reform_places.demo_user_{role}") for role in ROLES}
        if village > 1:
            for role in ("clerk", "supervisor"):
                people[role] = self.env.ref(f"reform_places.demo_neighbour_{role}")
        if village > HOME_VILLAGES:
            people["township"] = self.env.ref("reform_places.demo_neighbour_township")
        return people

    def _cards(self, entity, rows, crew):
        """Return the cards of one collective, entered by its clerk."""
        former = entity.place_id._predecessors() or entity.place_id
        values = []
        for row in rows:
            origin = former[int(row["origin"]) % len(former)]
            category = self.env.ref(f"reform_assets.category_collective_{row['category']}")
            values.append(
                {
                    "name": row["name"].format(origin=origin.name),
                    "place_id": entity.place_id.id,
                    "origin_place_id": origin.id,
                    "entity_id": entity.id,
                    "owner_class": "village_collective",
                    "category_id": category.id,
                    "nature": row["nature"],
                    "condition": row["condition"],
                    "unit": row["unit"],
                    "use_state": row["use_state"],
                    "idle_reason": row["idle_reason"] or False,
                    "acquired_date": row["acquired"],
                    "idle_since": row["idle_since"] or False,
                    **{name: float(row[name]) for name in NUMBERS},
                }
            )
        return as_person(self.env["reform.asset"], crew["clerk"]).create(values)

    def _confirm(self, cards, crew):
        """Have village, township and county put their names to the cards."""
        as_person(cards, crew["supervisor"]).action_check_village()
        as_person(cards, crew["township"]).action_check_town()
        as_person(cards, crew["county_agriculture"]).action_confirm()
