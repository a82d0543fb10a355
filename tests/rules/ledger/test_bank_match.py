"""Proposals: equal amounts, near in time, each item once, nothing guessed."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.ledger.bank_match import Item, Pair, propose
from reform_rules.money import yuan

DAY = date(2025, 3, 10)


def item(key, amount, day=0, party="", text=""):
    return Item(key, DAY + timedelta(days=day), yuan(amount), party, text)


def test_the_same_amount_near_in_time_is_the_same_thing():
    assert propose([item(1, 100)], [item(7, 100, 2), item(8, 99)]) == [Pair(1, 7)]
    assert propose([item(1, 100)], [item(7, -100)]) == []
    assert propose([item(1, 100)], [item(7, 100, 30)]) == []


def test_the_party_counts_more_than_the_day():
    entries = [item(7, 100, 0, "李四户"), item(8, 100, 5, "张三户")]
    assert propose([item(1, 100, 0, "张三户")], entries) == [Pair(1, 8)]
    assert propose([item(1, 100, 0, "张三户")], [item(9, 100, 0, "", "收张三户租金")]) == [Pair(1, 9)]


def test_what_nothing_tells_apart_is_left_to_a_person():
    entries = [item(7, 100, 2, "李四户"), item(8, 100, 2, "王五户")]
    assert propose([item(1, 100)], entries) == []
    assert propose([item(1, 100)], [item(7, 100, -2), item(8, 100, 2)]) == []


def test_equal_ones_are_interchangeable():
    pairs = propose([item(1, 100), item(2, 100)], [item(7, 100), item(8, 100)])
    assert pairs == [Pair(1, 7), Pair(2, 8)]


items = st.lists(
    st.tuples(st.sampled_from([5, -5, 7]), st.integers(0, 20), st.sampled_from(["", "甲", "乙"]))
)


@settings(max_examples=2_000)
@given(items, items)
def test_pairs_are_right_and_nothing_is_used_twice(lines, entries):
    lines = [item(at, amount, day, party) for at, (amount, day, party) in enumerate(lines)]
    entries = [item(at, amount, day, party) for at, (amount, day, party) in enumerate(entries)]
    pairs = propose(lines, entries)
    assert len({pair.line for pair in pairs}) == len({pair.entry for pair in pairs}) == len(pairs)
    for line, entry in pairs:
        assert lines[line].amount == entries[entry].amount
        assert abs(lines[line].day - entries[entry].day).days <= 10


def test_amounts_are_compared_to_the_cent():
    assert propose([item(1, Decimal("0.30"))], [item(2, yuan(0.1) + yuan(0.2))]) == [Pair(1, 2)]
