"""Whose the rent is: shares of several payees, which add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..money import ZERO, split, yuan

HUNDRED = Decimal(100)


class Payee(NamedTuple):
    """One payee: a percentage of every due, or so many yuan of the first year's rent; the other is 0."""

    percent: Decimal
    amount_year: Decimal


def check(payees: Sequence[Payee], rent_year: Decimal) -> list[Problem]:
    """Return everything wrong with a split of `rent_year`; no payees, no split.

    Problems: `payee_two_ways` (percentages and sums mixed, or both or none for one payee), `payee_negative`,
    `payee_percent_sum` (facts `percent`), `payee_amount_sum` (facts `amount`, `rent`).
    """
    if not payees:
        return []
    if any(payee.percent < 0 or payee.amount_year < 0 for payee in payees):
        return [Problem("payee_negative", {})]
    by_percent = [bool(payee.percent) for payee in payees]
    by_amount = [bool(payee.amount_year) for payee in payees]
    if by_percent != [not each for each in by_amount] or len(set(by_percent)) > 1:
        return [Problem("payee_two_ways", {})]
    if by_percent[0]:
        percent = sum((payee.percent for payee in payees), start=Decimal(0))
        return [] if percent == HUNDRED else [Problem("payee_percent_sum", {"percent": percent})]
    amount = sum((yuan(payee.amount_year) for payee in payees), start=ZERO)
    if amount == yuan(rent_year):
        return []
    return [Problem("payee_amount_sum", {"amount": amount, "rent": yuan(rent_year)})]


def shares(amount: Decimal, payees: Sequence[Payee]) -> list[Decimal]:
    """Return each payee's part of a due; the parts add up to it. Sums agreed for the first year go on as
    proportions when the rent rises.

    >>> shares(Decimal("10000"), [Payee(Decimal(0), Decimal(7000)), Payee(Decimal(0), Decimal(3000))])
    [Decimal('7000.00'), Decimal('3000.00')]
    """
    return split(amount, [payee.percent or payee.amount_year for payee in payees])
