from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reform_rules.money import CENT, ZERO, NotAnAmount, NothingToSplitOver, split, yuan
from tests.strategies import amounts, weights


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1,234.565", "1234.57"),
        ("１２３．４", "123.40"),
        (" 12 ", "12.00"),
        ("-0.005", "-0.01"),
        ("-0.004", "0.00"),
        (0.1 + 0.2, "0.30"),
        (2.675, "2.68"),
        (7, "7.00"),
        ("5.", "5.00"),
        (".5", "0.50"),
        (1e-9, "0.00"),
        (Decimal("99999999999999.99"), "99999999999999.99"),
    ],
)
def test_an_amount_is_read_to_the_cent_half_away_from_zero(value, expected):
    assert str(yuan(value)) == expected


@pytest.mark.parametrize(
    "value",
    ["", " ", ".", "-", "12,5", "1,23,456", "1e5", "abc", "1 2", "3万", None, True, float("nan"),
     float("inf"), Decimal("NaN"), Decimal("Infinity"), 10**14, "1" * 40],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_the_value(value):
    with pytest.raises(NotAnAmount) as refusal:
        yuan(value)
    assert refusal.value.facts["value"] is value


@given(amounts)
def test_an_amount_survives_the_way_through_a_float(amount):
    assert yuan(float(amount)) == amount == yuan(yuan(amount))


@given(amounts, weights)
@example(Decimal("0.01"), [1, 1, 1])
@example(Decimal("-100.00"), [1, 1, 1])
@example(Decimal("100.00"), [0, 0, 5])
def test_the_parts_of_a_split_add_up_and_stay_near_their_share(amount, parts):
    result = split(amount, parts)
    assert sum(result, start=ZERO) == amount
    for part, weight in zip(result, parts, strict=True):
        assert abs(part - amount * weight / sum(parts)) < CENT + Decimal("1e-9")
        assert part == 0 or weight > 0
        assert part == 0 or (part > 0) == (amount > 0)


@given(amounts, weights)
def test_splitting_a_debt_is_splitting_the_claim_with_the_sign_turned(amount, parts):
    assert split(-amount, parts) == [-part for part in split(amount, parts)]


@pytest.mark.parametrize("parts", [[], [0, 0]])
def test_a_split_over_nothing_is_refused(parts):
    with pytest.raises(NothingToSplitOver) as refusal:
        split(Decimal("5.00"), parts)
    assert refusal.value.amount == 5


@given(st.text(max_size=12))
def test_any_text_is_either_an_amount_of_two_decimals_or_refused(text):
    try:
        assert yuan(text).as_tuple().exponent == -2
    except NotAnAmount:
        pass
