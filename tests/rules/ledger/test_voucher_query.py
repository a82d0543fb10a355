"""What a person types to find a voucher, and what it may mean."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.ledger.numbering import label
from reform_rules.ledger.voucher_query import terms


@given(st.sampled_from(["general", "receipt", "payment", "transfer", "opening"]), st.integers(1, 999_999))
def test_a_number_as_it_is_printed_is_found(word, number):
    [term] = terms(label(word, number))
    assert (term.word, term.number) == (word, number)


@pytest.mark.parametrize("text", ["记-12", "记12", "记字12号", "记字第0012号", "记－12"])
def test_a_number_as_people_say_it(text):
    [term] = terms(text)
    assert (term.word, term.number) == ("general", 12)


@pytest.mark.parametrize("text", ["2025-03", "2025年3月", "202503", "2025.3"])
def test_a_month(text):
    [term] = terms(text)
    assert term.days == (date(2025, 3, 1), date(2025, 3, 31))


def test_a_day_and_a_month_of_any_year():
    assert terms("2025-03-09")[0].days == (date(2025, 3, 9), date(2025, 3, 9))
    assert terms("3月")[0].month == 3
    assert terms("13月")[0].month == 0
    assert terms("2025-02-30")[0].days is None


def test_amounts_with_thousands_marks_and_units():
    assert terms("1,234.50")[0].amount == Decimal("1234.50")
    assert terms("¥80元")[0].amount == Decimal("80.00")
    assert terms("-80")[0].amount == Decimal("80.00")


def test_a_bare_number_may_be_a_number_or_an_amount():
    [term] = terms("12")
    assert (term.number, term.amount, term.word) == (12, Decimal("12.00"), "")


@given(st.text())
def test_nothing_typed_is_an_error(text):
    assert [term.text for term in terms(text)] == [part for part in (t.text for t in terms(text)) if part]
