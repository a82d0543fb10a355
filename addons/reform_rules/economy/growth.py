"""Growth of a year's income against the frozen income of a base year."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ..money import yuan
from ..parameters import Parameters

_HUNDREDTH = Decimal("0.01")


class Growth(NamedTuple):
    """`difference` in yuan; `percent` with two decimals, None where the base is nothing to grow from.

    `reached` says whether the threshold of the pilot is met; None where there is no percentage to judge.
    """

    difference: Decimal
    percent: Decimal | None
    reached: bool | None


def growth(base: Decimal, actual: Decimal, rules: Parameters) -> Growth:
    """Return how an income has grown over its base, both in yuan.

    A base of nothing, or a loss, has no percentage: the report says so and shows the amount. The percentage
    is rounded half up to two decimals, but the threshold is judged on the exact figures: 19.996 % is not 20
    %.
    Source: merged-economy-pilot-2021
    """
    base, actual = yuan(base), yuan(actual)
    difference = actual - base
    if base <= 0:
        return Growth(difference, None, None)
    percent = (difference * 100 / base).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return Growth(difference, percent, difference * 100 >= base * rules.value("income_growth_percent_min"))


def base_from_growth(actual: Decimal, percent: Decimal) -> Decimal:
    """Return the base that a published growth implies, in yuan; for figures published without their base.

    >>> base_from_growth(Decimal("3670000"), Decimal("795"))
    Decimal('410055.87')
    """
    return yuan(yuan(actual) * 100 / (100 + percent))
