"""Events of a lease as entries."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy.events import (
    KINDS,
    AmountNotPositive,
    Event,
    EventUnknown,
    KeyMissing,
    PartsDoNotAddUp,
    TooMuchAhead,
    entries,
    postings,
    receivable_codes,
    word,
)
from reform_rules.ledger.chart import load
from reform_rules.money import ZERO, split, yuan
from tests.strategies import positive_amounts

DAY = date(2025, 3, 1)
parts = st.lists(st.tuples(st.integers(1, 5), positive_amounts), min_size=1, max_size=8)


@st.composite
def events(draw):
    red = draw(st.booleans())
    sign = -1 if red else 1
    by_origin = tuple((origin, sign * part) for origin, part in draw(parts))
    kind = draw(st.sampled_from(KINDS))
    share = draw(st.sampled_from((0, 0, 1, 3, 4))) if "ahead" in postings()["chart_2023"][kind] else 0
    return Event(
        kind=kind,
        ahead=tuple((origin, yuan(part * share / 4)) for origin, part in by_origin if share),
        key="lease:L1:1:rent",
        on=DAY,
        amount=sum((part for _origin, part in by_origin), ZERO),
        summary="租金",
        parts=by_origin,
        member=draw(st.booleans()),
        cash=draw(st.booleans()),
        party=7,
        reverses="lease:L1:0:rent" if red else "",
    )


def event(kind, amount="100.00", key="k", **changes):
    amount = Decimal(amount)
    return Event(kind, key, DAY, amount, "摘要", ((1, amount),), **changes)


def sides(kind, chart="chart_2023", **changes):
    happened = event(kind, **changes)
    debit, credit = entries(happened, chart)
    return debit.account, credit.account, word(happened, chart)


@given(events(), st.sampled_from(sorted(postings())))
def test_debits_are_credits_for_every_village_of_origin(happened, chart):
    lines = entries(happened, chart)
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines) == happened.amount
    for origin in {origin for origin, _part in happened.parts}:
        here = [line for line in lines if line.origin == origin]
        expected = sum(part for village, part in happened.parts if village == origin)
        assert sum(line.debit for line in here) == sum(line.credit for line in here) == expected
    assert all((line.debit == 0) is not (line.credit == 0) for line in lines)
    assert len({(line.account, line.origin) for line in lines}) == len(lines)


def test_rent_that_came_ahead_is_owed_until_it_falls_due():
    came = event("rent_received", "9000", ahead=((1, Decimal(6000)),), party=7)
    assert [(line.account, line.debit, line.credit, line.party) for line in entries(came, "chart_2023")] == [
        ("102", 9000, 0, 0),
        ("112", 0, 3000, 7),
        ("211", 0, 6000, 7),
    ]
    due = event("rent_due", "3000", ahead=((1, Decimal(3000)),), party=7)
    assert [(line.account, line.debit, line.credit) for line in entries(due, "chart_2023")] == [
        ("211", 3000, 0),
        ("50103", 0, 3000),
    ]
    assert entries(due, "chart_2004")[0].account == "202"


@pytest.mark.parametrize("kind, ahead", [("rent_due", 101), ("rent_due", -1), ("deposit_received", 1)])
def test_more_ahead_than_there_is_is_refused(kind, ahead):
    with pytest.raises(TooMuchAhead):
        entries(event(kind, ahead=((1, Decimal(ahead)),)), "chart_2023")


def test_what_came_ahead_leaves_the_debt_village_by_village_as_it_came():
    happened = Event(
        "rent_due", "k", DAY, Decimal("100.00"), "摘要", ((1, Decimal("33.33")), (2, Decimal("66.67"))),
        ahead=((1, Decimal("33.34")), (3, Decimal("0.01"))), party=7,
    )  # fmt: skip
    assert [
        (line.account, line.origin, line.debit, line.credit) for line in entries(happened, "chart_2023")
    ] == [
        ("112", 2, Decimal("66.65"), 0),
        ("211", 1, Decimal("33.34"), 0),
        ("211", 3, Decimal("0.01"), 0),
        ("50103", 1, 0, Decimal("33.34")),
        ("50103", 2, 0, Decimal("66.65")),
        ("50103", 3, 0, Decimal("0.01")),
    ]


weights = st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any)


@given(positive_amounts, weights, weights, weights)
def test_what_came_ahead_leaves_nothing_behind_for_any_village(amount, by_receipt, by_line, by_due):
    """However a receipt, its lines and the due are divided, the debt to the lessee ends at nothing."""
    received, came, due = (
        tuple(zip((1, 2, 3), split(amount, each), strict=True)) for each in (by_receipt, by_line, by_due)
    )
    owed = dict.fromkeys((1, 2, 3), ZERO)
    for kind, divided in (("rent_received", received), ("rent_due", due)):
        happened = Event(kind, kind, DAY, amount, "摘要", divided, party=7, ahead=came)
        for line in entries(happened, "chart_2023"):
            if line.account == "211":
                owed[line.origin] += line.credit - line.debit
    assert owed == dict.fromkeys((1, 2, 3), ZERO)


@given(events())
def test_every_account_of_the_new_chart_exists_and_takes_entries(happened):
    for line in entries(happened, "chart_2023"):
        account = load("chart_2023").get(line.account)
        assert account.postable
        assert line.party == (7 if account.detail == "partner" else 0)


@given(events())
def test_what_is_taken_back_is_the_same_entry_in_red(happened):
    if happened.reverses:
        black = happened._replace(
            amount=-happened.amount,
            parts=tuple((o, -p) for o, p in happened.parts),
            ahead=tuple((o, -p) for o, p in happened.ahead),
            reverses="",
        )
        assert [
            line._replace(debit=-line.debit, credit=-line.credit) for line in entries(happened, "chart_2023")
        ] == list(entries(black, "chart_2023"))


def test_every_chart_knows_every_event():
    for chart, kinds in postings().items():
        assert sorted(kinds) == sorted(KINDS), chart


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("rent_due", {}, ("112", "50103", "transfer")),
        ("rent_due", {"member": True}, ("113", "50103", "transfer")),
        ("rent_received", {}, ("102", "112", "receipt")),
        ("rent_received", {"member": True, "cash": True}, ("101", "113", "receipt")),
        ("contracting_due", {}, ("112", "50106", "transfer")),
        ("deposit_received", {}, ("102", "211", "receipt")),
        ("deposit_refunded", {"cash": True}, ("211", "101", "payment")),
        ("deposit_forfeited", {}, ("211", "50403", "transfer")),
    ],
)
def test_accounts_of_the_chart_of_2023(kind, changes, expected):
    assert sides(kind, **changes) == expected


def test_the_same_deposit_stands_in_another_account_of_the_old_chart():
    assert sides("deposit_received", "chart_2004") == ("102", "202", "receipt")


def test_a_claim_raised_and_paid_leaves_nothing():
    for member in (False, True):
        due, paid = (
            entries(event(kind, "88.80", member=member), "chart_2023")
            for kind in ("rent_due", "rent_received")
        )
        claims = [line for line in due + paid if line.account in receivable_codes("chart_2023")]
        assert sum(line.debit - line.credit for line in claims) == 0
        assert len(claims) == 2


@pytest.mark.parametrize(
    ("happened", "chart", "refusal"),
    [
        (event("barter"), "chart_2023", EventUnknown),
        (event("rent_due"), "chart_1996", EventUnknown),
        (event("rent_due", key=" "), "chart_2023", KeyMissing),
        (event("rent_due", "0.004"), "chart_2023", AmountNotPositive),
        (event("rent_due", "-5"), "chart_2023", AmountNotPositive),
        (event("rent_due", "5", reverses="x"), "chart_2023", AmountNotPositive),
        (event("rent_due")._replace(parts=((1, Decimal("99.99")),)), "chart_2023", PartsDoNotAddUp),
    ],
)
def test_what_is_no_event_is_refused(happened, chart, refusal):
    with pytest.raises(refusal):
        entries(happened, chart)
