"""Spells of idleness: how they end, which one is a relapse, what it takes to call an asset unfit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import idle_spell
from reform_rules.parameters import Parameters
from reform_rules.periods import add_months

RULES = Parameters.at(date(2025, 6, 1))
ENDED = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("outcome", "start", "relapsed"),
    [
        ("let", date(2025, 2, 27), True),
        ("let", date(2025, 2, 28), False),
        ("reused", date(2024, 3, 1), True),
        ("lent", ENDED, True),
        ("scrapped", date(2024, 3, 1), False),
        ("disposed", date(2024, 3, 1), False),
    ],
)
def test_idle_again_within_a_year_of_use_is_a_relapse(outcome, start, relapsed):
    found = idle_spell.falls_back(ended=ENDED, outcome=outcome, start=start, rules=RULES)
    assert found == relapsed


def test_a_county_may_call_it_a_relapse_for_three_years():
    own = Parameters.at(date(2025, 6, 1), overrides={"relapse_months": 36})
    assert idle_spell.falls_back(ended=ENDED, outcome="let", start=date(2027, 2, 27), rules=own)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(min_value=0, max_value=3000))
def test_a_relapse_never_comes_back_once_the_months_are_over(ended, days):
    start = date.fromordinal(ended.toordinal() + days)
    relapsed = idle_spell.falls_back(ended=ended, outcome="let", start=start, rules=RULES)
    assert relapsed == (start < add_months(ended, 12))


def test_every_use_but_idleness_ends_a_spell():
    assert {use: idle_spell.outcome(use) for use in ("in_use", "leased", "lent", "scrapped", "disposed")} == {
        "in_use": "reused",
        "leased": "let",
        "lent": "lent",
        "scrapped": "scrapped",
        "disposed": "disposed",
    }


def test_nobody_calls_an_asset_unfit_who_has_not_tried():
    with pytest.raises(idle_spell.AttemptMissing) as refused:
        idle_spell.check_unfit([], RULES)
    assert refused.value.facts == {"attempts": 0, "needed": 1}


def test_an_attempt_without_papers_does_not_count():
    with pytest.raises(idle_spell.AttemptWithoutPapers) as refused:
        idle_spell.check_unfit([(date(2025, 1, 1), True), (date(2025, 2, 1), False)], RULES)
    assert refused.value.day == date(2025, 2, 1)
    idle_spell.check_unfit([(date(2025, 1, 1), True)], RULES)
