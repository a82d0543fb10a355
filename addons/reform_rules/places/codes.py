"""Division codes and names of the statistical lists (统计用区划代码).

A code says where a unit was filed on the day of a list. It is not an identity: after a merger the new
village often carries the code of one of the old ones, and a code of an abolished township may come back for
another.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import RuleError

LEVELS = ("province", "prefecture", "county", "township", "village")
# The digits that belong to each level: 2 + 2 + 2 + 3 + 3.
_ENDS = {"province": 2, "prefecture": 4, "county": 6, "township": 9, "village": 12}
_COMMITTEE = re.compile(r"(?:(村民委员会|村委会)|(居民委员会|居委会)|办事处)$")


class NotADivisionCode(RuleError):
    """The value is no code of a province, prefecture, county, township or village."""

    value: object


class DivisionCode(NamedTuple):
    """A code of twelve digits and the level it stands for."""

    code: str
    level: str

    @property
    def short(self) -> str:
        """The code without the zeros of the levels below, as people quote it."""
        return self.code[: _ENDS[self.level]]

    def within(self, other: DivisionCode) -> bool:
        """Return whether this code is the other's or below it."""
        return self.code.startswith(other.short)


def parse(value: str) -> DivisionCode:
    """Return the code with its level; the zeros at the end tell the level.

    Args: value: twelve digits, or the 2, 4, 6 or 9 digits people quote for the upper levels.
    Raises: NotADivisionCode: fact `value`.

    >>> parse("511603"), parse("511603106217").level
    (DivisionCode(code='511603000000', level='county'), 'village')
    """
    text = value.strip() if isinstance(value, str) else ""
    # isdigit() also accepts full-width and other scripts' digits.
    if not (text.isascii() and text.isdigit() and len(text) in _ENDS.values()):
        raise NotADivisionCode(value=value)
    code = text.ljust(12, "0")
    if code[:2] == "00":
        raise NotADivisionCode(value=value)
    level = next(level for level in LEVELS if not code[_ENDS[level] :].strip("0"))
    return DivisionCode(code, level)


def parent_of(code: DivisionCode) -> DivisionCode | None:
    """Return the code of the unit above, None for a province.

    A city without counties files its townships directly below itself; the empty level is left out.
    """
    for level in reversed(LEVELS[: LEVELS.index(code.level)]):
        above = code.code[: _ENDS[level]].ljust(12, "0")
        if parse(above).level == level:
            return DivisionCode(above, level)
    return None


def short_name(name: str) -> str:
    """Return the name people use for a unit, from the name of its committee or office.

    >>> [short_name(name) for name in ("鹅凤村委会", "捧印村村民委员会", "沙坪社区居委会", "南岸街道办事处")]
    ['鹅凤村', '捧印村', '沙坪社区', '南岸街道']
    """
    text = re.sub(r"\s+", "", name)
    match = _COMMITTEE.search(text)
    if not match or match.start() == 0:
        return text
    stem = text[: match.start()]
    if match[1]:
        return stem if stem.endswith(("村", "社区")) else stem + "村"
    if match[2]:
        return stem if stem.endswith("社区") else stem + "社区"
    return stem
