"""Counting cash: notes into a sum, a difference into entries."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.ledger.cash_count import (
    DENOMINATIONS,
    NegativeNumber,
    ReasonMissing,
    check,
    counted,
    voucher_lines,
)
from reform_rules.money import ZERO, yuan


def test_notes_and_coins_add_up():
    assert counted({"n100": 12, "n50": 1, "n1": 3, "n05": 1, "n01": 4}) == yuan("1253.90")
    assert counted({}) == ZERO


@settings(max_examples=10_000)
@given(st.fixed_dictionaries(dict.fromkeys(DENOMINATIONS, st.integers(0, 10_000))))
def test_the_sum_is_that_of_the_pieces_one_by_one(numbers):
    tenths = sum(int(DENOMINATIONS[name] * 10) * number for name, number in numbers.items())
    assert counted(numbers) * 10 == tenths


def test_less_than_none_is_refused():
    with pytest.raises(NegativeNumber) as refusal:
        counted({"n20": -1})
    assert refusal.value.facts == {"denomination": "n20"}


def test_a_difference_needs_a_reason():
    check(ZERO, "")
    check(yuan(5), "找零差错")
    with pytest.raises(ReasonMissing):
        check(yuan(-5), " ")


@given(st.integers(-(10**6), 10**6))
def test_the_entries_balance_and_move_the_cash_by_the_difference(cents):
    difference = yuan(cents) / 100
    lines = voucher_lines(difference)
    assert sum((line.debit - line.credit for line in lines), ZERO) == ZERO
    cash = sum((line.debit - line.credit for line in lines if line.account == "101"), ZERO)
    assert cash == difference
    assert len(lines) == (2 if difference else 0)
