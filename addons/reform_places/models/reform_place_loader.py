"""Official lists and published lineage → places and mergers, in sets."""

import csv
import re
from collections import defaultdict
from typing import NamedTuple

from odoo import api, models
from odoo.addons.reform_rules.places.codes import short_name
from odoo.fields import Command
from odoo.tools import file_open

QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}
DEMO_COUNTIES = ("511603", "511504", "510703")


class Lists(NamedTuple):
    """What is known of a county: two lists and what was published in between (rows as dicts)."""

    before: list
    after: list
    townships: list
    villages: list


class ReformPlaceLoader(models.AbstractModel):
    """Two official lists of a county and what is published in between become places and mergers.

    What it accepts: the list from before and the list from after (`code, name, level, parent_code,
    committee_type, as_of`), the lineage of villages and that of townships. How to use:
    `_load_county(Lists)`. How it works: a village of the first list and one of the second are two places,
    joined only by a published or concluded lineage; a village without one ends unresolved, with its
    candidates. A township that keeps code and name is one place throughout.
    """

    _name = "reform.place.loader"
    _description = "Loader of Division Lists"

    @api.model
    def _load_demo(self):
        """Load the counties that come with the product."""
        self._load_above(_rows("above"))
        for county in DEMO_COUNTIES:
            lineage, townships = (
                [row for row in _rows(name) if row["county_code"] == county]
                for name in ("lineage", "township_lineage")
            )
            self._load_county(Lists(_rows(f"{county}_before"), _rows(f"{county}_after"), townships, lineage))

    @api.model
    def _load_above(self, rows):
        for row in rows:
            self._name_records(self._create_places([row]), "")

    @api.model
    def _load_county(self, lists):
        """Create the places of a county and its mergers, and confirm these."""
        old = {row["code"]: row for row in lists.before}
        new = {row["code"]: row for row in lists.after}
        county = self._create_places([row for row in lists.after if row["level"] == "county"])
        old_townships, new_townships = self._load_townships(old, new, county)
        # Without a published day it happened at some time between the two lists.
        span = {"date_earliest": lists.before[0]["as_of"], "date": lists.after[0]["as_of"]}
        merged_townships = self._township_mergers(lists.townships, old_townships, new_townships, span)
        merged_townships.action_confirm()
        old_villages = self._create_places(_of_level(old, "village"), old_townships)
        new_villages = self._create_places(_of_level(new, "village"), new_townships)
        mergers = self._village_mergers(lists.villages, old_villages, new_villages, span)
        mergers.action_confirm()
        self._begin_with_list(new_villages, new)
        self._begin_with_list(
            {code: place for code, place in new_townships.items() if code not in old_townships}, new
        )
        self._name_records(county | new_townships | new_villages, "")
        gone = {code: place for code, place in old_townships.items() if place not in new_townships.values()}
        self._name_records(gone | old_villages, "_former")
        return mergers | merged_townships

    # --- places ---

    def _create_places(self, rows, parents=None):
        """Create places of list rows and return them by code; without `parents` they are looked up."""
        Place = self.env["reform.place"].with_context(**QUIET)
        if parents is None:
            codes = [row["parent_code"] for row in rows]
            found = Place.search([("code", "in", codes), ("valid_to", "=", False)])
            parents = {place.code: place for place in found}
        places = Place.create(
            [
                {
                    "name": short_name(row["name"]),
                    "official_name": row["name"],
                    "code": row["code"],
                    "level": row["level"],
                    "committee_type": row.get("committee_type") or False,
                    "parent_id": parents[row["parent_code"]].id if row["parent_code"] else False,
                }
                for row in rows
            ]
        )
        return dict(zip((row["code"] for row in rows), places, strict=True))

    def _load_townships(self, old, new, county):
        """Return the townships of both lists by code; one that keeps code and name is one place."""
        stay = {
            code
            for code in old.keys() & new.keys()
            if short_name(old[code]["name"]) == short_name(new[code]["name"])
        }
        new_townships = self._create_places(_of_level(new, "township"), county)
        gone = [row for row in _of_level(old, "township") if row["code"] not in stay]
        old_townships = self._create_places(gone, county)
        old_townships.update({code: place for code, place in new_townships.items() if code in stay})
        return old_townships, new_townships

    def _begin_with_list(self, places, rows):
        """A place that no merger leads to began, for all anybody knows, with its first list."""
        for code, place in places.items():
            if not place.valid_from:
                place.valid_from = rows[code]["as_of"]

    # --- mergers ---

    def _township_mergers(self, rows, old, new, span):
        followed = defaultdict(dict)
        for row in rows:
            followed[row["code_old"]][row["code_new"]] = row["source"]
        groups = defaultdict(list)
        for code, place in old.items():
            if place == new.get(code):
                continue
            # A renamed township that gave some villages away is followed by the one that kept its code.
            targets = followed.get(code, {})
            kept = {code} & targets.keys() if code in new else set()
            successors = tuple(sorted(kept or targets))
            standing = bool(successors) and all(new[target] in old.values() for target in successors)
            groups[successors or code, standing].append((place, "; ".join(dict.fromkeys(targets.values()))))
        vals = [
            {
                "predecessor_ids": [Command.set([place.id for place, _source in members])],
                # An unresolved township is filed under its own code, a string, and has no successors.
                "successor_ids": [
                    Command.set([new[target].id for target in targets] if isinstance(targets, tuple) else [])
                ],
                "absorbing": standing,
                **span,
                "basis": "derived",
                "source": "; ".join(dict.fromkeys(filter(None, (source for _place, source in members)))),
            }
            for (targets, standing), members in groups.items()
        ]
        return self._create_mergers(vals)

    def _village_mergers(self, rows, old, new, span):
        groups = defaultdict(list)
        for row in rows:
            # A code may be an old one here and a new one there: an unresolved village keeps to itself.
            key = ("to", row["code_new"]) if row["code_new"] else ("from", row["code_old"])
            groups[key].append(row)
        vals = [self._merger_vals(members, old, new) for members in groups.values()]
        told = {row["code_old"] for row in rows}
        vals += [
            {"predecessor_ids": [Command.set(place.ids)], "basis": "derived", **span}
            for code, place in old.items()
            if code not in told
        ]
        return self._create_mergers(vals)

    def _merger_vals(self, rows, old, new):
        first = rows[0]
        candidates = re.findall(r"\d{12}", " ".join(row["candidates"] for row in rows))
        return {
            "predecessor_ids": [Command.set([old[row["code_old"]].id for row in rows])],
            "successor_ids": [Command.set(new[first["code_new"]].ids if first["code_new"] else [])],
            "date": max(row["effective_to"] for row in rows),
            "date_earliest": min(row["effective_from"] for row in rows),
            "basis": "stated" if all(row["basis"] == "stated" for row in rows) else "derived",
            "doc_no": _joined(rows, "doc_no"),
            "source": _joined(rows, "source"),
            "note": _joined(rows, "note"),
            "candidate_ids": [Command.set([new[code].id for code in candidates if code in new])],
        }

    def _create_mergers(self, vals):
        return self.env["reform.merger"].with_context(**QUIET).create(vals)

    def _name_records(self, places, suffix):
        """Give the places names for other data files: place_<code>, and place_<code>_former."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"reform_places.place_{code}{suffix}", "record": place, "noupdate": True}
                for code, place in places.items()
            ]
        )


def _of_level(rows, level):
    return [row for row in rows.values() if row["level"] == level]


def _joined(rows, column):
    return "; ".join(dict.fromkeys(row[column] for row in rows if row[column])) or False


def _rows(name):
    with file_open(f"reform_places/divisions/{name}.csv", "r") as file:
        return list(csv.DictReader(file))
