"""Who keeps whose books, until when, and what a month lacks."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy import agency
from reform_rules.economy.agency import LineFacts
from reform_rules.parameters import Parameters
from reform_rules.periods import Month

RULES = Parameters.at(date(2026, 3, 1))
people = st.integers(1, 9)
counts = st.integers(0, 5)
facts = st.builds(
    LineFacts, counts, st.booleans(), counts, counts, counts, counts, counts, counts
)  # fmt: skip


def names(problems):
    return [problem.name for problem in problems]


@given(st.sets(people, min_size=1, max_size=4), people, people)
def test_books_and_money_are_never_in_one_hand(accountants, cashier, clerk):
    found = names(agency.check_people(accountants, cashier, clerk))
    assert ("accountant_is_cashier" in found) is (cashier in accountants)
    assert ("accountant_is_clerk" in found) is (clerk in accountants)


def test_an_engagement_needs_its_people():
    missing = ["accountant_missing", "cashier_missing", "clerk_missing"]
    assert names(agency.check_people((), 0, 0)) == missing


@pytest.mark.parametrize(("entities", "warned"), [(1, True), (2, False), (20, False), (21, True)])
def test_the_load_of_an_accountant_is_a_warning(entities, warned):
    found = agency.check_load(entities, RULES)
    assert bool(found) is warned
    assert all(problem.level == "warning" for problem in found)


def test_a_village_is_not_charged_unless_the_county_says_so():
    assert names(agency.check_fee("entity", Decimal("0.01"), RULES)) == ["fee_from_the_village"]
    assert agency.check_fee("entity", Decimal(0), RULES) == []
    assert agency.check_fee("township", Decimal(3000), RULES) == []
    county = RULES.with_overrides({"agency_fee_village_yuan_max": 2000})
    assert agency.check_fee("entity", Decimal(2000), county) == []
    assert names(agency.check_fee("township", Decimal(-1), RULES)) == ["fee_negative"]


@given(st.integers(2000, 2098), st.integers(1, 12))
def test_the_days_of_a_month_lie_in_the_month_after_and_in_order(year, number):
    month = Month(year, number)
    days = agency.window(month, RULES)
    assert all((day.year, day.month) == tuple(month.next) for day in days)
    assert list(days) == sorted(days)


def test_joint_reporting_is_on_days_three_to_five():
    days = agency.window(Month(2026, 2), RULES)
    assert (days.report_from, days.report_to) == (date(2026, 3, 3), date(2026, 3, 5))


@given(facts)
def test_what_a_month_lacks_is_what_its_steps_lack(one):
    steps = [problem for step in agency.STEPS[1:] for problem in agency.missing(one, step)]
    assert agency.all_missing(one, "waiting") == agency.all_missing(one, "returned") == steps
    assert agency.all_missing(one, "published") == []


@pytest.mark.parametrize(
    ("one", "step", "expected"),
    [
        (LineFacts(), "reported", ["papers_missing"]),
        (LineFacts(nil=True), "reported", []),
        (LineFacts(papers=3), "reported", []),
        (LineFacts(papers=3, nil=True), "reported", ["nil_and_papers"]),
        (LineFacts(papers=3, asked=1), "checked", ["requests_in_approval"]),
        (LineFacts(unpaid=1, events=2), "booked", ["payments_open", "events_unbooked"]),
        (LineFacts(prepared=1, reviewed=2), "published", ["vouchers_unreviewed", "vouchers_unposted"]),
        (LineFacts(posted=9), "published", []),
    ],
)
def test_worked_steps(one, step, expected):
    assert names(agency.missing(one, step)) == expected


@pytest.mark.parametrize(
    ("first", "last", "photo", "expected"),
    [
        (date(2026, 3, 10), date(2026, 3, 16), True, []),
        (date(2026, 3, 10), date(2026, 3, 15), True, ["posting_too_short"]),
        (date(2026, 3, 10), date(2026, 3, 16), False, ["photo_missing"]),
        (None, None, True, ["posting_days_missing"]),
    ],
)
def test_a_posting_hangs_long_enough_and_is_seen(first, last, photo, expected):
    assert names(agency.check_posting(first, last, RULES, has_photo=photo)) == expected
