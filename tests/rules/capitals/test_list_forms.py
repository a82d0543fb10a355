"""The lists on paper: every list has its form, and what the books and the counters said adds up on it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.capitals import adjudication, list_forms, lists
from reform_rules.money import yuan

CENTS = st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize("category", lists.LISTS)
def test_every_list_has_a_form_with_a_name_and_different_titles(category):
    titles = list_forms.titles(category)
    assert list_forms.TITLES[category]
    assert len(titles) == len(set(titles)) >= 4


@pytest.mark.parametrize("category", sorted(set(lists.LISTS) - {"equity", "receipts", "seals", "files"}))
def test_every_list_of_things_shows_the_reason_and_what_is_done_about_it(category):
    assert {"差异原因", "处理意见"} <= set(list_forms.titles(category))


@given(st.sampled_from(sorted(lists.MONEY)), st.lists(st.tuples(CENTS, CENTS), max_size=8))
def test_the_foot_adds_up_what_the_lines_say(category, amounts):
    rows = [
        list_forms.cells(
            category,
            number,
            {"name": "项", "book_amount": book, "counted_amount": found, "diff_amount": found - book},
        )
        for number, (book, found) in enumerate(amounts, 1)
    ]
    foot = list_forms.totals(category, rows)
    at = {title: foot[index] for index, title in enumerate(list_forms.titles(category))}
    assert at["差异"] == sum((yuan(found) - yuan(book) for book, found in amounts), Decimal(0))


def test_a_line_nobody_counted_says_nothing_of_what_was_found():
    line = {"name": "张三", "book_amount": yuan(5), "counted_amount": yuan(0), "diff_amount": yuan(0)}
    row = dict(
        zip(
            list_forms.titles("claims"),
            list_forms.cells("claims", 1, {**line, "counted": False}),
            strict=True,
        )
    )
    assert (row["账面金额"], row["实存金额"], row["差异"]) == (5, None, None)


def test_every_decision_has_a_word_on_the_form():
    assert set(list_forms.WORDS["verdict"]) == set(adjudication.VERDICTS)
    assert "" not in list_forms.WORDS["verdict"].values()
