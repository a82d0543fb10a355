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
    entries,
    postings,
    receivable_codes,
    word,
)
from reform_rules.ledger.chart import load
from tests.strategies import positive_amounts

DAY = date(2025, 3, 1)
events = st.builds(
    Event,
    kind=st.sampled_from(KINDS),
    key=st.just("lease:L1:1:rent"),
    on=st.just(DAY),
    amount=positive_amounts,
    summary=st.just("租金"),
    member=st.booleans(),
    cash=st.booleans(),
    party=st.integers(0, 99),
    origin=st.integers(0, 99),
)


def sides(kind, chart="chart_2023", **changes):
    event = Event(kind, "k", DAY, Decimal("100.00"), "摘要", **changes)
    debit, credit = entries(event, chart)
    return debit.account, credit.account, word(event, chart)


@given(events, st.sampled_from(sorted(postings())))
def test_every_event_makes_two_equal_sides_with_its_party_and_origin(event, chart):
    debit, credit = entries(event, chart)
    assert debit.debit == credit.credit == event.amount
    assert debit.credit == credit.debit == 0
    assert debit.account != credit.account
    assert {debit.origin, credit.origin} == {event.origin}
    assert {debit.party, credit.party} == {event.party}


@given(events)
def test_every_account_of_the_new_chart_exists_and_takes_entries(event):
    for line in entries(event, "chart_2023"):
        account = load("chart_2023").get(line.account)
        assert account.postable
        if account.detail_required:
            assert line.account == "113"


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
            entries(Event(kind, "k", DAY, Decimal("88.80"), "租金", member=member), "chart_2023")
            for kind in ("rent_due", "rent_received")
        )
        claims = [line for line in due + paid if line.account in receivable_codes("chart_2023")]
        assert sum(line.debit - line.credit for line in claims) == 0
        assert len(claims) == 2


@pytest.mark.parametrize(
    ("event", "chart", "refusal"),
    [
        (Event("barter", "k", DAY, Decimal(1), "x"), "chart_2023", EventUnknown),
        (Event("rent_due", "k", DAY, Decimal(1), "x"), "chart_1996", EventUnknown),
        (Event("rent_due", " ", DAY, Decimal(1), "x"), "chart_2023", KeyMissing),
        (Event("rent_due", "k", DAY, Decimal("0.004"), "x"), "chart_2023", AmountNotPositive),
        (Event("rent_due", "k", DAY, Decimal("-5"), "x"), "chart_2023", AmountNotPositive),
    ],
)
def test_what_is_no_event_is_refused(event, chart, refusal):
    with pytest.raises(refusal):
        entries(event, chart)
