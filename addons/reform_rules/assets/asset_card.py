"""What an asset card must carry before the next authority may put its name to it.

The road is registered → village_checked → town_checked → confirmed. The state-owned card ends at the county's
finance bureau, every collective one at the agriculture bureau; a card whose owner is not yet established
goes the collective road, marked as unconfirmed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..parameters import Parameters
from . import regime

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
    # None: what was written off so far is not recorded.
    accumulated: Decimal | None = None
    residual_rate: Decimal = Decimal(0)
    shares: tuple[Decimal, ...] = ()
    safety_grade: str | None = None


class Measures(NamedTuple):
    """The size and worth of one thing: square metres, mu, yuan, pieces."""

    code: str
    is_resource: bool
    area_sqm: Decimal
    land_area_mu: Decimal
    cost: Decimal
    quantity: Decimal


def check(card: CardFacts) -> list[Problem]:
    """Return everything that keeps the card from being checked, errors first, then warnings.

    Errors: `owner_class_missing`, `owner_missing` (of a collective), `nature_missing`, `condition_missing`,
    `area_missing` (land, buildings and resources are measured), `resource_has_cost` (a resource is registered
    by area, not by cost), `net_value_above_cost`, `accumulated_wrong` (cost less what was written off is the
    net value), `residual_wrong` (state property keeps none), `shares_wrong` (the parts of the owners make
    100), `dangerous_not_said` (grade D is a dangerous building), `idle_since_missing`.
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
        "accumulated_wrong": bool(card.accumulated) and card.net_value != card.cost - card.accumulated,
        "residual_wrong": not _residual_fits(card),
        "shares_wrong": bool(card.shares) and not shares_fit(card.shares),
        "dangerous_not_said": card.safety_grade == "d" and card.condition != "dangerous",
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


def _residual_fits(card: CardFacts) -> bool:
    kind = regime.regime_of(card.owner_class)
    return 0 <= card.residual_rate < 100 and (not card.residual_rate or kind is None or kind.residual)


def shares_fit(percents: tuple[Decimal, ...]) -> bool:
    """Tell whether the parts of several owners are a whole: each above nothing, together exactly 100.

    >>> shares_fit((Decimal("33.33"),) * 3), shares_fit((Decimal("33.34"), *(Decimal("33.33"),) * 2))
    (False, True)
    """
    return all(percent > 0 for percent in percents) and sum(percents) == 100


def implausible(measures: Measures, rules: Parameters) -> list[Problem]:
    """Return the sizes that can only be a slip: a unit mistaken, a comma lost, a minus typed.

    Problems: `measure_negative`, `area_absurd`, `land_absurd`, `cost_absurd`, with facts `code`, `value`,
    `limit`. Land and water are measured in mu, so a resource may be as large as the largest plot.
    Source: state-assets-30
    """
    sqm_max, mu_max = rules.value("sheet_area_sqm_max"), rules.value("sheet_area_mu_max")
    found = []
    for name, value, limit in (
        ("area_absurd", measures.area_sqm, mu_max * 2000 // 3 if measures.is_resource else sqm_max),
        ("land_absurd", measures.land_area_mu, mu_max),
        ("cost_absurd", measures.cost, rules.value("sheet_cost_yuan_max")),
        ("measure_negative", -min(measures[2:]), 0),
    ):
        if value > limit:
            facts = {"code": measures.code, "value": str(value), "limit": str(limit)}
            found.append(Problem(name=name, facts=facts))
    return found


def confirming_authority(owner_class: str) -> str:
    """Return who confirms the card in the county: `county_finance` or `county_agriculture`.

    Source: state-assets-39
    """
    assert owner_class in OWNER_CLASSES, owner_class
    return "county_finance" if owner_class == "state" else "county_agriculture"
