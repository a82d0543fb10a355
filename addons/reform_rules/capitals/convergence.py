"""The shares of members of former villages in the one collective: even, by what each brought, or kept apart.

*What it accepts*: the holdings of each predecessor's register. *How to use*: `shares` with the way the mode
names. *How it works*: `equal` gives everybody the same; `value` gives each former village shares for its net
assets, divided among its own people as their old shares were; `kept` changes nothing and keeps the villages
apart. Nobody's wealth crosses the old border except where everybody has voted for even shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError
from ..money import split, yuan

EQUAL, VALUE, KEPT, NONE = "equal", "value", "kept", "none"


class NothingToShare(RuleError):
    """A former village without net assets brings nothing that shares could stand for."""

    side: int
    net: Decimal


class NobodyHolds(RuleError):
    """A former village whose members are not on the roster cannot be given shares."""

    side: int


class Holding(NamedTuple):
    """What somebody held at home; shares in numbers with up to four decimals."""

    side: int
    member: int
    shares: Decimal


class Side(NamedTuple):
    """A former village: its net assets in yuan at the base date and the holdings of its members."""

    key: int
    net: Decimal
    holdings: tuple[Holding, ...]


def shares(way: str, sides: Sequence[Side], *, each: Decimal, par: Decimal) -> list[Holding]:
    """Return what every member holds in the successor, side by side in their order.

    Args: way: equal | value | kept | none. each: shares of everybody (equal). par: yuan a share stands for
    (value). Raises: NothingToShare, NobodyHolds. Source: collective-law-40
    """
    assert way in (EQUAL, VALUE, KEPT, NONE), way
    if way == NONE:
        return []
    found: list[Holding] = []
    for side in sides:
        if not side.holdings:
            raise NobodyHolds(side=side.key)
        if way == EQUAL:
            found += [holding._replace(shares=each) for holding in side.holdings]
        elif way == KEPT:
            found += [holding for holding in side.holdings if holding.shares]
        else:
            found += _by_value(side, par)
    return found


def _by_value(side: Side, par: Decimal) -> list[Holding]:
    """Divide the shares that a village's net assets stand for as its old shares were; evenly if there were
    none."""
    if side.net <= 0:
        raise NothingToShare(side=side.key, net=side.net)
    weights = [holding.shares for holding in side.holdings]
    parts = split(yuan(side.net / par), weights if any(weights) else [1] * len(weights))
    return [holding._replace(shares=part) for holding, part in zip(side.holdings, parts, strict=True) if part]
