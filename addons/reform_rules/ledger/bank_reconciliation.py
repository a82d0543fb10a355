"""The bank reconciliation statement 银行存款余额调节表: from two balances to one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO


class Open(NamedTuple):
    """What one side has and the other not: `amount` received positive, paid negative."""

    day: date
    amount: Decimal
    text: str
    ref: str = ""


class Reconciliation(NamedTuple):
    """Both balances of a day, what is missing on either side, and the balances with it.

    The books lack `bank_received` and `bank_paid`, the bank lacks `book_received` and `book_paid`; all four
    are listed with positive amounts.
    """

    book: Decimal
    bank: Decimal
    bank_received: list[Open]
    bank_paid: list[Open]
    book_received: list[Open]
    book_paid: list[Open]
    book_adjusted: Decimal
    bank_adjusted: Decimal

    @property
    def difference(self) -> Decimal:
        """What remains unexplained; nil when both sides tell the same."""
        return self.bank_adjusted - self.book_adjusted


def reconcile(
    *, book: Decimal, bank: Decimal, at_bank: Iterable[Open], in_books: Iterable[Open]
) -> Reconciliation:
    """Return the statement.

    Args: book, bank: the balances in yuan. at_bank: movements that no entry answers. in_books: entries that
    no movement answers.
    """
    at_bank, in_books = list(at_bank), list(in_books)
    parts = [
        [item._replace(amount=sign * item.amount) for item in sorted(side) if sign * item.amount > ZERO]
        for side in (at_bank, in_books)
        for sign in (1, -1)
    ]
    return Reconciliation(
        book,
        bank,
        *parts,
        book_adjusted=book + sum((item.amount for item in at_bank), ZERO),
        bank_adjusted=bank + sum((item.amount for item in in_books), ZERO),
    )
