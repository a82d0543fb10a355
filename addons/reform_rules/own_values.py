"""A county's own numbers beside those of `parameters.toml`: how they are written, and which one counts when.

*What it accepts*: the name of a number and what an administrator typed ("15", "2/3", "12-31", "30、90"), or
the dated values a county has put in force. *How to use*: `understand(name, text, day)` gives the value with
the type the number has; `in_force(day, values)` gives the overrides for
`Parameters.at(day).with_overrides(…)`.

*How it works*: the national entry of that day says which type, unit and words are possible. A newer
national entry ends an older value of the county, because nobody knows whether it still suits the new law.
A number that is the text of a law (mark T) may only be made stricter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from .errors import RuleError
from .parameters import Entry, NotYetInForce, Parameters, UnknownParameter, Value, every_entry

# Units whose numbers may have decimals.
_MEASURES = frozenset({"yuan", "percent", "sqm", "mu"})
# Words a county may use beside those the national entries use.
_MORE_WORDS = {
    "yes/no": frozenset({"yes", "no"}),
    "stage": frozenset({"passed", "published", "posted"}),
    "matter": frozenset(
        {"asset_lease", "asset_disposal", "asset_plan", "asset_write_off", "contribution", "rent_relief"}
        | {"valuation_agency", "investment", "merger"}
    ),
}
_SHARE = re.compile(r"(?:>=|≥|不少于)?\s*(\d+)\s*/\s*(\d+)|(>|超过)\s*(\d+)\s*/\s*(\d+)")
_BETWEEN = re.compile(r"\s*[、，,;；]\s*")


class NotThatKind(RuleError):
    """What was typed is no value of this number; `unit` is the unit it is given in."""

    parameter: str
    text: str
    unit: str


class LooserThanTheLaw(RuleError):
    """The law itself sets this number; a county may only be stricter."""

    parameter: str
    text: str
    law: str


class NotForACounty(RuleError):
    """The accounting system, not a county, says which account is which."""

    parameter: str


class Own(NamedTuple):
    """A value a county has put in force; `withdrawn_from` is the first day on which it counts no more."""

    name: str
    value: Value
    valid_from: date
    withdrawn_from: date | None = None
    order: int = 0


def in_force(day: date, values: Iterable[Own]) -> dict[str, Value]:
    """Return name → the county's own value on that day.

    Of several the youngest counts, of the same day the one put in force last. One that was withdrawn before
    it began never counted. A withdrawn one leaves the national number, not the county's older one.
    """
    youngest: dict[str, Own] = {}
    for own in sorted(values, key=lambda own: (own.valid_from, own.order)):
        never = own.withdrawn_from is not None and own.withdrawn_from <= own.valid_from
        if own.valid_from <= day and own.name in every_entry() and not never:
            youngest[own.name] = own
    return {
        name: own.value
        for name, own in youngest.items()
        if (own.withdrawn_from is None or day < own.withdrawn_from) and not _outlived(own, day)
    }


def ends_before(own: Own, others: Iterable[Own]) -> date | None:
    """Return the first day on which a value counts no more, None while none is known."""
    days = [entry.valid_from for entry in every_entry()[own.name] if entry.valid_from > own.valid_from]
    days += [
        other.valid_from
        for other in others
        if other.name == own.name
        and (other.valid_from, other.order) > (own.valid_from, own.order)
        and not (other.withdrawn_from and other.withdrawn_from <= other.valid_from)
    ]
    days += [own.withdrawn_from] if own.withdrawn_from else []
    return max(min(days), own.valid_from) if days else None


def entry_on(name: str, day: date) -> Entry:
    """Return the national entry of a day; before the first one, the first.

    Raises: UnknownParameter: fact `parameter`.
    """
    try:
        return Parameters.at(day).entry(name)
    except NotYetInForce:
        return every_entry()[name][0]


def words_of(name: str) -> frozenset[str]:
    """Return the words a value of this number is made of; empty for numbers and shares."""
    if name not in every_entry():
        raise UnknownParameter(parameter=name)
    units = {entry.unit for entry in every_entry()[name]}
    if units & {"share", "account", "month and day"}:
        return frozenset()
    kin = (entry for entries in every_entry().values() for entry in entries if entry.unit in units)
    found = frozenset(word for entry in kin for word in _parts(entry.value) if isinstance(word, str))
    return found.union(*(_MORE_WORDS.get(unit, frozenset()) for unit in units))


def understand(name: str, text: str, day: date, words: Mapping[str, str] | None = None) -> Value:
    """Return the value an administrator typed, with the type the number has on that day.

    Args: words: what people call the words of the regulations → the word, for lists of words.
    Raises: UnknownParameter; NotForACounty; NotThatKind; LooserThanTheLaw.
    """
    if name not in every_entry():
        raise UnknownParameter(parameter=name)
    entry = entry_on(name, day)
    if entry.unit == "account":
        raise NotForACounty(parameter=name)
    try:
        value = _read(name, text.strip(), entry, words or {})
    except (ValueError, InvalidOperation, KeyError) as error:
        raise NotThatKind(parameter=name, text=text, unit=entry.unit) from error
    if entry.mark == "T" and _looser(name, value, entry):
        raise LooserThanTheLaw(parameter=name, text=text, law=written(entry.value, entry.unit))
    return value


def written(value: Value, unit: str, words: Mapping[str, str] | None = None) -> str:
    """Return a value as text that `understand` reads back; `words`: the word → what people call it.

    >>> written(15, "day"), written((12, 31), "month and day"), written((30, 90), "day")
    ('15', '12-31', '30、90')
    """
    if unit == "month and day":
        return "-".join(str(part) for part in value)  # type: ignore[union-attr]
    if unit == "share":
        return re.sub(r"\s+of\s+\w+", "", str(value)).replace(">=", "≥")
    if unit == "account":
        return "、".join(str(part).removeprefix("chart_") for part in _parts(value))
    known = words or {}
    return "、".join(known.get(str(part), str(part)) for part in _parts(value))


def _read(name: str, text: str, entry: Entry, words: Mapping[str, str]) -> Value:
    if entry.unit == "share":
        return _share(text, str(entry.value))
    if entry.unit == "month and day":
        month, day = (int(part) for part in re.split(r"[-月/.]", text.removesuffix("日")))
        date(2001, month, day)  # a day that every year has
        return (month, day)
    parts = [part for part in _BETWEEN.split(text) if part]
    if allowed := words_of(name):
        found = tuple(dict.fromkeys(words.get(part, part) for part in parts))
        if set(found) - allowed or (isinstance(entry.value, str) and len(found) != 1):
            raise ValueError(text)
        return found[0] if isinstance(entry.value, str) else found
    if isinstance(entry.value, tuple):
        numbers = tuple(_number(part, entry.unit) for part in parts)
        if not numbers or list(numbers) != sorted(set(numbers)):  # type: ignore[type-var]
            raise ValueError(text)
        return numbers
    return _number(text, entry.unit)


def _number(text: str, unit: str) -> int | Decimal:
    number = Decimal(text)
    if not number.is_finite() or number < 0:
        raise ValueError(text)
    if number == number.to_integral_value():
        return int(number)
    if unit not in _MEASURES:
        raise ValueError(text)
    return number


def _share(text: str, national: str) -> str:
    """Return a threshold over the same base as the national one; `2/3` alone means at least."""
    match = _SHARE.fullmatch(text)
    if not match:
        raise ValueError(text)
    strict = match[3] is not None
    part, of = (int(digits) for digits in (match.group(4, 5) if strict else match.group(1, 2)))
    if not 0 < part <= of or (strict and part == of):
        raise ValueError(text)
    return f"{'>' if strict else '>='} {part}/{of} of {national.rsplit(' ', 1)[1]}"


def _looser(name: str, value: Value, entry: Entry) -> bool:
    if entry.unit == "share":
        return _strictness(str(value)) < _strictness(str(entry.value))
    if isinstance(value, int | Decimal) and isinstance(entry.value, int | Decimal):
        if "_max" in name:
            return value > entry.value
        if "_min" in name:
            return value < entry.value
    return False


def _strictness(share: str) -> tuple[Fraction, bool]:
    sign, fraction, _of, _base = share.split()
    return Fraction(fraction), sign == ">"


def _outlived(own: Own, day: date) -> bool:
    return any(own.valid_from < entry.valid_from <= day for entry in every_entry()[own.name])


def _parts(value: Value) -> tuple:
    return value if isinstance(value, tuple) else (value,)
