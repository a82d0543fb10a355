"""Amounts in yuan: one door in, and parts that add up.

An amount is a `Decimal` with exactly two decimals. Nothing else in the rules turns text into money.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from .errors import RuleError

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
# The widest amount a numeric(16, 2) column holds; a longer one is a slip of the keyboard.
LIMIT = Decimal(10) ** 14

_PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?")


class NotAnAmount(RuleError):
    """The value cannot be read as an amount of money."""

    value: object


class NothingToSplitOver(RuleError):
    """An amount was to be split, but no part has a weight."""

    amount: Decimal


def yuan(value: str | int | float | Decimal) -> Decimal:
    """Return the value as yuan with two decimals, half a cent rounded away from zero.

    Args: value: a number, or text such as ``"1,234.5"`` or ``"１２３"``; a float is read by its shortest
    form, so that Odoo's floats come back as the cents they stand for.
    Raises: NotAnAmount: fact `value`; also for booleans, NaN, infinities and amounts of 10¹⁴ yuan or more.

    >>> yuan("1,234.565"), yuan(0.1) + yuan(0.2)
    (Decimal('1234.57'), Decimal('0.30'))
    """
    number = _decimal(value)
    if not number.is_finite() or abs(number) >= LIMIT:
        raise NotAnAmount(value=value)
    with localcontext() as context:
        context.prec = 60
        # The plus turns a rounded "-0.00" into "0.00": nobody owes minus nothing.
        return +number.quantize(CENT, rounding=ROUND_HALF_UP)


def _decimal(value: str | int | float | Decimal) -> Decimal:
    if isinstance(value, bool):
        raise NotAnAmount(value=value)
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).strip()
        if any(char.isdigit() for char in text) and _PLAIN.fullmatch(text):
            try:
                return Decimal(text.replace(",", ""))
            except InvalidOperation:
                raise NotAnAmount(value=value) from None
    raise NotAnAmount(value=value)


def split(amount: Decimal, weights: Sequence[int | Decimal]) -> list[Decimal]:
    """Return the amount in parts proportional to the weights; the parts add up to the amount.

    Every part is rounded down to the cent (towards zero) and the cents left over go to the parts with the
    largest remainders, the earlier part first when two are equal.

    Args: amount: yuan, may be negative; weights: not negative.
    Raises: NothingToSplitOver: fact `amount`, when the weights are empty or all zero.

    >>> split(yuan("100"), [1, 1, 1])
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    """
    assert all(weight >= 0 for weight in weights), "a weight is never negative"
    total = sum(weights, start=Decimal(0))
    if not total:
        raise NothingToSplitOver(amount=amount)
    with localcontext() as context:
        context.prec = 100
        cents = int(abs(yuan(amount)) / CENT)
        exact = [Decimal(cents) * Decimal(weight) / total for weight in weights]
        parts = [int(part) for part in exact]
        by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
        for index in by_remainder[: cents - sum(parts)]:
            parts[index] += 1
        sign = -1 if amount < 0 else 1
        return [sign * part * CENT + ZERO for part in parts]
