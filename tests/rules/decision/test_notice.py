"""Notice before a meeting, posting after it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.decision.notice import (
    NoticeTooShort,
    PostingTooShort,
    check_notice,
    check_posting,
    earliest_meeting,
    notice_days,
    posted_until,
    working_days_after,
)
from tests.strategies import days


@given(days, st.integers(0, 60))
def test_the_earliest_meeting_is_just_late_enough(notice_on, days_min):
    meeting_on = earliest_meeting(notice_on, days_min)
    check_notice(notice_on, meeting_on, days_min)
    with pytest.raises(NoticeTooShort):
        check_notice(notice_on, meeting_on - timedelta(days=1), days_min)


def test_nine_days_are_not_ten():
    with pytest.raises(NoticeTooShort) as caught:
        check_notice(date(2026, 3, 1), date(2026, 3, 10), 10)
    assert (caught.value.days, caught.value.days_min) == (9, 10)
    assert notice_days(date(2024, 2, 25), date(2024, 3, 6)) == 10  # over a leap day


@given(days, st.integers(1, 60))
def test_a_posting_is_over_the_day_after_its_last(posted_on, days_min):
    last = posted_until(posted_on, days_min)
    assert (last - posted_on).days == days_min - 1
    check_posting(posted_on, last + timedelta(days=1), days_min)
    with pytest.raises(PostingTooShort):
        check_posting(posted_on, last, days_min)


@given(days, st.integers(0, 30))
def test_working_days_are_counted_one_by_one(day, count):
    end = working_days_after(day, count)
    between = [day + timedelta(days=1 + index) for index in range((end - day).days)]
    assert sum(one.weekday() < 5 for one in between) == count
    assert not between or end.weekday() < 5


def test_three_working_days_after_a_thursday_is_tuesday():
    assert working_days_after(date(2026, 3, 5), 3) == date(2026, 3, 10)
