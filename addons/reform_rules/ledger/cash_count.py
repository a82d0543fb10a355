"""Counting the cash box: notes and coins against the book, and what a difference becomes in the books."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO, yuan

# Field of the count → value in yuan, as the form lists them.
DENOMINATIONS = {
    "n100": Decimal("100"),
    "n50": Decimal("50"),
    "n20": Decimal("20"),
    "n10": Decimal("10"),
    "n5": Decimal("5"),
    "n1": Decimal("1"),
    "n05": Decimal("0.5"),
    "n01": Decimal("0.1"),
}
CASH, PENDING = "101", "18101"


class NegativeNumber(RuleError):
    """A number of notes is below nil."""

    denomination: str


class ReasonMissing(RuleError):
    """Box and book differ, and nobody says why."""

    difference: Decimal


class Line(NamedTuple):
    """One line of the voucher for a difference."""

    account: str
    debit: Decimal
    credit: Decimal


def counted(numbers: Mapping[str, int]) -> Decimal:
    """Return the sum in the box.

    Raises: NegativeNumber: fact `denomination`.

    >>> counted({"n100": 3, "n05": 3})
    Decimal('301.50')
    """
    for name, number in numbers.items():
        if number < 0:
            raise NegativeNumber(denomination=name)
    return yuan(sum((DENOMINATIONS[name] * number for name, number in numbers.items()), ZERO))


def check(difference: Decimal, reason: str) -> None:
    """Refuse a difference without a reason. Raises: ReasonMissing: fact `difference`."""
    if difference != ZERO and not reason.strip():
        raise ReasonMissing(difference=difference)


def voucher_lines(difference: Decimal) -> list[Line]:
    """Return the entries of a surplus (positive) or shortage through 181, where it waits for a decision.

    Source: accounting-2023-181
    """
    amount = abs(difference)
    if difference > ZERO:
        return [Line(CASH, amount, ZERO), Line(PENDING, ZERO, amount)]
    return [Line(PENDING, amount, ZERO), Line(CASH, ZERO, amount)] if amount else []
