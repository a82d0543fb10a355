import csv
from pathlib import Path

from odoo import api, models
from odoo.addons.reform_rules.places import outline
from odoo.tools import SQL

TILES_PARAMETER = "reform_assets.map_tile_url"
CREDIT_PARAMETER = "reform_assets.map_credit"
DEMO_POSITIONS = Path(__file__).parents[1] / "demo" / "positions.csv"


class ReformAsset(models.Model):
    """Cards on a map that needs no internet: points, a grid of coordinates, outlines of the villages.

    Tiles of a map service are drawn below the points only where the county has entered the address of one.
    """

    _inherit = "reform.asset"

    @api.model
    @api.readonly
    def get_map(self, domain):
        """Return what the map draws of the cards a search finds, from one query within the user's scope.

        Returns `points` [id, latitude, longitude, use state, name], `places` {name, at, corners}, `missing`
        (cards without coordinates), `tiles` (address or empty) and `credit`.
        """
        self.check_access("read")
        query = self._search(domain)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT a.id, a.latitude, a.longitude, a.use_state, a.name, p.id, p.name
                     FROM reform_asset a JOIN reform_place p ON p.id = a.place_id
                    WHERE a.id IN %s ORDER BY a.id""",
                query.subselect(),
            )
        )
        points, by_place, missing = [], {}, 0
        for asset_id, latitude, longitude, use_state, name, place_id, place in self.env.cr.fetchall():
            if not latitude and not longitude:
                missing += 1
                continue
            at = float(latitude), float(longitude)
            points.append([asset_id, *at, use_state, name])
            by_place.setdefault((place_id, place), []).append(at)
        # sudo: two addresses that are no secret to who may see the map.
        parameters = self.env["ir.config_parameter"].sudo()
        return {
            "points": points,
            "places": [
                {"name": place, "at": outline.centre(known), "corners": outline.hull(known)}
                for (_place_id, place), known in by_place.items()
            ],
            "missing": missing,
            "tiles": parameters.get_param(TILES_PARAMETER) or "",
            "credit": parameters.get_param(CREDIT_PARAMETER) or "",
            "states": self._fields["use_state"]._description_selection(self.env),
        }

    def action_map(self):
        """Show the selected cards on the map."""
        action = self.env["ir.actions.client"]._for_xml_id("reform_assets.reform_asset_map_action")
        return action | {"context": {"map_domain": [("id", "in", self.ids)]}}

    @api.model
    def _locate_demo(self):
        """Put the demo's cards near the seat of their county, so that the map shows something."""
        with DEMO_POSITIONS.open(encoding="utf-8", newline="") as lines:
            seats = {
                row["county"]: (float(row["latitude"]), float(row["longitude"]))
                for row in csv.DictReader(lines)
            }
        for asset in self.search([("latitude", "=", 0), ("longitude", "=", 0)]):
            seat = seats.get(asset.county_id.name)
            if seat:
                # Spread within some kilometres, the same way each time.
                north, east = (asset.id * 37 % 100 - 50) / 800, (asset.id * 61 % 100 - 50) / 700
                asset.write({"latitude": round(seat[0] + north, 5), "longitude": round(seat[1] + east, 5)})
        return True
