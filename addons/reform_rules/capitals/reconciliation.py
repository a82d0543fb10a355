"""Giver = receiver + explained differences, line by line.

*What it accepts*: two sides as {key: amount}, and what has been explained; keys are whatever is compared:
account × party × village, a card, a contract. *How to use*: `compare`; an empty list means that nothing was
created and nothing lost. *How it works*: every key of either side and of every explanation is looked at, so
an explanation of a difference that does not exist is itself a difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO


class Explained(NamedTuple):
    """Why the receiver has other than the giver gave: `amount` is given less received."""

    key: Hashable
    amount: Decimal
    why: str


class Difference(NamedTuple):
    """A line that is not explained; `rest` = given - received - explained."""

    key: Hashable
    given: Decimal
    received: Decimal
    explained: Decimal
    rest: Decimal


def compare(
    given: Mapping[Hashable, Decimal],
    received: Mapping[Hashable, Decimal],
    explained: Iterable[Explained] = (),
) -> list[Difference]:
    """Return the lines on which giver is not receiver plus what has been explained."""
    reasons: dict[Hashable, Decimal] = defaultdict(lambda: ZERO)
    for each in explained:
        reasons[each.key] += each.amount
    found = []
    for key in sorted({*given, *received, *reasons}, key=str):
        gave, took, why = given.get(key, ZERO), received.get(key, ZERO), reasons.get(key, ZERO)
        if gave - took - why:
            found.append(Difference(key, gave, took, why, gave - took - why))
    return found
