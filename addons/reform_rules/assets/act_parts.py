"""The values of a card divided into parts, or of several put together: nothing is lost, nothing added."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO, split


class Values(NamedTuple):
    """Cost and accumulated depreciation in yuan, area in square metres, land in mu, pieces."""

    cost: Decimal = ZERO
    accumulated: Decimal = ZERO
    area_sqm: Decimal = ZERO
    land_area_mu: Decimal = Decimal(0)
    quantity: Decimal = Decimal(0)


def divide(whole: Values, weights: Sequence[int | Decimal]) -> list[Values]:
    """Return the values in parts by weight; every value of the parts adds up to the whole.

    Pieces are divided evenly in whole numbers where they are whole. Raises: NothingToSplitOver.

    >>> [part.cost for part in divide(Values(cost=Decimal("100.00")), [1, 1, 1])]
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    """
    columns = {
        "cost": split(whole.cost, weights),
        "area_sqm": split(whole.area_sqm, weights),
        # Four decimals of a mu are cents of a hundredth.
        "land_area_mu": [part / 100 for part in split(whole.land_area_mu * 100, weights)],
        "quantity": split(whole.quantity, weights),
    }
    # What was written off follows the cost, so that no part is worth less than nothing.
    by_cost = columns["cost"] if any(columns["cost"]) else weights
    columns["accumulated"] = split(whole.accumulated, by_cost)
    rows = zip(*(columns[field] for field in Values._fields), strict=True)
    return [Values(*row) for row in rows]


def together(parts: Sequence[Values]) -> Values:
    """Return the values of several cards as one."""
    return Values(*(sum(column, start=Decimal(0)) for column in zip(*parts, strict=True)))
