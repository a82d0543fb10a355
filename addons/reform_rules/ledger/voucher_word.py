"""Which word a voucher bears: 记 for all, or 收, 付 and 转 by what happens to the money."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO

# one: 记 only. three: 收, 付, 转 by the money. free: as whoever writes the voucher chooses.
SYSTEMS = ("free", "one", "three")
GENERAL, RECEIPT, PAYMENT, TRANSFER = "general", "receipt", "payment", "transfer"
CHOSEN = (GENERAL, RECEIPT, PAYMENT, TRANSFER)
# Cash on hand and money in banks, in both charts.
MONEY = ("101", "102")


class WordWrong(RuleError):
    """A voucher bears another word than what it does to the money asks for."""

    word: str
    expected: str


class Move(NamedTuple):
    """One line: account code, amounts in yuan."""

    account: str
    debit: Decimal
    credit: Decimal


def by_money(lines: Iterable[Move]) -> str:
    """Return 收 for money that comes in, 付 for money that goes out, 转 for neither.

    Money that only changes its place, from bank to cash box or back, is 付: one voucher, not two. A red
    letter keeps the sides of its original, and so its word.

    >>> by_money([Move("10201", Decimal(5), ZERO), Move("50103", ZERO, Decimal(5))])
    'receipt'
    """
    paid = received = False
    for line in lines:
        if line.account.startswith(MONEY):
            received |= line.debit != ZERO
            paid |= line.credit != ZERO
    return PAYMENT if paid else RECEIPT if received else TRANSFER


def fitting(system: str, word: str, lines: Iterable[Move]) -> str:
    """Return the word for a voucher somebody meant to call `word`; words of another kind (期初) stay."""
    if word not in CHOSEN or system == "free":
        return word
    return GENERAL if system == "one" else by_money(lines)


def check(system: str, word: str, lines: Iterable[Move]) -> None:
    """Refuse a word that does not fit. Raises: WordWrong: facts `word`, `expected`."""
    expected = fitting(system, word, lines)
    if expected != word:
        raise WordWrong(word=word, expected=expected)
