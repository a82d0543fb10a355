"""A count against the books: what is missing is worth what the books say, and nothing closes unseen."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import inventory
from reform_rules.assets.inventory import Book, Limits, Seen, Standing
from reform_rules.money import yuan
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2025, 12, 31))
DESKS = Book(Decimal(40), yuan("12000"), yuan("3000"), 7, "fair", "in_use")
HOUSE = Book(Decimal(1), yuan("80000"), yuan("30000"), 7, "good", "in_use")
LIMITS = Limits(yuan("50000"), yuan("1000"), yuan("500"))
amounts = st.decimals(0, 10**9, places=2).map(yuan)
books = st.builds(
    Book,
    quantity=st.integers(1, 500).map(Decimal),
    cost=amounts,
    net=amounts,
    place=st.integers(1, 3),
    condition=st.sampled_from([None, "good", "fair", "poor", "dangerous"]),
    use_state=st.sampled_from(["in_use", "leased", "idle"]),
)


@pytest.mark.parametrize(
    ("book", "seen", "kinds", "quantity", "cost", "net"),
    [
        (DESKS, Seen("found"), (), "0", "0", "0"),
        # 40 desks of 12,000 yuan, 37 counted: three desks of 300 yuan, 75 yuan net each.
        (DESKS, Seen("found", Decimal(37)), ("quantity",), "-3", "-900", "-225"),
        (DESKS, Seen("found", Decimal(42)), ("quantity",), "2", "600", "150"),
        (DESKS, Seen("not_found"), ("shortage",), "-40", "-12000", "-3000"),
        (HOUSE, Seen("found_elsewhere", None, 9), ("place",), "0", "0", "0"),
        (HOUSE, Seen("damaged"), ("condition",), "0", "0", "0"),
        (HOUSE._replace(condition="dangerous"), Seen("damaged"), (), "0", "0", "0"),
        (HOUSE, Seen("found", None, 7, "good", "idle"), ("use",), "0", "0", "0"),
        (HOUSE, Seen("damaged", None, 9, None, "idle"), ("place", "condition", "use"), "0", "0", "0"),
    ],
)
def test_a_count_is_told_from_the_books(book, seen, kinds, quantity, cost, net):
    found = inventory.difference(book, seen)
    assert found.kinds == kinds
    assert (found.quantity, found.cost, found.net) == (Decimal(quantity), yuan(cost), yuan(net))


@given(books)
def test_what_is_found_as_booked_differs_in_nothing(book):
    assert inventory.difference(book, Seen("found")) == ((), 0, 0, 0)
    as_booked = Seen("found", book.quantity, book.place, book.condition, book.use_state)
    assert inventory.difference(book, as_booked).kinds == ()


@given(books)
def test_what_is_missing_is_worth_all_the_books_say(book):
    found = inventory.difference(book, Seen("not_found"))
    assert (book.cost + found.cost, book.net + found.net, book.quantity + found.quantity) == (0, 0, 0)
    assert inventory.must_be_adjudicated(found, LIMITS)


@given(books, st.integers(1, 500).map(Decimal))
def test_more_is_never_worth_less_and_kinds_come_gravest_first(book, quantity):
    found = inventory.difference(book, Seen("damaged", quantity, 99, None, "idle"))
    assert found.quantity == quantity - book.quantity
    assert (found.cost >= 0) == (
        found.quantity >= 0 or book.cost * abs(found.quantity) / book.quantity < Decimal("0.005")
    )
    assert list(found.kinds) == sorted(found.kinds, key=inventory.DIFFERENCES.index)
    assert abs(found.cost - book.cost * found.quantity / book.quantity) <= Decimal("0.005")


@given(books, books)
def test_a_higher_limit_never_asks_for_more_second_counts(book, other):
    seen = Seen("found", other.quantity)
    found = inventory.difference(book, seen)
    low = Limits(yuan(min(book.cost, other.cost)), yuan(min(book.net, other.net)), yuan(0))
    high = Limits(yuan(max(book.cost, other.cost)), yuan(max(book.net, other.net)), yuan(0))
    if low.second_cost and inventory.needs_second(book, found, high):
        assert inventory.needs_second(book, found, low)


@pytest.mark.parametrize(
    ("book", "seen", "second", "decide"),
    [
        (DESKS, Seen("found"), False, False),
        (HOUSE, Seen("found"), True, False),
        (DESKS, Seen("not_found"), True, True),
        (DESKS, Seen("found", Decimal(37)), False, True),
        (DESKS, Seen("found", Decimal(39)), False, False),
        (DESKS, Seen("found", Decimal(30)), True, True),
        (DESKS, Seen("found_elsewhere", None, 9), False, False),
    ],
)
def test_the_dear_and_the_missing_are_counted_twice_and_decided(book, seen, second, decide):
    found = inventory.difference(book, seen)
    assert inventory.needs_second(book, found, LIMITS) is second
    assert inventory.must_be_adjudicated(found, LIMITS) is decide


def test_no_limit_of_cost_is_no_limit():
    assert not inventory.needs_second(
        HOUSE, inventory.difference(HOUSE, Seen("found")), LIMITS._replace(second_cost=yuan(0))
    )


@pytest.mark.parametrize(
    ("seen", "refusal"),
    [
        (Seen("found", Decimal(-1)), inventory.QuantityNegative),
        (Seen("found", Decimal(0)), inventory.FoundWithoutQuantity),
        (Seen("not_found", Decimal(3)), inventory.FoundWithoutQuantity),
        (Seen("found_elsewhere"), inventory.PlaceMissing),
    ],
)
def test_what_cannot_have_been_seen_is_refused(seen, refusal):
    with pytest.raises(refusal):
        inventory.check_seen(DESKS, seen)


def test_what_can_have_been_seen_passes():
    for seen in (
        Seen("found"),
        Seen("not_found"),
        Seen("damaged", Decimal(1)),
        Seen("found_elsewhere", None, 3),
    ):
        inventory.check_seen(DESKS, seen)
    # Land is registered by area alone: no units in the books, none counted.
    inventory.check_seen(DESKS._replace(quantity=Decimal(0)), Seen("found"))


def test_two_counts_agree_on_what_matters():
    assert inventory.agree(Seen("found"), Seen("found", Decimal(40)), DESKS)
    assert not inventory.agree(Seen("found"), Seen("found", Decimal(39)), DESKS)
    assert not inventory.agree(Seen("found"), Seen("not_found"), DESKS._replace(quantity=Decimal(0)))


@given(*[st.integers(0, 3)] * 6, st.one_of(st.none(), st.integers(0, 30)))
def test_a_round_closes_only_when_nothing_is_left(unseen, second, disputed, differences, finds, owners, days):
    standing = Standing(unseen, second, disputed, differences, finds, owners, days)
    problems = inventory.closing(standing, RULES)
    done = not any(standing[:6]) and days is not None and days >= RULES.value("count_publish_days_min")
    assert (not problems) == done
    assert sum(problem.facts["count"] for problem in problems if "count" in problem.facts) == sum(
        standing[:6]
    )


def test_the_year_is_counted_at_its_end_and_reported_in_spring():
    recorded = inventory.record_date(2025, RULES)
    assert recorded == date(2025, 12, 31)
    assert inventory.report_due(recorded, yearly=True, rules=RULES) == date(2026, 3, 31)
    assert inventory.report_due(date(2025, 7, 1), yearly=False, rules=RULES) == date(2025, 7, 31)


@given(st.floats(-1e9, 1e9))
def test_units_keep_four_decimals(value):
    assert abs(inventory.units(value) - Decimal(repr(value))) <= Decimal("0.00005")


@pytest.mark.parametrize("value", ["abc", "", float("nan"), float("inf"), None])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(inventory.NotAQuantity):
        inventory.units(value)


def test_only_a_missing_thing_is_written_off_and_only_a_seen_one_adjusts_its_card():
    assert inventory.verdicts(("shortage",), disputed=False) == ("keep_book", "write_off", "recount")
    assert inventory.verdicts(("quantity", "place"), disputed=False) == (
        "keep_book",
        "adjust_card",
        "recount",
    )
    assert inventory.verdicts(("shortage",), disputed=True) == ("keep_book", "recount")
    assert inventory.verdicts((), disputed=False) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ZC0000012", "ZC0000012"),
        ("zc0000012\n", "ZC0000012"),
        ("http://10.0.0.1:8069/reform/asset/ZC0000012", "ZC0000012"),
        ("https://x.example/reform/asset/ZC0000012?db=a#b", "ZC0000012"),
        ("https://x.example/other/ZC0000012", "HTTPS://X.EXAMPLE/OTHER/ZC0000012"),
        ("", ""),
    ],
)
def test_a_label_says_the_number_of_its_card(text, code):
    assert inventory.code_on_label(text) == code
