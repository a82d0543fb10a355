"""After closing, income, expenses and 321 are nil, 322 has grown by the net income, statements not at all."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.ledger import closing, statement
from reform_rules.ledger.chart import load
from reform_rules.ledger.closing import Balance, Line, Targets
from reform_rules.ledger.trial_balance import AccountSum
from reform_rules.money import ZERO, yuan

TARGETS = Targets("321", "32202")
RESERVE = "311"
BY_IDENTIFIER = {"321": "result", "311": "reserve", "32202": "undistributed"}
LEAVES = sorted(
    account.code
    for account in load().accounts
    if account.postable and not any(other.parent == account.code for other in load().accounts)
)


def role(code):
    if code in BY_IDENTIFIER:
        return BY_IDENTIFIER[code]
    if code.startswith("32201"):
        return "distributed"
    kind = load().get(code).kind
    return kind if kind in ("income", "expense") else ""


ROLES = {code: role(code) for code in LEAVES}
# 181 must be nil at the end of the year, and what is not closed is not interesting here.
CODES = [code for code in LEAVES if not code.startswith("181")]
# Mostly accounts that are closed; 102 and 113 stand for all the others.
CLOSED = [code for code in CODES if ROLES[code]] + ["102", "113"]
LINES = statement.load()
STATEMENTS = (statement.BALANCE_SHEET, statement.INCOME_STATEMENT)


@st.composite
def years(draw):
    """Balances of a year, debit-positive, each booked against the bank: {(code, partner, origin): amount}."""
    numbers = draw(st.lists(st.integers(0, 2**48), max_size=7))
    ends = defaultdict(lambda: ZERO)
    for number in numbers:
        number, at = divmod(number, len(CLOSED))
        number, origin = divmod(number, 3)
        amount = yuan(Decimal(number % 2_000_000_01 - 100_000_000) / 100)
        ends[CLOSED[at], 0, origin] += amount
        ends["102", 0, origin] -= amount
    return ends


def balances_of(ends):
    return [Balance(code, ROLES[code], partner, origin, end) for (code, partner, origin), end in ends.items()]


def figures(ends, lines=()):
    """Both statements, of turnover `ends` and closing vouchers `lines`."""
    closed = defaultdict(lambda: [ZERO, ZERO])
    for line in lines:
        closed[line.code][0] += line.debit
        closed[line.code][1] += line.credit
    turnover = defaultdict(lambda: ZERO)
    for (code, _partner, _origin), end in ends.items():
        turnover[code] += end
    sums = [AccountSum(code, 0, ZERO, turnover[code], ZERO, *closed[code]) for code in {*turnover, *closed}]
    of = {kind: [line for line in LINES if line.statement == kind] for kind in STATEMENTS}
    sheet = statement.balance_sheet(of[statement.BALANCE_SHEET], sums)
    return sheet + statement.compute(of[statement.INCOME_STATEMENT], (sums,))


@settings(max_examples=10_000)
@given(years())
def test_after_closing_all_but_322_is_nil_and_322_has_grown_by_the_net_income(ends):
    before = balances_of(ends)
    steps = closing.transfer(before, TARGETS)
    for step in steps:
        assert sum(line.debit for line in step.lines) == sum(line.credit for line in step.lines)
        assert len(step.lines) >= 2
        assert all(
            line.debit >= 0 and line.credit >= 0 and not line.debit * line.credit for line in step.lines
        )
        assert all(line.debit or line.credit for line in step.lines)
    lines = [line for step in steps for line in step.lines]
    closed = closing.after(before, lines, ROLES)
    assert closing.remaining(closed, ("income", "expense", "result")) == {}
    assert closing.transfer(closed, TARGETS) == []
    grown = sum(line.credit - line.debit for line in lines if line.code == "32202")
    standing = -sum((item.end for item in before if item.role == "result"), ZERO)
    assert grown == closing.net_income(before) + standing
    folds = [line for step in closing.fold(closed, TARGETS) for line in step.lines]
    folded = closing.after(closed, folds, ROLES)
    assert closing.remaining(folded, ("income", "expense", "result", "distributed")) == {}
    assert closing.fold(folded, TARGETS) == []
    assert closing.loss_of(folded) == closing.loss_of(before)
    for origin in range(3):
        own = [item for item in before if item.origin == origin]
        assert sum((item.end for item in folded if item.origin == origin), ZERO) == sum(
            (item.end for item in own), ZERO
        )


@settings(max_examples=1_000)
@given(years())
def test_statements_are_the_same_before_and_after_closing(ends):
    before = balances_of(ends)
    transfers = [line for step in closing.transfer(before, TARGETS) for line in step.lines]
    folds = closing.fold(closing.after(before, transfers, ROLES), TARGETS)
    lines = [*transfers, *(line for step in folds for line in step.lines)]
    open_year, closed_year = figures(ends), figures(ends, lines)
    assert closed_year == open_year
    assert statement.figure(closed_year, "total_assets") == statement.figure(
        closed_year, "total_liabilities_equity"
    )
    assert statement.figure(closed_year, "closing_undistributed") == statement.figure(
        closed_year, "undistributed"
    )
    carried = closing.after(before, lines, ROLES)
    assert -closing.loss_of(carried) == statement.figure(closed_year, "undistributed")


@settings(max_examples=1_000)
@given(years())
def test_a_month_goes_to_321_only_and_the_year_takes_it_from_there(ends):
    before = balances_of(ends)
    monthly = [line for step in closing.transfer_result(before, TARGETS) for line in step.lines]
    assert not any(line.code == "32202" for line in monthly)
    rest = closing.after(before, monthly, ROLES)
    yearly = [line for step in closing.transfer(rest, TARGETS) for line in step.lines]
    at_once = [line for step in closing.transfer(before, TARGETS) for line in step.lines]
    ended = {item[:4]: item.end for item in closing.after(rest, yearly, ROLES) if item.end}
    assert ended == {item[:4]: item.end for item in closing.after(before, at_once, ROLES) if item.end}


@settings(max_examples=2_000)
@given(years(), st.integers(1, 10**9))
def test_a_loss_is_covered_to_the_cent_or_refused(ends, cents):
    before, amount = balances_of(ends), yuan(Decimal(cents) / 100)
    reserve = -sum((item.end for item in before if item.role == "reserve"), ZERO)
    loss = closing.loss_of(before)
    try:
        lines = closing.cover(amount, before, RESERVE, TARGETS)
    except closing.CoverTooLarge:
        assert amount > loss or amount > reserve
        return
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines) == amount
    covered = closing.after(before, lines, ROLES)
    assert closing.loss_of(covered) == loss - amount >= 0
    assert -sum(item.end for item in covered if item.role == "reserve") == reserve - amount >= 0


def test_a_small_year_as_an_accountant_writes_it():
    balances = [
        Balance("50103", "income", 0, 1, yuan(-24000)),
        Balance("502", "income", 0, 1, yuan(300)),  # a loss on an investment
        Balance("51304", "expense", 0, 1, yuan(4000)),
        Balance("514", "expense", 0, 2, yuan(1000)),
    ]
    income, expense, result = closing.transfer(balances, TARGETS)
    assert income.lines == (
        Line("50103", 0, 1, yuan(24000), ZERO),
        Line("502", 0, 1, ZERO, yuan(300)),
        Line("321", 0, 1, ZERO, yuan(23700)),
    )
    assert expense.lines == (
        Line("51304", 0, 1, ZERO, yuan(4000)),
        Line("514", 0, 2, ZERO, yuan(1000)),
        Line("321", 0, 1, yuan(4000), ZERO),
        Line("321", 0, 2, yuan(1000), ZERO),
    )
    assert result.lines == (
        Line("321", 0, 1, yuan(19700), ZERO),
        Line("321", 0, 2, ZERO, yuan(1000)),
        Line("32202", 0, 1, ZERO, yuan(19700)),
        Line("32202", 0, 2, yuan(1000), ZERO),
    )
    assert closing.net_income(balances) == yuan(18700)


def test_distributions_are_folded_into_what_is_not_distributed():
    balances = [
        Balance("3220101", "distributed", 0, 1, yuan(5000)),
        Balance("3220102", "distributed", 0, 1, yuan(9000)),
        Balance("32202", "undistributed", 0, 1, yuan(-18700)),
    ]
    (step,) = closing.fold(balances, TARGETS)
    assert step.lines == (
        Line("3220101", 0, 1, ZERO, yuan(5000)),
        Line("3220102", 0, 1, ZERO, yuan(9000)),
        Line("32202", 0, 1, yuan(14000), ZERO),
    )


@pytest.mark.parametrize("amount", [ZERO, yuan(-1), yuan("500.01"), yuan(801)])
def test_a_cover_beyond_loss_or_reserve_is_refused(amount):
    balances = [
        Balance("32202", "undistributed", 0, 1, yuan(800)),
        Balance("311", "reserve", 0, 1, yuan(-500)),
    ]
    with pytest.raises(closing.CoverTooLarge) as refused:
        closing.cover(amount, balances, RESERVE, TARGETS)
    assert (refused.value.loss, refused.value.reserve) == (yuan(800), yuan(500))


def test_the_reserve_of_the_village_with_the_loss_goes_first():
    balances = [
        Balance("32202", "undistributed", 0, 2, yuan(300)),
        Balance("311", "reserve", 0, 1, yuan(-500)),
        Balance("311", "reserve", 0, 2, yuan(-100)),
    ]
    assert closing.cover(yuan(300), balances, RESERVE, TARGETS) == [
        Line("311", 0, 2, yuan(100), ZERO),
        Line("311", 0, 1, yuan(200), ZERO),
        Line("32202", 0, 2, ZERO, yuan(300)),
    ]
