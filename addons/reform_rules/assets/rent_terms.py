"""What the parties of a lease agree on about its rent, and which agreements are refused.

*What it accepts*: the clauses of a contract, as plain values. *How to use*: build :class:`Terms`, then
``rent.schedule(terms)``. *How it works*: every clause has one field; two clauses that contradict each other
are refused by name, never weighed against each other.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError
from ..money import yuan

# Months in a billing period; the whole term is one period of its own.
FREQUENCIES = {
    "monthly": 1,
    "quarterly": 3,
    "half_yearly": 6,
    "yearly": 12,
    "five_yearly": 60,
    "whole_term": 0,
}
ALIGNMENTS = ("contract", "calendar")
PAY_WHEN = ("advance", "arrears")
# A month cut short costs its share of the month, or every day costs its share of the contract year.
PRORATIONS = ("month", "day")
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


class TooManyRises(RuleError):
    """A rise is agreed in two ways at once: as a percentage, a fixed sum or a table of steps."""

    ways: int


class StepOutsideTerm(RuleError):
    """A step of the price begins outside the term, or on a day another step begins on."""

    date_from: date


class FreeTimeOutsideTerm(RuleError):
    """A rent-free span runs backwards or leaves the term."""

    date_from: date
    date_to: date


class Step(NamedTuple):
    """From `date_from` on, the rent of a year is `rent_year` yuan."""

    date_from: date
    rent_year: Decimal


class Span(NamedTuple):
    """Days without rent, both inclusive."""

    date_from: date
    date_to: date


class Terms(NamedTuple):
    """What the parties agreed on.

    date_start, date_end: both inclusive. rent_year: yuan for the first year (or kilograms, for a rent in
    kind). frequency: a key of `FREQUENCIES`. alignment: months from the day of beginning, or calendar months.
    pay_when: each due on the first day of its period (`advance`) or on the last (`arrears`).
    uplift_percent: rise on the rent before it, or uplift_amount: yuan added to it, every
    `uplift_every_years` years (0: no rise). free_months: without rent, at the beginning. free: other spans
    without rent. steps: a table of prices by first day, instead of a rise. proration: `month` or `day`.
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
    uplift_amount: Decimal = Decimal(0)
    steps: tuple[Step, ...] = ()
    free: tuple[Span, ...] = ()
    proration: str = "month"


def refuse_nonsense(terms: Terms) -> None:
    """Refuse terms that no schedule can be made of.

    Raises: TermBackwards, TermBeyondReckoning, NotARent, TooManyRises, StepOutsideTerm, FreeTimeOutsideTerm.
    """
    assert terms.frequency in FREQUENCIES, terms.frequency
    assert terms.alignment in ALIGNMENTS, terms.alignment
    assert terms.pay_when in PAY_WHEN, terms.pay_when
    assert terms.proration in PRORATIONS, terms.proration
    if terms.date_end < terms.date_start:
        raise TermBackwards(date_start=terms.date_start, date_end=terms.date_end)
    years = terms.date_end.year - terms.date_start.year
    if years > _YEARS_CALCULATED:
        raise TermBeyondReckoning(years=years)
    rises = terms.uplift_percent or terms.uplift_amount
    negative = (
        min(
            terms.rent_year,
            terms.uplift_percent,
            terms.uplift_amount,
            terms.uplift_every_years,
            terms.free_months,
            *(step.rent_year for step in terms.steps),
        )
        < 0
    )
    if negative or (rises and not terms.uplift_every_years):
        raise NotARent(
            rent_year=terms.rent_year,
            uplift_percent=terms.uplift_percent,
            uplift_every_years=terms.uplift_every_years,
            free_months=terms.free_months,
        )
    ways = bool(terms.uplift_percent) + bool(terms.uplift_amount) + bool(terms.steps)
    if ways > 1:
        raise TooManyRises(ways=ways)
    _refuse_strays(terms)


def _refuse_strays(terms: Terms) -> None:
    seen: set[date] = set()
    for step in terms.steps:
        if step.date_from in seen or not terms.date_start <= step.date_from <= terms.date_end:
            raise StepOutsideTerm(date_from=step.date_from)
        seen.add(step.date_from)
    for span in terms.free:
        if not terms.date_start <= span.date_from <= span.date_to <= terms.date_end:
            raise FreeTimeOutsideTerm(date_from=span.date_from, date_to=span.date_to)


def rent_by_measure(price: Decimal, quantity: Decimal) -> Decimal:
    """Return the rent of a year agreed by the mu, the square metre or the piece, rounded to the cent.

    >>> rent_by_measure(Decimal("650"), Decimal("12.35"))
    Decimal('8027.50')
    """
    return yuan(price * quantity)
