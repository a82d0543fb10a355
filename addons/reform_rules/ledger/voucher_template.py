"""Amounts of a voucher made from a template: what stands there, or a part of the sum that is told."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO, split, yuan

SIDES = ("debit", "credit")


class TotalMissing(RuleError):
    """The template divides a sum, and none was told."""


class SharesNotWhole(RuleError):
    """The shares of one side do not make a hundred."""

    side: str
    shares: Decimal


class Line(NamedTuple):
    """One line: its side; an amount in yuan, or a share in percent of the sum; neither: to be filled in."""

    side: str
    amount: Decimal = ZERO
    share_percent: Decimal = Decimal(0)


def check(lines: Sequence[Line]) -> None:
    """Refuse shares that do not divide the whole. Raises: SharesNotWhole: facts `side`, `shares`."""
    for side in SIDES:
        shares = sum((line.share_percent for line in lines if line.side == side), Decimal(0))
        if shares and shares != 100:
            raise SharesNotWhole(side=side, shares=shares)


def fill(lines: Sequence[Line], total: Decimal) -> list[Decimal]:
    """Return the amount of each line; the shares of a side add up to the total, to the cent.

    Raises: TotalMissing, SharesNotWhole.

    >>> fill([Line("debit", share_percent=Decimal(100)), Line("credit", share_percent=Decimal(100))],
    ...      yuan("10"))
    [Decimal('10.00'), Decimal('10.00')]
    """
    check(lines)
    amounts = [yuan(line.amount) for line in lines]
    for side in SIDES:
        places = [at for at, line in enumerate(lines) if line.side == side and line.share_percent]
        if not places:
            continue
        if total == ZERO:
            raise TotalMissing()
        parts = split(total, [lines[at].share_percent for at in places])
        for at, part in zip(places, parts, strict=True):
            amounts[at] = part
    return amounts
