"""收, 付, 转 by what happens to the money; 记 for all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.ledger.voucher_word import CHOSEN, SYSTEMS, Move, WordWrong, by_money, check, fitting
from reform_rules.money import ZERO, yuan


def moves(*lines):
    return [Move(code, yuan(debit), yuan(credit)) for code, debit, credit in lines]


RENT = moves(("10201", 100, 0), ("50103", 0, 100))
OFFICE = moves(("51302", 30, 0), ("101", 0, 30))
WEAR = moves(("51304", 9, 0), ("152", 0, 9))
DRAW = moves(("101", 50, 0), ("102", 0, 50))


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (RENT, "receipt"),
        (OFFICE, "payment"),
        (WEAR, "transfer"),
        (DRAW, "payment"),
        (moves(("102", -100, 0), ("50103", 0, -100)), "receipt"),
        ([], "transfer"),
    ],
)
def test_the_word_follows_the_money(lines, word):
    assert by_money(lines) == word


@pytest.mark.parametrize(
    ("system", "word", "expected"),
    [
        ("one", "receipt", "general"),
        ("one", "general", "general"),
        ("three", "general", "receipt"),
        ("three", "payment", "receipt"),
        ("free", "general", "general"),
        ("free", "transfer", "transfer"),
        ("one", "opening", "opening"),
        ("three", "opening", "opening"),
    ],
)
def test_each_way_of_keeping_words(system, word, expected):
    assert fitting(system, word, RENT) == expected


def test_a_wrong_word_is_refused_with_the_right_one():
    with pytest.raises(WordWrong) as refusal:
        check("three", "transfer", OFFICE)
    assert refusal.value.facts == {"word": "transfer", "expected": "payment"}


@given(
    st.sampled_from(SYSTEMS),
    st.sampled_from([*CHOSEN, "opening"]),
    st.lists(
        st.builds(
            Move, st.sampled_from(["101", "10201", "113", "50103"]), st.sampled_from([ZERO, yuan(5)]),
            st.sampled_from([ZERO, yuan(5), yuan(-5)]),
        )
    ),
)  # fmt: skip
def test_the_fitting_word_fits(system, word, lines):
    right = fitting(system, word, lines)
    check(system, right, lines)
    assert fitting(system, right, lines) == right
