"""Numbers of the regulations, each with the day it came into force and the article that says so.

*What it accepts*: ``parameters.toml`` beside this file. One name is a list of dated entries::

    [[notice_days_min]]
    value = 10
    unit = "day"
    valid_from = 2025-05-01
    article = "collective-law-27"     # an id of articles.toml
    mark = "T"                        # T text read, S sourced, K general knowledge, D design choice

*How to use*: ``Parameters.at(day).value("notice_days_min")``. A county's own policy overrides the shipped
numbers by ``Parameters.at(day).with_overrides({"notice_days_min": 15})``; no article speaks for it then.
Which of its numbers count on a day says ``own_values.py``.

*How it works*: the file is read once; `at` picks for every name the youngest entry already in force. A new
law is a new entry, never a changed one, so a case of an earlier year keeps its numbers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

from .errors import RuleError

Value = int | Decimal | str | bool | date | tuple


class UnknownParameter(RuleError):
    """No number of this name exists."""

    parameter: str


class NotYetInForce(RuleError):
    """The number exists, but no entry of it was in force on that day."""

    parameter: str
    day: date


class Entry(NamedTuple):
    """One dated value of a parameter; `article` is an id of ``articles.toml``, empty for a county's own."""

    value: Value
    unit: str
    valid_from: date
    article: str
    mark: str


class Parameters:
    """The numbers in force on one day."""

    def __init__(self, day: date, overrides: Mapping[str, Value] | None = None) -> None:
        self.day = day
        self._overrides = MappingProxyType(dict(overrides or {}))
        for name in self._overrides:
            if name not in every_entry():
                raise UnknownParameter(parameter=name)

    @classmethod
    def at(cls, day: date, overrides: Mapping[str, Value] | None = None) -> Parameters:
        """Return the numbers in force on that day, a county's own numbers first.

        Raises: UnknownParameter: fact `parameter`, for an override of a name that does not exist.
        """
        return cls(day, overrides)

    def with_overrides(self, overrides: Mapping[str, Value]) -> Parameters:
        """Return the numbers of the same day with these laid over them, the later over the earlier.

        Raises: UnknownParameter: fact `parameter`, for an override of a name that does not exist.
        """
        return Parameters(self.day, {**self._overrides, **overrides}) if overrides else self

    def entry(self, name: str) -> Entry:
        """Return the dated entry in force.

        Raises: UnknownParameter: fact `parameter`; NotYetInForce: facts `parameter`, `day`.
        """
        entries = every_entry().get(name)
        if entries is None:
            raise UnknownParameter(parameter=name)
        if name in self._overrides:
            return Entry(self._overrides[name], entries[-1].unit, self.day, "", "D")
        in_force = [entry for entry in entries if entry.valid_from <= self.day]
        if not in_force:
            raise NotYetInForce(parameter=name, day=self.day)
        return in_force[-1]

    def value(self, name: str) -> Any:
        """Return the number in force; whole numbers as int, others as Decimal."""
        return self.entry(name).value

    def article(self, name: str) -> str:
        """Return the id of the article that sets the number, empty for a county's own."""
        return self.entry(name).article


@cache
def every_entry() -> Mapping[str, tuple[Entry, ...]]:
    """Return all entries of all names, oldest first."""
    read = {
        name: tuple(sorted((_entry(name, raw) for raw in raws), key=lambda entry: entry.valid_from))
        for name, raws in _load("parameters.toml").items()
    }
    return MappingProxyType(read)


@cache
def articles() -> Mapping[str, Mapping[str, Any]]:
    """Return the articles of the laws by id."""
    return MappingProxyType({name: MappingProxyType(raw) for name, raw in _load("articles.toml").items()})


def _entry(name: str, raw: Mapping[str, Any]) -> Entry:
    assert set(raw) == set(Entry._fields), f"{name}: an entry has exactly the keys {Entry._fields}"
    value = tuple(raw["value"]) if isinstance(raw["value"], list) else raw["value"]
    return Entry(value, raw["unit"], raw["valid_from"], raw["article"], raw["mark"])


def _load(file_name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(file_name).read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)
