"""Numbers follow each other; a reversal lands in the first open month, never before its original."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.ledger.numbering import NoOpenPeriod, Period, following, gaps, label, reversal_date
from reform_rules.periods import Month


@given(st.integers(0, 500), st.integers(0, 50))
def test_what_follows_leaves_no_gap(last, count):
    given_before = range(1, last + 1)
    assert gaps([*given_before, *following(last, count)]) == []


@given(st.sets(st.integers(1, 60), min_size=1))
def test_every_missing_number_is_named(numbers):
    assert set(gaps(numbers)) == set(range(1, max(numbers) + 1)) - numbers


def test_a_number_used_twice_is_named():
    assert gaps([1, 2, 2, 4]) == [2, 3]


def test_labels_are_what_accountants_say():
    assert [label(word, 12) for word in ("general", "receipt", "payment", "transfer", "opening")] == [
        "记-0012", "收-0012", "付-0012", "转-0012", "期初-0012"
    ]  # fmt: skip


def months(open_from, count=6):
    made = []
    for number in range(1, count + 1):
        month = Month(2025, number)
        made.append(Period(month.first, month.last, number >= open_from))
    return made


@given(
    st.dates(date(2025, 1, 1), date(2025, 6, 30)),
    st.dates(date(2024, 6, 1), date(2026, 6, 1)),
    st.integers(1, 6),
)
def test_a_reversal_is_never_before_its_original_and_always_in_the_first_open_month(
    original, today, open_from
):
    periods = months(open_from)
    day = reversal_date(original, today, periods)
    assert day >= original
    month = next(each for each in periods if each.date_from <= day <= each.date_to)
    assert month.open
    assert not any(each.open and original <= each.date_to < month.date_from for each in periods)
    if month.date_from <= today <= month.date_to and today >= original:
        assert day == today


def test_without_an_open_month_it_is_refused():
    with pytest.raises(NoOpenPeriod) as refused:
        reversal_date(date(2025, 3, 1), date(2025, 3, 1) + timedelta(30), months(7))
    assert refused.value.facts == {"date": date(2025, 3, 1)}
