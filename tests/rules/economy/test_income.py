"""Kinds of income from the accounts of a book."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy.income import (
    EARNED,
    KINDS,
    Turnover,
    by_kind,
    earned,
    kind_of,
    operating_costs,
    operating_return,
    report,
)
from reform_rules.ledger.chart import load
from reform_rules.money import ZERO
from reform_rules.parameters import Parameters
from tests.strategies import amounts

NOW = Parameters.at(date(2025, 12, 31))
THEN = Parameters.at(date(2019, 12, 31))
CODES = [account.code for account in load("chart_2023").accounts]
turnovers = st.lists(
    st.builds(Turnover, st.just("chart_2023"), st.sampled_from(CODES), amounts, amounts), max_size=30
)


def test_every_income_account_of_the_chart_has_a_kind_and_no_other_account_has():
    for account in load("chart_2023").accounts:
        assert (kind_of("chart_2023", account.code, NOW) is not None) is (account.kind == "income"), account


def test_contracting_is_a_detail_of_operating_income_today_and_was_an_account_of_its_own():
    assert kind_of("chart_2023", "50103", NOW) == "operating"
    assert kind_of("chart_2023", "50106", NOW) == "contracting"
    assert kind_of("chart_2023", "5010601", NOW) == "contracting"
    assert kind_of("chart_2004", "511", THEN) == "contracting"
    assert kind_of("chart_2023", "511", NOW) is None  # 经营支出 since 2024
    assert kind_of("chart_2004", "502", NOW) is None  # 经营支出 before


def test_a_code_of_the_new_chart_means_nothing_before_its_day():
    assert kind_of("chart_2023", "501", THEN) is None


@given(turnovers)
def test_the_kinds_add_up_to_all_income_whatever_the_order(lines):
    incomes = by_kind(lines, NOW)
    income_lines = [line for line in lines if line.code.startswith("50")]
    assert sum(incomes.values(), ZERO) == sum((line.credit - line.debit for line in income_lines), ZERO)
    assert by_kind(reversed(lines), NOW) == incomes
    assert set(incomes) == set(KINDS)


@given(turnovers, turnovers)
def test_a_report_has_every_kind_and_two_sums(before, now):
    rows = {row.kind: row for row in report(by_kind(before, NOW), by_kind(now, NOW), NOW)}
    assert list(rows) == [*KINDS, "earned", "total"]
    for column in ("base", "actual"):
        assert getattr(rows["total"], column) == sum((getattr(rows[kind], column) for kind in KINDS), ZERO)
        assert getattr(rows["earned"], column) == sum((getattr(rows[kind], column) for kind in EARNED), ZERO)


def test_a_subsidy_does_not_make_a_village_strong():
    incomes = {"operating": Decimal("30000.00"), "subsidy": Decimal("500000.00")}
    assert earned(incomes) == Decimal("30000.00")


def test_a_loss_of_investment_lowers_the_income():
    lines = [
        Turnover("chart_2023", "502", Decimal("500.00"), ZERO),
        Turnover("chart_2023", "50103", ZERO, Decimal("800.00")),
    ]
    incomes = by_kind(lines, NOW)
    assert (incomes["investment"], sum(incomes.values())) == (Decimal("-500.00"), Decimal("300.00"))


def test_the_operating_return_leaves_out_subsidies_and_other_income():
    lines = [
        Turnover("chart_2023", "50103", ZERO, Decimal("90000.00")),
        Turnover("chart_2023", "503", ZERO, Decimal("140000.00")),
        Turnover("chart_2023", "50401", ZERO, Decimal("800.00")),
        Turnover("chart_2023", "51103", Decimal("20000.00"), Decimal("500.00")),
        Turnover("chart_2023", "51301", Decimal("30000.00"), ZERO),
        Turnover("chart_2023", "514", Decimal("9000.00"), ZERO),
    ]
    assert operating_costs(lines, NOW) == Decimal("49500.00")
    assert operating_return(lines, NOW) == Decimal("40500.00")


def test_the_old_chart_has_its_own_costs():
    lines = [
        Turnover("chart_2004", "511", ZERO, Decimal("12000.00")),
        Turnover("chart_2004", "502", Decimal("2000.00"), ZERO),
        Turnover("chart_2004", "541", Decimal("3000.00"), ZERO),
        Turnover("chart_2004", "551", Decimal("1000.00"), ZERO),
    ]
    assert operating_return(lines, THEN) == Decimal("7000.00")


@given(turnovers)
def test_return_and_costs_add_up_to_what_was_earned(lines):
    assert operating_return(lines, NOW) + operating_costs(lines, NOW) == earned(by_kind(lines, NOW))
