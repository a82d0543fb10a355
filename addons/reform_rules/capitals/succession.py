"""The books of a predecessor pass to the successor: what leaves the old books, what opens the new ones.

*What it accepts*: every balance of the old books by account, party and village of origin. *How to use*:
`take_out` for the last voucher of the old books, `opening` for the successor's opening voucher of this one
predecessor, `sub_accounts` for accounts of its own. *How it works*: each predecessor is carried by itself,
and what it brings does not depend on who came before; income and expenses of the broken year are carried as
the result of the year so far, village by village, for a year begun in two books cannot be closed twice.
Balances are debit-positive yuan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError
from ..ledger.closing import Line
from ..money import ZERO


class Unbalanced(RuleError):
    """The balances of the old books do not add up to nothing: they are not carried."""

    difference: Decimal


class NoAccount(RuleError):
    """Nobody has said which account of the successor takes a balance."""

    codes: tuple[str, ...]


class Balance(NamedTuple):
    """What stands on an account for a party (0: none) and a village of origin.

    `role`: income | expense for what is carried as the result of the year, '' for every other account.
    """

    code: str
    role: str
    partner: int
    origin: int
    end: Decimal


class Key(NamedTuple):
    """What giver and receiver are compared by."""

    code: str
    partner: int
    origin: int


def check(balances: Sequence[Balance], accounts: Mapping[str, str]) -> None:
    """Refuse balances that do not balance, or that have nowhere to go.

    Args: accounts: {account of the old books: account of the successor}.
    Raises: Unbalanced, NoAccount.
    """
    difference = sum((item.end for item in balances), ZERO)
    if difference:
        raise Unbalanced(difference=difference)
    missing = {item.code for item in balances if item.end and not item.role and not accounts.get(item.code)}
    if missing:
        raise NoAccount(codes=tuple(sorted(missing)))


def take_out(balances: Iterable[Balance]) -> list[Line]:
    """Return the entries after which nothing stands in the old books any more.

    Source: collective-law-23
    """
    return [_line(item.code, item.partner, item.origin, -item.end) for item in sorted(balances) if item.end]


def opening(balances: Sequence[Balance], accounts: Mapping[str, str], result: str) -> list[Line]:
    """Return the entries of the successor's opening voucher for this predecessor; they balance.

    Args: accounts: as for `check`. result: the successor's account of the result of the year (321).
    Raises: Unbalanced, NoAccount. Source: collective-law-23
    """
    check(balances, accounts)
    return [_line(*key, end) for key, end in sorted(carried(balances, accounts, result).items()) if end]


def carried(balances: Iterable[Balance], accounts: Mapping[str, str], result: str) -> dict[Key, Decimal]:
    """Return what the successor has to have of this predecessor, by account, party and origin."""
    sums: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    for item in balances:
        if item.role:
            sums[Key(result, 0, item.origin)] += item.end
        else:
            sums[Key(accounts[item.code], item.partner, item.origin)] += item.end
    return dict(sums)


def _line(code: str, partner: int, origin: int, end: Decimal) -> Line:
    return Line(code, partner, origin, end if end > 0 else ZERO, -end if end < 0 else ZERO)


class OwnAccount(NamedTuple):
    """An account that a collective made for itself below a prescribed one."""

    side: int
    code: str
    name: str


def sub_accounts(
    taken: Mapping[str, str], wanted: Iterable[OwnAccount], below: Mapping[str, str]
) -> dict[tuple[int, str], str]:
    """Return {(side, old code): code at the successor}: the same code, unless it means something else there.

    All sides are looked at together and in the order of their keys, so that the answer does not depend on
    whose books are carried first. Args: taken: {code: name} of the successor. below: {old code: code of the
    parent at the successor}.
    """
    names = dict(taken)
    found: dict[tuple[int, str], str] = {}
    for own in sorted(wanted):
        code = own.code
        if names.setdefault(code, own.name) != own.name:
            code = _same_or_free(names, below[own.code], own.name)
            names[code] = own.name
        found[own.side, own.code] = code
    return found


def _same_or_free(names: Mapping[str, str], parent: str, name: str) -> str:
    """Return the code below a parent that bears the name already, or the next free one."""
    length = len(parent) + 2
    siblings = sorted(code for code in names if len(code) == length and code.startswith(parent))
    for code in siblings:
        if names[code] == name:
            return code
    for number in range(1, 100):
        code = f"{parent}{number:02d}"
        if code not in names:
            return code
    raise NoAccount(codes=(parent,))
