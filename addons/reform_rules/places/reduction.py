"""Figures of a reform: how many units there were, how many there are, and what follows from the kinds.

A percentage is rounded half up to two decimals; the distance to a target is in percentage points, not per
cent.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ..errors import RuleError

_HUNDREDTH = Decimal("0.01")


class MoreTouchedThanThere(RuleError):
    """The mergers named touch more units than there were."""

    before: int
    touched: int


class Reduction(NamedTuple):
    """`reduction` counts units, negative for a growth; `percent` is None when there was nothing before."""

    before: int
    after: int
    reduction: int
    percent: Decimal | None


class Derived(NamedTuple):
    """What the kinds of mergers imply for a county."""

    touched: int
    untouched: int
    after: int
    reduction: int


class Verdict(NamedTuple):
    """What can be said of a published reduction: the percentage, why it is not one, whether it agrees."""

    percent: Decimal | None
    refusal: str = ""
    agrees: bool | None = None


def reduction_of(before: int, after: int) -> Reduction:
    """Return the reduction from one count to another.

    >>> reduction_of(254, 116)
    Reduction(before=254, after=116, reduction=138, percent=Decimal('54.33'))
    """
    assert before >= 0 and after >= 0, "a count is never negative"
    percent = None
    if before:
        percent = (Decimal(100 * (before - after)) / before).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
    return Reduction(before, after, before - after, percent)


def points_over_target(percent: Decimal, target: Decimal) -> Decimal:
    """Return by how many percentage points a reduction exceeds its target (negative when it falls short).

    >>> points_over_target(Decimal("54.33"), Decimal("40.95"))
    Decimal('13.38')
    """
    return (percent - target).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)


def derive(before: int, *, merged: Mapping[int, int], into_community: int = 0) -> Derived:
    """Return what must follow when so many villages merged in groups and others joined communities.

    Args: merged: number of groups by their size, such as ``{2: 94, 3: 13}``; into_community: villages that
    ended in a community and left no village behind.
    Raises: MoreTouchedThanThere: facts `before`, `touched`.

    >>> derive(254, merged={2: 94, 3: 13}, into_community=18)
    Derived(touched=245, untouched=9, after=116, reduction=138)
    """
    assert all(size >= 2 and groups >= 0 for size, groups in merged.items()), "a merger takes two or more"
    touched = sum(size * groups for size, groups in merged.items()) + into_community
    if touched > before:
        raise MoreTouchedThanThere(before=before, touched=touched)
    after = before - touched + sum(merged.values())
    return Derived(touched, before - touched, after, before - after)


def agrees(computed: Decimal | None, published: Decimal | None, *, decimals: int = 2) -> bool | None:
    """Return whether a published percentage is the computed one, None when one of them is missing.

    Sources round and truncate: a difference of 0.01, or of half a unit of the last published decimal, still
    agrees.
    """
    if computed is None or published is None:
        return None
    tolerance = max(_HUNDREDTH, Decimal(5).scaleb(-decimals - 1))
    return abs(computed - published) <= tolerance


def judge(
    counts: tuple[int | None, int | None],
    *,
    published: Decimal | None = None,
    decimals: int = 2,
    counted_of: tuple[int, int] | None = None,
) -> Verdict:
    """Return the percentage of a published reduction, or why its own counts do not give it.

    Args: counts: before and after, None when nobody published one; counted_of: the counts which the published
    percentage refers to when they are not those of the row, such as villages and communities together.
    Refusals: `before_missing`, `after_missing`, `base_zero`, and `other_denominator`: the percentage is that
    of `counted_of` and says nothing of the row (`agrees` then judges it on its own counts).
    """
    before, after = counts
    if before is None:
        return Verdict(None, "before_missing")
    if after is None:
        return Verdict(None, "after_missing")
    percent = reduction_of(before, after).percent
    if percent is None:
        return Verdict(None, "base_zero")
    if counted_of is None:
        return Verdict(percent, agrees=agrees(percent, published, decimals=decimals))
    other = reduction_of(*counted_of).percent
    return Verdict(percent, "other_denominator", agrees(other, published, decimals=decimals))
