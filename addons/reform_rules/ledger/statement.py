"""The prescribed statements, computed from lines that are data.

A formula is a row of signed terms: `D:112 + DD:113`, `@current_assets + @noncurrent_assets`.

| term | meaning (CODE stands for the account and everything below it) |
|---|---|
| `D:CODE` `C:CODE` | closing balance, debit- or credit-positive |
| `DD:CODE` `CD:CODE` | sum of the details (account and party) that stand in debit, or in credit |
| `DT:CODE` `CT:CODE` | turnover of the months asked for, net, without the year-end closing vouchers |
| `DO:CODE` `CO:CODE` | opening balance; what books opened within the year brought along of it is turnover |
| `@line` | the figure of another line of the same statement |
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO
from .chart import DATA
from .trial_balance import AccountSum

BALANCE_SHEET = "balance_sheet"
INCOME_STATEMENT = "income_statement"
KINDS = ("heading", "item", "memo", "subtotal", "total", "difference", "text")
# Lines without a figure: a title, or what somebody writes.
WORDS = ("heading", "text")

_TERM = re.compile(r"\s*(?P<sign>[+-]?)\s*(?:(?P<kind>[DC][DTO]?):(?P<code>\d{1,9})|@(?P<line>\w+))")


class FormulaUnreadable(RuleError):
    """A formula that the grammar above does not know."""

    line: str
    formula: str


class LineUnknown(RuleError):
    """A formula names a line that the statement does not have."""

    line: str
    formula: str


class FormulaCircular(RuleError):
    """A line that depends on itself."""

    line: str


class Line(NamedTuple):
    """One line of a statement. `column` is left or right; `line_no` is printed, never a key."""

    statement: str
    code: str
    label: str
    kind: str
    column: str
    level: int
    line_no: str
    formula: str
    mark: str


class Term(NamedTuple):
    """One signed term: `kind` '' means another line, named in `operand`."""

    sign: int
    kind: str
    operand: str


class Figure(NamedTuple):
    """A line and its amounts, one per column of figures; None for a line of words."""

    line: Line
    amounts: tuple[Decimal | None, ...]


@cache
def load(version: str = "statement_2023") -> tuple[Line, ...]:
    """Return the lines of both statements in printing order.

    Source: accounting-system-2023
    """
    with (DATA / f"{version}.csv").open(encoding="utf-8", newline="") as table:
        return tuple(Line(**{**row, "level": int(row["level"])}) for row in csv.DictReader(table))


def parse(formula: str, line: str = "") -> list[Term]:
    """Return the terms of a formula; [] for an empty one.

    Raises: FormulaUnreadable: facts `line`, `formula`.
    """
    terms, at = [], 0
    text = formula.strip()
    while at < len(text):
        match = _TERM.match(text, at)
        if not match or (terms and not match["sign"]):
            raise FormulaUnreadable(line=line, formula=formula)
        sign = -1 if match["sign"] == "-" else 1
        terms.append(Term(sign, match["kind"] or "", match["code"] or match["line"]))
        at = match.end()
    return terms


def compute(lines: Sequence[Line], columns: Sequence[Iterable[AccountSum]]) -> list[Figure]:
    """Return every line with one figure per column of sums, in the order of `lines`.

    Raises: FormulaUnreadable, LineUnknown, FormulaCircular.
    """
    results = [_column(lines, list(sums)) for sums in columns]
    return [
        Figure(line, tuple(None if line.kind in WORDS else result[line.code] for result in results))
        for line in lines
    ]


def balance_sheet(lines: Sequence[Line], year_to_date: Sequence[AccountSum]) -> list[Figure]:
    """Return the balance sheet: closing balance, then balance at the start of the year.

    Args: year_to_date: sums whose first month is January, so `opening` is the start of the year.
    """
    start = [AccountSum(item.code, item.partner, item.opening, ZERO, ZERO) for item in year_to_date]
    return compute(lines, (year_to_date, start))


def figure(figures: Iterable[Figure], code: str, at: int = 0) -> Decimal:
    """Return the amount of a line by its code."""
    amount = next(item.amounts[at] for item in figures if item.line.code == code)
    return ZERO if amount is None else amount


def codes(lines: Sequence[Line], code: str) -> list[str]:
    """Return the account code prefixes that feed a line, through other lines, without repeats."""
    by_code = {line.code: line for line in lines}
    found: dict[str, None] = {}
    waiting, seen = [code], set()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        for term in parse(by_code[name].formula, name):
            if term.kind:
                found[term.operand] = None
            else:
                waiting.append(term.operand)
    return list(found)


def _column(lines: Sequence[Line], sums: list[AccountSum]) -> Mapping[str, Decimal]:
    by_code = {line.code: line for line in lines}
    below = _by_prefix(sums)
    done: dict[str, Decimal] = {}
    busy: set[str] = set()

    def value(code: str) -> Decimal:
        if code in done:
            return done[code]
        if code in busy:
            raise FormulaCircular(line=code)
        busy.add(code)
        total = ZERO
        for term in _parsed(by_code[code].formula, code):
            if term.kind:
                total += term.sign * _account(term, below.get(term.operand, ()))
            elif term.operand in by_code:
                total += term.sign * value(term.operand)
            else:
                raise LineUnknown(line=term.operand, formula=by_code[code].formula)
        done[code] = total
        return total

    for line in lines:
        value(line.code)
    return done


@cache
def _parsed(formula: str, line: str) -> tuple[Term, ...]:
    # The same forty formulas are asked for by every collective of a county.
    return tuple(parse(formula, line))


def _by_prefix(sums: Iterable[AccountSum]) -> Mapping[str, list[AccountSum]]:
    """Return {beginning of a code: the sums below it}, so that a term does not look through all of them."""
    found: dict[str, list[AccountSum]] = defaultdict(list)
    for item in sums:
        for length in range(1, len(item.code) + 1):
            found[item.code[:length]].append(item)
    return found


def _account(term: Term, below: Sequence[AccountSum]) -> Decimal:
    side = 1 if term.kind[0] == "D" else -1
    if term.kind[1:] == "D":
        details: dict[tuple[str, int], Decimal] = defaultdict(lambda: ZERO)
        for item in below:
            details[item.code, item.partner] += item.end
        return sum((side * amount for amount in details.values() if side * amount > 0), ZERO)
    measure: Callable[[AccountSum], Decimal] = {
        "": lambda item: item.end,
        "T": lambda item: item.turnover,
        "O": lambda item: item.opening - item.brought,
    }[term.kind[1:]]
    return side * sum((measure(item) for item in below), ZERO)
