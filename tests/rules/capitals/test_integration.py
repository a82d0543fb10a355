"""How collectives that are to become one compare, and which way fits."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.capitals.integration import (
    APART,
    DIRECT,
    GRADUAL,
    SHARES,
    Figures,
    OneSide,
    assess,
    gap_percent,
    next_review,
    notify_by,
    per_head,
    suggest,
)
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2026, 3, 1))


def side(key, members=100, assets=100_000, debts=0, **more):
    return Figures(key, members, Decimal(assets), Decimal(debts), **more)


def names(*sides):
    return [problem.name for problem in assess(sides, RULES)]


@pytest.mark.parametrize(
    ("sides", "warnings", "way"),
    [
        ((side(1), side(2)), [], DIRECT),
        ((side(1), side(2, assets=85_000)), [], DIRECT),
        ((side(1), side(2, assets=70_000)), ["WealthGap"], SHARES),
        ((side(1, debts=30_000, assets=130_000), side(2)), ["DebtGap"], APART),
        ((side(1, cleared=False), side(2)), ["ClearingUnfinished"], GRADUAL),
        ((side(1, has_books=False), side(2)), ["BooksMissing"], GRADUAL),
        ((side(1, members=0), side(2)), ["MembersUnknown"], GRADUAL),
        ((side(1, debts=120_000), side(2)), ["NetAssetsNegative", "DebtGap", "WealthGap"], GRADUAL),
    ],
)
def test_what_is_even_goes_together_and_what_is_unknown_waits(sides, warnings, way):
    assert names(*sides) == warnings
    assert suggest(sides, RULES) == way


def test_one_collective_alone_does_not_merge():
    with pytest.raises(OneSide):
        assess([side(1)], RULES)


def test_what_falls_to_each_head():
    head = per_head(side(1, members=3, assets=100, debts=50, resources_mu=Decimal(10)))
    assert head == (1, Decimal("16.67"), Decimal("16.67"), Decimal("3.3333"))
    assert per_head(side(1, members=0)).net is None


amounts = st.integers(-(10**9), 10**9).map(Decimal)


@given(st.lists(amounts, min_size=2, max_size=6), st.integers(1, 1000))
def test_a_gap_does_not_depend_on_the_order_nor_on_the_unit(values, factor):
    gap = gap_percent(values)
    assert gap == gap_percent(values[::-1]) == gap_percent([value * factor for value in values])
    assert gap is None or Decimal(0) <= gap <= Decimal(200)
    assert gap_percent([*values, None]) is None


def test_creditors_are_told_within_ten_days():
    assert notify_by(date(2026, 2, 25), RULES) == date(2026, 3, 7)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_a_review_comes_a_year_later_in_the_same_month(day):
    review = next_review(day, RULES)
    assert (review.year, review.month) == (day.year + 1, day.month)
    assert review.day == day.day or (day.month, day.day) == (2, 29)
