"""The tier a village stands in by what its collective has left from its own operations.

*What it accepts*: the operating return of a year in yuan (`income.operating_return`), never the total income:
villages that live on subsidies have shown an average total of 140,000 yuan while 98 of 100 earned less than
50,000. *How to use*: `tier` for one village, `tiers` for the table of a day. *How it works*: the limits are
dated data (`income_tier_yuan`), so a year is judged by the limits of its own last day.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO, yuan
from ..parameters import Parameters

CENT = Decimal("0.01")


class Tier(NamedTuple):
    """One tier: returns from `low` (inclusive) to `high` (exclusive), in yuan; None where there is no end.

    `hollow` says whether a village of this tier is a 空壳村: no operating return, or less than the first
    limit.
    """

    low: Decimal | None
    high: Decimal | None
    hollow: bool

    @property
    def key(self) -> str:
        """Return the name of the tier: its limits in whole yuan.

        >>> Tier(None, CENT, True).key, Tier(CENT, yuan(50000), True).key
        ('none', '0-50000')
        """
        if self.low is None:
            return "none"
        return f"{self.low:.0f}-{'' if self.high is None else f'{self.high:.0f}'}"


def tiers(rules: Parameters) -> tuple[Tier, ...]:
    """Return the tiers of a day, poorest first: they leave no gap and do not overlap.

    Source: hollow-village-usage
    """
    limits = [CENT, *(yuan(limit) for limit in rules.value("income_tier_yuan"))]
    ends: Iterable[Decimal | None] = [*limits[1:], None]
    found = [Tier(None, CENT, True)]
    found += [Tier(low, high, low == CENT) for low, high in zip(limits, ends, strict=True)]
    return tuple(found)


def tier(operating_return: Decimal, rules: Parameters) -> Tier:
    """Return the tier of an operating return in yuan; a loss stands with those that have none."""
    amount = yuan(operating_return)
    return next(each for each in tiers(rules) if each.high is None or amount < each.high)


def hollow_limit(rules: Parameters) -> Decimal:
    """Return the operating return, in yuan, below which a village is called hollow."""
    return max((each.high for each in tiers(rules) if each.hollow and each.high is not None), default=ZERO)
