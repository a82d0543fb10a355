"""Published incomes: told apart before anything is divided."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy.growth import growth
from reform_rules.economy.published import INCOME, ONE_ASSET, STOCK, Published, judge
from reform_rules.parameters import Parameters
from tests.strategies import amounts, positive_amounts

RULES = Parameters.at(date(2025, 12, 31))
ONE = Decimal(100)
REFUSALS = [
    # measure, base, actual, percent → refusal; each row would be refused by the next reason too, were it not
    (STOCK, Decimal(0), None, None, "stock"),
    (ONE_ASSET, Decimal(0), None, None, "one_asset"),
    (INCOME, Decimal(0), None, ONE, "base_zero"),
    (INCOME, None, None, ONE, "target"),
    (INCOME, None, None, None, "actual_missing"),
    (INCOME, ONE, None, ONE, "actual_missing"),
    (INCOME, None, ONE, None, "base_missing"),
]


@pytest.mark.parametrize(("measure", "base", "actual", "percent", "refusal"), REFUSALS)
def test_what_is_no_growth_is_refused_by_its_first_reason(measure, base, actual, percent, refusal):
    assert judge(Published(base, actual, percent, measure), RULES) == (None, refusal, None, None)


@given(positive_amounts, amounts)
def test_an_income_with_its_base_has_the_growth_of_the_rule(base, actual):
    found = judge(Published(base, actual), RULES)
    assert found == (growth(base, actual, RULES).percent, "", None, None)
    assert judge(Published(base, actual, found.percent), RULES).agrees is True
    assert judge(Published(base, actual, found.percent + 1), RULES).agrees is False


@given(positive_amounts, st.integers(min_value=0, max_value=1000))
def test_a_base_read_back_confirms_nothing(actual, percent):
    found = judge(Published(None, actual, Decimal(percent)), RULES)
    assert found.agrees is None and (found.refusal or found.implied_base is not None)
