"""The lists of a clearing: every account stands somewhere, differences add up, nothing is left uncounted."""

import csv
from decimal import Decimal
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.capitals import lists
from reform_rules.capitals.lists import ListState, Side
from reform_rules.money import ZERO, yuan

AMOUNTS = st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents) / 100)
SOME = st.integers(0, 10**11).map(lambda cents: Decimal(cents) / 100)
UNITS = st.integers(0, 10**8).map(lambda parts: Decimal(parts) / 10000)


def chart(version):
    year = version.removeprefix("chart_")
    file = resources.files("reform_rules.ledger").joinpath("data", f"chart_{year}.csv")
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("version", ["chart_2023", "chart_2004"])
def test_every_prescribed_account_stands_on_a_list(version):
    for account in chart(version):
        for owed in (False, True):
            assert lists.list_of(account["code"], version, owed=owed) in lists.LISTS


@pytest.mark.parametrize("version", ["chart_2023", "chart_2004"])
def test_accounts_of_cards_stand_on_the_list_of_their_cards(version):
    known = {account["code"] for account in chart(version)}
    for kind, accounts in lists.card_accounts(version).items():
        for code in filter(None, (accounts["cost"], accounts["worn"])):
            assert code in known
            assert lists.list_of(code, version) == lists.CARD_LISTS[kind]


@pytest.mark.parametrize(
    ("code", "version", "owed", "expected"),
    [
        ("101", "chart_2023", False, "cash"),
        ("10202", "chart_2023", False, "bank"),
        ("112", "chart_2023", True, "debts"),
        ("211", "chart_2023", True, "debts"),
        ("211", "chart_2023", False, "claims"),
        ("201", "chart_2023", False, "debts"),
        ("153", "chart_2023", False, "construction"),
        ("153", "chart_2004", False, "matters"),
        ("154", "chart_2004", False, "construction"),
        ("3220101", "chart_2023", True, "equity"),
    ],
)
def test_an_account_is_placed_by_its_chart_and_side(code, version, owed, expected):
    assert lists.list_of(code, version, owed=owed) == expected


@pytest.mark.parametrize(
    ("code", "version"), [("901", "chart_2023"), ("101", "chart_1999"), ("", "chart_2023")]
)
def test_an_account_without_a_list_is_refused(code, version):
    with pytest.raises(lists.AccountUnplaced):
        lists.list_of(code, version)


@given(st.sampled_from(lists.LISTS), AMOUNTS)
def test_a_balance_turned_twice_is_itself(category, balance):
    assert lists.signed(category, lists.signed(category, balance)) == balance


@settings(max_examples=1000)
@given(st.sampled_from(lists.LISTS), UNITS, SOME)
def test_what_agrees_with_the_books_differs_in_nothing(category, quantity, amount):
    book = Side(quantity, amount)
    found = lists.found_side(category, quantity, amount, book)
    assert not lists.differs(category, book, found)


@settings(max_examples=1000)
@given(st.sampled_from(sorted(lists.MONEY)), SOME, SOME)
def test_books_and_difference_are_what_was_found(category, amount, found):
    book = Side(Decimal(0), amount)
    side = lists.found_side(category, None, found, book)
    assert book.amount + lists.difference(book, side).amount == yuan(found)
    assert lists.differs(category, book, side) is (amount != found)


@given(st.integers(1, 1000), SOME)
def test_a_thing_that_is_gone_is_worth_nothing(quantity, amount):
    assert lists.found_side("fixed", Decimal(0), None, Side(Decimal(quantity), amount)) == Side(0, ZERO)


@pytest.mark.parametrize(
    ("category", "quantity", "amount", "refusal"),
    [
        ("fixed", None, None, lists.CountMissing),
        ("cash", Decimal(3), None, lists.CountMissing),
        ("fixed", Decimal(-1), None, lists.CountNegative),
        ("cash", None, Decimal(-1), lists.CountNegative),
    ],
)
def test_a_count_that_says_nothing_or_less_than_nothing_is_refused(category, quantity, amount, refusal):
    with pytest.raises(refusal):
        lists.found_side(category, quantity, amount, Side(Decimal(1), ZERO))


def test_a_paper_that_no_book_knew_is_entered_and_money_that_no_book_knew_differs():
    nothing = Side(Decimal(0), ZERO)
    assert not lists.differs("seals", nothing, Side(Decimal(1), ZERO), listed=False)
    assert lists.differs("goods", nothing, Side(Decimal(1), yuan(80)), listed=False)


def test_a_clearing_waits_for_every_list_and_every_reason():
    names = [
        (problem.name, problem.facts["category"])
        for problem in lists.missing(
            [
                ListState("cash", 1, 1, 1, 0, False),
                ListState("bank", 2, 1, 0, 0, False),
                ListState("securities", 0, 0, 0, 0, True),
                ListState("receipts", 0, 0, 0, 0, False),
                ListState("claims", 3, 3, 2, 1, False),
                ListState("equity", 4, 0, 0, 0, False),
            ]
        )
    ]
    assert names == [("ListNotCounted", "bank"), ("ListNotTaken", "receipts"), ("ReasonsMissing", "claims")]


@given(st.dictionaries(st.sampled_from(["101", "102", "151", "152"]), AMOUNTS))
def test_lists_that_hold_every_account_leave_nothing_unexplained(books):
    assert all(row.difference == 0 for row in lists.control(books, books))
    assert sum(row.books for row in lists.control(books, {})) == sum(books.values())
