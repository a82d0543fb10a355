"""Idle assets: the state says so, the date says since when, the county says how long makes a listing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import idle
from reform_rules.parameters import Parameters

AT = date(2025, 8, 31)
RULES = Parameters.at(AT)


@pytest.mark.parametrize(
    ("use_state", "since", "listed", "days"),
    [
        ("idle", date(2025, 2, 28), True, 184),
        ("idle", date(2025, 3, 1), False, 183),
        ("idle", AT, False, 0),
        ("idle", date(2025, 9, 30), False, 0),
        ("idle", None, False, 0),
        ("leased", date(2020, 1, 1), False, 0),
        ("in_use", None, False, 0),
    ],
)
def test_half_a_year_without_use_brings_an_asset_into_the_idle_ledger(use_state, since, listed, days):
    verdict = idle.judge(use_state=use_state, idle_since=since, at=AT, rules=RULES)
    assert (verdict.listed, verdict.days) == (listed, days)
    assert verdict.idle == (use_state == "idle")
    assert verdict.since_known == (since is not None)


@given(st.integers(min_value=0, max_value=20_000))
def test_an_asset_listed_today_is_listed_tomorrow(days):
    since = AT - timedelta(days=days)
    today = idle.judge(use_state="idle", idle_since=since, at=AT, rules=RULES)
    tomorrow = idle.judge(use_state="idle", idle_since=since, at=AT + timedelta(days=1), rules=RULES)
    assert today.days == days
    assert tomorrow.days == days + 1
    assert tomorrow.listed or not today.listed


def test_a_county_may_list_after_three_months():
    own = Parameters.at(AT, overrides={"idle_months_min": 3})
    assert idle.judge(use_state="idle", idle_since=date(2025, 5, 31), at=AT, rules=own).listed
