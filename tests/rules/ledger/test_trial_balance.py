"""The trial balance of balanced books balances, and parents carry what is below them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.ledger.chart import load
from reform_rules.ledger.trial_balance import AccountName, AccountSum, rows, totals
from reform_rules.money import ZERO, yuan

NAMES = {account.code: AccountName(account.name, account.side) for account in load().accounts}
LEAVES = sorted(account.code for account in load().accounts if account.postable)
AMOUNTS = st.integers(-(10**9), 10**9).map(lambda cents: yuan(Decimal(cents) / 100))


@st.composite
def books(draw):
    """Sums of books in which every figure has been booked on two accounts."""
    sums = []
    for _ in range(draw(st.integers(0, 12))):
        first, second = draw(st.sampled_from(LEAVES)), draw(st.sampled_from(LEAVES))
        opening, turnover = draw(AMOUNTS), draw(AMOUNTS)
        closing = draw(st.sampled_from([ZERO, turnover]))
        sums.append(AccountSum(first, draw(st.integers(0, 2)), opening, turnover, ZERO, closing, ZERO))
        sums.append(AccountSum(second, 0, -opening, ZERO, turnover, ZERO, closing))
    return sums


@given(books())
def test_balanced_books_give_a_balanced_table(sums):
    table = rows(sums, NAMES)
    assert totals(table).balanced
    assert [row.code for row in table] == sorted(row.code for row in table)


@given(books())
def test_a_parent_is_the_sum_of_what_is_below_it(sums):
    table = rows(sums, NAMES)
    for row in table:
        below = [item for item in sums if item.code.startswith(row.code)]
        assert row.debit == sum((item.debit + item.closing_debit for item in below), ZERO)
        assert row.closing_debit - row.closing_credit == sum((item.end for item in below), ZERO)
        assert not (row.closing_debit and row.closing_credit)


def test_what_does_not_balance_is_told():
    sums = [AccountSum("101", 0, ZERO, yuan(5), ZERO)]
    assert not totals(rows(sums, NAMES)).balanced


def test_credit_balances_stand_on_the_credit_side():
    (first, second) = rows(
        [AccountSum("102", 0, yuan(10), yuan(5), yuan(20)), AccountSum("301", 0, yuan(-10), yuan(15), ZERO)],
        NAMES,
    )
    assert (first.opening_debit, first.closing_debit, first.closing_credit) == (yuan(10), ZERO, yuan(5))
    assert (second.opening_credit, second.closing_debit) == (yuan(10), yuan(5))
