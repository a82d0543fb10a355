import base64
import csv
from functools import cache

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.tools import file_open

NUMBERS = ("area_sqm", "quantity", "cost", "net_value", "latitude", "longitude")
ROLES = (
    "clerk", "director", "supervisor", "accountant", "township", "county_finance", "county_agriculture"
)  # fmt: skip
# Drawn pictures by a word of the card's name; the village of the browser's stories has none.
PHOTOS = {
    "办公楼": "office", "服务": "office", "综合楼": "office", "门市": "office", "校舍": "school",
    "宿舍": "school", "敬老院": "school", "卫生室": "school", "仓": "warehouse", "保管室": "warehouse",
    "收购站": "warehouse", "加工房": "warehouse", "碾米房": "ruin", "园": "orchard", "荒坡": "orchard",
    "站": "pond", "保鲜库": "cold_store", "车间": "cold_store", "机": "machine", "车": "machine",
}  # fmt: skip
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
        """Load the cards and what became of them; nothing happens where they are loaded already."""
        rows = list(self._rows())
        entities = {n: self._entity(n) for n in range(1, 11)}
        if self.env["reform.asset"].search_count([("entity_id", "in", [e.id for e in entities.values()])]):
            return
        for number, entity in entities.items():
            mine = [row for row in rows if int(row["village"]) == number]
            self._confirm(self._cards(entity, mine, self._crew(number)), self._crew(number))
        # What is said while the demo is made is said in Chinese; else the addon's words come after it.
        self.env["ir.module.module"]._load_module_terms(["reform_assets"], ["zh_CN"])
        self._tell_acts()
        self._tell_values()
        self._tell_plans()
        self._tell_leases()
        self._tell_counts()

    @api.model
    def _entity(self, village):
        return self.env.ref(f"reform_places.demo_entity_{village}")

    @api.model
    def _card(self, village, name):
        """Return the one card of a village whose name has the word."""
        domain = [("entity_id", "=", self._entity(village).id), ("name", "like", name)]
        card = self.env["reform.asset"].search(domain)
        assert len(card) == 1, (village, name, card)
        return card

    @api.model
    def _partner(self, name, **vals):
        """Return a made-up person or company."""
        return self.env["res.partner"].create({"name": name, **vals})

    @api.model
    def _rows(self):
        with file_open("reform_assets/demo/village_assets.csv") as lines:
            yield from csv.DictReader(lines)

    @api.model
    def _crew(self, village):
        """Return the people by role who answer for the numbered village."""
        people = {role: self.env.ref(f"reform_places.demo_user_{role}") for role in ROLES}
        if village > 1:
            for role in ("clerk", "director", "supervisor"):
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
                    "photo": entity != self._entity(1) and picture_of(row["name"]),
                    **{name: float(row[name]) for name in NUMBERS},
                }
            )
        return as_person(self.env["reform.asset"], crew["clerk"]).create(values)

    def _confirm(self, cards, crew):
        """Have village, township and county put their names to the cards."""
        as_person(cards, crew["supervisor"]).action_check_village()
        as_person(cards, crew["township"]).action_check_town()
        as_person(cards, crew["county_agriculture"]).action_confirm()


@cache
def picture(name):
    """Return a drawn picture of the demo, as a field takes it."""
    with file_open(f"reform_assets/demo/photos/{name}.jpg", "rb") as file:
        return base64.b64encode(file.read())


def picture_of(name):
    """Return the picture for a card of that name, False without one."""
    return next((picture(found) for word, found in PHOTOS.items() if word in name), False)


def paper(text):
    """Return a small paper, as a field takes it."""
    return base64.b64encode(f"{text}（示例）".encode())
