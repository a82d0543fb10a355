"""Tiers of villages by operating return."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from reform_rules.economy.tier import hollow_limit, tier, tiers
from reform_rules.money import yuan
from reform_rules.parameters import Parameters
from tests.strategies import amounts

NOW = Parameters.at(date(2025, 12, 31))


@given(amounts)
def test_every_return_stands_in_exactly_one_tier(amount):
    fits = [
        each
        for each in tiers(NOW)
        if (each.low is None or amount >= each.low) and (each.high is None or amount < each.high)
    ]
    assert fits == [tier(amount, NOW)]
    assert tier(amount, NOW).hollow is (amount < 50000)


@pytest.mark.parametrize(
    ("amount", "key"),
    [
        ("-300", "none"),
        ("0", "none"),
        ("0.01", "0-50000"),
        ("49999.99", "0-50000"),
        ("50000", "50000-100000"),
        ("99999.99", "50000-100000"),
        ("100000", "100000-500000"),
        ("500000", "500000-1000000"),
        ("999999.99", "500000-1000000"),
        ("1000000", "1000000-"),
    ],
)
def test_the_limit_itself_is_in_the_higher_tier(amount, key):
    assert tier(Decimal(amount), NOW).key == key


def test_an_earlier_year_is_judged_by_the_limits_of_its_own_day():
    then = Parameters.at(date(2010, 12, 31))
    assert [each.key for each in tiers(then)] == ["none", "0-50000", "50000-100000", "100000-"]
    assert tier(yuan(800000), then).key == "100000-"
    assert tier(yuan(800000), NOW).key == "500000-1000000"


def test_a_county_may_set_its_own_limits():
    own = NOW.with_overrides({"income_tier_yuan": (30000, 200000)})
    assert [each.key for each in tiers(own)] == ["none", "0-30000", "30000-200000", "200000-"]
    assert (hollow_limit(NOW), hollow_limit(own)) == (50000, 30000)
    assert not tier(yuan(40000), own).hollow
