"""What an asset card must carry before the next authority may put its name to it.

The road is registered → village_checked → town_checked → confirmed. The state-owned card ends at the county's
finance bureau, every collective one at the agriculture bureau; a card whose owner is not yet established
goes the collective road, marked as unconfirmed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem

OWNER_CLASSES = ("state", "town_collective", "village_collective", "group_collective", "unconfirmed")
NATURES = ("operating", "public_welfare", "resource")


class CardFacts(NamedTuple):
    """The facts of one card: areas in square metres, amounts in yuan; `None` or empty means not entered."""

    code: str
    owner_class: str | None
    has_owner: bool
    nature: str | None
    has_location: bool
    condition: str | None
    area_sqm: Decimal
    cost: Decimal
    net_value: Decimal
    use_state: str | None
    idle_since_known: bool
    has_photo: bool
    has_certificate: bool
    is_area_kind: bool


def check(card: CardFacts) -> list[Problem]:
    """Return everything that keeps the card from being checked, errors first, then warnings.

    Errors: `owner_class_missing`, `owner_missing` (of a collective), `nature_missing`, `condition_missing`,
    `area_missing` (land, buildings and resources are measured), `resource_has_cost` (a resource is registered
    by area, not by cost), `net_value_above_cost`, `idle_since_missing`.
    Warnings: `photo_missing`, `certificate_missing`, `cost_missing`, `location_missing`,
    `state_owner_missing`, `ownership_unconfirmed`.
    Source: state-assets-34
    """
    found = [(name, "error") for name in _errors(card)] + [(name, "warning") for name in _warnings(card)]
    return [Problem(name=name, facts={"code": card.code}, level=level) for name, level in found]


def _errors(card: CardFacts) -> list[str]:
    resource = card.nature == "resource"
    collective = card.owner_class in OWNER_CLASSES and card.owner_class not in ("state", "unconfirmed")
    tests = {
        "owner_class_missing": card.owner_class not in OWNER_CLASSES,
        "owner_missing": collective and not card.has_owner,
        "nature_missing": card.nature not in NATURES,
        "condition_missing": not card.condition and not resource,
        "area_missing": (resource or card.is_area_kind) and card.area_sqm <= 0,
        "resource_has_cost": resource and (card.cost != 0 or card.net_value != 0),
        "net_value_above_cost": card.net_value > card.cost,
        "idle_since_missing": card.use_state == "idle" and not card.idle_since_known,
    }
    return [name for name, wrong in tests.items() if wrong]


def _warnings(card: CardFacts) -> list[str]:
    tests = {
        "photo_missing": not card.has_photo,
        "certificate_missing": card.is_area_kind and not card.has_certificate,
        "cost_missing": card.nature != "resource" and card.cost == 0,
        "location_missing": not card.has_location,
        "state_owner_missing": card.owner_class == "state" and not card.has_owner,
        "ownership_unconfirmed": card.owner_class == "unconfirmed",
    }
    return [name for name, wrong in tests.items() if wrong]


def confirming_authority(owner_class: str) -> str:
    """Return who confirms the card in the county: `county_finance` or `county_agriculture`.

    Source: state-assets-39
    """
    assert owner_class in OWNER_CLASSES, owner_class
    return "county_finance" if owner_class == "state" else "county_agriculture"
