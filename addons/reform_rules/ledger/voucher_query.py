"""What somebody who looks for a voucher means by what she types: a number, a month, an amount, a word."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..money import NotAnAmount, yuan
from ..periods import month_of
from .numbering import WORDS

_BY_LABEL = {label: word for word, label in WORDS.items()}
_NUMBER = re.compile(rf"({'|'.join(_BY_LABEL)})(?:字)?(?:第)?-?0*(\d{{1,6}})号?")
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})(?:[-./](\d{1,2})|年(\d{1,2})月?|(\d{2}))")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})月")


class Term(NamedTuple):
    """One part of a query; all parts must hold. `text` is always there, the rest is what it may mean.

    word and number: 记-12. number alone: 12. days: first and last, both inclusive. month: 1 to 12 of any
    year. amount: yuan, without sign.
    """

    text: str
    word: str = ""
    number: int = 0
    days: tuple[date, date] | None = None
    month: int = 0
    amount: Decimal | None = None


def terms(text: str) -> list[Term]:
    """Return the parts of a query, parted by blanks.

    >>> terms("记-12 2025年3月 电费")[0]
    Term(text='记-12', word='general', number=12, days=None, month=0, amount=None)
    """
    return [_term(part) for part in unicodedata.normalize("NFKC", text).split()]


def _term(part: str) -> Term:
    if found := _NUMBER.fullmatch(part):
        return Term(part, word=_BY_LABEL[found[1]], number=int(found[2]))
    if found := _DAY.fullmatch(part):
        day = _date(*map(int, found.groups()))
        return Term(part, days=(day, day) if day else None)
    if found := _MONTH_OF_YEAR.fullmatch(part):
        month = int(found[1])
        return Term(part, month=month if 1 <= month <= 12 else 0)
    number = int(part) if part.isascii() and part.isdigit() and len(part) <= 6 else 0
    days = None
    if found := _MONTH.fullmatch(part):
        first = _date(int(found[1]), int(found[2] or found[3] or found[4]), 1)
        days = (first, month_of(first).last) if first else None
    try:
        amount = abs(yuan(part.removeprefix("¥").removesuffix("元")))
    except NotAnAmount:
        amount = None
    return Term(part, number=number, days=days, amount=amount)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
