"""A lessee is told first, has fifteen days, and hears of an auction five days before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import first_refusal
from reform_rules.assets.first_refusal import Tenant
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2025, 6, 1))
TOLD = Tenant(lease="ZL2025-00001", told_on=date(2025, 6, 1), answer="", auction_told_on=None)


def names(problems):
    return [problem.name for problem in problems]


def test_silence_for_fifteen_days_is_a_no():
    assert first_refusal.silence_ends(date(2025, 6, 1), RULES) == date(2025, 6, 16)
    assert not first_refusal.waived(TOLD, date(2025, 6, 16), RULES)
    assert first_refusal.waived(TOLD, date(2025, 6, 17), RULES)


def test_who_says_no_has_waived_at_once_and_who_says_yes_never():
    assert first_refusal.waived(TOLD._replace(answer="waives"), date(2025, 6, 1), RULES)
    assert not first_refusal.waived(TOLD._replace(answer="accepts"), date(2026, 6, 1), RULES)


@pytest.mark.parametrize(
    ("tenant", "auction_on", "found"),
    [
        (TOLD._replace(told_on=None), None, ["tenant_not_told"]),
        (TOLD, None, ["tenant_may_answer"]),
        (TOLD._replace(answer="accepts"), None, []),
        (TOLD._replace(answer="waives"), date(2025, 6, 11), []),
        (TOLD._replace(answer="accepts"), date(2025, 6, 11), ["auction_not_told"]),
        (TOLD._replace(answer="accepts", auction_told_on=date(2025, 6, 6)), date(2025, 6, 11), []),
        (
            TOLD._replace(answer="accepts", auction_told_on=date(2025, 6, 7)),
            date(2025, 6, 11),
            ["auction_not_told"],
        ),
    ],
)
def test_what_a_lessee_is_owed_before_a_listing(tenant, auction_on, found):
    assert names(first_refusal.check(tenant, auction_on, date(2025, 6, 10), RULES)) == found


@given(st.dates(date(2021, 1, 1), date(2050, 1, 1)), st.integers(-5, 40))
def test_a_silent_lessee_may_answer_for_exactly_fifteen_days(told_on, offset):
    at = told_on + timedelta(days=offset)
    assert first_refusal.waived(TOLD._replace(told_on=told_on), at, RULES) == (offset > 15)
