"""Who may audit, and how long each side has."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.audit.audit_steps import (
    Auditor,
    earliest_entry,
    entry,
    opinion_due,
    organiser,
    rectify_due,
    team,
)
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2026, 1, 1))
DAY = date(2026, 3, 1)
GOOD = Auditor("甲"), Auditor("乙")


def names(problems):
    return [problem.name for problem in problems]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (GOOD, []),
        (GOOD[:1], ["TeamTooSmall"]),
        ((), ["TeamTooSmall"]),
        # The same auditor twice is one auditor.
        ((GOOD[0], GOOD[0]), ["TeamTooSmall"]),
        ((*GOOD, Auditor("丙", declared=False)), ["NotDeclared"]),
        ((*GOOD, Auditor("丙", interest="被审计人之弟")), ["HasInterest"]),
        ((*GOOD, Auditor("丙", interest="  ")), []),
        ((*GOOD, Auditor("丙", hands=3)), ["KeptTheBooks"]),
        ((*GOOD, Auditor("丁")), ["AuditsHimself"]),
    ],
)
def test_a_team_has_two_and_no_interest(people, expected):
    assert names(team(people, RULES, audited="丁")) == expected


def test_books_kept_by_the_agency_are_audited_by_the_county():
    assert names(organiser("township", agency_keeps_books=True)) == ["CountyAudits"]
    assert not organiser("county", agency_keeps_books=True)
    assert not organiser("township", agency_keeps_books=False)


@given(st.integers(-5, 40))
def test_the_auditors_come_no_sooner_than_told(days):
    entered = DAY + timedelta(days=days)
    assert bool(entry(DAY, entered, RULES)) == (entered < earliest_entry(DAY, RULES)) == (days < 3)


@given(st.integers(0, 120))
def test_days_to_answer_and_to_put_right_have_bounds(days):
    due, wrong = opinion_due(DAY, days, RULES)
    assert (due - DAY).days == days
    assert bool(wrong) == (not 10 <= days <= 15)
    due, wrong = rectify_due(DAY, days, RULES)
    assert (due - DAY).days == days
    assert bool(wrong) == (not 30 <= days <= 90)
