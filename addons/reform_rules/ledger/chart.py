"""The chart of accounts of a version, read from its table.

A code means nothing without its version: 211 is 应付工资 in 2004 and 应付款 in 2023.
`data/chart_<version>.csv` is the table; a correction of the official text is a line there.
"""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..errors import RuleError

CHART_2023 = "chart_2023"
KINDS = ("asset", "contra_asset", "liability", "equity", "cost", "income", "expense")
LEVEL_LENGTHS = (3, 5, 7, 9)  # first level three digits, every further level two more
DATA = Path(__file__).parent / "data"


class ChartUnknown(RuleError):
    """No table for this version of the chart."""

    version: str


class AccountUnknown(RuleError):
    """The chart has no account with this code."""

    version: str
    code: str


class CodeNotBelowParent(RuleError):
    """A sub-account's code is its parent's code and two more digits."""

    code: str
    parent: str


class Account(NamedTuple):
    """One account. `must_be_nil`: '' | 'period' | 'year'; `detail`: '' | 'partner'; mark: how sure we are."""

    code: str
    name: str
    identifier: str
    kind: str
    side: str
    two_sided: bool
    must_be_nil: str
    detail: str
    detail_required: bool
    postable: bool
    mark: str

    @property
    def parent(self) -> str:
        """Return the code of the account above, '' at the first level."""
        return parent_code(self.code)


class Chart(NamedTuple):
    """A version of the chart; accounts in code order, parents before children."""

    version: str
    accounts: tuple[Account, ...]

    def get(self, code: str) -> Account:
        """Return the account with this code.

        Raises: AccountUnknown: facts `version`, `code`.
        """
        for account in self.accounts:
            if account.code == code:
                return account
        raise AccountUnknown(version=self.version, code=code)

    def first_level(self) -> tuple[Account, ...]:
        """Return the prescribed accounts, without suggested details."""
        return tuple(account for account in self.accounts if len(account.code) == LEVEL_LENGTHS[0])


def parent_code(code: str) -> str:
    """Return the code one level up, '' for a first-level code.

    >>> parent_code("3220101"), parent_code("32202"), parent_code("322")
    ('32201', '322', '')
    """
    return code[:-2] if len(code) > LEVEL_LENGTHS[0] else ""


def check_sub_account(code: str, parent: str) -> None:
    """Refuse a sub-account whose code does not extend its parent's by two digits.

    Raises: CodeNotBelowParent: facts `code`, `parent`.
    """
    if not (code.isdigit() and code.isascii() and len(code) in LEVEL_LENGTHS and parent_code(code) == parent):
        raise CodeNotBelowParent(code=code, parent=parent)


@cache
def load(version: str = CHART_2023) -> Chart:
    """Return the chart of a version.

    Raises: ChartUnknown: fact `version`.
    Source: accounting-system-2023
    """
    path = DATA / f"{version}.csv"
    if not version.startswith("chart_") or not path.exists():
        raise ChartUnknown(version=version)
    with path.open(encoding="utf-8", newline="") as table:
        return Chart(version, tuple(_accounts(csv.DictReader(table))))


def _accounts(rows: Iterable[dict[str, str]]) -> Iterable[Account]:
    flags = {"two_sided", "detail_required", "postable"}
    for row in rows:
        yield Account(**{key: bool(value) if key in flags else value for key, value in row.items()})
