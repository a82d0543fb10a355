from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.places.reduction import (
    MoreTouchedThanThere,
    agrees,
    derive,
    judge,
    points_over_target,
    reduction_of,
)

counts = st.integers(min_value=0, max_value=50_000)


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        (254, 116, "54.33"),
        (1678, 895, "46.66"),
        (4610, 3101, "32.73"),
        (45447, 27018, "40.55"),
        (386120, 232407, "39.81"),
        (7804, 8261, "-5.86"),
        (72, 61, "15.28"),
        (20, 12, "40.00"),
        (800, 799, "0.13"),
    ],
)
def test_published_counts_give_the_percentage_rounded_half_up(before, after, percent):
    assert str(reduction_of(before, after).percent) == percent


def test_a_growth_from_nothing_has_no_percentage():
    assert reduction_of(0, 3).percent is None
    assert reduction_of(0, 3).reduction == -3


def test_the_distance_to_a_target_is_in_points():
    assert points_over_target(Decimal("54.33"), Decimal("40.95")) == Decimal("13.38")
    assert points_over_target(Decimal("30"), Decimal("40.95")) == Decimal("-10.95")


def test_the_kinds_of_mergers_leave_nine_villages_untouched():
    assert derive(254, merged={2: 94, 3: 13}, into_community=18) == (245, 9, 116, 138)


@given(
    counts,
    st.dictionaries(st.integers(min_value=2, max_value=9), st.integers(min_value=0, max_value=300)),
    counts,
)
def test_untouched_merged_and_reduction_always_balance(spare, merged, into_community):
    touched = sum(size * groups for size, groups in merged.items()) + into_community
    result = derive(touched + spare, merged=merged, into_community=into_community)
    assert result.untouched == spare
    assert result.after == spare + sum(merged.values())
    assert result.reduction == sum((size - 1) * groups for size, groups in merged.items()) + into_community
    assert result.after + result.reduction == touched + spare


def test_mergers_of_more_villages_than_there_were_are_refused():
    with pytest.raises(MoreTouchedThanThere) as refusal:
        derive(10, merged={2: 5}, into_community=1)
    assert refusal.value.facts == {"before": 10, "touched": 11}


@pytest.mark.parametrize(
    ("computed", "published", "decimals", "verdict"),
    [
        ("40.55", "40.6", 1, True),
        ("58.62", "59", 0, True),
        ("39.29", "39.28", 2, True),
        ("36.76", "35.4", 1, False),
        ("54.33", "54.31", 2, False),
        (None, "5", 0, None),
        ("5", None, 0, None),
    ],
)
def test_a_published_percentage_agrees_up_to_its_own_rounding(computed, published, decimals, verdict):
    computed, published = (None if value is None else Decimal(value) for value in (computed, published))
    assert agrees(computed, published, decimals=decimals) is verdict


@pytest.mark.parametrize(
    ("counts", "options", "verdict"),
    [
        ((None, 3), {}, (None, "before_missing", None)),
        ((3, None), {}, (None, "after_missing", None)),
        ((0, 3), {"published": Decimal(5)}, (None, "base_zero", None)),
        ((254, 116), {"published": Decimal("54.33")}, (Decimal("54.33"), "", True)),
        ((254, 116), {}, (Decimal("54.33"), "", None)),
        (
            (993, 628),
            {"published": Decimal("35.4"), "decimals": 1, "counted_of": (1025, 662)},
            (Decimal("36.76"), "other_denominator", True),
        ),
        (
            (993, 628),
            {"published": Decimal("36.8"), "decimals": 1, "counted_of": (1025, 662)},
            (Decimal("36.76"), "other_denominator", False),
        ),
    ],
)
def test_a_published_reduction_is_judged_on_the_counts_it_is_of(counts, options, verdict):
    assert judge(counts, **options) == verdict
