"""A decided difference: what fits it, who must agree, and an entry that always balances."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.capitals import adjudication, lists
from reform_rules.capitals.adjudication import Adjudged, Standing
from reform_rules.economy.events import EventUnknown, KeyMissing
from reform_rules.money import ZERO, yuan

from .test_lists import chart

CHARTS = ("chart_2023", "chart_2004")
CENTS = st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents) / 100)
PLACED = sorted(set(lists.LISTS) - adjudication.UNBOOKED - adjudication.OF_PROJECTS)


def adjudged(**facts):
    return Adjudged(
        **{
            "key": "clearing:1:2:1", "on": date(2025, 12, 31), "summary": "盘亏", "category": "cash",
            "verdict": "write_off", "amount": yuan(-35), "origin": 7, **facts,
        }
    )  # fmt: skip


@settings(max_examples=2000)
@given(
    st.sampled_from(CHARTS),
    st.sampled_from(PLACED),
    CENTS.filter(bool),
    st.integers(0, 100),
    st.sampled_from(sorted(adjudication.BOOKED)),
)
def test_every_entry_balances_and_names_its_village(version, category, amount, percent, verdict):
    difference = lists.Side(Decimal(0), amount)
    if verdict not in adjudication.verdicts(category, difference):
        return
    worn = {"worn": "152", "accumulated": abs(amount) * percent / 100} if category == "fixed" else {}
    event = adjudged(category=category, verdict=verdict, amount=amount, claim_party=9, **worn)
    lines = adjudication.entries(event, version)
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines) > 0
    assert all(line.origin == 7 and min(line.debit, line.credit) == 0 for line in lines)
    known = {row["code"] for row in chart(version) if row["postable"]}
    assert {line.account for line in lines} <= known


@settings(max_examples=1000)
@given(st.sampled_from(PLACED), CENTS.filter(bool))
def test_the_account_moves_by_exactly_the_difference(category, amount):
    for verdict in adjudication.verdicts(category, lists.Side(Decimal(0), amount)):
        if verdict not in adjudication.BOOKED:
            continue
        event = adjudged(category=category, verdict=verdict, amount=amount, claim_party=9, account="")
        account = adjudication.account_of(event, "chart_2023")
        moved = sum(
            line.debit - line.credit
            for line in adjudication.entries(event, "chart_2023")
            if line.account == account and line.party != 9
        )
        assert moved == lists.signed(category, amount)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, [("18101", 35, 0), ("101", 0, 35), ("51502", 35, 0), ("18101", 0, 35)]),
        (
            {"verdict": "claim", "claim_party": 9},
            [("18101", 35, 0), ("101", 0, 35), ("112", 35, 0), ("18101", 0, 35)],
        ),
        (
            {"verdict": "claim", "claim_party": 9, "claim_member": True},
            [("18101", 35, 0), ("101", 0, 35), ("113", 35, 0), ("18101", 0, 35)],
        ),
        (
            {"verdict": "adjust", "amount": yuan(20)},
            [("101", 20, 0), ("18101", 0, 20), ("18101", 20, 0), ("50402", 0, 20)],
        ),
        (
            {"category": "claims", "account": "112", "amount": yuan(-500), "party": 4},
            [("51503", 500, 0), ("112", 0, 500)],
        ),
        (
            {"category": "debts", "account": "211", "verdict": "adjust", "amount": yuan(-80), "party": 4},
            [("211", 80, 0), ("50499", 0, 80)],
        ),
        (
            {"category": "debts", "account": "211", "verdict": "adjust", "amount": yuan(80), "party": 4},
            [("51599", 80, 0), ("211", 0, 80)],
        ),
        (
            {
                "category": "fixed", "account": "15101", "worn": "152", "amount": yuan(-80000),
                "accumulated": yuan(50000),
            },
            [
                ("18102", 30000, 0), ("152", 50000, 0), ("15101", 0, 80000), ("51502", 30000, 0),
                ("18102", 0, 30000),
            ],
        ),
    ],
)  # fmt: skip
def test_worked_entries(facts, expected):
    lines = adjudication.entries(adjudged(**facts), "chart_2023")
    assert [(line.account, line.debit, line.credit) for line in lines] == expected


def test_the_old_chart_has_no_account_to_wait_on():
    lines = adjudication.entries(adjudged(), "chart_2004")
    assert [(line.account, line.debit, line.credit) for line in lines] == [("551", 35, 0), ("101", 0, 35)]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"key": " "}, KeyMissing),
        ({"verdict": "as_booked"}, EventUnknown),
        ({"category": "seals", "verdict": "adjust"}, EventUnknown),
        ({"amount": ZERO}, EventUnknown),
        ({"verdict": "claim"}, adjudication.ClaimNobody),
    ],
)
def test_what_makes_no_entry_is_refused(facts, refusal):
    with pytest.raises(refusal):
        adjudication.entries(adjudged(**facts), "chart_2023")


@given(st.sampled_from(lists.LISTS), CENTS, st.sampled_from(adjudication.VERDICTS))
def test_nobody_but_the_members_makes_the_collective_poorer(category, amount, verdict):
    difference = lists.Side(Decimal(1), amount)
    fits = verdict in adjudication.verdicts(category, difference)
    if fits and verdict == "adjust" and category not in adjudication.UNBOOKED | lists.OWED:
        assert amount > 0
    if not fits:
        with pytest.raises(adjudication.VerdictUnfit):
            adjudication.check(verdict, category, difference)


def test_a_clearing_is_confirmed_when_nothing_is_missing():
    done = Standing(0, 0, 0, 0, 0, "", 0)
    assert adjudication.missing(done) == []
    assert adjudication.missing(done._replace(write_offs=2)) == []
    names = [
        problem.name for problem in adjudication.missing(Standing(1, 1, 1, 1, 1, "nobody has decided", 1))
    ]
    assert names == [
        "Undecided", "BasisMissing", "DisputeUnsaid", "SignatureMissing", "MembersMustDecide",
        "NotInTheBooks",
    ]  # fmt: skip


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(-(10**9), 10**9))
def test_no_more_depreciation_leaves_than_there_was(worn, cost, difference):
    part = adjudication.part_worn(yuan(worn), yuan(cost), yuan(difference))
    assert 0 <= part <= worn


def test_signatures_are_asked_for_over_the_limit_only():
    assert not adjudication.needs_sign(lists.Side(Decimal(0), yuan(-5000)), yuan(5000))
    assert adjudication.needs_sign(lists.Side(Decimal(0), yuan("-5000.01")), yuan(5000))


def test_what_moves_the_books_stands_as_found_and_the_rest_as_booked():
    book, found = lists.Side(Decimal(1), yuan(10)), lists.Side(Decimal(0), ZERO)
    for verdict in adjudication.VERDICTS:
        assert adjudication.decided(verdict, book, found) == (
            found if verdict in adjudication.BOOKED else book
        )
