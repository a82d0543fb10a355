"""Amounts in the capital numerals of vouchers and receipts, and back again.

壹贰叁 cannot be changed into another figure by one stroke, so that a total in them stands beside the digits.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .errors import RuleError
from .money import yuan

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_VALUES = {char: value for value, char in enumerate(DIGITS)}
_TENS = {"拾": 10, "佰": 100, "仟": 1000}
_MYRIAD, _HUNDRED_MILLION = 10**4, 10**8
_TEXT = re.compile(rf"(负?)(?:([{DIGITS}拾佰仟万亿]+)元)?零?(?:([{DIGITS}])角)?(?:([{DIGITS}])分)?(整?)")


class NotCapitals(RuleError):
    """The text is no amount in capital numerals."""

    text: str


def capitals(amount: Decimal) -> str:
    """Return an amount of yuan in capital numerals.

    整 ends an amount without 分; zeros in the middle are said once; where the last digit before 元 is a zero
    and 角 follows, or 角 is a zero and 分 follows, 零 is said in its place. A red figure begins with 负.

    Source: payment-settlement-annex-1

    >>> capitals(yuan("1409.50")), capitals(yuan("107000.53")), capitals(yuan("16409.02"))
    ('壹仟肆佰零玖元伍角整', '壹拾万柒仟元零伍角叁分', '壹万陆仟肆佰零玖元零贰分')
    """
    amount = yuan(amount)
    whole, cents = divmod(int(abs(amount) * 100), 100)
    jiao, fen = divmod(cents, 10)
    text = f"{_whole(whole)}元" if whole else ""
    if jiao:
        text += ("零" if whole and whole % 10 == 0 else "") + DIGITS[jiao] + "角"
    elif fen and whole:
        text += "零"
    text += DIGITS[fen] + "分" if fen else "整" if text else "零元整"
    return ("负" if amount < 0 else "") + text


def _whole(number: int) -> str:
    """Return a whole number above zero."""
    for size, name in ((_HUNDRED_MILLION, "亿"), (_MYRIAD, "万")):
        if number >= size:
            high, low = divmod(number, size)
            return _whole(high) + name + ("零" if 0 < low < size // 10 else "") + (_whole(low) if low else "")
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + _UNITS[power]
        gap = not digit
    return text


def amount_of(text: str) -> Decimal:
    """Return the amount that a text in capital numerals says.

    Raises: NotCapitals: fact `text`.

    >>> amount_of("壹拾万零柒仟元零伍角叁分")
    Decimal('107000.53')
    """
    found = _TEXT.fullmatch(text)
    if not found or not text.strip("负整"):
        raise NotCapitals(text=text)
    minus, whole, jiao, fen, _end = found.groups()
    cents = 100 * _number(whole or "零") + 10 * _VALUES[jiao or "零"] + _VALUES[fen or "零"]
    return yuan(Decimal(-cents if minus else cents) / 100)


def _number(text: str) -> int:
    for name, size in (("亿", _HUNDRED_MILLION), ("万", _MYRIAD)):
        high, mark, low = text.rpartition(name)
        if mark:
            return _number(high) * size + _number(low)
    total = digit = 0
    for char in text:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _VALUES[char]
    return total + digit
