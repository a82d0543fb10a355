"""Account books (总账, 明细账, 日记账, 多栏账, 辅助账): the lines of a book from its opening and its entries.

Nothing is collected: entries come as a stream in the order of the book and leave as lines, so that a book
of any length costs the memory of one line. A book may be read page by page: what stands before a page is
`Carried`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ..money import ZERO
from ..periods import Month, month_of

OPENING, CARRIED, ENTRY, DAY, MONTH, YEAR = "opening", "carried", "entry", "day", "month", "year"


class Entry(NamedTuple):
    """One entry in a book: amounts in yuan, `code` its account, `facts` whatever is shown beside it."""

    date: date
    debit: Decimal
    credit: Decimal
    code: str = ""
    facts: Any = None


class Turnover(NamedTuple):
    """What a span of days added up to; `columns` is debit-positive, in the order of the book's."""

    debit: Decimal = ZERO
    credit: Decimal = ZERO
    columns: tuple[Decimal, ...] = ()


class Carried(NamedTuple):
    """What stands before the first entry of a book or page.

    `balance` is debit-positive; `day`, `month`, `year` are what has been booked on the day, in the month
    and the year of `date` already. `continued` says that the page before has ended inside the book.
    """

    date: date
    balance: Decimal = ZERO
    day: Turnover = Turnover()
    month: Turnover = Turnover()
    year: Turnover = Turnover()
    continued: bool = False


class Line(NamedTuple):
    """One line of a book; `balance` (debit-positive) is the one after it.

    `kind`: opening 期初余额, carried 承前页, entry, day 本日合计, month 本月合计, year 本年累计.
    """

    kind: str
    date: date
    debit: Decimal
    credit: Decimal
    balance: Decimal
    columns: tuple[Decimal, ...] = ()
    entry: Entry | None = None


class Sum(NamedTuple):
    """One row of an auxiliary book: what an account came to for one party, village or project."""

    key: Any
    opening: Decimal
    debit: Decimal
    credit: Decimal

    @property
    def closing(self) -> Decimal:
        """Return the closing balance, debit-positive."""
        return self.opening + self.debit - self.credit


def side(balance: Decimal) -> tuple[str, Decimal]:
    """Return a debit-positive balance as it is written: debit 借, credit 贷 or flat 平, and its amount."""
    return ("debit" if balance > 0 else "credit" if balance < 0 else "flat", abs(balance))


def lines(
    entries: Iterable[Entry],
    carried: Carried,
    *,
    totals: Sequence[str] = (MONTH, YEAR),
    columns: Sequence[str] = (),
    following: date | None = None,
) -> Iterator[Line]:
    """Yield the lines of a book: what is carried, each entry with its running balance, totals where a span
    ends.

    Args: entries: in the order of the book, none before `carried.date`. totals: which of day, month, year
    are shown; the year to date comes after every month. columns: codes that get a column; an entry goes to
    the column that its code begins with. following: the day of the first entry of the next page; None at
    the end of the book.
    """
    nil = (ZERO,) * len(columns)
    running = {
        DAY: carried.day._replace(columns=carried.day.columns or nil),
        MONTH: carried.month._replace(columns=carried.month.columns or nil),
        YEAR: carried.year._replace(columns=carried.year.columns or nil),
    }
    balance, before, seen = carried.balance, carried.date, carried.continued
    yield Line(CARRIED if carried.continued else OPENING, before, ZERO, ZERO, balance, nil)
    for entry in entries:
        ended = _ended(before, entry.date)
        if seen:
            yield from _totals(ended, totals, running, before, balance)
        for span in ended:
            running[span] = Turnover(columns=nil)
        amount = entry.debit - entry.credit
        balance += amount
        own = tuple(amount if at == column_of(entry.code, columns) else ZERO for at in range(len(columns)))
        for span, sums in running.items():
            running[span] = Turnover(
                sums.debit + entry.debit,
                sums.credit + entry.credit,
                tuple(map(sum, zip(sums.columns, own, strict=True))) if columns else (),
            )
        before, seen = entry.date, True
        yield Line(ENTRY, entry.date, entry.debit, entry.credit, balance, own, entry)
    if seen:
        ended = (DAY, MONTH, YEAR) if following is None else _ended(before, following)
        yield from _totals(ended, totals, running, before, balance)


def general(
    opening: Decimal, year: Turnover, months: Iterable[tuple[Month, Turnover]], first: Month
) -> Iterator[Line]:
    """Yield the lines of a general ledger account (总账): opening, then each month with its total and the
    year's.

    Args: opening: debit-positive, before `first`. year: turnover of the year of `first` before it. months:
    oldest first.
    """
    yield Line(OPENING, first.first, ZERO, ZERO, opening)
    balance, before = opening, first
    debit, credit = year.debit, year.credit
    for month, turnover in months:
        if month.year != before.year:
            debit = credit = ZERO
        before = month
        debit, credit = debit + turnover.debit, credit + turnover.credit
        balance += turnover.debit - turnover.credit
        yield Line(MONTH, month.last, turnover.debit, turnover.credit, balance)
        yield Line(YEAR, month.last, debit, credit, balance)


def total(sums: Iterable[Sum]) -> Sum:
    """Return what the rows of an auxiliary book add up to: the figures of the account itself."""
    opening = debit = credit = ZERO
    for each in sums:
        opening, debit, credit = opening + each.opening, debit + each.debit, credit + each.credit
    return Sum(None, opening, debit, credit)


def _ended(before: date, day: date) -> tuple[str, ...]:
    """Return the spans that end between two days, the shortest first."""
    if before.year != day.year:
        return (DAY, MONTH, YEAR)
    if month_of(before) != month_of(day):
        return (DAY, MONTH)
    return (DAY,) if before != day else ()


def _totals(
    ended: Sequence[str], shown: Sequence[str], running: dict[str, Turnover], day: date, balance: Decimal
) -> Iterator[Line]:
    for span in (DAY, MONTH, YEAR):
        # The year to date stands under every month, as on the printed page.
        if span in shown and (MONTH if span == YEAR else span) in ended:
            sums = running[span]
            yield Line(span, day, sums.debit, sums.credit, balance, sums.columns)


def column_of(code: str, columns: Sequence[str]) -> int:
    """Return the place of the longest column code that an account's code begins with, -1 for none."""
    found = [(len(column), at) for at, column in enumerate(columns) if code.startswith(column)]
    return max(found, default=(0, -1))[1]
