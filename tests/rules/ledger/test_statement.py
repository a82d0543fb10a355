"""The statements hold together for every set of balanced books."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.ledger import statement
from reform_rules.ledger.chart import load as load_chart
from reform_rules.ledger.statement import FormulaCircular, FormulaUnreadable, Line, LineUnknown, Term
from reform_rules.ledger.trial_balance import AccountSum
from reform_rules.money import ZERO, yuan

LINES = statement.load()
SHEET = [line for line in LINES if line.statement == statement.BALANCE_SHEET]
INCOME = [line for line in LINES if line.statement == statement.INCOME_STATEMENT]
LEAVES = sorted(account.code for account in load_chart().accounts if account.postable)
# 311 to 322 by hand would be a transfer or distribution; the other accounts are free.
FREE = [code for code in LEAVES if not code.startswith(("321", "322"))]
CENTS = st.integers(-(10**8), 10**8).map(lambda cents: yuan(Decimal(cents) / 100))


@st.composite
def books(draw, accounts=tuple(LEAVES)):
    """Year-to-date sums of balanced books."""
    sums = []
    for _ in range(draw(st.integers(1, 15))):
        first, second = draw(st.sampled_from(accounts)), draw(st.sampled_from(accounts))
        opening, turnover = draw(CENTS), draw(CENTS)
        sums.append(AccountSum(first, draw(st.integers(0, 3)), opening, turnover, ZERO))
        sums.append(AccountSum(second, draw(st.integers(0, 3)), -opening, ZERO, turnover))
    return sums


@settings(max_examples=60)
@given(books())
def test_assets_equal_liabilities_and_equity_at_both_days(sums):
    figures = statement.balance_sheet(SHEET, sums)
    for at in (0, 1):
        assets = statement.figure(figures, "total_assets", at)
        assert assets == statement.figure(figures, "total_liabilities_equity", at)


@settings(max_examples=60)
@given(books(tuple(FREE)))
def test_undistributed_income_of_both_statements_agrees(sums):
    income = statement.compute(INCOME, (sums, []))
    sheet = statement.balance_sheet(SHEET, sums)
    assert statement.figure(income, "closing_undistributed") == statement.figure(sheet, "undistributed")


@settings(max_examples=60)
@given(books())
def test_internal_account_is_split_by_party_and_never_netted(sums):
    figures = statement.balance_sheet(SHEET, sums)
    details = {}
    for item in sums:
        if item.code == "113":
            details[item.partner] = details.get(item.partner, ZERO) + item.end
    claims = sum((end for end in details.values() if end > 0), ZERO)
    debts = -sum((end for end in details.values() if end < 0), ZERO)
    other = sum((item.end for item in sums if item.code == "112"), ZERO)
    assert statement.figure(figures, "receivables") == other + claims
    assert statement.figure(figures, "payables") == debts - sum(
        (i.end for i in sums if i.code == "211"), ZERO
    )


def test_a_village_s_first_year():
    sums = [
        AccountSum("102", 0, yuan(1000), yuan(500), yuan(130)),
        AccountSum("113", 1, ZERO, yuan(40), ZERO),
        AccountSum("113", 2, ZERO, ZERO, yuan(60)),
        AccountSum("301", 0, yuan(-1000), ZERO, ZERO),
        AccountSum("50103", 0, ZERO, ZERO, yuan(480)),
        AccountSum("51306", 0, ZERO, yuan(30), ZERO),
        AccountSum("51302", 0, ZERO, yuan(100), ZERO),
    ]
    sheet = statement.balance_sheet(SHEET, sums)
    income = statement.compute(INCOME, (sums, []))
    assert statement.figure(sheet, "cash") == yuan(1370)
    assert statement.figure(sheet, "cash", 1) == yuan(1000)
    assert (statement.figure(sheet, "receivables"), statement.figure(sheet, "payables")) == (
        yuan(40),
        yuan(60),
    )
    assert statement.figure(sheet, "total_assets") == yuan(1410)
    assert statement.figure(income, "running_expense") == yuan(30)
    assert statement.figure(income, "administrative_expense") == yuan(130)
    assert statement.figure(income, "net_income") == yuan(350)
    assert statement.figure(sheet, "undistributed") == yuan(350)


def test_year_end_closing_leaves_the_income_of_the_year_standing():
    sums = [
        AccountSum("102", 0, ZERO, yuan(100), ZERO),
        AccountSum("50103", 0, ZERO, ZERO, yuan(100), closing_debit=yuan(100)),
        AccountSum("321", 0, ZERO, ZERO, ZERO, closing_debit=yuan(100), closing_credit=yuan(100)),
        AccountSum("32202", 0, ZERO, ZERO, ZERO, closing_credit=yuan(100)),
    ]
    income = statement.compute(INCOME, (sums, []))
    assert statement.figure(income, "operating_income") == yuan(100)
    assert statement.figure(income, "closing_undistributed") == yuan(100)
    assert statement.figure(statement.balance_sheet(SHEET, sums), "undistributed") == yuan(100)


@settings(max_examples=60)
@given(CENTS, CENTS, CENTS)
def test_what_books_opened_within_the_year_brought_along_is_income_of_the_year(before, earned, undistributed):
    sums = [
        AccountSum("102", 0, before + undistributed, earned, ZERO),
        AccountSum("50103", 0, -before, ZERO, earned, brought=-before),
        AccountSum("32202", 0, -undistributed, ZERO, ZERO),
    ]
    income = statement.compute(INCOME, (sums, []))
    assert statement.figure(income, "net_income") == before + earned
    assert statement.figure(income, "opening_undistributed") == undistributed
    sheet = statement.balance_sheet(SHEET, sums)
    assert statement.figure(sheet, "undistributed") == statement.figure(income, "closing_undistributed")
    for at in (0, 1):
        assets = statement.figure(sheet, "total_assets", at)
        assert assets == statement.figure(sheet, "total_liabilities_equity", at)


def test_a_pending_loss_shows_as_a_difference_line():
    sums = [AccountSum("18101", 0, ZERO, yuan(9), ZERO), AccountSum("121", 0, yuan(9), ZERO, yuan(9))]
    assert statement.figure(statement.balance_sheet(SHEET, sums), "pending_difference") == yuan(9)


def test_every_account_reaches_exactly_one_line_of_the_balance_sheet():
    for code in LEAVES:
        sums = [AccountSum(code, 1, ZERO, yuan(1), ZERO)]
        items = [
            each
            for each in statement.balance_sheet(SHEET, sums)
            if each.line.formula and "@" not in each.line.formula
        ]
        assert sum(1 for each in items if each.amounts[0]) == 1, code


def test_every_shipped_line_parses_and_has_its_kind():
    for line in LINES:
        assert line.kind in statement.KINDS and line.column in ("left", "right")
        assert bool(statement.parse(line.formula, line.code)) == (line.kind != "heading")
    assert len({(line.statement, line.code) for line in LINES}) == len(LINES)


def test_formulas_are_read():
    assert statement.parse("D:112 + DD:113 - @cash") == [
        Term(1, "D", "112"),
        Term(1, "DD", "113"),
        Term(-1, "", "cash"),
    ]
    assert statement.parse("") == []
    assert statement.codes(SHEET, "current_assets")[:3] == ["101", "102", "111"]


def line(code, formula):
    return Line("balance_sheet", code, code, "item", "left", 0, "", formula, "")


@pytest.mark.parametrize(
    ("refusal", "lines"),
    [
        (FormulaUnreadable, [line("a", "D:112 DD:113")]),
        (FormulaUnreadable, [line("a", "X:112")]),
        (FormulaUnreadable, [line("a", "D:112 + ")]),
        (FormulaUnreadable, [line("a", "__import__('os')")]),
        (LineUnknown, [line("a", "@b")]),
        (FormulaCircular, [line("a", "@b"), line("b", "@a")]),
    ],
)
def test_bad_formulas_are_refused(refusal, lines):
    with pytest.raises(refusal):
        statement.compute(lines, [[]])
