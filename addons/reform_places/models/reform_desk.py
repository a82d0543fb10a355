from collections import Counter

from odoo import api, models

from .. import civil_day, messages

#: The three parts of the desk, in the order in which they are read.
GROUPS = ("todo", "glance", "shortcut")
NO_FIGURE = {"tone": "primary", "view": False, "domain": False, "count": 0, "amount": ""}
SCOPE_NAMES_MAX = 3


class ReformDesk(models.AbstractModel):
    """What a person meets on Monday morning: what waits for them, how things stand, what they do most.

    What it accepts: any model may define `_desk_tiles(self)`, a list made by `todo`, `glance` and `shortcut`
    of `desk.py`. It is called on the empty recordset with the user's own rights, and only if the user may
    read the model. `key` is unique; `action` is the external id of what opens; `icon` a name of Font Awesome
    without fa-; `tone` one of primary, success, warning, danger, muted. `domain` is counted on the model and
    opened as it was counted, so that a number and the list behind it are the same; `sum` (a stored numeric
    field) with `unit` (yuan, sqm) says how much that is.

    `_desk_charts(self)` likewise returns dicts `key`, `title`, `unit`, `action`, `bars` (list of `label`,
    `value`, `tone`); the first that comes is drawn.

    How it works: one grouped query a tile and never sudo, so the record rules count.
    """

    _name = "reform.desk"
    _description = "Desk"

    @api.model
    @api.readonly
    def get_desk(self):
        """Return the desk of the user: `who`, the three groups of tiles, and `chart` or False."""
        tiles = {group: [] for group in GROUPS}
        for tile in sorted(self._tiles(), key=lambda tile: tile["sequence"]):
            tiles[tile["group"]].append(tile)
        charts = [chart for model in self._models("_desk_charts") for chart in model._desk_charts()]
        return {"who": self._who(), **tiles, "chart": self._drawn(charts[0]) if charts else False}

    @api.model
    def _models(self, hook):
        """Yield the models that have the hook and that the user may read, in the order of their names."""
        for name in sorted(self.env.registry):
            model = self.env[name]
            if not model._abstract and hasattr(model, hook) and model.has_access("read"):
                yield model

    @api.model
    def _tiles(self):
        """Return the tiles of every model, counted; without things to do of which there are none."""
        tiles = [
            self._counted(model, tile)
            for model in self._models("_desk_tiles")
            for tile in model._desk_tiles()
        ]
        twice = [key for key, times in Counter(tile["key"] for tile in tiles).items() if times > 1]
        assert not twice, f"tiles of the same key: {twice}"
        return [tile for tile in tiles if tile["group"] != "todo" or tile["count"]]

    @api.model
    def _counted(self, model, tile):
        measured, unit = tile.pop("sum", None), tile.pop("unit", None)
        if "domain" not in tile:
            return {**NO_FIGURE, **tile}
        measures = [f"{measured}:sum"] if measured else []
        [(count, *sums)] = model._read_group(tile["domain"], [], ["__count", *measures])
        amount = messages.desk_amount(self.env, sums[0] or 0, unit) if sums and count else ""
        # Nothing of something is no reason for alarm.
        quiet = {} if count else {"tone": "muted"}
        return {
            **NO_FIGURE,
            **tile,
            **quiet,
            "domain": list(tile["domain"]),
            "count": count,
            "amount": amount,
        }

    @api.model
    def _drawn(self, chart):
        """Return a chart with the amounts as text and each bar in per cent of the longest."""
        longest = max((bar["value"] for bar in chart["bars"]), default=0)
        return {
            **chart,
            "domain": False,
            "view": False,
            "bars": [
                {
                    "tone": "primary",
                    **bar,
                    "text": messages.desk_amount(self.env, bar["value"], chart["unit"]),
                    "percent": round(100 * max(bar["value"], 0) / longest, 1) if longest > 0 else 0,
                }
                for bar in chart["bars"]
            ],
        }

    @api.model
    def _who(self):
        """Return name, roles and places of the user, and what day it is for them."""
        user = self.env.user
        role = self.env.ref("reform_places.privilege_role")
        return {
            "name": user.name,
            "roles": user.group_ids.filtered(lambda group: group.privilege_id == role).mapped("name"),
            "places": user.reform_scope_ids[:SCOPE_NAMES_MAX].mapped("display_name"),
            "place_count": len(user.reform_scope_ids),
            "today": civil_day.today(),
        }
