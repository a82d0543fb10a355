"""The span of an audit: the person's office cuts every figure.

*What it accepts*: `Term`, first and last day, both inclusive. *How to use*: `check` before it is kept,
`clip` for a record that lasts (a lease, a share of a year), `years` for the years it touches. *How it
works*: a day belongs to exactly one of before, within and after; nothing is counted twice when two terms
lie end to end.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..errors import RuleError


class TermReversed(RuleError):
    """The office ends before it begins."""

    first: date
    last: date


class TermInFuture(RuleError):
    """The span begins after the day of asking: there is nothing to audit yet."""

    first: date
    today: date


class Term(NamedTuple):
    """First and last day of the span, both inclusive."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1


def check(first: date, last: date, today: date) -> Term:
    """Return the span. Its last day may lie ahead: an audit is planned before somebody leaves.

    Raises: TermReversed: facts `first`, `last`. TermInFuture: facts `first`, `today`.
    Source: villagers-committee-law-35

    >>> check(date(2021, 3, 1), date(2021, 3, 2), date(2022, 1, 1)).days
    2
    """
    if last < first:
        raise TermReversed(first=first, last=last)
    if first > today:
        raise TermInFuture(first=first, today=today)
    return Term(first, last)


def position(day: date, term: Term) -> int:
    """Return -1 before the span, 0 within it, 1 after it."""
    return (day > term.last) - (day < term.first)


def clip(first: date, last: date | None, term: Term) -> Term | None:
    """Return the part of a lasting thing that lies in the span; `last` None: without end. None: no part.

    >>> clip(date(2020, 1, 1), None, Term(date(2021, 3, 1), date(2021, 12, 31)))
    Term(first=datetime.date(2021, 3, 1), last=datetime.date(2021, 12, 31))
    """
    begin, end = max(first, term.first), min(last or term.last, term.last)
    return Term(begin, end) if begin <= end else None


def years(term: Term) -> list[Term]:
    """Return the span cut at the ends of the years, oldest first; the pieces lie end to end."""
    found = []
    first = term.first
    while first <= term.last:
        last = min(date(first.year, 12, 31), term.last)
        found.append(Term(first, last))
        first = last + timedelta(days=1)
    return found
