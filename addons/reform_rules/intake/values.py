"""What people write in a cell, as a value: numbers, amounts, areas, dates.

Text numbers, full-width digits, thousands marks, units behind the number and Chinese numerals are read;
anything else is refused with the value as a fact, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from ..errors import RuleError
from ..money import NotAnAmount, yuan
from ..units import NotAnArea, mu_from_sqm, read_amount, read_area
from .cells import Fault, Value

_ABOUT = re.compile(r"约|近|余|多|左右|大概|不到|以上")
_DIGITS = {
    **{char: number for number, char in enumerate("零一二三四五六七八九")},
    **{char: number for number, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "○": 0,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 10**8}
_NUMERAL = re.compile(rf"[{''.join(_DIGITS)}{''.join(_TENS)}万萬亿]+")
# Excel counts days from here; the numbers cover 1927 to 2064, outside of which a bare number is no date.
_EPOCH = date(1899, 12, 30)
_SERIALS = range(10_000, 60_001)
_DATE = re.compile(
    r"(\d{4})(?:[年./\-](\d{1,2})(?:[月./\-](\d{1,2})日?|月)?|年)?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_LOOSE = re.compile(r"(至今|以来|开始|年底|年初|起|左右|前后|约|底|初)")


class NotANumber(RuleError):
    """The value cannot be read as a number."""

    value: object


class NotADate(RuleError):
    """The value cannot be read as a date."""

    value: object


class FaultyCell(RuleError):
    """The cell shows an error of the sheet itself, or a formula nobody has computed."""

    code: str


class Read(NamedTuple):
    """A number and whether the sheet only said about (约, 余, 近)."""

    value: Decimal
    about: bool = False


class Day(NamedTuple):
    """A date and how exactly it was written; a month is its first day, a year its first of January."""

    value: date
    precision: Literal["day", "month", "year"]


def text(value: Value) -> str:
    """Return the cell as one line of text; a whole number has no decimal point.

    >>> text(13800000000.0), text(" 沙坪　村 ")
    ('13800000000', '沙坪 村')
    """
    if isinstance(value, str):
        return " ".join(value.split())
    if value is None:
        return ""
    if isinstance(value, Fault):
        raise FaultyCell(code=value.code)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return str(value)


def number(value: Value) -> Read:
    """Return a plain number. Raises: NotANumber, FaultyCell."""
    plain, about = _plain(value, NotANumber)
    if not isinstance(plain, str):
        return Read(plain)
    digits = _numeral(plain) if _NUMERAL.fullmatch(plain) else None
    if digits is not None:
        return Read(Decimal(digits), about)
    if not re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", plain):
        raise NotANumber(value=value)
    return Read(Decimal(plain.replace(",", "")), about)


def amount(value: Value, unit: str) -> Read:
    """Return yuan; `unit` is that of a bare number (元, 千元, 万元). Raises: NotAnAmount, FaultyCell."""
    plain, about = _plain(value, NotAnAmount)
    if isinstance(plain, str):
        plain = _arabic(plain)
    elif unit == "元":
        return Read(yuan(plain))
    try:
        return Read(read_amount(plain, default_unit=unit), about)
    except (NotAnAmount, InvalidOperation):
        # The refusal shows what stands in the cell, not what was made of it.
        raise NotAnAmount(value=value) from None


def area(value: Value, unit: str, *, into: Literal["sqm", "mu"]) -> Read:
    """Return an area in square metres or mu; `unit` is that of a bare number.

    Raises: NotAnArea, FaultyCell.
    """
    plain, about = _plain(value, NotAnArea)
    try:
        sqm = read_area(_arabic(plain) if isinstance(plain, str) else plain, default_unit=unit)
    except (NotAnArea, InvalidOperation):
        raise NotAnArea(value=value) from None
    return Read(sqm if into == "sqm" else mu_from_sqm(sqm), about)


def day(value: Value) -> Day:
    """Return a date however it is written: 2021年3月, 2021.03, 20210315, 44270, 二〇二一年三月.

    Raises: NotADate, FaultyCell.
    """
    if isinstance(value, Fault):
        raise FaultyCell(code=value.code)
    if isinstance(value, datetime):
        return Day(value.date(), "day")
    if isinstance(value, date):
        return Day(value, "day")
    plain = _arabic_date(text(value)) if not isinstance(value, bool) else ""
    if re.fullmatch(r"\d{5}(\.\d+)?", plain) and int(float(plain)) in _SERIALS:
        return Day(_EPOCH + timedelta(days=int(float(plain))), "day")
    match = _PACKED.fullmatch(plain) or _DATE.fullmatch(plain)
    if not match or not 1900 <= int(match[1]) <= 2100:
        raise NotADate(value=value)
    year, month, number_of_day = int(match[1]), match[2], match[3]
    try:
        found = date(year, int(month or 1), int(number_of_day or 1))
    except ValueError:
        raise NotADate(value=value) from None
    return Day(found, "day" if number_of_day else "month" if month else "year")


def _plain(value: Value, refusal: type[RuleError]) -> tuple[Decimal | str, bool]:
    """Return a number exactly, or a text in half-width form without words of approximation."""
    if isinstance(value, Fault):
        raise FaultyCell(code=value.code)
    if value is None or isinstance(value, bool | date):
        raise refusal(value=value)
    if isinstance(value, float | int):
        plain = Decimal(repr(value))
        if not plain.is_finite():
            raise refusal(value=value)
        return plain, False
    plain_text = unicodedata.normalize("NFKC", value).replace(" ", "")
    short = _ABOUT.sub("", plain_text)
    return short, short != plain_text


def _arabic(plain: str) -> str:
    """Return the text with a leading Chinese numeral written in digits: 三亩 → 3亩, 十二万元 → 120000元."""
    match = _NUMERAL.match(plain)
    if not match:
        return plain
    digits = _numeral(match[0])
    return plain if digits is None else f"{digits}{plain[match.end() :]}"


def _arabic_date(plain: str) -> str:
    plain = unicodedata.normalize("NFKC", plain)
    plain = _LOOSE.sub(lambda match: "年" if match[0] in ("年底", "年初") else "", plain).replace(" ", "")
    if not re.search(rf"[{''.join(_DIGITS)}]", plain):
        return plain
    plain = re.sub(r"[〇○零一二三四五六七八九]{4}", lambda match: str(_digit_row(match[0])), plain)
    return re.sub(r"[一二三四五六七八九十]{1,3}(?=[月日])", lambda match: str(_numeral(match[0])), plain)


def _digit_row(numeral: str) -> int:
    return int("".join(str(_DIGITS[char]) for char in numeral))


def _numeral(numeral: str) -> int | None:
    """Return the number of a Chinese numeral, or None when it is not well formed.

    >>> _numeral("三百零五"), _numeral("十二万"), _numeral("二〇二一")
    (305, 120000, 2021)
    """
    if all(char in _DIGITS for char in numeral):
        return _digit_row(numeral)
    total = section = 0
    digit: int | None = None
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            digit = None
        elif section or digit is not None:
            total += (section + (digit or 0)) * _MYRIADS[char]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
