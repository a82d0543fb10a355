"""Notes and statistics read like statements; last year's end is this year's opening."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.ledger import notes, statement
from reform_rules.ledger.chart import load as load_chart
from reform_rules.ledger.trial_balance import AccountSum
from reform_rules.money import ZERO, yuan

LINES = {name: statement.load(f"{name}_2023") for name in (notes.NOTES, notes.STATISTICS)}
LEAVES = [account.code for account in load_chart().accounts if account.postable]
CENTS = st.integers(-(10**8), 10**8).map(yuan)
FIGURES = [CENTS] * 6
SUM = st.builds(AccountSum, st.sampled_from(LEAVES), st.integers(0, 2), *FIGURES)
SUMS = st.lists(SUM, max_size=8, unique_by=lambda each: (each.code, each.partner))


@pytest.mark.parametrize("name", LINES)
def test_every_line_has_its_kind_and_computes(name):
    lines = LINES[name]
    assert len({line.code for line in lines}) == len(lines)
    for line in lines:
        assert line.statement == name and line.kind in statement.KINDS
        assert bool(statement.parse(line.formula, line.code)) == (line.kind not in statement.WORDS)
    figures = statement.compute(lines, [[]])
    assert {each.amounts[0] for each in figures} == {None, ZERO}


def test_the_minimum_of_the_notes_is_there():
    codes = {line.code for line in LINES[notes.NOTES] if line.kind == "text"}
    assert codes >= {
        "compliance", "basics", "members", "main_items", "unapproved_losses", "nominal", "off_books",
        "grants", "distribution", "guarantees", "events", "tax_adjustments",
    }  # fmt: skip


@given(SUMS, SUMS)
def test_last_year_ends_where_this_year_opens_and_keeps_its_turnover(year, before):
    now, last = notes.both_years(year, before)
    assert now == year
    by_key = {(each.code, each.partner): each for each in last}
    assert len(by_key) == len(last)
    for each in year:
        assert by_key[each.code, each.partner].end == each.opening
    for each in before:
        kept = by_key[each.code, each.partner]
        assert (kept.debit, kept.credit) == (each.debit, each.credit)


def test_the_operating_result_leaves_subsidies_and_other_income_out():
    sums = [
        AccountSum("50103", 0, ZERO, ZERO, yuan(100)),
        AccountSum("50106", 0, ZERO, ZERO, yuan(40)),
        AccountSum("502", 0, ZERO, ZERO, yuan(10)),
        AccountSum("503", 0, ZERO, ZERO, yuan(900)),
        AccountSum("50499", 0, ZERO, ZERO, yuan(70)),
        AccountSum("51302", 0, ZERO, yuan(30), ZERO),
        AccountSum("514", 0, ZERO, yuan(20), ZERO),
    ]
    figures = statement.compute(LINES[notes.STATISTICS], [sums])
    found = {
        code: statement.figure(figures, code)
        for code in (
            "operating_income",
            "contracting_income",
            "total_income",
            "operating_result",
            "net_income",
        )
    }
    assert found == {
        "operating_income": yuan(100),
        "contracting_income": yuan(40),
        "total_income": yuan(1120),
        "operating_result": yuan(120),
        "net_income": yuan(1070),
    }


@given(SUMS)
def test_statistics_and_income_statement_have_the_same_net_income(sums):
    income = [line for line in statement.load() if line.statement == statement.INCOME_STATEMENT]
    first = statement.figure(statement.compute(income, [sums]), "net_income")
    assert first == statement.figure(statement.compute(LINES[notes.STATISTICS], [sums]), "net_income")
