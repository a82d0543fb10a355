"""Collectives that are to become one: how their people, wealth and debts compare, and which way fits.

*What it accepts*: the figures of each predecessor as at the base date. *How to use*: `assess` for the table
and what speaks against a hurry, `suggest` for the way that fits, `overdue` and `next_review` for the days.
*How it works*: everything is looked at per head, because the poor village is not the small one; nobody's
wealth is levelled, so a large gap is a warning against one purse, never a reason to even it out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem, RuleError
from ..money import yuan
from ..parameters import Parameters

#: The ways of coming together, by what becomes of books and shares.
DIRECT, SHARES, JOINT, GRADUAL, APART = "direct", "shares", "joint", "gradual", "apart"


class OneSide(RuleError):
    """One collective alone does not merge with anybody."""

    sides: int


class Figures(NamedTuple):
    """One predecessor at the base date: money in yuan, land in mu.

    assets: what it owns; debts: what it owes; cleared: whether its clearing is confirmed.
    """

    key: int
    members: int
    assets: Decimal
    debts: Decimal
    resources_mu: Decimal = Decimal(0)
    cleared: bool = True
    has_books: bool = True

    @property
    def net(self) -> Decimal:
        return yuan(self.assets - self.debts)


class PerHead(NamedTuple):
    """Yuan and mu for each member; None while nobody has counted the members."""

    key: int
    net: Decimal | None
    debts: Decimal | None
    resources_mu: Decimal | None


def per_head(figures: Figures) -> PerHead:
    """Return what falls to each member of one predecessor."""
    if figures.members <= 0:
        return PerHead(figures.key, None, None, None)
    return PerHead(
        figures.key,
        yuan(figures.net / figures.members),
        yuan(figures.debts / figures.members),
        (figures.resources_mu / figures.members).quantize(Decimal("0.0001")),
    )


def assess(sides: Sequence[Figures], rules: Parameters) -> list[Problem]:
    """Return what speaks against one purse, as warnings; facts name the sides by their keys.

    Problems: ClearingUnfinished, BooksMissing, MembersUnknown, NetAssetsNegative, DebtGap, WealthGap.
    Raises: OneSide. Source: collective-law-23
    """
    if len(sides) < 2:
        raise OneSide(sides=len(sides))
    found = []
    for side in sides:
        if not side.cleared:
            found.append(_warning("ClearingUnfinished", key=side.key))
        if not side.has_books:
            found.append(_warning("BooksMissing", key=side.key))
        if side.members <= 0:
            found.append(_warning("MembersUnknown", key=side.key))
        if side.net < 0:
            found.append(_warning("NetAssetsNegative", key=side.key, net=side.net))
    heads = [per_head(side) for side in sides]
    for name, values, limit in (
        ("DebtGap", [head.debts for head in heads], "integration_debt_gap_percent_max"),
        ("WealthGap", [head.net for head in heads], "integration_wealth_gap_percent_max"),
    ):
        gap = gap_percent(values)
        most = Decimal(str(rules.value(limit)))
        if gap is not None and gap > most:
            found.append(_warning(name, gap=gap, limit=most))
    return found


def _warning(name: str, **facts: object) -> Problem:
    return Problem(name, facts, level="warning")


def gap_percent(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return by how much the lowest stays behind the highest, in percent of the larger amount.

    None when a value is unknown or all are nil. A side below nothing is more than 100 percent behind.

    >>> gap_percent([Decimal(1000), Decimal(750)])
    Decimal('25.00')
    """
    known = list(values)
    if any(value is None for value in known):
        return None
    amounts = [value for value in known if value is not None]
    largest = max(abs(value) for value in amounts)
    if not largest:
        return None
    return yuan((max(amounts) - min(amounts)) * 100 / largest)


def suggest(sides: Sequence[Figures], rules: Parameters) -> str:
    """Return the way that fits: what is even goes together, what is known but uneven by shares, else later.

    Source: integration-modes-s3
    """
    names = {problem.name for problem in assess(sides, rules)}
    if names & {"ClearingUnfinished", "BooksMissing", "MembersUnknown", "NetAssetsNegative"}:
        return GRADUAL
    if "DebtGap" in names:
        return APART
    return SHARES if "WealthGap" in names else DIRECT


def notify_by(approved_on: date, rules: Parameters) -> date:
    """Return the last day on which creditors are told in time. Source: collective-law-23."""
    return approved_on + timedelta(days=int(rules.value("merger_creditor_notice_days")))


def next_review(since: date, rules: Parameters) -> date:
    """Return when villages in transition look again at whether they keep one book.

    Source: integration-modes-s3
    """
    months = since.month - 1 + int(rules.value("integration_review_months"))
    year, month = since.year + months // 12, months % 12 + 1
    return date(year, month, min(since.day, monthrange(year, month)[1]))
