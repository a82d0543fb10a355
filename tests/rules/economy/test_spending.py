"""Amount bands, chains of signatures, requests cut in pieces, the entry of a payment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.economy import spending
from reform_rules.economy.events import AmountNotPositive, EventUnknown, KeyMissing, PartsDoNotAddUp
from reform_rules.economy.spending import Band, Chain, Limits, Other, Request, bands, chain, same_purpose
from reform_rules.money import split, yuan
from reform_rules.parameters import Parameters
from tests.strategies import positive_amounts

RULES = Parameters.at(date(2026, 3, 1))
LIMITS = Limits(Decimal(5000), Decimal(20000), Decimal(50000))
tops = st.decimals(min_value=0, max_value=10**8, places=2)
rising = st.tuples(tops, tops, tops).map(lambda ends: Limits(*sorted(ends)))
ON = date(2026, 3, 10)


def holds(band: Band, amount: Decimal) -> bool:
    return amount > band.above and (band.upto is None or amount <= band.upto)


@settings(max_examples=10_000)
@given(positive_amounts, rising)
def test_every_amount_lies_in_exactly_one_band_and_has_its_chain(amount, limits):
    found = [band for band in bands(limits) if holds(band, amount)]
    assert len(found) == 1
    assert chain(amount, limits) == found[0].chain


@given(rising)
def test_bands_lie_end_to_end_from_nothing_to_infinity(limits):
    found = bands(limits)
    assert found[0].above == 0
    assert found[-1].upto is None
    assert all(one.upto == after.above for one, after in zip(found, found[1:], strict=False))


@given(positive_amounts, positive_amounts, rising)
def test_a_larger_amount_never_has_a_shorter_chain(one, other, limits):
    less, more = sorted((one, other))
    small, large = chain(less, limits), chain(more, limits)
    assert small.steps == large.steps[: len(small.steps)]
    assert large.decision or not small.decision


@pytest.mark.parametrize(
    ("amount", "steps", "decision"),
    [
        ("0.01", 1, False),
        ("5000.00", 1, False),
        ("5000.01", 2, False),
        ("20000.00", 2, False),
        ("20000.01", 3, False),
        ("50000.00", 3, False),
        ("50000.01", 3, True),
    ],
)
def test_the_upper_end_belongs_to_its_band(amount, steps, decision):
    assert chain(Decimal(amount), LIMITS) == Chain(spending.STEPS[:steps], decision)


def test_during_a_merger_the_township_looks_at_every_payment():
    assert chain(Decimal(1), LIMITS, frozen=True) == Chain(spending.STEPS, decision=False)


@pytest.mark.parametrize("limits", [Limits(2, 1, 3), Limits(1, 3, 2), Limits(-1, 2, 3)])
def test_limits_that_do_not_rise_are_refused(limits):
    with pytest.raises(spending.LimitsOutOfOrder):
        bands(limits)


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_nothing_has_no_chain(amount):
    with pytest.raises(AmountNotPositive):
        chain(Decimal(amount), LIMITS)


def test_the_shipped_limits_rise():
    assert spending.limits(RULES) == LIMITS


# -- requests ---


def request(**more):
    facts = {
        "purpose": "维修水渠", "payee": "王记五金店", "payee_is_unit": True, "amount": Decimal(800),
        "cash": False, "account_no": "6228", "holder": "王记五金店", "papers": 1, "has_account": True,
    }  # fmt: skip
    return Request(**{**facts, **more})


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({}, []),
        ({"purpose": " "}, ["purpose_missing"]),
        ({"amount": Decimal(0)}, ["amount_missing"]),
        ({"papers": 0}, ["papers_missing"]),
        ({"has_account": False}, ["account_proposal_missing"]),
        ({"account_no": ""}, ["account_no_missing"]),
        ({"holder": "王明"}, ["personal_account"]),
        ({"holder": "李记五金店"}, ["holder_differs"]),
        ({"cash": True, "account_no": "", "holder": ""}, []),
        ({"cash": True, "amount": Decimal("1000.01")}, ["cash_too_much"]),
        ({"cash": True, "amount": Decimal(3000), "payee": "王明", "payee_is_unit": False}, []),
        ({"payee": "王明", "payee_is_unit": False, "holder": "王明"}, []),
    ],
)
def test_what_keeps_a_request_back(more, names):
    assert [problem.name for problem in spending.check_request(request(**more), RULES)] == names


# -- cut in pieces ---


def test_two_halves_of_one_bill_are_found():
    others = [Other(7, ON - timedelta(days=3), Decimal(3000))]
    assert same_purpose(ON, Decimal(3000), others, LIMITS, RULES) == ((7,), Decimal(6000))


def test_requests_that_gain_nothing_by_being_two_are_left_alone():
    others = [Other(7, ON, Decimal(1000))]
    assert same_purpose(ON, Decimal(3000), others, LIMITS, RULES) == ((), Decimal(3000))
    # The larger of both had the longer chain already.
    others = [Other(7, ON, Decimal(9000))]
    assert same_purpose(ON, Decimal(3000), others, LIMITS, RULES) == ((), Decimal(3000))


@pytest.mark.parametrize(("days", "found"), [(15, True), (16, False)])
def test_the_span_is_inclusive(days, found):
    others = [Other(7, ON - timedelta(days=days), Decimal(3000))]
    assert bool(same_purpose(ON, Decimal(3000), others, LIMITS, RULES)[0]) is found


@given(positive_amounts, st.lists(st.tuples(st.integers(-40, 40), positive_amounts), max_size=5), rising)
def test_a_flag_means_that_the_sum_has_a_longer_chain_than_any_piece(amount, others, limits):
    pieces = [Other(no, ON + timedelta(days=day), part) for no, (day, part) in enumerate(others, 1)]
    numbers, total = same_purpose(ON, amount, pieces, limits, RULES)
    near = [piece for piece in pieces if abs(piece.on - ON) <= timedelta(days=15)]
    every = [amount, *(piece.amount for piece in near)]
    longer = chain(sum(every), limits) != chain(max(every), limits)
    assert bool(numbers) is (longer and bool(near))
    assert total == (sum(every) if numbers else amount)


# -- the entry ---


def entry(**more):
    facts = {
        "key": "spending:1", "amount": Decimal(100), "account": "51305", "account_kind": "expense",
        "summary": "维修水渠", "parts": [(3, Decimal(100))], "cash": False, "party": 9, "chart": "chart_2023",
    }  # fmt: skip
    return spending.entries(**{**facts, **more})


@settings(max_examples=2_000)
@given(positive_amounts, st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True), st.booleans())
def test_an_entry_balances_for_every_village_of_origin(amount, origins, cash):
    amount = yuan(amount)
    parts = list(zip(origins, split(amount, [1] * len(origins)), strict=True))
    lines = entry(amount=amount, parts=parts, cash=cash)
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines) == amount
    for origin, part in parts:
        assert sum(line.debit for line in lines if line.origin == origin) == part
        assert sum(line.credit for line in lines if line.origin == origin) == part


def test_the_worked_entry():
    debit, credit = entry()
    assert (debit.account, debit.debit, credit.account, credit.credit) == ("51305", 100, "102", 100)
    assert entry(cash=True)[1].account == "101"
    assert [line.party for line in entry(account="211", account_kind="liability")] == [9, 0]
    assert [line.party for line in entry(party=0)] == [0, 0]


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"chart": "chart_1999"}, EventUnknown),
        ({"key": " "}, KeyMissing),
        ({"amount": Decimal(0)}, AmountNotPositive),
        ({"account_kind": "income"}, spending.NotAnExpense),
        ({"account": "102", "account_kind": "asset"}, spending.NotAnExpense),
        ({"parts": [(3, Decimal(99))]}, PartsDoNotAddUp),
    ],
)
def test_refusals(more, refusal):
    with pytest.raises(refusal):
        entry(**more)
