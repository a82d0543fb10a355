"""Giver = receiver + explained differences, line by line."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.capitals.reconciliation import Explained, compare

sides = st.dictionaries(st.sampled_from("abcdef"), st.integers(-999, 999).map(Decimal), max_size=6)


@given(sides, sides)
def test_every_difference_is_found_and_every_true_explanation_takes_it_away(given_, received):
    found = compare(given_, received)
    wrong = {key for key in {*given_, *received} if given_.get(key, 0) != received.get(key, 0)}
    assert {each.key for each in found} == wrong
    assert not compare(given_, received, [Explained(each.key, each.rest, "因") for each in found])
    assert sum((each.rest for each in found), Decimal(0)) == sum(given_.values()) - sum(received.values())


def test_an_explanation_of_nothing_is_a_difference():
    (found,) = compare({"a": Decimal(5)}, {"a": Decimal(5)}, [Explained("a", Decimal(1), "")])
    assert found.rest == -1
