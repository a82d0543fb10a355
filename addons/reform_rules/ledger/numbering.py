"""Voucher words and numbers: per entity, month and word 1, 2, 3 … without a gap."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..errors import RuleError

# Key in the database → word printed on the voucher. 期初 keeps opening balances out of
# the run of the real vouchers.
WORDS = {"general": "记", "receipt": "收", "payment": "付", "transfer": "转", "opening": "期初"}
DIGITS = 4


class NoOpenPeriod(RuleError):
    """Every period from the given day on is closed or not opened."""

    date: date


class Period(NamedTuple):
    """A month of one entity's books; both days inclusive."""

    date_from: date
    date_to: date
    open: bool


def label(word: str, number: int) -> str:
    """Return the number as an accountant says it.

    >>> label("general", 7)
    '记-0007'
    """
    return f"{WORDS[word]}-{number:0{DIGITS}d}"


def following(last: int, count: int) -> range:
    """Return the next `count` numbers after `last` (0 when the month has none yet)."""
    if last < 0 or count < 0:
        raise ValueError((last, count))
    return range(last + 1, last + count + 1)


def gaps(numbers: Iterable[int]) -> list[int]:
    """Return the numbers missing between 1 and the highest one, and every number used twice."""
    seen: set[int] = set()
    twice: set[int] = set()
    for number in numbers:
        (twice if number in seen else seen).add(number)
    missing = set(range(1, max(seen, default=0) + 1)) - seen
    return sorted(missing | twice)


def reversal_date(original: date, today: date, periods: Iterable[Period]) -> date:
    """Return the day a red-letter voucher bears: in the first open period, never before its original.

    Today when today lies in that period; otherwise the first day possible when today is
    earlier, the last when today is later.
    Raises: NoOpenPeriod: fact `date`.
    """
    usable = sorted(period for period in periods if period.open and period.date_to >= original)
    if not usable:
        raise NoOpenPeriod(date=original)
    first = max(usable[0].date_from, original)
    return min(max(today, first), usable[0].date_to)
