"""How old a claim or a debt is: what came last is what is still open, what was paid settled the oldest.

*What it accepts*: `Move`s of one party on one account, in yuan, positive where the claim (or debt) grows.
*How to use*: `open_parts` gives what is left with the day it arose, `by_band` adds it up by age. *How it
works*: first in, first out; the parts add up to the balance, whatever the order of the moves of a day.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO

# Name of the band → years after which the next begins; None: without end. As the customary form has them.
BANDS: tuple[tuple[str, int | None], ...] = (("y1", 1), ("y2", 2), ("y3", 3), ("old", None))


class Move(NamedTuple):
    """One movement: positive where the claim grows, negative where it is settled."""

    day: date
    amount: Decimal


def open_parts(moves: Iterable[Move]) -> list[Move]:
    """Return what is left of each growth, oldest first; a surplus of settlement is one negative part.

    >>> day = date(2024, 1, 1)
    >>> open_parts([Move(day, Decimal(5)), Move(day.replace(month=2), Decimal(-2))])
    [Move(day=datetime.date(2024, 1, 1), amount=Decimal('3'))]
    """
    left: deque[Move] = deque()
    # What grows on a day comes before what is settled on it.
    for move in sorted(moves, key=lambda one: (one.day, one.amount < 0)):
        amount = move.amount
        while amount and left and (left[0].amount > 0) != (amount > 0):
            first = left.popleft()
            rest = first.amount + amount
            if rest and (rest > 0) == (first.amount > 0):
                left.appendleft(Move(first.day, rest))
                amount = ZERO
            else:
                amount = rest
        if amount:
            left.append(Move(move.day, amount))
    return list(left)


def band(arisen: date, at: date) -> str:
    """Return the band of something that arose on a day; a full year begins the next band.

    >>> band(date(2024, 3, 1), date(2025, 2, 28)), band(date(2024, 3, 1), date(2025, 3, 1))
    ('y1', 'y2')
    """
    whole = at.year - arisen.year - ((at.month, at.day) < (arisen.month, arisen.day))
    for name, years in BANDS:
        if years is None or whole < years:
            return name
    raise AssertionError("the last band has no end")


def by_band(moves: Iterable[Move], at: date) -> Mapping[str, Decimal]:
    """Return {band: yuan} at the end of a day, with every band; later moves are left out."""
    found = dict.fromkeys((name for name, _years in BANDS), ZERO)
    for part in open_parts(one for one in moves if one.day <= at):
        found[band(part.day, at)] += part.amount
    return found
