"""Grants, levies, land compensation, pay and purchases as entries: cases of the accounting sheet."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy.events import AmountNotPositive, EventUnknown, KeyMissing
from reform_rules.economy.project_entries import (
    AccountNotFit,
    Part,
    ProjectEvent,
    choices,
    entries,
    kinds,
    postings,
    word,
)
from reform_rules.ledger.chart import load
from reform_rules.money import ZERO, yuan
from tests.strategies import positive_amounts

DAY = date(2025, 6, 1)
SHARES = {"levy_finished": ("works", "levied"), "land_received": ("collective", "household")}


def booked(kind, *parts, chart="chart_2023", **facts):
    event = ProjectEvent(kind, "k", DAY, "摘要", parts or (Part(yuan(100), 1, 7),), **facts)
    return [(line.account, line.debit, line.credit, line.party) for line in entries(event, chart)]


def part(amount, **facts):
    return Part(yuan(amount), 1, **facts)


def test_project_money_becomes_an_asset_and_reserve():
    assert booked("grant_received", part(100000)) == [
        ("102", yuan(100000), ZERO, 0),
        ("241", ZERO, yuan(100000), 0),
    ]
    assert booked("grant_spent_asset", part(80000, account="153")) == [
        ("153", yuan(80000), ZERO, 0),
        ("102", ZERO, yuan(80000), 0),
        ("241", yuan(80000), ZERO, 0),
        ("311", ZERO, yuan(80000), 0),
    ]
    assert booked("grant_covered", part(8000)) == [
        ("241", yuan(8000), ZERO, 0),
        ("311", ZERO, yuan(8000), 0),
    ]
    assert booked("grant_finished", part(80000, account="15104"))[0][0] == "15104"
    assert booked("grant_spent_cost", part(5000), cash=True) == [
        ("241", yuan(5000), ZERO, 0),
        ("101", ZERO, yuan(5000), 0),
    ]
    assert [line[0] for line in booked("grant_returned", part(15000))] == ["241", "102"]
    assert [line[0] for line in booked("subsidy_received", part(6000))] == ["102", "503"]


def test_households_owe_what_was_levied_each_its_own():
    lines = booked("levy_approved", part(300, party=5, member=True), part(200, party=6))
    assert lines == [
        ("113", yuan(300), ZERO, 5),
        ("112", yuan(200), ZERO, 6),
        ("231", ZERO, yuan(500), 0),
    ]
    assert booked("levy_collected", part(300, party=5, member=True), cash=True)[1] == (
        "113", ZERO, yuan(300), 5
    )  # fmt: skip


def test_labour_goes_into_the_works_and_finished_works_into_the_reserve():
    assert [line[0] for line in booked("levy_labour", part(4000))] == ["153", "311"]
    lines = booked("levy_finished", part(9000, share="works", account="15104"), part(5000, share="levied"))
    assert lines == [
        ("15104", yuan(9000), ZERO, 0),
        ("153", ZERO, yuan(9000), 0),
        ("231", yuan(5000), ZERO, 0),
        ("311", ZERO, yuan(5000), 0),
    ]
    spent = booked("levy_finished", part(9000, share="works", account="514"))
    assert [line[0] for line in spent] == ["514", "153"]


def test_land_compensation_of_100000_is_30000_for_the_collective_and_70000_for_households():
    lines = booked(
        "land_received",
        part(30000, share="collective"),
        part(40000, share="household", party=5, member=True),
        part(30000, share="household", party=6, member=True),
    )
    assert lines == [
        ("102", yuan(30000), ZERO, 0),
        ("311", ZERO, yuan(30000), 0),
        ("102", yuan(70000), ZERO, 0),
        ("113", ZERO, yuan(40000), 5),
        ("113", ZERO, yuan(30000), 6),
    ]
    assert [line[0] for line in booked("land_paid", part(40000, party=5, member=True))] == ["113", "102"]


def test_pay_is_owed_to_each_person_and_then_paid():
    lines = booked("wages_accrued", part(2400, party=5, account="51301"), part(1600, party=6, account="401"))
    assert lines == [
        ("51301", yuan(2400), ZERO, 0),
        ("401", yuan(1600), ZERO, 0),
        ("212", ZERO, yuan(2400), 5),
        ("212", ZERO, yuan(1600), 6),
    ]
    assert [line[0] for line in booked("labour_paid", part(100, party=5))] == ["213", "102"]


def test_what_is_bought_on_credit_is_owed_until_it_is_paid():
    lines = booked("purchase_received", part(900, party=5, account="121"))
    assert lines == [("121", yuan(900), ZERO, 0), ("211", ZERO, yuan(900), 5)]
    assert [line[0] for line in booked("purchase_paid", part(900, party=5))] == ["211", "102"]


@given(
    st.sampled_from(sorted(postings())),
    st.data(),
    st.lists(st.tuples(positive_amounts, st.integers(1, 3), st.booleans()), min_size=1, max_size=6),
    st.booleans(),
)
def test_every_event_balances_for_every_village_and_red_takes_back_all_of_it(chart, data, rows, red):
    kind = data.draw(st.sampled_from(kinds(chart)))
    account = (choices(kind, chart) or ("",))[0]
    share = SHARES.get(kind, ("",))
    parts = tuple(
        Part(amount, origin, number, member, share[number % len(share)], account)
        for number, (amount, origin, member) in enumerate(rows)
    )
    event = ProjectEvent(kind, "k", DAY, "摘要", parts)
    lines = entries(event, chart)
    for origin in {line.origin for line in lines}:
        mine = [line for line in lines if line.origin == origin]
        assert sum(line.debit for line in mine) == sum(line.credit for line in mine) != 0
    back = tuple(each._replace(amount=-each.amount) for each in parts)
    undone = entries(event._replace(parts=back, reverses="k", key="k2"), chart)
    assert [(line.account, -line.debit, -line.credit, line.party) for line in undone] == [
        (line.account, line.debit, line.credit, line.party) for line in lines
    ]


@pytest.mark.parametrize("chart", sorted(postings()))
def test_every_account_exists_in_its_chart(chart):
    codes = {account.code for account in load(chart).accounts}
    for legs in postings()[chart]["legs"].values():
        for leg in legs:
            for side in (leg["debit"], leg["credit"]):
                for name, code in side.items():
                    assert name == "chosen" or code in codes, code
    for prefixes in postings()[chart]["chosen"].values():
        assert set(prefixes) <= codes


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"kind": "dowry"}, EventUnknown),
        ({"key": " "}, KeyMissing),
        ({"parts": (part(0),)}, AmountNotPositive),
        ({"parts": (part(-5),)}, AmountNotPositive),
        ({"parts": (part(5),), "reverses": "k0"}, AmountNotPositive),
        ({"kind": "grant_spent_asset", "parts": (part(5, account="513"),)}, AccountNotFit),
        ({"kind": "grant_spent_asset", "parts": (part(5),)}, AccountNotFit),
    ],
)
def test_what_cannot_be_booked_is_refused(facts, refusal):
    sound = {"kind": "grant_received", "key": "k", "on": DAY, "summary": "摘要", "parts": (part(5),)}
    entries(ProjectEvent(**sound), "chart_2023")
    with pytest.raises(refusal):
        entries(ProjectEvent(**{**sound, **facts}), "chart_2023")


def test_the_word_follows_the_money():
    event = ProjectEvent("grant_received", "k", DAY, "摘要", (part(1),))
    assert word(event, "chart_2023") == "receipt"
    assert word(event._replace(kind="land_paid"), "chart_2023") == "payment"
    assert word(event._replace(kind="levy_approved"), "chart_2023") == "transfer"
    assert Decimal(0) == ZERO
