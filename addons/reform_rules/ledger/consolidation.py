"""Statements of several collectives in one (汇总、合并): what they owe and sell each other is taken out.

A balance is taken out only as far as both sides have it in their books; the rest is a difference, named.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO
from .trial_balance import AccountSum

# What one collective has on its left stands on the right of the other; capital is no debt, income no balance.
CLAIM, DEBT, HOLDING, CAPITAL, EXPENSE, INCOME = "claim", "debt", "holding", "capital", "expense", "income"
PAIRS = ((CLAIM, DEBT), (HOLDING, CAPITAL), (EXPENSE, INCOME))
HOLDINGS = ("111", "141")


class Mutual(NamedTuple):
    """What one account of an entity says about another entity of the scope; amounts debit-positive, in yuan.

    `row` is the place of its AccountSum; `balance` the closing balance, `turnover` the net of the months
    asked for without year-end closing.
    """

    row: int
    entity: int
    other: int
    code: str
    kind: str
    balance: Decimal
    turnover: Decimal


class Elimination(NamedTuple):
    """One pair that is taken out: `left` of the entity with the debit, `right` of the other one.

    `difference` is what the left shows more (less when negative) than the right.
    """

    kind: str
    entity: int
    other: int
    left: Decimal
    right: Decimal
    amount: Decimal

    @property
    def difference(self) -> Decimal:
        """Return what the books of the two differ by."""
        return self.left - self.right


def category(mutual: Mutual) -> str:
    """Return on which side of which pair an account stands, '' for none."""
    if mutual.kind == "income":
        return INCOME
    if mutual.kind in ("expense", "cost"):
        return EXPENSE
    if mutual.kind == "equity":
        return CAPITAL if mutual.balance < 0 and mutual.code.startswith("301") else ""
    if mutual.code.startswith(HOLDINGS):
        return HOLDING if mutual.balance > 0 else ""
    return CLAIM if mutual.balance > 0 else DEBT if mutual.balance < 0 else ""


def eliminations(mutuals: Iterable[Mutual]) -> list[Elimination]:
    """Return the pairs, by kind and entities; pairs where nothing stands against anything are named too."""
    found = _sides(mutuals)
    pairs = {}
    for name, one, other in found:
        for left, right in PAIRS:
            if name == left:
                pairs[left, right, one, other] = None
            elif name == right:
                pairs[left, right, other, one] = None
    made = []
    for left, right, one, other in sorted(pairs):
        amounts = [
            sum((amount for _row, amount in found.get(key, ())), ZERO)
            for key in ((left, one, other), (right, other, one))
        ]
        made.append(Elimination(left, one, other, *amounts, max(ZERO, min(amounts))))
    return made


def without(
    sums: Sequence[AccountSum], mutuals: Sequence[Mutual], taken: Iterable[Elimination]
) -> list[AccountSum]:
    """Return the sums after the eliminations; what is taken out changes the closing balance, or the turnover.

    An amount is taken from the accounts of a side in the order of their codes, none below nil.
    """
    found = _sides(mutuals)
    partner = dict(PAIRS)
    less: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for each in taken:
        for key, sign in (
            ((each.kind, each.entity, each.other), 1),
            ((partner[each.kind], each.other, each.entity), -1),
        ):
            rest = each.amount
            for row, amount in found.get(key, ()):
                part = min(rest, amount) if amount > 0 else ZERO
                less[row] += sign * part
                rest -= part
    return [
        # Taken from the side where it stands: a debit balance loses debit, a credit balance loses credit.
        each._replace(debit=each.debit - less[at])
        if less.get(at, ZERO) > 0
        else each._replace(credit=each.credit + less[at])
        if at in less
        else each
        for at, each in enumerate(sums)
    ]


def _sides(mutuals: Iterable[Mutual]) -> Mapping[tuple[str, int, int], list[tuple[int, Decimal]]]:
    """Return {(category, entity, other): [(row, positive amount)]} in the order of the codes."""
    found: dict[tuple[str, int, int], list[tuple[int, Decimal]]] = defaultdict(list)
    for mutual in sorted(mutuals, key=lambda each: (each.code, each.row)):
        name = category(mutual)
        if not name:
            continue
        measure = mutual.turnover if name in (EXPENSE, INCOME) else mutual.balance
        amount = measure if name in (CLAIM, HOLDING, EXPENSE) else -measure
        if amount:
            found[name, mutual.entity, mutual.other].append((mutual.row, amount))
    return found
