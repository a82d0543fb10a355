"""The price of a lease on each of its days: steps, rises, and the days that cost nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from ..money import yuan
from ..periods import add_months, month_of
from .rent_terms import Terms

_ONE_DAY = timedelta(days=1)


def rent_of_year(terms: Terms, year: int) -> Decimal:
    """Return the agreed rent of the lease's year `year` (0 is the first), each rise rounded to the cent.

    A rise is reckoned on the rent before it as the contract states it, in whole cents. A table of steps does
    not speak of years; there the answer is the rent on the first day of that year.
    """
    if terms.steps:
        return _step_on(terms, add_months(terms.date_start, 12 * year))
    rent = yuan(terms.rent_year)
    rises = year // terms.uplift_every_years if terms.uplift_every_years else 0
    for _rise in range(rises):
        rent = yuan(rent * (100 + terms.uplift_percent) / 100 + terms.uplift_amount)
    return rent


def rent_on(terms: Terms, day: date) -> Decimal:
    """Return the rent of a year at the price of that day, rent-free or not."""
    if terms.steps:
        return _step_on(terms, day)
    return rent_of_year(terms, _year_of(terms, day))


def pieces(terms: Terms) -> Iterator[tuple[date, Fraction]]:
    """Yield the rent of every stretch of days with one price: its first day and its exact share in yuan.

    No stretch crosses the first day of a month of rent, a price, a rent-free span or a contract year.
    """
    cuts = _cuts(terms)
    position, year = 0, 0
    year_first, year_after = terms.date_start, add_months(terms.date_start, 12)
    for month_first, month_after in _months(terms):
        first = max(month_first, terms.date_start)
        last_after = min(month_after, terms.date_end + _ONE_DAY)
        while first < last_after:
            while position < len(cuts) and cuts[position] <= first:
                position += 1
            until = min(last_after, cuts[position]) if position < len(cuts) else last_after
            while first >= year_after:
                year += 1
                year_first, year_after = year_after, add_months(terms.date_start, 12 * (year + 1))
            if _is_free(terms, first):
                yield first, Fraction(0)
            elif terms.proration == "day":
                whole = (year_after - year_first).days
                yield first, Fraction(rent_on(terms, first)) * Fraction((until - first).days, whole)
            else:
                whole = (month_after - month_first).days
                yield first, Fraction(rent_on(terms, first)) / 12 * Fraction((until - first).days, whole)
            first = until


def _cuts(terms: Terms) -> list[date]:
    """Return the days on which price, freedom or contract year may change, in order."""
    found = {step.date_from for step in terms.steps}
    found.add(add_months(terms.date_start, terms.free_months))
    for span in terms.free:
        found |= {span.date_from, span.date_to + _ONE_DAY}
    year = 1
    while (begins := add_months(terms.date_start, 12 * year)) <= terms.date_end:
        found.add(begins)
        year += 1
    return sorted(day for day in found if terms.date_start < day <= terms.date_end)


def _is_free(terms: Terms, day: date) -> bool:
    if terms.free_months and day < add_months(terms.date_start, terms.free_months):
        return True
    return any(span.date_from <= day <= span.date_to for span in terms.free)


def _step_on(terms: Terms, day: date) -> Decimal:
    """Return the rent of the youngest step begun, or the rent of the first year before any of them."""
    begun = [step for step in terms.steps if step.date_from <= day]
    return yuan(max(begun).rent_year if begun else terms.rent_year)


def _year_of(terms: Terms, day: date) -> int:
    """Return the number of the contract year a day lies in, 0 for the first."""
    year = day.year - terms.date_start.year
    return year - 1 if add_months(terms.date_start, 12 * year) > day else year


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
    return month_of(terms.date_start).plus(index).first
