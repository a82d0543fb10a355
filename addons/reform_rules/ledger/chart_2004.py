"""From the chart of 2004 to that of 2023: what becomes of an account of the old books.

*What it accepts*: rows of a trial balance, each naming its account together with the chart it belongs to; a
code alone is refused, because 153, 154, 211, 212, 502, 511 and 521 mean something else since 2024.

*How to use*: `propose(rows, targets, new_year=True)` gives one proposal a row: a target, or a question with
its options. `opening.convert` makes the new rows of them.

*How it works*: `data/conversion_2004_2023.csv` is the comparison table; an account that may become more than
one thing is a question, and so is a target that is divided further or a result that was not closed.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ..errors import RuleError
from .chart import CHART_2023, DATA, Account, load

CHART_2004 = "chart_2004"
VERSIONS = (CHART_2004, CHART_2023)
UNDISTRIBUTED = "32202"
# Those of the table, and those that come from the row itself.
QUESTIONS = ("purpose", "settle", "nature", "unclosed", "detail", "chart", "unknown")
_RESULT = ("income", "expense")


class ChartVersionMissing(RuleError):
    """An account was named by its code alone."""

    code: str


class Ref(NamedTuple):
    """An account with the chart it belongs to; made by `ref`."""

    version: str
    code: str


class OldRow(NamedTuple):
    """One balance of the old books in yuan, on one side; `party` and `origin` are opaque keys (0: none)."""

    account: Ref
    name: str
    party: int
    debit: Decimal
    credit: Decimal
    origin: int = 0

    @property
    def amount(self) -> Decimal:
        """Return the amount of the side it stands on."""
        return self.debit or self.credit


class Target(NamedTuple):
    """An account of the new chart as an entity has it, own sub-accounts included."""

    name: str
    postable: bool
    detail_required: bool


class Option(NamedTuple):
    """One answer: the account, when it is the right one, and how sure the table is."""

    code: str
    words: str
    mark: str


class Proposal(NamedTuple):
    """What becomes of a row: `target`, or a `question` ('' when none) with its options."""

    target: str
    question: str
    options: tuple[Option, ...]


def ref(version: str, code: str) -> Ref:
    """Return a reference to an account; separators in the code are left out.

    Raises: ChartVersionMissing: fact `code`.

    >>> ref("chart_2004", "102-01")
    Ref(version='chart_2004', code='10201')
    """
    digits = "".join(sign for sign in code if sign.isdecimal() and sign.isascii())
    if version not in VERSIONS:
        raise ChartVersionMissing(code=digits)
    return Ref(version, digits)


class Way(NamedTuple):
    """One line of the comparison table: an old account may become the target; `question` '' asks nothing."""

    code: str
    target: str
    words: str
    question: str
    mark: str


#: Old first-level code → (question, options).
Table = Mapping[str, tuple[str, tuple[Option, ...]]]


@cache
def ways() -> tuple[Way, ...]:
    """Return the comparison table as published, line by line.

    Source: accounting-transition-2023
    """
    with (DATA / "conversion_2004_2023.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(Way(**row) for row in csv.DictReader(rows))


def conversion(lines: Iterable[Way]) -> Table:
    """Return lines of the comparison table by old account; the first question named is asked."""
    table: dict[str, tuple[str, tuple[Option, ...]]] = {}
    for way in lines:
        question, options = table.get(way.code, (way.question, ()))
        table[way.code] = (question, (*options, Option(way.target, way.words, way.mark)))
    return table


@cache
def targets_of(version: str = CHART_2023) -> Mapping[str, Target]:
    """Return the prescribed accounts of a chart as targets, by code."""
    return {
        each.code: Target(each.name, each.postable, each.detail_required) for each in load(version).accounts
    }


@cache
def _prescribed(version: str) -> Mapping[str, Account]:
    return {each.code: each for each in load(version).accounts}


def known(account: Ref) -> Account | None:
    """Return the prescribed account a reference names or hangs below; None when there is none."""
    by_code = _prescribed(account.version)
    return next((by_code[head] for head in heads(account.code) if head in by_code), None)


def heads(code: str) -> Iterable[str]:
    """Return a code and those above it, nearest first, whatever lengths its levels have."""
    return (code[:length] for length in range(len(code), 2, -1))


def other_chart(account: Ref, name: str) -> str:
    """Return the version that gives this first-level code this name when the own one does not, else ''.

    >>> other_chart(Ref("chart_2004", "153"), "在建工程"), other_chart(Ref("chart_2004", "154"), "在建工程")
    ('chart_2023', '')
    """
    own = known(account)
    if len(account.code) != 3 or own and plain(own.name) == plain(name):
        return ""
    for version in VERSIONS:
        found = _prescribed(version).get(account.code)
        if version != account.version and found and plain(found.name) == plain(name):
            return version
    return ""


def plain(name: str) -> str:
    """Return a name of an account without blanks and with full brackets, for comparing."""
    return "".join(name.split()).replace("(", "（").replace(")", "）")


def propose(
    rows: Iterable[OldRow], targets: Mapping[str, Target], *, new_year: bool, table: Table | None = None
) -> list[Proposal]:
    """Return what becomes of each row, in their order.

    Args: new_year: the books open on 1 January, so income, expense and 本年收益 should have been closed.
        table: the comparison table where it was corrected; None: as published.
    Raises: ChartVersionMissing: a row names its account by the code alone.
    Source: accounting-transition-2023
    """
    table = conversion(ways()) if table is None else table
    return [_propose(row, targets, new_year, table) for row in rows]


def _propose(row: OldRow, targets: Mapping[str, Target], new_year: bool, table: Table) -> Proposal:
    if not isinstance(row.account, Ref) or row.account.version not in VERSIONS:
        raise ChartVersionMissing(code=str(row.account))
    if other_chart(row.account, row.name):
        return Proposal("", "chart", ())
    own = known(row.account)
    if own is None:
        return Proposal("", "unknown", ())
    if row.account.version == CHART_2023:
        found = next((each for each in heads(row.account.code) if each in targets), "")
        question, options = "", (Option(found, "", ""),)
    else:
        question, options = table.get(own.code, ("unknown", ()))
    opened = _open_up(options, targets)
    if new_year and row.amount and (own.kind in _RESULT or own.must_be_nil == "year"):
        closed = Option(UNDISTRIBUTED, "", "K")
        return Proposal("", "unclosed", (closed, *(each for each in opened if each.code != UNDISTRIBUTED)))
    if question:
        return Proposal("", question, opened)
    return _usual(row, options[0], opened, targets)


def _usual(row: OldRow, first: Option, opened: tuple[Option, ...], targets: Mapping[str, Target]) -> Proposal:
    """Return the first option; where it is divided further, the detail of the same name, else a question."""
    target = targets.get(first.code)
    if target and target.postable:
        return Proposal(first.code, "", opened)
    details = [each for each in opened if each.code.startswith(first.code)]
    same = [each for each in details if plain(targets[each.code].name) == plain(row.name)]
    if len(same) == 1 or len(details) == 1:
        return Proposal((same or details)[0].code, "", opened)
    return Proposal("", "detail" if details else "unknown", opened)


def _open_up(options: Sequence[Option], targets: Mapping[str, Target]) -> tuple[Option, ...]:
    """Return the options, each account that takes no entries replaced by those below it that do."""
    opened: list[Option] = []
    for each in options:
        target = targets.get(each.code)
        if target and target.postable:
            opened.append(each)
        elif target:
            below = [code for code in sorted(targets) if code.startswith(each.code)]
            opened += [each._replace(code=code) for code in below if targets[code].postable]
    return tuple(opened)
