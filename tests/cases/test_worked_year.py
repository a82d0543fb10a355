"""The worked year: what was reckoned by hand, an independent calculator and the rules agree to the cent."""

from datetime import date
from decimal import Decimal

import pytest

from reform_rules.economy.growth import growth
from reform_rules.economy.income import Turnover, by_kind, operating_return
from reform_rules.economy.tier import tier
from reform_rules.ledger import statement, trial_balance
from reform_rules.ledger.chart import load
from reform_rules.ledger.entry import AccountFacts, Entry, cancels, check
from reform_rules.ledger.entry import Voucher as RuleVoucher
from reform_rules.money import ZERO
from reform_rules.parameters import Parameters
from tests.cases import worked_year as year
from tests.cases import worked_year_text

CASE = year.read()
BOOKS = year.reckon(CASE)
WANTED = CASE["expected"]
CHART = load("chart_2023")
RULES = Parameters.at(date(CASE["year"], 12, 31))
KINDS = {"经营": "operating", "发包": "contracting", "投资": "investment", "补助": "subsidy", "其他": "other"}


def sums():
    """Return what the database would add up: opening, turnover, turnover of the year's closing vouchers."""
    parties = {party: number for number, party in enumerate(sorted({key[1] for key in BOOKS.closing}), 1)}
    parties[""] = 0
    rows = {}
    for (code, party), amount in BOOKS.opening.items():
        rows[code, party] = [amount, ZERO, ZERO, ZERO, ZERO]
    for voucher in BOOKS.vouchers:
        at = 3 if voucher.event in ("transfer", "fold_back") else 1
        for line in voucher.lines:
            row = rows.setdefault((line.code, line.party), [ZERO] * 5)
            row[at] += line.debit
            row[at + 1] += line.credit
    return [trial_balance.AccountSum(code, parties[party], *row) for (code, party), row in rows.items()]


def figures(kind):
    """Return {label: amounts} of a statement by the rules."""
    lines = [line for line in statement.load() if line.statement == kind]
    found = (
        statement.balance_sheet(lines, sums())
        if kind == statement.BALANCE_SHEET
        else statement.compute(lines, (sums(),))
    )
    return {each.line.label: each.amounts for each in found}


def test_the_balances_are_those_reckoned_by_hand():
    opening, closing = year.codes_of(BOOKS.opening), year.codes_of(BOOKS.closing)
    wanted = {}
    for text in WANTED["balances"]:
        code, name, before, after = text.split(" ")
        assert CHART.get(code).name == name
        wanted[code] = (Decimal(before), Decimal(after))
    assert wanted == {
        code: (opening.get(code, ZERO), closing.get(code, ZERO)) for code in {**opening, **closing}
    }
    assert sum(before for before, _after in wanted.values()) == ZERO
    assert sum(after for _before, after in wanted.values()) == ZERO


def test_claims_and_debts_of_households_are_not_offset():
    households = {
        party: amount for (code, party), amount in BOOKS.closing.items() if code == "113" and amount
    }
    assert households == {text.split(" ")[0]: Decimal(text.split(" ")[1]) for text in WANTED["households"]}


@pytest.mark.parametrize("kind", [statement.BALANCE_SHEET, statement.INCOME_STATEMENT])
def test_the_statement_of_the_rules_is_the_one_reckoned_by_hand(kind):
    found = figures(kind)
    columns = 2 if kind == statement.BALANCE_SHEET else 1
    wanted = {}
    for text in WANTED[kind]:
        label, *amounts = text.rsplit(" ", columns)
        wanted[label] = tuple(Decimal(amount) for amount in amounts)
    if columns == 2:
        found = {label: tuple(reversed(amounts)) for label, amounts in found.items()}
    assert {label: found[label] for label in wanted} == wanted
    others = {
        label: amounts
        for label, amounts in found.items()
        if label not in wanted and any(amount for amount in amounts if amount)
    }
    assert not others


