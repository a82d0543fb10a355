"""When two lines of a sheet mean the same thing, and when they only look alike.

The same: owner, name and place are equal once blanks, width and brackets no longer count.
Alike: the same place, and names that differ only in words such as 原, 旧, 闲置.
The first is refused, the second is a warning.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .headers import clean

_MARKS = re.compile(r"[^\w]|_")
_DRESS = re.compile(r"^(?:原|旧|老|废弃|闲置|废旧|荒废|已停用|旧有)+|(?:旧址|原址|闲置|房屋|资产)+$")


class Line(NamedTuple):
    """One line by its keys; `number` is any number that orders the lines."""

    number: int
    same: str
    alike: str


class Twin(NamedTuple):
    """A later line and the first line it repeats."""

    number: int
    first: int
    kind: str


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return a name reduced to its letters.

    >>> name_key("原 沙坪村（村小）") == name_key("原沙坪村(村小)")
    True
    """
    return _MARKS.sub("", clean(name)).lower()


def same_key(owner: str, name: str, place: str) -> str:
    """Return the key of a thing: equal for equal owner, name and place."""
    return "|".join((name_key(owner), name_key(name), name_key(place)))


def alike_key(name: str, place: str) -> str:
    """Return the key under which similar names at one place meet.

    >>> alike_key("原沙坪村小", "沙坪村") == alike_key("闲置沙坪村小", "沙坪村")
    True
    """
    key = name_key(name)
    return "|".join((_DRESS.sub("", key) or key, name_key(place)))


def content_digest(values: Iterable[str]) -> str:
    """Return the digest of a line's content, the same for the same cells in the same order."""
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()


def twins(lines: Iterable[Line]) -> list[Twin]:
    """Return every line that repeats an earlier one (`same`) or resembles one (`alike`), in order."""
    first_same: dict[str, int] = {}
    first_alike: dict[str, int] = {}
    found = []
    for line in sorted(lines):
        if line.same in first_same:
            found.append(Twin(line.number, first_same[line.same], "same"))
        elif line.alike in first_alike:
            found.append(Twin(line.number, first_alike[line.alike], "alike"))
        first_same.setdefault(line.same, line.number)
        first_alike.setdefault(line.alike, line.number)
    return found
