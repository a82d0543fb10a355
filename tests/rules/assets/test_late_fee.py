"""Late fee and instalments: exact by the day, rounded once, capped; parts add up."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import late_fee as rule
from reform_rules.money import yuan

DUE = date(2026, 1, 1)
CENTS = st.decimals(1, 100_000, places=2)


def fee(**more):
    values = {
        "amount": Decimal(3000),
        "date_due": DUE,
        "at": DUE + timedelta(days=100),
        "changes": [],
        "percent_day": Decimal("0.05"),
        "cap": Decimal(0),
    }
    return rule.late_fee(**{**values, **more})


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "150.00"),
        ({"at": DUE}, "0.00"),
        ({"at": DUE + timedelta(days=1)}, "1.50"),
        ({"percent_day": Decimal(0)}, "0.00"),
        ({"cap": Decimal(3)}, "90.00"),
        ({"changes": [rule.Change(DUE + timedelta(days=40), Decimal(1000))]}, "120.00"),
        ({"changes": [rule.Change(DUE - timedelta(days=9), Decimal(1000))]}, "100.00"),
        ({"changes": [rule.Change(DUE + timedelta(days=40), Decimal(3000))]}, "60.00"),
        (
            {
                "changes": [
                    rule.Change(DUE + timedelta(days=40), Decimal(3000)),
                    rule.Change(DUE + timedelta(days=60), Decimal(-3000)),
                ]
            },
            "120.00",
        ),
    ],
)
def test_worked_fees(more, expected):
    assert fee(**more) == Decimal(expected)


@given(CENTS, st.lists(st.tuples(st.integers(-5, 130), CENTS), max_size=4), st.integers(1, 120))
def test_the_fee_is_the_sum_of_its_days(amount, paid, days):
    changes = [rule.Change(DUE + timedelta(days=day), part) for day, part in paid]
    at = DUE + timedelta(days=days)
    daily = Fraction(0)
    for number in range(days):
        morning = DUE + timedelta(days=number)
        rest = amount - sum(change.amount for change in changes if change.day <= morning)
        daily += Fraction(max(rest, Decimal(0))) * Fraction("0.0005")
    expected = yuan(Decimal(daily.numerator) / Decimal(daily.denominator))
    assert fee(amount=amount, changes=changes, at=at) == expected


@given(CENTS, st.integers(2, 60), st.integers(1, 12))
def test_instalments_add_up_and_do_not_differ_by_more_than_a_cent(amount, count, months):
    parts = rule.instalments(amount, count, DUE, months)
    assert sum(part.amount for part in parts) == amount
    assert max(part.amount for part in parts) - min(part.amount for part in parts) <= Decimal("0.01")
    assert [part.date_due for part in parts] == sorted({part.date_due for part in parts})


@pytest.mark.parametrize(("amount", "count"), [(Decimal(100), 1), (Decimal("0.02"), 3), (Decimal(0), 2)])
def test_a_debt_is_not_cut_into_nothing(amount, count):
    with pytest.raises(rule.NoInstalments):
        rule.instalments(amount, count, DUE)
