"""Refusals as values: a rule says *what* is wrong with facts, never with a sentence.

Two manners of refusing:

* a command on one thing raises a subclass of :class:`RuleError`, whose annotated fields are the facts;
* a check over many things returns a list of :class:`Problem`.

The sentence a user reads is made by ``messages.py`` of the addon that shows it, so that it can be translated.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple


class RuleError(Exception):
    """A refusal with facts; subclass it once per reason and annotate the facts.

    >>> class TermTooLong(RuleError):
    ...     years: int
    ...     limit: int
    >>> error = TermTooLong(years=25, limit=20)
    >>> error.name, error.facts
    ('TermTooLong', {'years': 25, 'limit': 20})

    A fact that is annotated but not given, or given but not annotated, is a programmer's mistake
    (`TypeError`); a class attribute of the same name serves as its default.
    """

    def __init__(self, **facts: Any) -> None:
        declared = self._declared()
        unknown = [name for name in facts if name not in declared]
        missing = [name for name in declared if name not in facts and not hasattr(type(self), name)]
        if unknown or missing:
            raise TypeError(f"{type(self).__name__}: unknown facts {unknown}, missing facts {missing}")
        self.facts = {name: facts.get(name, getattr(type(self), name, None)) for name in declared}
        for name, value in self.facts.items():
            setattr(self, name, value)
        super().__init__(", ".join(f"{name}={value!r}" for name, value in self.facts.items()))

    @classmethod
    def _declared(cls) -> list[str]:
        """Return the names of the facts, those of the base classes first."""
        names: dict[str, None] = {}
        for base in reversed(cls.__mro__):
            if base is not RuleError and issubclass(base, RuleError):
                names.update(dict.fromkeys(base.__dict__.get("__annotations__", {})))
        return list(names)

    @property
    def name(self) -> str:
        """The refusal's name, by which ``messages.py`` finds its sentence."""
        return type(self).__name__


class Problem(NamedTuple):
    """One thing wrong in one place of a list; `row` counts from 1 as the sheet shows it, 0 means no row."""

    name: str
    facts: dict[str, Any]
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    level: Literal["error", "warning"] = "error"
