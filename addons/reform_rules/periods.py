"""Months and spans of days, as books and contracts count them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple


class Month(NamedTuple):
    """A calendar month, the accounting period of a collective; ordered as time is.

    >>> str(Month(2024, 2)), Month(2024, 2).last, Month(2024, 12).next
    ('2024-02', datetime.date(2024, 2, 29), Month(year=2025, month=1))
    """

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def next(self) -> Month:
        """The month after."""
        return self.plus(1)

    @property
    def previous(self) -> Month:
        """The month before."""
        return self.plus(-1)

    def plus(self, count: int) -> Month:
        """Return the month `count` months later (earlier when negative)."""
        year, month = divmod(self.year * 12 + self.month - 1 + count, 12)
        return Month(year, month + 1)


def month_of(day: date) -> Month:
    """Return the month a day lies in."""
    return Month(day.year, day.month)


def months_between(first: date, last: date) -> list[Month]:
    """Return every month touched by the days from `first` to `last`, both inclusive.

    The list is empty when `last` is earlier.

    >>> [str(month) for month in months_between(date(2024, 12, 31), date(2025, 2, 1))]
    ['2024-12', '2025-01', '2025-02']
    """
    if last < first:
        return []
    start, end = month_of(first), month_of(last)
    count = (end.year - start.year) * 12 + end.month - start.month
    return [start.plus(index) for index in range(count + 1)]


def add_months(day: date, count: int) -> date:
    """Return the same day of the month `count` months later, or that month's last day when it is shorter.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    month = month_of(day).plus(count)
    return date(month.year, month.month, min(day.day, month.last.day))


def days_in(first: date, last: date) -> int:
    """Return the number of days from `first` to `last`, both inclusive; 0 when `last` is earlier."""
    return max((last - first + timedelta(days=1)).days, 0)
