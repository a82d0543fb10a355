"""Conversion, depreciation and distribution of the worked year: the rules against the calculator."""

from decimal import Decimal

import pytest
import xlrd

from reform_rules.assets.regime import COLLECTIVE
from reform_rules.economy import depreciation, distribution
from reform_rules.ledger import chart_2004, opening
from reform_rules.money import ZERO, yuan
from reform_rules.periods import Month, month_of
from tests.cases import worked_year as year
from tests.cases import worked_year_files as files

CASE = year.read()
BOOKS = year.reckon(CASE)
WANTED = CASE["expected"]


def converted():
    """Return the new balances by (code, party) as the rule of the opening makes them."""
    lines = year.old_balances(CASE)
    parties = {party: number for number, party in enumerate(sorted({line.party for line in lines} - {""}), 1)}
    rows = [
        chart_2004.OldRow(
            chart_2004.ref("chart_2004", line.old),
            line.old_name,
            parties.get(line.party, 0),
            line.debit,
            line.credit,
            CASE["former_villages"].index(line.village) + 1,
        )
        for line in lines
    ]
    targets = chart_2004.targets_of()
    proposals = chart_2004.propose(rows, targets, new_year=True)
    # A person decides only where the table asks: the sub-accounts of 151.
    decisions = {at: opening.Decision(lines[at].new) for at, each in enumerate(proposals) if each.question}
    assert {lines[at].old for at in decisions} == {"151"}
    assert opening.problems(rows, decisions, proposals, targets) == []
    names = {number: party for party, number in parties.items()} | {0: ""}
    found = {}
    for row in opening.convert(rows, decisions, proposals):
        key = (row.code, names[row.party])
        found[key] = found.get(key, ZERO) + row.debit - row.credit
    return found


def test_two_old_books_become_the_opening_of_the_new_one():
    assert converted() == BOOKS.opening


def test_swapped_codes_go_where_the_transition_says():
    went = {(line.old, line.old_name): line.new for line in year.old_balances(CASE)}
    assert went["153", "固定资产清理"] == "154"
    assert went["154", "在建工程"] == "153"
    assert went["202", "应付款"] == "211"
    assert went["211", "应付工资"] == "212"


def test_the_files_of_the_old_books_say_what_the_case_says():
    for village in CASE["former_villages"]:
        lines = [line for line in year.old_balances(CASE) if line.village == village]
        book = xlrd.open_workbook(file_contents=files.trial_balance(lines, village))
        sheet = book.sheet_by_index(0)
        told = {}
        for row in range(4, sheet.nrows - 1):
            code, _name, party, debit, credit = (cell.value for cell in sheet.row(row))
            told[code, party] = yuan(debit or 0) - yuan(credit or 0)
        wanted = {}
        for line in lines:
            key = (line.old, line.party)
            wanted[key] = wanted.get(key, ZERO) + line.debit - line.credit
        assert told == wanted
        assert sheet.cell_value(sheet.nrows - 1, 3) == sheet.cell_value(sheet.nrows - 1, 4)


def test_the_dividends_are_paid_from_the_bank_and_a_debt_of_the_levy_stays():
    net = year.net_income(BOOKS)
    after = year.post(BOOKS.closing, [year.payment(CASE, net)])
    for text in WANTED["after_payment"]:
        label, amount = text.rsplit(" ", 1)
        code, _space, name = label.partition(" ")
        party = name.partition("/")[2]
        found = after[code, party] if party else year.under(after, code)
        assert found == Decimal(amount), label


@pytest.mark.parametrize("card", CASE["card"], ids=[card["name"] for card in CASE["card"]])
def test_the_rule_of_depreciation_agrees_month_by_month(card):
    cost, used = yuan(card["cost"]), card.get("already", 0)
    first = (
        depreciation.first_month(COLLECTIVE, "building", card["added"])
        if "added" in card
        else Month(CASE["year"], 1)
    )
    version = depreciation.opening(
        first=first,
        cost=cost,
        residual=depreciation.residual_of(cost, Decimal(5)),
        worn=year.monthly_wear(card) * used,
        months=depreciation.months_left(card["months"], used),
    )
    if "disposed" in card:
        version = version._replace(last=depreciation.last_month(COLLECTIVE, card["disposed"]))
    months = year.wear_months(card, CASE["year"])
    for number in range(1, 13):
        wanted = year.monthly_wear(card) if number in months else ZERO
        assert depreciation.amount(version, Month(CASE["year"], number), None) == wanted
    if "disposed" in card:
        assert month_of(card["disposed"]).month == months[-1]


def test_the_rule_of_distribution_agrees_to_the_cent():
    net = year.net_income(BOOKS)
    brought = -year.under(BOOKS.opening, "322")
    plan = distribution.plan(
        distribution.Result(net=net, brought=brought, reserve=yuan(0)),
        distribution.Terms(Decimal(CASE["reserve_percent"]), Decimal(CASE["dividend_percent"])),
        distribution.Limits(Decimal(30), Decimal(60), yuan(100000)),
    )
    holdings = {number: Decimal(share["shares"]) for number, share in enumerate(CASE["share"], 1)}
    parts = distribution.share_out(plan.dividend, holdings)
    own, residue = year.dividends(CASE, net)
    assert parts.residue == residue == Decimal(WANTED["residue"])
    assert list(parts.by_holder.values()) == list(own.values())
    assert {text.split(" ")[0]: Decimal(text.split(" ")[1]) for text in WANTED["dividends"]} == own
    assert plan.reserve + residue == year.income_statement(BOOKS)["reserve_appropriation"]
    assert plan.undistributed == year.income_statement(BOOKS)["closing_undistributed"]
