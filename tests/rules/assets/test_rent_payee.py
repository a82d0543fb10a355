"""The rent of a due is laid on its payees without a cent left over."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets.rent_payee import Payee, check, shares
from tests.strategies import positive_amounts

NONE = Decimal(0)


def percent(*values):
    return [Payee(Decimal(value), NONE) for value in values]


def fixed(*values):
    return [Payee(NONE, Decimal(value)) for value in values]


@pytest.mark.parametrize(
    ("payees", "rent", "problem"),
    [
        ([], "10000", None),
        (percent(30, 70), "80000", None),
        (percent("33.33", "66.67"), "1", None),
        (percent(30, 60), "80000", "payee_percent_sum"),
        (percent(30, 71), "80000", "payee_percent_sum"),
        (fixed(7000, 3000), "10000", None),
        (fixed(7000, 3000), "10000.01", "payee_amount_sum"),
        (percent(30) + fixed(7000), "10000", "payee_two_ways"),
        ([Payee(Decimal(30), Decimal(1))], "10000", "payee_two_ways"),
        ([Payee(NONE, NONE)], "10000", "payee_two_ways"),
        (percent(-30, 130), "10000", "payee_negative"),
    ],
)
def test_a_split_has_to_be_the_rent(payees, rent, problem):
    assert [each.name for each in check(payees, Decimal(rent))] == ([problem] if problem else [])


def test_published_splits_come_out_as_published():
    assert shares(Decimal(80000), percent(30, 70)) == [24000, 56000]
    assert shares(Decimal(10000), fixed(7000, 3000)) == [7000, 3000]
    assert shares(Decimal("11000"), fixed(7000, 3000)) == [7700, 3300]


@given(positive_amounts, st.lists(st.integers(min_value=1, max_value=99), min_size=1, max_size=8))
def test_shares_add_up_to_the_due(amount, weights):
    parts = shares(amount, percent(*weights))
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts)
