"""How the cost of a thing wears off, month by month, to the cent.

*What it accepts*: a `Version` of a schedule: what is to be written off from a month on, and over how long.
*How to use*: `opening` and `renewed` make versions, `amount` gives one month, `board` a whole life, `worn`
what is written off until a month. *How it works*: every figure is a closed form of the version, so a month
can be computed without the months before it, in Python here and in SQL by whoever charges a county. A change
never reaches back: it is a new version, and its base is what the one before has left.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from ..assets.regime import Regime
from ..assets.regime import first_month as first_month_of
from ..assets.regime import last_month as last_month_of
from ..errors import RuleError
from ..money import ZERO, yuan
from ..periods import Month, month_of

STRAIGHT_LINE, UNITS_OF_WORK = METHODS = ("straight_line", "units_of_work")
USES = ("production", "letting", "operating", "management", "welfare")
# Things of a nominal value stand in the register, wear nothing off and are told in the notes.
NOMINAL = yuan(1)


class LifeMissing(RuleError):
    """Nobody has said over how many months, or units of work, the thing wears off."""


class NominalAsset(RuleError):
    """A thing that stands at a nominal yuan bears no depreciation."""

    cost: Decimal


class NothingLeft(RuleError):
    """Cost less residual value is written off already."""

    cost: Decimal
    residual: Decimal
    worn: Decimal


class KindNotDepreciated(RuleError):
    """Things of this kind wear nothing off: resources, investments, works in progress, what is held for
    sale."""

    card_kind: str


class ReachesBack(RuleError):
    """A change holds from its month on; that month was charged already."""

    first: Month
    charged: Month


class Version(NamedTuple):
    """One version of a schedule: `base` yuan wear off from `first` on, over `months` or `units` of work.

    last: the last month it holds for, when a newer version takes its place or the thing has left.
    """

    first: Month
    base: Decimal
    months: int
    method: str = STRAIGHT_LINE
    units: Decimal = Decimal(0)
    last: Month | None = None


class Due(NamedTuple):
    """One month of a whole life: what wears off, and what has worn off with it."""

    month: Month
    amount: Decimal
    worn: Decimal


def residual_of(cost: Decimal, rate: Decimal) -> Decimal:
    """Return the part of the cost, in yuan, that never wears off; `rate` in percent."""
    return yuan(cost * rate / 100)


def first_month(
    regime: Regime, card_kind: str, added: date, *, intangible_from_addition: bool = True
) -> Month:
    """Return the first month that bears depreciation of a thing of a kind, added on a day.

    An intangible thing of a collective wears off from the month it is added, when the county says so.
    Source: accounting-system-2023, government-standard-3
    """
    if card_kind == "intangible" and intangible_from_addition:
        return month_of(added)
    return first_month_of(regime, added)


def last_month(regime: Regime, removed: date) -> Month:
    """Return the last month that bears depreciation of a thing that left on a day.

    Source: accounting-system-2023, government-standard-3
    """
    return last_month_of(regime, removed)


def opening(
    *,
    first: Month,
    cost: Decimal,
    residual: Decimal,
    worn: Decimal,
    months: int,
    method: str = STRAIGHT_LINE,
    units: Decimal = Decimal(0),
) -> Version:
    """Return the version that begins in `first`: cost less residual less what is worn wears off.

    Args: amounts in yuan; months: that are left; units: of work that are left.
    Raises: NominalAsset, NothingLeft, LifeMissing.
    Source: accounting-system-2023
    """
    assert method in METHODS, method
    if cost <= NOMINAL:
        raise NominalAsset(cost=cost)
    base = yuan(cost) - yuan(residual) - yuan(worn)
    if base <= 0:
        raise NothingLeft(cost=yuan(cost), residual=yuan(residual), worn=yuan(worn))
    if (months if method == STRAIGHT_LINE else units) <= 0:
        raise LifeMissing()
    return Version(first, base, months, method, units)


def renewed(before: Version, after: Version, *, charged: Month | None) -> tuple[Version, Version]:
    """Return both versions as they hold once `after` takes the place of `before`.

    Args: charged: the last month that was charged, None when none was. Raises: ReachesBack.
    Source: accounting-system-2023
    """
    if charged is not None and after.first <= charged:
        raise ReachesBack(first=after.first, charged=charged)
    return before._replace(last=after.first.previous), after


def amount(version: Version, month: Month, units: Mapping[Month, Decimal] | None = None) -> Decimal:
    """Return what a month bears, in yuan; nothing before, after, or once all is written off.

    Args: units: work done by month, for the method that counts it.
    """
    if month < version.first or version.last is not None and month > version.last:
        return ZERO
    return _until(version, month, units) - _until(version, month.previous, units)


def worn(
    versions: Sequence[Version], through: Month, units: Mapping[Month, Decimal] | None = None
) -> Decimal:
    """Return what all versions have worn off at the end of a month; what was worn before them comes on
    top."""
    total = ZERO
    for version in versions:
        last = through if version.last is None else min(version.last, through)
        total += _until(version, last, units)
    return total


def board(version: Version) -> list[Due]:
    """Return every month of a straight line, oldest first; to the cent they add up to the base.

    >>> [str(due.amount) for due in board(Version(Month(2025, 1), yuan(100), 3))]
    ['33.33', '33.33', '33.34']
    """
    assert version.method == STRAIGHT_LINE, "only time can be told ahead"
    share, base, months = _share(version), version.base, version.months
    dues, gone = [], ZERO
    year, number = version.first
    for nth in range(1, months + 1):
        month = Month(year, number)
        if version.last is not None and month > version.last:
            break
        left = base - gone
        due = left if nth == months or left < share else share
        gone += due
        dues.append(Due(month, due, gone))
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
    return dues


def months_left(life: int, used: int) -> int:
    """Return how many months of a life are left; the last one stays as long as something is left to write
    off."""
    return max(life - used, 1) if life else 0


def months_used(first: Month, until: Month) -> int:
    """Return how many months, from `first` on, had borne depreciation when `until` began."""
    return max((until.year - first.year) * 12 + until.month - first.month, 0)


def units_left(version: Version, through: Month, units: Mapping[Month, Decimal]) -> Decimal:
    """Return the units of work a version has left after a month: what takes its place goes on with them."""
    return max(version.units - _done(version, through, units), Decimal(0))


def silent(version: Version, through: Month, units: Mapping[Month, Decimal]) -> list[Month]:
    """Return the months until `through` whose work nobody has told; none once all units are done.

    >>> truck = Version(Month(2025, 1), yuan(100), 0, UNITS_OF_WORK, Decimal(10))
    >>> [str(month) for month in silent(truck, Month(2025, 12), {Month(2025, 2): Decimal(10)})]
    ['2025-01']
    """
    found: list[Month] = []
    if version.method != UNITS_OF_WORK:
        return found
    month = version.first
    last = through if version.last is None else min(version.last, through)
    while month <= last and (month == version.first or units_left(version, month.previous, units)):
        if month not in units:
            found.append(month)
        month = month.next
    return found


def accounts(card_kind: str, use: str, chart: str) -> tuple[str, str]:
    """Return (account of the expense, account of what is worn off) under a chart.

    Raises: KindNotDepreciated.
    Source: accounting-system-2023
    """
    chart_postings = postings().get(chart, {})
    worn_account = chart_postings.get("worn", {}).get(card_kind, "")
    if not worn_account:
        raise KindNotDepreciated(card_kind=card_kind)
    return str(chart_postings["expense"][use]), str(worn_account)


def default_use(card_kind: str, nature: str | None, *, let: bool) -> str:
    """Return what a thing is used for, as long as nobody has said otherwise: that decides the expense."""
    if nature == "public_welfare":
        return "welfare"
    if card_kind == "biological":
        return "production"
    if nature == "operating":
        return "letting" if let else "operating"
    return "management"


@cache
def postings() -> Mapping[str, Any]:
    """Return the accounts by chart version, as `depreciation_postings.toml` has them."""
    text = resources.files(__package__).joinpath("depreciation_postings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _share(version: Version) -> Decimal:
    return yuan(version.base / version.months)


def _done(version: Version, through: Month, units: Mapping[Month, Decimal]) -> Decimal:
    return sum((work for at, work in units.items() if version.first <= at <= through), Decimal(0))


def _until(version: Version, month: Month, units: Mapping[Month, Decimal] | None) -> Decimal:
    """Return what the version wears off from its first month to the end of `month`."""
    if month < version.first:
        return ZERO
    if version.method == UNITS_OF_WORK:
        done = min(_done(version, month, units or {}), version.units)
        return yuan(version.base * done / version.units)
    passed = months_used(version.first, month) + 1
    if passed >= version.months:
        return version.base
    # A share rounded up may use the base up before the last month: then nothing is left for it.
    return min(_share(version) * passed, version.base)
