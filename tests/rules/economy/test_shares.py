"""The share register of a day, from the moves up to it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy.shares import (
    CHANGES,
    PASSING,
    Holding,
    Move,
    NotEnoughShares,
    SameHolder,
    SharesNotPositive,
    check,
    moves,
    register,
)

FIRST = date(2025, 1, 1)
changes = st.lists(
    st.tuples(
        st.sampled_from(CHANGES),
        st.integers(1, 50_000).map(lambda number: Decimal(number) / 1000),
        st.integers(0, 400).map(lambda days: FIRST + timedelta(days=days)),
        st.integers(1, 4),
        st.integers(5, 6),
    ),
    max_size=25,
)


@given(changes)
def test_no_register_of_any_day_has_less_than_nothing(asked):
    known, brought, ended = [], Decimal(0), Decimal(0)
    for kind, number, on, holder, taker in asked:
        new = moves(kind, number, on, holder, taker if kind in PASSING else 0)
        try:
            check(known, new)
        except NotEnoughShares as refusal:
            assert refusal.held < refusal.asked
            continue
        known += new
        brought += number * (kind == "grant")
        ended += number * (kind == "cancel")
    for day in {move.on for move in known}:
        assert all(min(holding) >= 0 for holding in register(known, day).values())
    last = register(known, date(2099, 1, 1))
    assert sum(holding.shares + holding.frozen for holding in last.values()) == brought - ended
    # The order in which moves were written down says nothing.
    assert register(reversed(known), date(2099, 1, 1)) == last


def test_a_register_of_an_earlier_day_does_not_know_what_came_later():
    known = [Move(date(2025, 1, 1), 1, Decimal(10)), *moves("inherit", Decimal(10), date(2025, 6, 1), 1, 2)]
    assert register(known, date(2025, 5, 31)) == {1: Holding(Decimal(10))}
    assert register(known, date(2025, 6, 1)) == {2: Holding(Decimal(10))}


def test_frozen_shares_are_kept_and_earn_nothing_until_released():
    known = [Move(date(2025, 1, 1), 1, Decimal(10)), *moves("freeze", Decimal(4), date(2025, 2, 1), 1)]
    assert register(known, date(2025, 2, 1)) == {1: Holding(Decimal(6), Decimal(4))}
    known += moves("release", Decimal(4), date(2025, 3, 1), 1)
    assert register(known, date(2025, 3, 1)) == {1: Holding(Decimal(10))}


def test_a_move_dated_back_may_not_spend_what_was_given_away_since():
    known = [Move(date(2025, 1, 1), 1, Decimal(10)), *moves("transfer", Decimal(8), date(2025, 6, 1), 1, 2)]
    with pytest.raises(NotEnoughShares) as refusal:
        check(known, moves("cancel", Decimal(5), date(2025, 3, 1), 1))
    assert (refusal.value.on, refusal.value.held, refusal.value.asked) == (date(2025, 6, 1), 5, 8)
    check(known, moves("cancel", Decimal(2), date(2025, 3, 1), 1))


def test_what_is_no_change_is_refused():
    with pytest.raises(SharesNotPositive):
        moves("grant", Decimal(0), FIRST, 1)
    with pytest.raises(SameHolder):
        moves("transfer", Decimal(1), FIRST, 1, 1)
    with pytest.raises(NotEnoughShares):
        check([], moves("release", Decimal(1), FIRST, 1))
