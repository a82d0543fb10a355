"""A year's income: to the reserve, to the members, and to nobody what cannot be divided."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reform_rules.economy.distribution import (
    DividendAboveCap,
    EarlierNotThere,
    Limits,
    Money,
    MoreThanAll,
    NothingToDistribute,
    PaidByBorrowing,
    ReserveBelowFloor,
    ReserveBeyondLoss,
    Result,
    Terms,
    check_money,
    plan,
    share_out,
)
from reform_rules.errors import RuleError
from reform_rules.money import ZERO, yuan
from reform_rules.parameters import Parameters

NONE = Limits(Decimal(0), Decimal(100), yuan(100000))
RONGCHANG = Limits(Decimal(30), Decimal(60), yuan(100000))
cents = st.integers(0, 10**11).map(lambda number: Decimal(number) / 100)
shares = st.integers(0, 10**7).map(lambda number: Decimal(number) / 10_000)
holdings = st.dictionaries(st.integers(1, 10**6), shares, max_size=12)


def terms(reserve, dividend, earlier=0, loss=0):
    return Terms(Decimal(reserve), Decimal(dividend), yuan(earlier), yuan(loss))


def result(net, brought=0, reserve=0):
    return Result(yuan(net), yuan(brought), yuan(reserve))


@settings(max_examples=10_000, deadline=None)
@given(cents, holdings, shares)
@example(Decimal("0.01"), {1: Decimal(1), 2: Decimal(1)}, Decimal(0))
@example(Decimal("100.00"), {1: Decimal(0)}, Decimal(0))
def test_parts_and_residue_are_the_dividend_and_nobody_gets_less_than_nothing(dividend, held, collective):
    parts = share_out(dividend, held, collective)
    assert sum(parts.by_holder.values(), ZERO) + parts.collective + parts.residue == dividend
    assert parts.by_holder.keys() == held.keys()
    assert all(part >= 0 and part == part.quantize(Decimal("0.01")) for part in parts.by_holder.values())
    if sum(held.values(), start=collective):
        holders = sum(1 for number in held.values() if number) + bool(collective)
        assert 0 <= parts.residue < Decimal(holders) / 100
    else:
        assert parts.residue == dividend
    # More shares never bring less, equal shares the same, no shares nothing.
    ranked = sorted(held, key=lambda holder: (held[holder], holder))
    for less, more in zip(ranked, ranked[1:], strict=False):
        assert parts.by_holder[less] <= parts.by_holder[more]
        if held[less] == held[more]:
            assert parts.by_holder[less] == parts.by_holder[more]
    assert all(not parts.by_holder[holder] for holder in held if not held[holder])
    # The order in which the members stand in the register says nothing.
    assert share_out(dividend, dict(reversed(held.items())), collective).by_holder == parts.by_holder


@settings(max_examples=10_000, deadline=None)
@given(
    st.integers(-(10**9), 10**9).map(lambda number: Decimal(number) / 100),
    st.integers(-(10**9), 10**9).map(lambda number: Decimal(number) / 100),
    cents,
    st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 100)),
    st.sampled_from((NONE, RONGCHANG, Limits(Decimal(30), Decimal(100), ZERO))),
)
def test_a_plan_keeps_every_cent_and_every_limit(net, brought, reserve, rates, limits):
    reserve_rate, dividend_rate, loss_rate, earlier_rate = rates
    asked = terms(
        reserve_rate,
        dividend_rate,
        earlier=max(brought, ZERO) * earlier_rate / 100,
        loss=min(max(-brought, ZERO), reserve) * loss_rate / 100,
    )
    try:
        made = plan(Result(net, brought, reserve), asked, limits)
    except RuleError as refusal:
        assert refusal.name in {
            "NothingToDistribute", "ReserveBelowFloor", "MoreThanAll", "DividendAboveCap",
            "EarlierNotThere", "ReserveBeyondLoss",
        }  # fmt: skip
        return
    # What there was is what was given and what is left.
    assert net + brought + made.from_reserve == made.reserve + made.dividend + made.undistributed
    assert made.covered + made.from_reserve == made.loss == max(-brought, ZERO)
    assert net > 0, "nobody distributes in a year of loss"
    assert min(made.reserve, made.dividend, made.undistributed, made.covered) >= 0
    assert made.reserve * 100 >= made.base * limits.reserve_percent_min
    assert made.dividend <= made.base + asked.from_earlier - made.reserve, "the reserve goes first"
    if limits.dividend_percent_max < 100 and net > limits.cap_above:
        assert made.dividend * 100 <= net * limits.dividend_percent_max


def test_fenjia_village_gives_seventy_percent_of_its_rent_to_the_members():
    made = plan(result(300_000), terms(30, 70), NONE)
    assert (made.reserve, made.dividend, made.undistributed) == (90_000, 210_000, 0)


def test_rongchang_keeps_thirty_percent_distributes_sixty_and_leaves_ten():
    made = plan(result(300_000), terms(30, 60), RONGCHANG)
    assert (made.reserve, made.dividend, made.undistributed) == (90_000, 180_000, 30_000)
    with pytest.raises(DividendAboveCap) as refusal:
        plan(result(300_000), terms(30, 61), RONGCHANG)
    assert refusal.value.facts == {"dividend": 183_000, "most": 180_000, "percent": 60}
    with pytest.raises(ReserveBelowFloor) as refusal:
        plan(result(300_000), terms("29.99", 60), RONGCHANG)
    assert refusal.value.facts == {"percent": Decimal("29.99"), "least": 30}


def test_the_cap_begins_above_its_amount():
    assert plan(result(100_000), terms(30, 70), RONGCHANG).dividend == 70_000
    with pytest.raises(DividendAboveCap):
        plan(result("100000.01"), terms(30, 70), RONGCHANG)


def test_losses_of_earlier_years_go_first():
    made = plan(result(300_000, -100_000), terms(30, 70), NONE)
    assert (made.loss, made.covered, made.base, made.reserve, made.dividend) == (
        100_000, 100_000, 200_000, 60_000, 140_000,
    )  # fmt: skip
    helped = plan(result(300_000, -100_000, reserve=80_000), terms(30, 70, loss=80_000), NONE)
    assert (helped.from_reserve, helped.covered, helped.base) == (80_000, 20_000, 280_000)


@pytest.mark.parametrize(
    ("year", "asked", "refusal"),
    [
        (result(-1), terms(0, 100), NothingToDistribute),
        (result(0, 50_000), terms(0, 100, earlier=50_000), NothingToDistribute),
        (result(100, -100), terms(0, 100), NothingToDistribute),
        (result(100, -100, reserve=50), terms(0, 100, loss=51), ReserveBeyondLoss),
        (result(100, -10, reserve=50), terms(0, 100, loss=11), ReserveBeyondLoss),
        (result(100, 0, reserve=50), terms(0, 100, loss=1), ReserveBeyondLoss),
        (result(100), terms(50, 51), MoreThanAll),
        (result(100, 10), terms(0, 100, earlier=11), EarlierNotThere),
        (result(100, -10), terms(0, 100, earlier=1), EarlierNotThere),
    ],
)
def test_what_is_refused(year, asked, refusal):
    with pytest.raises(refusal):
        plan(year, asked, NONE)


def test_income_of_earlier_years_comes_on_top_where_there_is_no_cap():
    made = plan(result(1_000, 500), terms(30, 70, earlier=500), NONE)
    assert (made.reserve, made.dividend, made.undistributed) == (300, 1_200, 0)


def test_nobody_borrows_to_distribute():
    money = Money(on_hand=yuan(100_000), loans=yuan(60_000), debts=yuan(10_000))
    check_money(yuan(40_000), money, debts_first=False)
    check_money(yuan(30_000), money, debts_first=True)
    with pytest.raises(PaidByBorrowing) as refusal:
        check_money(yuan("30000.01"), money, debts_first=True)
    assert refusal.value.facts == {"dividend": Decimal("30000.01"), "own": 30_000}
    with pytest.raises(PaidByBorrowing):
        check_money(yuan("40000.01"), money, debts_first=False)


def test_the_nation_sets_no_rate_and_a_county_may():
    day = date(2026, 3, 1)
    assert Limits.of(Parameters.at(day)) == NONE
    own = {"distribution_reserve_percent_min": 30, "distribution_dividend_percent_max": 60}
    assert Limits.of(Parameters.at(day, own)) == RONGCHANG


def test_money_for_a_purpose_and_claims_of_members_are_not_the_collectives_own():
    money = Money(on_hand=yuan(100_000), loans=yuan(60_000), debts=yuan(10_000), tied=yuan(25_000))
    assert (money.own(False), money.own(True)) == (15_000, 5_000)
    with pytest.raises(PaidByBorrowing):
        check_money(yuan("5000.01"), money, debts_first=True)
