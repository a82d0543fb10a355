"""The reconciliation statement: both sides come to one balance when every difference is listed."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.ledger.bank_reconciliation import Open, reconcile
from reform_rules.money import ZERO, yuan

DAY = date(2025, 3, 31)


def test_the_textbook_case():
    found = reconcile(
        book=yuan(53_000),
        bank=yuan(56_000),
        at_bank=[Open(DAY, yuan(4_000), "租金"), Open(DAY, yuan(-1_000), "电费")],
        in_books=[Open(DAY, yuan(2_500), "支票"), Open(DAY, yuan(-2_500), "付款")],
    )
    assert [item.amount for item in found.bank_received] == [yuan(4_000)]
    assert [item.amount for item in found.bank_paid] == [yuan(1_000)]
    assert [item.amount for item in found.book_received] == [yuan(2_500)]
    assert [item.amount for item in found.book_paid] == [yuan(2_500)]
    assert (found.book_adjusted, found.bank_adjusted, found.difference) == (yuan(56_000), yuan(56_000), ZERO)


amounts = st.lists(st.integers(-(10**6), 10**6).map(lambda cents: yuan(Decimal(cents) / 100)))


@settings(max_examples=1_000)
@given(amounts, amounts, amounts)
def test_whatever_is_open_the_two_sides_meet(common, at_bank, in_books):
    found = reconcile(
        book=sum([*common, *in_books], ZERO),
        bank=sum([*common, *at_bank], ZERO),
        at_bank=[Open(DAY, amount, "") for amount in at_bank],
        in_books=[Open(DAY, amount, "") for amount in in_books],
    )
    assert found.difference == ZERO
    parts = (found.bank_received, found.bank_paid, found.book_received, found.book_paid)
    assert all(item.amount > ZERO for part in parts for item in part)


def test_a_forgotten_item_shows():
    found = reconcile(book=yuan(10), bank=yuan(15), at_bank=[], in_books=[])
    assert found.difference == yuan(5)
