"""What becomes of a schedule that is cut short, changed, or outlived.

A due is never rewritten. Cutting the term gives back the share of each due that lies after the cut; an
amendment does that and appends the dues of the new terms; a lessee who stays on pays by the month.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO, yuan
from ..periods import add_months
from .rent import Due, Terms, rent_on, schedule

_ONE_DAY = timedelta(days=1)


class Release(NamedTuple):
    """A part of a due that no longer belongs to the term: from which day on, and how many yuan."""

    sequence: int
    released_from: date
    amount: Decimal


def releases(terms: Terms, dues: Sequence[Due], day: date) -> list[Release]:
    """Return what each due gives back when its term ends on the day before `day`.

    `dues` are those of `schedule(terms)`, with the sequences they carry in the books. What is left of them is
    exactly the schedule of the shorter term, to the cent.
    """
    kept = {}
    if day > terms.date_start:
        shorter = cut(terms, day - _ONE_DAY)
        kept = {due.date_from: due.amount for due in schedule(shorter)}
    return [
        Release(due.sequence, max(day, due.date_from), due.amount - kept.get(due.date_from, ZERO))
        for due in dues
        if due.date_to >= day
    ]


def cut(terms: Terms, last_day: date) -> Terms:
    """Return the terms with an earlier last day; steps and rent-free spans beyond it fall away."""
    assert terms.date_start <= last_day <= terms.date_end, last_day
    return terms._replace(
        date_end=last_day,
        steps=tuple(step for step in terms.steps if step.date_from <= last_day),
        free=tuple(
            span._replace(date_to=min(span.date_to, last_day))
            for span in terms.free
            if span.date_from <= last_day
        ),
    )


def continued(terms: Terms, day: date, *, date_end: date, rent_year: Decimal | None = None) -> Terms:
    """Return the terms that hold from `day` on, up to `date_end`, at a new rent or at the price of that day.

    At the price of that day, later steps and rent-free spans go on; rises are counted anew from `day`. A new
    rent ends the steps.
    """
    kept = rent_year is None
    return terms._replace(
        date_start=day,
        date_end=date_end,
        rent_year=rent_on(terms, min(day, terms.date_end)) if kept else yuan(rent_year),
        free_months=0,
        steps=tuple(step for step in terms.steps if day < step.date_from <= date_end) if kept else (),
        free=tuple(
            span._replace(date_from=max(day, span.date_from), date_to=min(span.date_to, date_end))
            for span in terms.free
            if span.date_to >= day and span.date_from <= date_end
        ),
    )


def months_after(terms: Terms, at: date) -> list[Due]:
    """Return the dues of a lessee who stays on after the last day: one for each month begun by `at`.

    The rent goes on at the price of the last day, a twelfth of the year for each month, due on its first day.
    Sequences count from 1.
    Source: civil-code-734
    """
    monthly = yuan(rent_on(terms, terms.date_end) / 12)
    begin, dues = terms.date_end + _ONE_DAY, []
    while (first := add_months(begin, len(dues))) <= at:
        last = add_months(begin, len(dues) + 1) - _ONE_DAY
        dues.append(Due(len(dues) + 1, first, last, first, monthly))
    return dues
