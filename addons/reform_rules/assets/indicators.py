"""Rates that can be published: how much of what stood idle is in use again, and what refuses to be a rate.

*What it accepts*: frozen sets as `Item`s, each with its weight below and above the line (1 for a
count, yuan for a value, m² for an area). *How to use*: `rate` for a frozen list, `percent` for bare
figures, `mean` for the published mean of both, `judge_published` for a figure somebody else
printed. *How it works*: exact decimals, half up to two places; more than a hundred percent is an
error and never a result, nothing below the line is not a rate but "not applicable".
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ..errors import RuleError

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


class RateOver100(RuleError):
    """What is above the line is more than what is below it."""

    numerator: Decimal
    denominator: Decimal


class FigureNegative(RuleError):
    """A figure below nothing."""

    value: Decimal


class NumeratorOutside(RuleError):
    """Something is counted above the line that does not stand below it."""

    ids: tuple[int, ...]


class Item(NamedTuple):
    """One thing of a frozen list: its id, its weight below the line, that above it (0 when not done)."""

    id: int
    due: Decimal
    done: Decimal


class Result(NamedTuple):
    """Sums above and below the line, and the rate in percent; `None` where there is nothing below."""

    numerator: Decimal
    denominator: Decimal
    percent: Decimal | None


class Published(NamedTuple):
    """A figure as printed: `None` is not printed; `same_set` is False where the two are not of one set."""

    total: Decimal | None
    done: Decimal | None
    percent: Decimal | None = None
    same_set: bool = True


class Verdict(NamedTuple):
    """What can be said of a printed figure: the rate, why there is none, whether the printed rate agrees."""

    percent: Decimal | None
    refusal: str = ""
    agrees: bool | None = None


def percent(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Return the rate in percent, half up to two places, or None when nothing is below the line.

    Raises: RateOver100, FigureNegative.

    >>> percent(Decimal(2304), Decimal(2309)), percent(Decimal(48), Decimal(51))
    (Decimal('99.78'), Decimal('94.12'))
    >>> percent(Decimal(0), Decimal(0)) is None
    True
    """
    for value in (numerator, denominator):
        if value < 0:
            raise FigureNegative(value=value)
    if numerator > denominator:
        raise RateOver100(numerator=numerator, denominator=denominator)
    if not denominator:
        return None
    return (numerator * _HUNDRED / denominator).quantize(_CENT, ROUND_HALF_UP)


def rate(items: Iterable[Item]) -> Result:
    """Return the sums of a frozen list and its rate.

    Raises: NumeratorOutside: something done that was not due. RateOver100, FigureNegative.
    """
    numerator = denominator = Decimal(0)
    outside = []
    for item in items:
        if item.done and not item.due:
            outside.append(item.id)
        numerator += item.done
        denominator += item.due
    if outside:
        raise NumeratorOutside(ids=tuple(outside))
    return Result(numerator, denominator, percent(numerator, denominator))


def total(items: Iterable[Item]) -> Result:
    """Return a sum that is no rate, such as the new rent of a year."""
    numerator = sum((item.done for item in items), start=Decimal(0))
    return Result(numerator, Decimal(0), None)


def mean(by_count: Decimal | None, by_value: Decimal | None) -> Decimal | None:
    """Return the mean of the rate by count and the rate by value, as some counties publish it.

    Both must be rates: the mean of one rate is not the published mean.

    Source: revitalisation-rate-mean
    """
    if by_count is None or by_value is None:
        return None
    return ((by_count + by_value) / 2).quantize(_CENT, ROUND_HALF_UP)


def judge_published(figure: Published) -> Verdict:
    """Return the rate of a printed figure, or why it cannot be one.

    Refusals: `total_missing`, `done_missing`, `not_one_set`, `over_100`, `total_zero`. A printed rate agrees
    when it lies within 0.01 of the computed one: some sources cut off instead of rounding.
    """
    if figure.total is None:
        return Verdict(None, "total_missing")
    if figure.done is None:
        return Verdict(None, "done_missing")
    if not figure.same_set:
        return Verdict(None, "not_one_set")
    try:
        computed = percent(figure.done, figure.total)
    except RateOver100:
        return Verdict(None, "over_100")
    if computed is None:
        return Verdict(None, "total_zero")
    agrees = None if figure.percent is None else abs(figure.percent - computed) <= _CENT
    return Verdict(computed, "", agrees)
