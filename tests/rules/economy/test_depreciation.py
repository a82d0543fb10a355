"""Depreciation: against a calculator of its own, a second opinion, and worked cases."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.assets.regime import COLLECTIVE, STATE
from reform_rules.economy import depreciation as rules
from reform_rules.economy.depreciation import Version, amount, board, opening, renewed, worn
from reform_rules.ledger.chart import load
from reform_rules.money import ZERO, yuan
from reform_rules.periods import Month

START = Month(2025, 1)
bases = st.decimals(min_value=Decimal("0.01"), max_value=10**8, places=2)
lives = st.integers(1, 480)


def cents(value):
    """Round a fraction to whole cents, half away from nothing: an arithmetic of its own, without Decimal."""
    scaled = abs(value) * 100
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return whole if value >= 0 else -whole


def calculator(base, months):
    """Return the cents of every month of a life, written down one after the other as on paper."""
    left, share, paid = cents(Fraction(base)), cents(Fraction(base) / months), []
    for number in range(months):
        month = left if number == months - 1 else min(share, left)
        paid.append(month)
        left -= month
    return paid


def in_cents(value):
    return int(value * 100)


@settings(max_examples=10_000, deadline=None)
@given(bases, st.integers(1, 60), st.lists(st.integers(1, 40), max_size=3), st.data())
def test_whatever_versions_follow_one_another_the_base_is_written_off_to_the_cent(base, months, cuts, data):
    versions, first, left = [], START, base
    current = Version(first, base, months)
    for cut in cuts:
        at = first.plus(cut)
        left -= worn([current], at.previous)
        if left <= 0:
            break
        fresh = Version(at, left, data.draw(st.integers(1, 60)))
        before, current = renewed(current, fresh, charged=at.previous)
        versions.append(before)
        first = at
    versions.append(current)
    end = current.first.plus(current.months)
    assert worn(versions, end) == base
    assert worn(versions, end.plus(24)) == base


@settings(max_examples=1_000, deadline=None)
@given(bases, lives)
def test_a_board_is_what_the_calculator_writes_down(base, months):
    dues = board(Version(START, base, months))
    assert [in_cents(due.amount) for due in dues] == calculator(base, months)
    assert dues[-1].worn == base
    assert all(due.amount >= 0 for due in dues)


@settings(max_examples=500, deadline=None)
@given(bases, lives, st.integers(0, 500))
def test_one_month_needs_none_of_the_months_before_it(base, months, number):
    version = Version(START, base, months)
    expected = dict(enumerate(calculator(base, months))).get(number, 0)
    assert in_cents(amount(version, START.plus(number))) == expected


def second_opinion(base, months):
    """Return the amounts of `account_asset_management` 19.0.1.0.3, method linear, time by number of entries.

    From its models/account_asset.py: `_compute_depreciation_amount_per_fiscal_year` takes
    currency.round(depreciation_base / method_number) for every entry, `_compute_depreciation_table_lines`
    leaves the last one what remains.
    """
    share = (base / months).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return [share] * (months - 1) + [base - share * (months - 1)]


@settings(max_examples=1_000, deadline=None)
@given(st.decimals(min_value=Decimal("50"), max_value=10**8, places=2), lives)
def test_a_second_opinion_agrees_to_the_cent(base, months):
    # Below half a cent a month and entry that program overshoots the base; nobody depreciates cents.
    opinion = second_opinion(base, months)
    if opinion[-1] >= 0:
        assert [due.amount for due in board(Version(START, base, months))] == opinion


@settings(max_examples=500, deadline=None)
@given(bases, st.lists(st.integers(0, 900), min_size=1, max_size=30))
def test_work_done_writes_off_its_share_and_never_more_than_the_base(base, work):
    version = Version(START, base, 0, rules.UNITS_OF_WORK, Decimal(5000))
    units = {START.plus(index): Decimal(done) for index, done in enumerate(work)}
    paid = [amount(version, month, units) for month in units]
    assert all(each >= 0 for each in paid)
    expected = cents(Fraction(base) * min(sum(work), 5000) / 5000)
    assert in_cents(sum(paid, ZERO)) == expected


@settings(max_examples=2_000, deadline=None)
@given(
    bases,
    st.integers(1, 9000),
    st.lists(st.integers(0, 900), min_size=1, max_size=40),
    st.lists(st.integers(1, 12), max_size=4),
    st.decimals(min_value=0, max_value=10**6, places=2),
)
def test_whatever_versions_follow_one_another_the_work_done_writes_off_the_base(
    base, total, work, cuts, improvement
):
    units = {START.plus(index): Decimal(done) for index, done in enumerate(work)}
    end = START.plus(len(work))
    units[end] = Decimal(max(total - sum(work), 0))
    current, versions, whole = Version(START, base, 0, rules.UNITS_OF_WORK, Decimal(total)), [], base
    for number, cut in enumerate(cuts):
        at = current.first.plus(cut)
        left = rules.units_left(current, at.previous, units)
        rest = whole - worn([*versions, current], at.previous, units)
        if at > end or not left or rest <= 0:
            break
        whole += improvement if not number else ZERO
        rest += improvement if not number else ZERO
        before, current = renewed(
            current, Version(at, rest, 0, rules.UNITS_OF_WORK, left), charged=at.previous
        )
        versions.append(before)
    assert worn([*versions, current], end, units) == whole
    assert rules.units_left(current, end, units) == 0
    assert not rules.silent(current, end.plus(24), units)


def test_a_month_whose_work_nobody_told_is_named_until_all_of_it_is_done():
    version = Version(START, yuan(100), 0, rules.UNITS_OF_WORK, Decimal(30))
    units = {START: Decimal(10), START.plus(2): Decimal(0), START.plus(4): Decimal(25)}
    silent = rules.silent(version, START.plus(9), units)
    assert silent == [START.plus(1), START.plus(3)]
    assert rules.units_left(version, START.plus(9), units) == 0
    assert rules.silent(Version(START, yuan(100), 12), START.plus(9), {}) == []
    ended = version._replace(last=START)
    assert rules.silent(ended, START.plus(9), {}) == [START]


def test_a_house_of_a_collective_wears_off_from_the_next_month_down_to_five_percent():
    cost = yuan(120000)
    residual = rules.residual_of(cost, Decimal(5))
    first = rules.first_month(COLLECTIVE, "building", date(2025, 3, 8))
    version = opening(first=first, cost=cost, residual=residual, worn=ZERO, months=240)
    dues = board(version)
    assert (str(first), residual) == ("2025-04", yuan(6000))
    assert (dues[0].amount, dues[-1].worn, str(dues[-1].month)) == (yuan(475), yuan(114000), "2045-03")


def test_property_of_the_state_wears_off_from_its_own_month_down_to_nothing():
    first = rules.first_month(STATE, "equipment", date(2025, 3, 8))
    version = opening(first=first, cost=yuan(10000), residual=ZERO, worn=ZERO, months=60)
    assert str(first) == "2025-03"
    assert worn([version], first.plus(59)) == yuan(10000)


def test_an_intangible_thing_wears_off_from_its_own_month_unless_the_county_says_otherwise():
    day = date(2025, 3, 8)
    assert str(rules.first_month(COLLECTIVE, "intangible", day)) == "2025-03"
    later = rules.first_month(COLLECTIVE, "intangible", day, intangible_from_addition=False)
    assert str(later) == "2025-04"


def test_the_month_of_removal_still_bears_and_none_after():
    last = rules.last_month(COLLECTIVE, date(2025, 6, 2))
    version = Version(START, yuan(12000), 12, last=last)
    assert amount(version, Month(2025, 6)) == yuan(1000)
    assert amount(version, Month(2025, 7)) == ZERO
    assert worn([version], Month(2026, 12)) == yuan(6000)
    assert [str(due.month) for due in board(version)][-1] == "2025-06"


def test_an_improvement_is_spread_from_its_month_on_and_nothing_before_it_changes():
    before = opening(first=START, cost=yuan(10000), residual=ZERO, worn=ZERO, months=100)
    gone = worn([before], Month(2025, 10))
    after = opening(first=Month(2025, 11), cost=yuan(19000), residual=ZERO, worn=gone, months=120)
    before, after = renewed(before, after, charged=Month(2025, 10))
    assert (gone, after.base, amount(after, Month(2025, 11))) == (yuan(1000), yuan(18000), yuan(150))
    assert amount(before, Month(2025, 11)) == ZERO
    assert worn([before, after], Month(2045, 1)) == yuan(19000)


def test_a_month_that_was_charged_is_not_changed_afterwards():
    before = Version(START, yuan(1200), 12)
    with pytest.raises(rules.ReachesBack) as refused:
        renewed(before, Version(Month(2025, 3), yuan(500), 5), charged=Month(2025, 3))
    assert refused.value.charged == Month(2025, 3)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"cost": yuan(1)}, rules.NominalAsset),
        ({"worn": yuan(95)}, rules.NothingLeft),
        ({"months": 0}, rules.LifeMissing),
        ({"method": rules.UNITS_OF_WORK}, rules.LifeMissing),
    ],
)
def test_what_cannot_be_spread_is_refused(facts, refusal):
    sound = {"first": START, "cost": yuan(100), "residual": yuan(5), "worn": ZERO, "months": 10}
    opening(**sound)
    with pytest.raises(refusal):
        opening(**{**sound, **facts})


def test_the_life_that_is_left():
    assert [rules.months_left(240, used) for used in (0, 239, 240, 300)] == [240, 1, 1, 1]
    assert rules.months_left(0, 10) == 0
    assert rules.months_used(Month(2020, 4), Month(2025, 1)) == 57
    assert rules.months_used(Month(2025, 4), Month(2025, 1)) == 0


@pytest.mark.parametrize(
    ("facts", "use"),
    [
        (("building", "operating", True), "letting"),
        (("building", "operating", False), "operating"),
        (("building", "public_welfare", True), "welfare"),
        (("building", None, False), "management"),
        (("biological", "operating", False), "production"),
    ],
)
def test_the_use_decides_the_expense(facts, use):
    kind, nature, let = facts
    assert rules.default_use(kind, nature, let=let) == use


def test_the_accounts_exist_in_the_chart_and_take_entries():
    chart = {account.code: account for account in load("chart_2023").accounts}
    for kind in rules.postings()["chart_2023"]["worn"]:
        for use in rules.USES:
            for code in rules.accounts(kind, use, "chart_2023"):
                assert chart[code].postable, code
    assert rules.accounts("biological", "production", "chart_2023") == ("401", "133")
    assert rules.accounts("intangible", "management", "chart_2023") == ("51304", "162")


@pytest.mark.parametrize("kind", ["resource", "investment", "construction_in_progress"])
def test_what_wears_nothing_off_has_no_account(kind):
    with pytest.raises(rules.KindNotDepreciated):
        rules.accounts(kind, "management", "chart_2023")
