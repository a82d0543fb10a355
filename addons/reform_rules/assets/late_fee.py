"""The late fee a contract's clause gives, and the parts of a debt paid by instalments.

The clause names per cent a day on what is open, and a cap in per cent of the due. Every day counts with what
was open on it; the sum is exact and rounded once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO, split, yuan
from ..periods import add_months


class NoInstalments(RuleError):
    """A debt is cut into two parts or more, each of a cent at least."""

    count: int
    amount: Decimal


class Change(NamedTuple):
    """What lessened a due on a day: yuan received or credited; negative when a receipt was reversed."""

    day: date
    amount: Decimal


class Instalment(NamedTuple):
    """One part of a debt: its number, the day it falls due, yuan."""

    number: int
    date_due: date
    amount: Decimal


def late_fee(
    *,
    amount: Decimal,
    date_due: date,
    at: date,
    changes: Sequence[Change],
    percent_day: Decimal,
    cap: Decimal,
) -> Decimal:
    """Return the fee on one due from the day after it was due up to the day `at`, in yuan.

    Args: amount: of the due. changes: what came in or was credited, in any order; it counts from the day
    after. percent_day: of the clause, per day on what is open. cap: in per cent of the due; 0: none agreed.
    Source: civil-code-722
    """
    if percent_day <= 0 or at <= date_due:
        return ZERO
    opens = [max(date_due, change.day) for change in changes]
    edges = sorted({date_due, at, *(day for day in opens if day < at)})
    total = Fraction(0)
    for first, last in zip(edges, edges[1:], strict=False):
        lessened = sum((change.amount for change in changes if change.day <= first), start=ZERO)
        rest = max(amount - lessened, ZERO)
        total += Fraction(rest) * (last - first).days
    fee = total * Fraction(percent_day) / 100
    if cap > 0:
        fee = min(fee, Fraction(amount) * Fraction(cap) / 100)
    return yuan(Decimal(fee.numerator) / Decimal(fee.denominator))


def instalments(amount: Decimal, count: int, first: date, months: int = 1) -> list[Instalment]:
    """Return the parts of a debt, `months` apart, equal to the cent and adding up to it.

    Raises: NoInstalments: facts `count`, `amount`.
    """
    if count < 2 or amount < Decimal("0.01") * count:
        raise NoInstalments(count=count, amount=amount)
    parts = split(amount, [1] * count)
    return [
        Instalment(number, add_months(first, months * (number - 1)), part)
        for number, part in enumerate(parts, start=1)
    ]
