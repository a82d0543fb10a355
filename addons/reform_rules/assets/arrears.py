"""What is owed on a due, how old the debt is, and which due a payment goes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO
from ..parameters import Parameters

NOT_OVERDUE = "none"


class ReceiptExceedsDues(RuleError):
    """More money came in than is owed; the rest has to be recorded as what it is, not as rent."""

    amount: Decimal
    outstanding: Decimal


class NothingReceived(RuleError):
    """A receipt of nothing, or of less than nothing."""

    amount: Decimal


class Standing(NamedTuple):
    """How one due stands on one day: yuan outstanding, days past the due day, its state and its age band."""

    outstanding: Decimal
    days_overdue: int
    state: str
    band: str


class Band(NamedTuple):
    """One age band of arrears: from `days_from` to `days_to` days past the due day (`None`: and more)."""

    name: str
    days_from: int
    days_to: int | None


def bands(rules: Parameters) -> list[Band]:
    """Return the age bands, youngest first; their limits are the days of `arrears_band_days`.

    The first band begins on the day after the days of grace. A band's name carries its first day, so that
    names sort as ages do: `from_0016`, `from_0031`, `from_0091`, `from_0181` with the shipped numbers.
    """
    grace = rules.value("arrears_grace_days")
    limits = [limit for limit in rules.value("arrears_band_days") if limit > grace]
    assert limits == sorted(set(limits)), "the limits of the age bands rise"
    found, first = [], grace + 1
    for limit in limits:
        found.append(Band(_name(first), first, limit))
        first = limit + 1
    return [*found, Band(_name(first), first, None)]


def _name(first_day: int) -> str:
    return f"from_{first_day:04d}"


def standing(*, amount: Decimal, paid: Decimal, date_due: date, at: date, rules: Parameters) -> Standing:
    """Return how a due stands on the day `at`.

    States: `paid`; `overdue` once the days of grace are over; else `partial` or `unpaid`.
    Source: civil-code-722
    """
    assert ZERO <= paid <= amount, "a due is paid between nothing and in full"
    outstanding = amount - paid
    if not outstanding:
        return Standing(ZERO, 0, "paid", NOT_OVERDUE)
    days = max((at - date_due).days, 0)
    band = band_of(days, rules)
    if band != NOT_OVERDUE:
        return Standing(outstanding, days, "overdue", band)
    return Standing(outstanding, days, "partial" if paid else "unpaid", NOT_OVERDUE)


def band_of(days_overdue: int, rules: Parameters) -> str:
    """Return the name of the band for so many days past the due day, `none` within the days of grace."""
    for band in bands(rules):
        if days_overdue >= band.days_from and (band.days_to is None or days_overdue <= band.days_to):
            return band.name
    return NOT_OVERDUE


def due_days_of(band: Band, at: date) -> tuple[date | None, date]:
    """Return the earliest and the latest due day that puts a debt into the band on the day `at`."""
    earliest = None if band.days_to is None else at - timedelta(days=band.days_to)
    return earliest, at - timedelta(days=band.days_from)


def allocate(outstanding: Sequence[tuple[int, Decimal]], amount: Decimal) -> Mapping[int, Decimal]:
    """Return how a payment is laid on the dues, in the order given (oldest first): due id → yuan.

    Raises: NothingReceived: fact `amount`; ReceiptExceedsDues: facts `amount`, `outstanding`.
    """
    if amount <= 0:
        raise NothingReceived(amount=amount)
    owed = sum((rest for _due, rest in outstanding), start=ZERO)
    if amount > owed:
        raise ReceiptExceedsDues(amount=amount, outstanding=owed)
    laid: dict[int, Decimal] = {}
    for due, rest in outstanding:
        part = min(rest, amount)
        if part > 0:
            laid[due] = part
            amount -= part
    return laid
