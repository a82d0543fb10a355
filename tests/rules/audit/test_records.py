from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from hypothesis import given

from reform_rules.audit.records import direction, monthly, sides, year_rows
from reform_rules.money import ZERO
from tests.rules.audit.sample import ACCOUNTS, BY_CODE, VOUCHERS, books, turnovers


@given(books())
def test_a_months_closing_is_the_next_months_opening(vouchers):
    rows = list(monthly(turnovers(vouchers)))
    for before, after in pairwise(rows):
        if before[:3] == after[:3]:
            assert (before.month + 1, before.closing) == (after.month, after.opening)
        else:
            assert before.month == 12


@given(books())
def test_balances_lose_no_turnover(vouchers):
    table = turnovers(vouchers)
    rows = list(monthly(table))
    assert sum((row.debit for row in rows), ZERO) == sum((t.debit for t in table if t.month), ZERO)
    assert sum((row.credit for row in rows), ZERO) == sum((t.credit for t in table if t.month), ZERO)
    ends = defaultdict(Decimal)
    for item in table:
        ends[item[:3]] += item.debit - item.credit
    assert {row[:3]: row.closing for row in rows if row.month == 12} == {
        key: end for key, end in ends.items() if key in {row[:3] for row in rows}
    }


@given(books())
def test_the_first_level_of_the_year_balances_and_parents_carry_their_children(vouchers):
    rows = {row.account.code: row for row in year_rows(turnovers(vouchers), BY_CODE)}
    first = [row for row in rows.values() if row.account.level == 1]
    assert sum((row.debit - row.credit for row in first), ZERO) == 0
    assert sum((row.closing for row in first), ZERO) == 0
    if "102" in rows:
        children = [row for code, row in rows.items() if code.startswith("102") and len(code) == 5]
        assert rows["102"][1:] == tuple(sum((child[at] for child in children), ZERO) for at in (1, 2, 3))


def test_the_sample_year_by_hand():
    rows = {row.account.code: row for row in year_rows(turnovers(VOUCHERS), BY_CODE)}
    assert rows["102"][1:] == (Decimal("70000.00"), Decimal("12000.00"), ZERO)
    assert rows["112"].closing == 0
    assert rows["501"].closing == Decimal("-11996.95")
    assert list(rows) == ["101", "102", "10201", "10202", "112", "311", "501"]
    assert len(ACCOUNTS) == 7


def test_a_balance_is_a_side_and_a_positive_figure():
    assert direction(Decimal("-5.00"), "debit") == ("贷", Decimal("5.00"))
    assert direction(ZERO, "credit") == ("贷", ZERO)
    assert direction(Decimal("0.01"), "credit") == ("借", Decimal("0.01"))
    assert sides(Decimal("-5.00")) == (ZERO, Decimal("5.00"))
