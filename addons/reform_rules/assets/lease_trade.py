"""Which lettings have to be listed in public, and who wins the bids.

Thresholds are the county's own; the law only says that state property is let in the open. Bids are weighed by
the rent offered; on equal terms the sitting tenant comes first, then members of the collective, then whoever
bid first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem

OPEN, ONE, NONE = "highest", "agreement", "failed"


class Threshold(NamedTuple):
    """One line of a county's table: any measure reached asks for a listing; 0 or less: not asked about.

    kind, owner_class: empty means any. always: whatever the measures say.
    """

    kind: str
    owner_class: str
    valid_from: date
    valid_to: date | None
    always: bool
    rent_year: Decimal
    area_sqm: Decimal
    area_mu: Decimal
    years: Decimal


class Letting(NamedTuple):
    """A letting as the table sees it, on the day it is decided."""

    kind: str
    owner_classes: frozenset[str]
    rent_year: Decimal
    area_sqm: Decimal
    area_mu: Decimal
    years: Decimal
    at: date


class Bid(NamedTuple):
    """One bid: yuan a year; `order` is the order of receipt."""

    key: int
    amount: Decimal
    sitting: bool
    member: bool
    order: int


class Outcome(NamedTuple):
    """How a round ends: `highest`, `agreement` (one bidder at or above the floor) or `failed`."""

    manner: str
    winner: int | None


def listing_required(letting: Letting, table: Sequence[Threshold]) -> bool:
    """Tell whether the letting has to be listed under the county's table.

    Source: state-assets-36
    """
    return any(_reached(letting, line) for line in table)


def _reached(letting: Letting, line: Threshold) -> bool:
    if line.kind and line.kind != letting.kind:
        return False
    if line.owner_class and line.owner_class not in letting.owner_classes:
        return False
    if letting.at < line.valid_from or (line.valid_to and letting.at > line.valid_to):
        return False
    if line.always:
        return True
    measured = zip(
        (letting.rent_year, letting.area_sqm, letting.area_mu, letting.years),
        (line.rent_year, line.area_sqm, line.area_mu, line.years),
        strict=True,
    )
    return any(limit > 0 and value >= limit for value, limit in measured)


def award(bids: Sequence[Bid], floor: Decimal) -> Outcome:
    """Return who wins a round among the bids at or above the floor.

    Source: rural-land-contract-51, civil-code-734
    """
    sound = [bid for bid in bids if bid.amount >= floor and bid.amount > 0]
    if not sound:
        return Outcome(NONE, None)
    best = min(sound, key=lambda bid: (-bid.amount, not bid.sitting, not bid.member, bid.order))
    return Outcome(ONE if len(sound) == 1 else OPEN, best.key)


def check_relisting(asking: Decimal, floor: Decimal) -> list[Problem]:
    """Return what keeps a round from being opened: an asking rent below the floor (`asking_below_floor`)."""
    return [Problem("asking_below_floor", {"asking": asking, "floor": floor})] if asking < floor else []
