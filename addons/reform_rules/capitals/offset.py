"""What predecessors owe each other: it meets in one pair of books, and goes only if both sides have signed.

A claim of one on the other and the debt of the other to the first are two records of one thing. Where both
books say the same, both leave; where they differ, only the smaller amount does, and the rest stays listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from ..errors import RuleError
from ..money import ZERO

# An account and the amount that is left of it.
Row = list[Any]


class OffsetTooLarge(RuleError):
    """No more is offset than both books say."""

    amount: Decimal
    claim: Decimal
    debt: Decimal


class Standing(NamedTuple):
    """What the books of one predecessor say about another: debit-positive, so a claim is above nothing."""

    holder: int
    other: int
    code: str
    end: Decimal


class Mutual(NamedTuple):
    """A claim and the debt that answers it; `amount` is what both books say."""

    creditor: int
    debtor: int
    claim_code: str
    debt_code: str
    claim: Decimal
    debt: Decimal
    amount: Decimal

    @property
    def disputed(self) -> Decimal:
        """What one of the books says and the other does not."""
        return abs(self.claim - self.debt)


def mutual(standings: Iterable[Standing]) -> list[Mutual]:
    """Return the pairs of claim and debt between predecessors, and those that only one book knows.

    Claims and debts of a pair meet in the order of their accounts. Source: collective-law-23
    """
    claims: dict[tuple[int, int], list[Row]] = defaultdict(list)
    debts: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for each in sorted(standings):
        if each.end > 0:
            claims[each.holder, each.other].append([each.code, each.end])
        elif each.end < 0:
            debts[each.other, each.holder].append([each.code, -each.end])
    found = []
    for pair in sorted({*claims, *debts}):
        found += _meet(pair, claims[pair], debts[pair])
    return found


def _meet(pair: tuple[int, int], claims: list[Row], debts: list[Row]) -> list[Mutual]:
    """Let claims and debts of one pair meet until one of the two is used up."""
    found = []
    while claims and debts:
        (claim_code, claim), (debt_code, debt) = claims[0], debts[0]
        both = min(claim, debt)
        if len(claims) == len(debts) == 1:
            # The last of both: what is left over is the difference between the two books.
            found.append(Mutual(*pair, claim_code, debt_code, claim, debt, both))
            return found
        found.append(Mutual(*pair, claim_code, debt_code, both, both, both))
        for rows in (claims, debts):
            rows[0][1] -= both
            if not rows[0][1]:
                rows.pop(0)
    found += [Mutual(*pair, code, "", end, ZERO, ZERO) for code, end in claims]
    found += [Mutual(*pair, "", code, ZERO, end, ZERO) for code, end in debts]
    return found


def check(amount: Decimal, claim: Decimal, debt: Decimal) -> None:
    """Refuse to offset more than both books say. Raises: OffsetTooLarge."""
    if amount <= 0 or amount > min(claim, debt):
        raise OffsetTooLarge(amount=amount, claim=claim, debt=debt)
