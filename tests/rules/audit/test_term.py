"""The span of an audit cuts every figure, and no day falls between two spans."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.audit.term import Term, TermInFuture, TermReversed, check, clip, position, years

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
TERMS = st.tuples(DAYS, st.integers(0, 3000)).map(lambda pair: Term(pair[0], pair[0] + timedelta(pair[1])))


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (date(2025, 1, 2), date(2025, 1, 1), TermReversed),
        (date(2026, 1, 2), date(2027, 1, 1), TermInFuture),
    ],
)
def test_a_span_that_cannot_be_is_refused(first, last, refusal):
    with pytest.raises(refusal):
        check(first, last, date(2026, 1, 1))


def test_a_span_may_end_after_today():
    assert check(date(2025, 1, 1), date(2026, 6, 30), date(2026, 1, 1)).last == date(2026, 6, 30)


@given(TERMS, st.integers(1, 3000), DAYS)
def test_two_spans_end_to_end_count_every_day_once(term, more, day):
    following = Term(term.last + timedelta(1), term.last + timedelta(more))
    within = [one for one in (term, following) if position(day, one) == 0]
    assert len(within) == (term.first <= day <= following.last)


@given(TERMS)
def test_the_years_of_a_span_lie_end_to_end(term):
    pieces = years(term)
    assert sum(piece.days for piece in pieces) == term.days
    assert (pieces[0].first, pieces[-1].last) == term
    assert all(piece.first.year == piece.last.year for piece in pieces)


@given(DAYS, st.none() | st.integers(0, 4000), TERMS, DAYS)
def test_a_day_of_the_clipped_part_is_a_day_of_both(first, length, term, day):
    last = None if length is None else first + timedelta(length)
    part = clip(first, last, term)
    both = first <= day and (last is None or day <= last) and position(day, term) == 0
    assert both == bool(part and position(day, part) == 0)
