from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.periods import Month, add_months, days_in, month_of, months_between
from tests.strategies import days, spans


@given(days)
def test_a_day_lies_within_its_month(day):
    month = month_of(day)
    assert month.first <= day <= month.last
    assert (month.next.first - month.last).days == 1
    assert month.next.previous == month


@given(spans())
def test_the_months_of_a_span_follow_each_other_without_gap(span):
    first, last = span
    months = months_between(first, last)
    assert months[0] == month_of(first)
    assert months[-1] == month_of(last)
    assert all(after == before.next for before, after in zip(months, months[1:], strict=False))
    assert sum(days_in(max(m.first, first), min(m.last, last)) for m in months) == days_in(first, last)


def test_a_span_that_ends_before_it_begins_is_empty():
    assert months_between(date(2024, 2, 1), date(2024, 1, 31)) == []
    assert days_in(date(2024, 2, 1), date(2024, 1, 31)) == 0


@given(days, st.integers(min_value=-600, max_value=600))
def test_adding_months_keeps_the_day_where_the_month_has_it(day, count):
    moved = add_months(day, count)
    assert month_of(moved) == month_of(day).plus(count)
    assert moved.day == min(day.day, month_of(moved).last.day)


def test_a_month_reads_as_people_write_it():
    assert str(Month(2024, 3)) == "2024-03"
    assert Month(2023, 12) < Month(2024, 1)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
