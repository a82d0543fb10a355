"""The rent of a lease: which sum falls due when, to the cent, for the whole term.

*What it accepts*: :class:`Terms`.

*How to use*: ``schedule(terms)`` once, at signing; the dues are then frozen.

*How it works*: the term is cut into months of rent. Aligned to the contract, they run from the day of the
month on which the lease begins; aligned to the calendar, they are calendar months. A full month costs a
twelfth of the year's rent; a month cut short by the beginning, the end, the last rent-free day or a rise
costs its share by days. The shares are added up exactly, and each due is the difference between two rounded
running totals: the dues add up to the rent of the term, and no running total is off by more than half a cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ..errors import RuleError
from ..money import yuan
from ..periods import Month, add_months, month_of

# Months in a billing period; the whole term is one period of its own.
FREQUENCIES = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12, "whole_term": 0}
ALIGNMENTS = ("contract", "calendar")
PAY_WHEN = ("advance", "arrears")

_ONE_DAY = timedelta(days=1)
# A term nobody may agree on; it keeps a slip of the keyboard from making a million dues.
_YEARS_CALCULATED = 100


class TermBackwards(RuleError):
    """The last day lies before the first."""

    date_start: date
    date_end: date


class TermBeyondReckoning(RuleError):
    """The term is so long that no schedule is made."""

    years: int


class NotARent(RuleError):
    """The rent, the rise or the rent-free time is negative, or a rise has no interval."""

    rent_year: Decimal
    uplift_percent: Decimal
    uplift_every_years: int
    free_months: int


class Terms(NamedTuple):
    """What the parties agreed on.

    date_start, date_end: both inclusive. rent_year: yuan for the first year. uplift_percent: rise on the rent
    before it, every `uplift_every_years` years (0: no rise). free_months: without rent, at the beginning.
    frequency: a key of `FREQUENCIES`. alignment: months from the day of beginning, or calendar months.
    pay_when: each due on the first day of its period (`advance`) or on the last (`arrears`).
    """

    date_start: date
    date_end: date
    rent_year: Decimal
    frequency: str = "yearly"
    alignment: str = "contract"
    pay_when: str = "advance"
    uplift_percent: Decimal = Decimal(0)
    uplift_every_years: int = 0
    free_months: int = 0


class Due(NamedTuple):
    """One sum that falls due: for the days `date_from` to `date_to`, both inclusive."""

    sequence: int
    date_from: date
    date_to: date
    date_due: date
    amount: Decimal


def schedule(terms: Terms) -> list[Due]:
    """Return the dues of the lease, oldest first: no gap, no overlap, and they add up to `total(terms)`.

    Raises: TermBackwards, TermBeyondReckoning, NotARent.
    Source: civil-code-721
    """
    _refuse_nonsense(terms)
    pieces = list(_pieces(terms))
    dues: list[Due] = []
    running, paid_for = Fraction(0), Decimal("0.00")
    position = 0
    for sequence, (first, last) in enumerate(_periods(terms), start=1):
        while position < len(pieces) and pieces[position][0] <= last:
            running += pieces[position][1]
            position += 1
        up_to_here = _to_cent(running)
        due_on = first if terms.pay_when == "advance" else last
        dues.append(Due(sequence, first, last, due_on, up_to_here - paid_for))
        paid_for = up_to_here
    assert position == len(pieces), "every day of the term lies in a period"
    return dues


def total(terms: Terms) -> Decimal:
    """Return the rent of the whole term in yuan.

    Raises: as `schedule`.
    """
    _refuse_nonsense(terms)
    return _to_cent(sum((share for _day, share in _pieces(terms)), start=Fraction(0)))


def rent_of_year(terms: Terms, year: int) -> Decimal:
    """Return the agreed rent of the lease's year `year` (0 is the first), each rise rounded to the cent.

    A rise is reckoned on the rent before it as the contract states it, in whole cents.
    """
    rent = yuan(terms.rent_year)
    rises = year // terms.uplift_every_years if terms.uplift_every_years else 0
    for _rise in range(rises):
        rent = yuan(rent * (100 + terms.uplift_percent) / 100)
    return rent


def _refuse_nonsense(terms: Terms) -> None:
    assert terms.frequency in FREQUENCIES, terms.frequency
    assert terms.alignment in ALIGNMENTS, terms.alignment
    assert terms.pay_when in PAY_WHEN, terms.pay_when
    if terms.date_end < terms.date_start:
        raise TermBackwards(date_start=terms.date_start, date_end=terms.date_end)
    years = terms.date_end.year - terms.date_start.year
    if years > _YEARS_CALCULATED:
        raise TermBeyondReckoning(years=years)
    negative = min(terms.rent_year, terms.uplift_percent, terms.uplift_every_years, terms.free_months) < 0
    if negative or (terms.uplift_percent and not terms.uplift_every_years):
        raise NotARent(
            rent_year=terms.rent_year,
            uplift_percent=terms.uplift_percent,
            uplift_every_years=terms.uplift_every_years,
            free_months=terms.free_months,
        )


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

    Aligned to the calendar, a period of three, six or twelve months ends with a quarter, half-year or year.
    """
    if terms.alignment == "contract":
        return add_months(terms.date_start, months)
    start = month_of(terms.date_start)
    step = FREQUENCIES[terms.frequency] or 1
    begun = (start.month - 1) % step
    return start.plus(months - begun).first


def _months(terms: Terms) -> Iterator[tuple[date, date]]:
    """Yield every full month of rent that the term touches: its first day and the first day after it."""
    index = 0
    first = terms.date_start if terms.alignment == "contract" else month_of(terms.date_start).first
    while first <= terms.date_end:
        index += 1
        following = _month_start(terms, index)
        yield first, following
        first = following


def _month_start(terms: Terms, index: int) -> date:
    if terms.alignment == "contract":
        return add_months(terms.date_start, index)
    month: Month = month_of(terms.date_start).plus(index)
    return month.first


def _pieces(terms: Terms) -> Iterator[tuple[date, Fraction]]:
    """Yield the rent of every stretch of days with one price: its first day and its exact share in yuan."""
    after = terms.date_end + _ONE_DAY
    free_until = add_months(terms.date_start, terms.free_months)
    year, year_ends = 0, add_months(terms.date_start, 12)
    rent = rent_of_year(terms, 0)
    for month_first, month_after in _months(terms):
        days_of_month = (month_after - month_first).days
        first = max(month_first, terms.date_start)
        last_after = min(month_after, after)
        while first < last_after:
            while first >= year_ends:
                year += 1
                year_ends = add_months(terms.date_start, 12 * (year + 1))
                rent = rent_of_year(terms, year)
            until = min(last_after, year_ends)
            if first < free_until < until:
                until = free_until
            share = Fraction(0)
            if first >= free_until:
                share = Fraction(rent) / 12 * Fraction((until - first).days, days_of_month)
            yield first, share
            first = until


def _to_cent(amount: Fraction) -> Decimal:
    """Return an exact amount, never negative, rounded half up to the cent."""
    cents = int(amount * 100 + Fraction(1, 2))
    return Decimal(cents).scaleb(-2)
