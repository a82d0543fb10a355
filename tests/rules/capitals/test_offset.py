"""What predecessors owe each other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.capitals.offset import Mutual, OffsetTooLarge, Standing, check, mutual


def test_what_both_books_say_is_one_thing():
    found = mutual([Standing(1, 2, "112", Decimal(500)), Standing(2, 1, "211", Decimal(-500))])
    assert found == [Mutual(1, 2, "112", "211", Decimal(500), Decimal(500), Decimal(500))]
    assert not found[0].disputed


def test_where_the_books_differ_the_smaller_amount_meets_and_the_rest_is_listed():
    (found,) = mutual([Standing(1, 2, "112", Decimal(500)), Standing(2, 1, "211", Decimal(-300))])
    assert (found.amount, found.disputed) == (300, 200)


def test_what_one_book_alone_knows_is_listed_and_offsets_nothing():
    (found,) = mutual([Standing(1, 2, "112", Decimal(500))])
    assert (found.amount, found.debt_code, found.disputed) == (0, "", 500)


standings = st.lists(
    st.builds(
        Standing,
        st.integers(1, 3),
        st.integers(1, 3),
        st.sampled_from(["112", "113", "211"]),
        st.integers(-500, 500).map(Decimal),
    ).filter(lambda each: each.holder != each.other),
    max_size=8,
)


@given(standings)
def test_every_claim_and_every_debt_is_listed_once(rows):
    found = mutual(rows)
    assert sum(each.claim for each in found) == sum(each.end for each in rows if each.end > 0)
    assert sum(each.debt for each in found) == -sum(each.end for each in rows if each.end < 0)
    assert all(each.amount == min(each.claim, each.debt) for each in found)
    assert found == mutual(rows[::-1])


def test_no_more_is_offset_than_both_books_say():
    check(Decimal(300), Decimal(500), Decimal(300))
    for amount in (Decimal(301), Decimal(0), Decimal(-1)):
        with pytest.raises(OffsetTooLarge):
            check(amount, Decimal(500), Decimal(300))
