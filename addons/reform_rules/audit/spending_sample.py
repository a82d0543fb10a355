"""Which payments an auditor looks at: those that stand out, and some drawn by lot.

*What it accepts*: `Payment`s of one organisation within the span, and `Bands`. *How to use*: `marks` gives
each payment the reasons why it stands out, `draw` as many of the rest as wanted. *How it works*: the lot is
the digest of seed and key, so the same seed draws the same payments on every machine, in whatever order
they come; one payment more changes the lot of no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO
from ..parameters import Parameters

# Reasons, in the order in which they are told.
REASONS = (
    "large",
    "just_under",
    "same_payee",
    "weekend",
    "cash",
    "no_papers",
    "no_approval",
    "from_receipts",
)


class SampleTooSmall(RuleError):
    """Fewer than none cannot be drawn."""

    count: int


class Payment(NamedTuple):
    """One payment; amount in yuan. key: the same whenever the books are read. payee: who was paid, empty when
    the books do not say. cash: paid in notes. papers: sheets enclosed. approved: a request to spend or an
    event that was signed stands behind it. from_receipts: paid out of money received the same day in notes.
    """

    key: str
    day: date
    amount: Decimal
    payee: str = ""
    cash: bool = False
    papers: int = 0
    approved: bool = True
    from_receipts: bool = False


class Bands(NamedTuple):
    """limits: amounts up to which fewer people sign, in yuan. near_percent: how far below a limit is "just
    under". split_days: payments to one payee within so many days are added up. cash_max: most a unit is
    paid in notes."""

    limits: tuple[Decimal, ...]
    large: Decimal
    near_percent: Decimal
    split_days: int
    cash_max: Decimal


def bands(limits: Iterable[Decimal], rules: Parameters) -> Bands:
    """Return the bands by the limits of approval of the place and the numbers of the county."""
    return Bands(
        tuple(sorted(set(limits))),
        Decimal(rules.value("audit_large_yuan_min")),
        Decimal(rules.value("audit_near_percent")),
        int(rules.value("spending_split_days")),
        Decimal(rules.value("spending_cash_yuan_max")),
    )


def just_under(amount: Decimal, by: Bands) -> Decimal | None:
    """Return the limit an amount keeps just under, the limit itself included; None for no limit.

    >>> table = Bands((Decimal(5000),), Decimal(10000), Decimal(5), 15, Decimal(1000))
    >>> just_under(Decimal("4999.99"), table), just_under(Decimal("5000.01"), table)
    (Decimal('5000'), None)
    """
    for limit in by.limits:
        if limit * (100 - by.near_percent) <= amount * 100 <= limit * 100:
            return limit
    return None


def marks(payments: Sequence[Payment], by: Bands) -> Mapping[str, tuple[str, ...]]:
    """Return {key: reasons} of the payments that stand out, by the order of REASONS.

    same_payee: several payments to one payee within `split_days`, each within a limit that their sum passes.
    """
    split = _split(payments, by)
    found = {}
    for one in payments:
        told = {
            "large": one.amount >= by.large,
            "just_under": just_under(one.amount, by) is not None,
            "same_payee": one.key in split,
            "weekend": one.day.weekday() >= 5,
            "cash": one.cash and one.amount > by.cash_max,
            "no_papers": one.papers <= 0,
            "no_approval": not one.approved,
            "from_receipts": one.from_receipts,
        }
        reasons = tuple(name for name in REASONS if told[name])
        if reasons:
            found[one.key] = reasons
    return found


def _split(payments: Sequence[Payment], by: Bands) -> set[str]:
    """Return the keys of payments that together pass a limit none of them passes alone."""
    groups: dict[str, list[Payment]] = {}
    for one in payments:
        if one.payee:
            groups.setdefault(one.payee, []).append(one)
    found: set[str] = set()
    span = timedelta(days=by.split_days)
    for group in groups.values():
        group.sort(key=lambda one: (one.day, one.key))
        start, total = 0, ZERO
        for end, last in enumerate(group):
            total += last.amount
            while last.day - group[start].day > span:
                total -= group[start].amount
                start += 1
            window = group[start : end + 1]
            largest = max(one.amount for one in window)
            if len(window) > 1 and any(largest <= limit < total for limit in by.limits):
                found.update(one.key for one in window)
    return found


def draw(keys: Iterable[str], *, seed: int, count: int) -> list[str]:
    """Return `count` of the keys (all when there are fewer), in the order of their lots.

    Raises: SampleTooSmall: fact `count`.

    >>> draw(["a", "b", "c"], seed=7, count=2) == draw(["c", "a", "b"], seed=7, count=2)
    True
    """
    if count < 0:
        raise SampleTooSmall(count=count)
    return sorted(set(keys), key=lambda key: (_lot(seed, key), key))[:count]


def _lot(seed: int, key: str) -> str:
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()
