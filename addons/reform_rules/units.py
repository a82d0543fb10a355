"""Areas and amounts as people write them: 亩, 平方米, 公顷; 元, 万元, 亿元.

Areas are kept in square metres (two decimals) and in mu (four decimals); amounts are yuan.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from .errors import RuleError
from .money import NotAnAmount, yuan

# One mu is one fifteenth of a hectare, so three mu are two thousand square metres; the fraction stays exact.
_SQM_PER_THREE_MU = 2000

_AREA_UNITS = {
    "亩": "mu",
    "mu": "mu",
    "平方米": "sqm",
    "平米": "sqm",
    "平方": "sqm",
    "m2": "sqm",
    "㎡": "sqm",
    "sqm": "sqm",
    "公顷": "hectare",
    "ha": "hectare",
}
_MONEY_UNITS = {
    "元": 1,
    "圆": 1,
    "块": 1,
    "千元": 1_000,
    "万元": 10_000,
    "万": 10_000,
    "亿元": 10**8,
    "亿": 10**8,
}
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?([eE][+-]?\d{1,3})?")
_QUANTITY = re.compile(r"([+-]?[\d,]*\.?\d+)\s*(\D*)")


class NotAnArea(RuleError):
    """The value cannot be read as an area."""

    value: object


def sqm_from_mu(area_mu: Decimal) -> Decimal:
    """Return square metres for an area in mu, rounded half up to two decimals.

    >>> sqm_from_mu(Decimal(15))
    Decimal('10000.00')
    """
    return (area_mu * _SQM_PER_THREE_MU / 3).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def mu_from_sqm(area_sqm: Decimal) -> Decimal:
    """Return mu for an area in square metres, rounded half up to four decimals.

    >>> mu_from_sqm(Decimal("666.67"))
    Decimal('1.0000')
    """
    return (area_sqm * 3 / _SQM_PER_THREE_MU).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def yuan_from_wan(amount_wan: str | int | Decimal) -> Decimal:
    """Return yuan for an amount in ten thousands (万元).

    >>> yuan_from_wan("3.5")
    Decimal('35000.00')
    """
    return yuan(_number(amount_wan, refusal=NotAnAmount) * 10_000)


def read_area(text: str | int | float | Decimal, *, default_unit: str = "sqm") -> Decimal:
    """Return square metres for an area as written, such as ``"12.5亩"``, ``"600㎡"`` or ``"1.2 公顷"``.

    Args: default_unit: `sqm`, `mu` or `hectare`, for a number without a unit (the column's).
    Raises: NotAnArea: fact `value`; also for a negative area or an unknown unit.
    """
    number, unit = _quantity(text, refusal=NotAnArea)
    kind = _AREA_UNITS.get(unit.lower()) if unit else default_unit
    if kind is None or number < 0:
        raise NotAnArea(value=text)
    if kind == "mu":
        return sqm_from_mu(number)
    if kind == "hectare":
        number *= 10_000
    return number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def read_amount(text: str | int | float | Decimal, *, default_unit: str = "元") -> Decimal:
    """Return yuan for an amount as written, such as ``"3万元"``, ``"￥1,200"`` or ``"0.5亿"``.

    Raises: NotAnAmount: fact `value`; also for an unknown unit.
    """
    number, unit = _quantity(text, refusal=NotAnAmount)
    factor = _MONEY_UNITS.get(unit or default_unit)
    if factor is None:
        raise NotAnAmount(value=text)
    return yuan(number * factor)


def _quantity(text: object, *, refusal: type[RuleError]) -> tuple[Decimal, str]:
    """Return the number and the unit as written (empty when there is none)."""
    if not isinstance(text, str):
        return _number(text, refusal=refusal), ""
    # NFKC writes ㎡ as m2, full-width digits as ASCII and the full-width yuan sign as ¥.
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("¥").strip()
    match = _QUANTITY.fullmatch(plain.replace("m2", "sqm"))
    if not match:
        raise refusal(value=text)
    return _number(match[1], refusal=refusal), match[2].strip()


def _number(value: object, *, refusal: type[RuleError]) -> Decimal:
    """Return the value as an exact number; a comma is a thousands mark or the value is refused."""
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 300:
        # Exact already; the pattern below would say yes to every figure of an ordinary size.
        return value
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(
        r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?([eE][+-]?\d{1,3})?", text
    ):
        raise refusal(value=value)
    if not any(char.isdigit() for char in text):
        raise refusal(value=value)
    return Decimal(text.replace(",", ""))
