"""The lists of a clearing: which account stands on which, what differs, what is still missing.

*What it accepts*: codes of accounts with the version of their chart; the two sides of an item as plain
values. *How to use*: `list_of` places an account, `differs` compares what was found with the books,
`missing` says what stands between counting and deciding. *How it works*: `lists.toml` places accounts by the
beginning of their code; amounts on a list are positive in the list's own sense, so that what is owed is not
shown with a minus.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from ..economy import asset_entries
from ..errors import Problem, RuleError
from ..ledger import cash_count
from ..money import ZERO, yuan

# handover-audit 4.3 and, so that every account stands somewhere, what the collective owns itself.
LISTS = (
    "cash", "bank", "securities", "receipts", "claims", "debts", "goods", "fixed", "construction",
    "biological", "intangible", "investments", "resources", "contracts", "earmarked", "levies", "papers",
    "seals", "certificates", "files", "matters", "equity",
)  # fmt: skip
# Their amounts stand on the credit side of the books.
OWED = frozenset({"debts", "earmarked", "levies", "equity"})
# Compared by amount alone; the others by quantity, and by amount where somebody says one.
MONEY = frozenset({"cash", "bank", "claims", "debts", "earmarked", "levies"})
# Nobody can count it: it follows from all that is counted.
BOOKS_ONLY = frozenset({"equity"})
# Each of them needs a basis on paper, and a word on whether it is disputed.
PARTIES = frozenset({"claims", "debts"})
CARD_LISTS = {
    "building": "fixed", "structure": "fixed", "equipment": "fixed", "other": "fixed",
    "construction_in_progress": "construction", "biological": "biological", "intangible": "intangible",
    "investment": "investments", "resource": "resources",
}  # fmt: skip
QUANTUM = Decimal("0.0001")


class AccountUnplaced(RuleError):
    """No list takes the account: the chart is unknown, or a code begins as none of the prescribed ones."""

    chart: str
    code: str


class CountMissing(RuleError):
    """Nothing was said: neither a quantity nor an amount."""

    category: str


class CountNegative(RuleError):
    """A thing was counted below nothing."""

    category: str


class Side(NamedTuple):
    """One side of an item, the books' or what was found: quantity in units, amount in yuan."""

    quantity: Decimal
    amount: Decimal


class ListState(NamedTuple):
    """One list of a clearing in numbers; `nothing`: somebody has stated that there is nothing of it."""

    category: str
    items: int
    counted: int
    differing: int
    reasonless: int
    nothing: bool


class ControlRow(NamedTuple):
    """One account: its balance in the books and what the items of the lists come to, debit positive."""

    account: str
    books: Decimal
    items: Decimal

    @property
    def difference(self) -> Decimal:
        """What the lists leave unexplained; nothing, or the lists are wrong."""
        return self.books - self.items


def list_of(code: str, chart: str, *, owed: bool = False) -> str:
    """Return the list on which a balance of an account stands.

    Args: owed: the balance stands on the credit side; only accounts of parties care.
    Raises: AccountUnplaced.

    >>> list_of("11203", "chart_2023"), list_of("112", "chart_2023", owed=True)
    ('claims', 'debts')
    """
    both = lists_of(code, chart)
    if len(both) == 1:
        return both[0]
    return "debts" if owed else "claims"


def lists_of(code: str, chart: str) -> tuple[str, ...]:
    """Return the one or two lists of an account. Raises: AccountUnplaced."""
    places = _table().get(chart, {}).get("accounts", {})
    for length in range(len(code), 0, -1):
        if code[:length] in places:
            return tuple(places[code[:length]].split("|"))
    raise AccountUnplaced(chart=chart, code=code)


def card_accounts(chart: str) -> Mapping[str, Mapping[str, str]]:
    """Return {kind of card: {"cost": code, "worn": code or ""}} under a chart; empty where none is known."""
    told = asset_entries.postings().get(chart, {}).get("accounts")
    found: Mapping[str, Mapping[str, str]] = told or _table().get(chart, {}).get("cards", {})
    return found


def signed(category: str, balance: Decimal) -> Decimal:
    """Return a balance, debit positive, in the sense of its list: what is owed is positive among debts."""
    return -balance if category in OWED else balance


def found_side(category: str, quantity: Decimal | None, amount: Decimal | None, book: Side) -> Side:
    """Return what was found, with what was not said filled in.

    A thing of which only the number is told is worth in proportion what the books say; one of which only the
    amount is told is there as the books say. Money has no quantity.
    Raises: CountMissing, CountNegative.

    >>> found_side("fixed", Decimal(3), None, Side(Decimal(4), yuan(400))).amount
    Decimal('300.00')
    """
    if quantity is None and amount is None:
        raise CountMissing(category=category)
    if (quantity or ZERO) < 0 or ((amount or ZERO) < 0 and category not in OWED):
        raise CountNegative(category=category)
    if category in MONEY:
        if amount is None:
            raise CountMissing(category=category)
        return Side(book.quantity, yuan(amount))
    if quantity is None:
        quantity = book.quantity
    elif amount is None:
        amount = book.amount if not book.quantity else yuan(book.amount * quantity / book.quantity)
        if not quantity:
            amount = ZERO
    return Side(quantity.quantize(QUANTUM), yuan(amount or ZERO))


def notes(numbers: Mapping[str, int]) -> Decimal:
    """Return what notes and coins come to. Raises: cash_count.NegativeNumber."""
    return cash_count.counted(numbers)


def difference(book: Side, found: Side) -> Side:
    """Return found less books."""
    return Side((found.quantity - book.quantity).quantize(QUANTUM), yuan(found.amount) - yuan(book.amount))


def differs(category: str, book: Side, found: Side, *, listed: bool = True) -> bool:
    """Tell whether what was found is another thing than the books say.

    Args: listed: the books knew of it. A seal or a minute book that no book knew is entered, not found
    wrongly.
    """
    if category in BOOKS_ONLY:
        return False
    apart = difference(book, found)
    if not listed:
        return bool(apart.amount)
    return bool(apart.amount) or (category not in MONEY and bool(apart.quantity))


def missing(lists: Iterable[ListState]) -> list[Problem]:
    """Return what keeps a clearing in counting: every list counted or nothing there, a reason to each
    difference.

    Source: collective-stocktaking-2017
    """
    problems = []
    for each in lists:
        if each.category in BOOKS_ONLY:
            continue
        facts: dict[str, Any] = {"category": each.category}
        if not each.items and not each.nothing:
            problems.append(Problem("ListNotTaken", facts))
        if each.counted < each.items:
            facts = {**facts, "open": each.items - each.counted, "items": each.items}
            problems.append(Problem("ListNotCounted", facts))
        if each.reasonless:
            problems.append(Problem("ReasonsMissing", {**facts, "count": each.reasonless}))
    return problems


def control(books: Mapping[str, Decimal], items: Mapping[str, Decimal]) -> list[ControlRow]:
    """Return a row for each account of the trial balance or of an item, in the order of codes."""
    return [
        ControlRow(code, yuan(books.get(code, ZERO)), yuan(items.get(code, ZERO)))
        for code in sorted(books.keys() | items.keys())
        if books.get(code) or items.get(code)
    ]


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("lists.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
