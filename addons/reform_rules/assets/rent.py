"""The rent of a lease: which sum falls due when, to the cent, for the whole term.

*What it accepts*: :class:`Terms`.

*How to use*: ``schedule(terms)`` once, at signing; the dues are then frozen.

*How it works*: the term is cut into months of rent. Aligned to the contract, they run from the day of the
month on which the lease begins; aligned to the calendar, they are calendar months. A full month costs a
twelfth of the year's rent; a month cut short by the beginning, the end, the last rent-free day or a rise
costs its share by days (or every day costs its share of the contract year, where the parties agreed on days).
The shares are added up exactly, and each due is the difference between two rounded running totals: the dues
add up to the rent of the term, and no running total is off by more than half a cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ..periods import add_months, month_of
from .rent_price import pieces, rent_of_year, rent_on
from .rent_terms import (
    ALIGNMENTS,
    FREQUENCIES,
    PAY_WHEN,
    PRORATIONS,
    FreeTimeOutsideTerm,
    NotARent,
    Span,
    Step,
    StepOutsideTerm,
    TermBackwards,
    TermBeyondReckoning,
    Terms,
    TooManyRises,
    refuse_nonsense,
    rent_by_measure,
)

__all__ = [
    "ALIGNMENTS", "FREQUENCIES", "PAY_WHEN", "PRORATIONS", "Due", "FreeTimeOutsideTerm", "NotARent", "Span",
    "Step", "StepOutsideTerm", "TermBackwards", "TermBeyondReckoning", "Terms", "TooManyRises",
    "rent_by_measure", "rent_of_year", "rent_on", "schedule", "total",
]  # fmt: skip

_ONE_DAY = timedelta(days=1)


class Due(NamedTuple):
    """One sum that falls due: for the days `date_from` to `date_to`, both inclusive."""

    sequence: int
    date_from: date
    date_to: date
    date_due: date
    amount: Decimal


def schedule(terms: Terms) -> list[Due]:
    """Return the dues of the lease, oldest first: no gap, no overlap, and they add up to `total(terms)`.

    Raises: TermBackwards, TermBeyondReckoning, NotARent, TooManyRises, StepOutsideTerm, FreeTimeOutsideTerm.
    Source: civil-code-721
    """
    refuse_nonsense(terms)
    shares = list(pieces(terms))
    dues: list[Due] = []
    running, paid_for = Fraction(0), Decimal("0.00")
    position = 0
    for sequence, (first, last) in enumerate(_periods(terms), start=1):
        while position < len(shares) and shares[position][0] <= last:
            running += shares[position][1]
            position += 1
        up_to_here = _to_cent(running)
        due_on = first if terms.pay_when == "advance" else last
        dues.append(Due(sequence, first, last, due_on, up_to_here - paid_for))
        paid_for = up_to_here
    assert position == len(shares), "every day of the term lies in a period"
    return dues


def total(terms: Terms) -> Decimal:
    """Return the rent of the whole term in yuan.

    Raises: as `schedule`.
    """
    refuse_nonsense(terms)
    return _to_cent(sum((share for _day, share in pieces(terms)), start=Fraction(0)))


def _periods(terms: Terms) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of every billing period."""
    months = FREQUENCIES[terms.frequency]
    if not months:
        yield terms.date_start, terms.date_end
        return
    first, count = terms.date_start, 0
    while first <= terms.date_end:
        count += 1
        following = _boundary(terms, count * months)
        yield first, min(following - _ONE_DAY, terms.date_end)
        first = following


def _boundary(terms: Terms, months: int) -> date:
    """Return the first day after `months` months of rent, counted from the beginning of the term.

    Aligned to the calendar, a period of three, six, twelve or sixty months ends with a quarter, half-year or
    year.
    """
    if terms.alignment == "contract":
        return add_months(terms.date_start, months)
    start = month_of(terms.date_start)
    step = FREQUENCIES[terms.frequency] or 1
    begun = (start.month - 1) % step
    return start.plus(months - begun).first


def _to_cent(amount: Fraction) -> Decimal:
    """Return an exact amount, never negative, rounded half up to the cent."""
    cents = int(amount * 100 + Fraction(1, 2))
    return Decimal(cents).scaleb(-2)
