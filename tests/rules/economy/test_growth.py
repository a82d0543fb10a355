"""Growth against the base year."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy.growth import base_from_growth, growth
from reform_rules.money import yuan
from reform_rules.parameters import Parameters
from tests.strategies import amounts, positive_amounts

RULES = Parameters.at(date(2025, 12, 31))


@given(positive_amounts, amounts)
def test_the_percentage_is_the_exact_share_rounded_half_up(base, actual):
    exact = Fraction(actual - base) * 100 / Fraction(base)
    found = growth(base, actual, RULES)
    assert abs(Fraction(found.percent) - exact) <= Fraction(1, 200)
    assert found.reached is (exact >= 20)
    assert found.difference == actual - base


@given(st.decimals(max_value=0, min_value=-(10**9), places=2), amounts)
def test_a_base_of_nothing_has_no_percentage_but_an_amount(base, actual):
    found = growth(base, actual, RULES)
    assert (found.percent, found.reached) == (None, None)
    assert found.difference == yuan(actual) - yuan(base)


@pytest.mark.parametrize(
    ("base", "actual", "percent", "reached"),
    [
        ("13000", "801000", "6061.54", True),
        ("100", "120", "20.00", True),
        ("100000", "119996", "20.00", False),
        ("100", "80", "-20.00", False),
        ("3", "3", "0.00", False),
        ("80000", "80004", "0.01", False),  # exactly 0.005 %, half goes up
    ],
)
def test_worked_figures(base, actual, percent, reached):
    found = growth(yuan(base), yuan(actual), RULES)
    assert (found.percent, found.reached) == (Decimal(percent), reached)


@given(positive_amounts, st.decimals(min_value=-99, max_value=10**4, places=2))
def test_a_base_read_back_from_a_growth_gives_that_growth(actual, percent):
    base = base_from_growth(actual, percent)
    exact = Fraction(actual) * 100 / (100 + Fraction(percent))
    assert abs(Fraction(base) - exact) <= Fraction(1, 200)