@pytest.mark.parametrize("kind", [statement.BALANCE_SHEET, statement.INCOME_STATEMENT])
def test_the_independent_calculator_agrees_with_the_rules(kind):
    own = (
        year.balance_sheet(BOOKS.closing) if kind == statement.BALANCE_SHEET else year.income_statement(BOOKS)
    )
    labels = {line.code: line.label for line in statement.load() if line.statement == kind}
    found = figures(kind)
    assert {labels[code]: amount for code, amount in own.items()} == {
        labels[code]: found[labels[code]][0] for code in own
    }


def test_the_trial_balance_of_the_rules_balances_and_ends_where_it_should():
    names = {
        account.code: trial_balance.AccountName(account.name, account.side) for account in CHART.accounts
    }
    table = trial_balance.rows(sums(), names)
    totals = trial_balance.totals(table)
    assert totals.balanced
    for row in table:
        if row.code in year.codes_of(BOOKS.closing):
            assert row.closing_debit - row.closing_credit == year.codes_of(BOOKS.closing)[row.code]


def test_every_voucher_may_be_posted():
    facts = {
        account.code: AccountFacts(account.postable, account.detail_required) for account in CHART.accounts
    }
    for voucher in BOOKS.vouchers:
        lines = [
            Entry(number, line.code, line.debit, line.credit, voucher.summary, partner=bool(line.party))
            for number, line in enumerate(voucher.lines, 1)
        ]
        assert check(RuleVoucher(voucher.day, "general", voucher.summary, lines), facts) == [], voucher


def test_the_names_in_the_case_are_those_of_the_chart():
    for code, name in CASE["names"].items():
        assert CHART.get(code).name == name
    for voucher in year.ordinary(CASE):
        for line in voucher.lines:
            assert CHART.get(line.code).name == line.name, voucher.summary


def test_the_red_letter_takes_back_the_voucher_entered_twice():
    def entries(event):
        voucher = next(each for each in year.ordinary(CASE) if each.event == event)
        return [Entry(1, line.code, line.debit, line.credit, "") for line in voucher.lines]

    mistake = next(each for each in CASE["voucher"] if each.get("mistake"))
    twice = [Entry(1, line.code, line.debit, line.credit, "") for line in year.ordinary(
        {**CASE, "voucher": [mistake]})[0].lines]  # fmt: skip
    assert cancels(twice, entries("red_letter"))


def test_the_old_balances_balance_for_each_village():
    for village in CASE["former_villages"]:
        lines = [line for line in year.old_balances(CASE) if line.village == village]
        assert sum(line.debit for line in lines) == sum(line.credit for line in lines)


def test_the_income_by_kind_grows_as_reckoned_by_hand():
    base = by_kind(
        (
            Turnover("chart_2004", code, ZERO, amount)
            for _village, code, _name, amount in year.old_incomes(CASE)
        ),
        Parameters.at(date(CASE["baseline"]["year"], 12, 31)),
    )
    turnovers = [
        Turnover("chart_2023", line.code, line.debit, line.credit)
        for voucher in BOOKS.vouchers
        if voucher.event != "transfer"
        for line in voucher.lines
    ]
    now = by_kind(turnovers, RULES)
    for text in WANTED["income"]:
        kind, before, after, percent = text.split(" ")
        if kind == "合计":
            found = sum(base.values(), ZERO), sum(now.values(), ZERO)
        else:
            found = base[KINDS[kind]], now[KINDS[kind]]
        assert found == (Decimal(before), Decimal(after)), kind
        assert f"{growth(*found, RULES).percent:+}%" == percent
    assert operating_return(turnovers, RULES) == Decimal(WANTED["operating_return"])
    assert tier(Decimal(WANTED["operating_return"]), RULES).key == WANTED["tier"]


def test_the_text_for_readers_is_that_of_the_case():
    """`python -m tests.cases.worked_year_text` writes it anew."""
    assert worked_year_text.TARGET.read_text(encoding="utf-8") == worked_year_text.told(CASE)
