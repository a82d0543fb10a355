"""Templates: fixed amounts stay, shares add up to the sum."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.ledger.voucher_template import Line, SharesNotWhole, TotalMissing, check, fill
from reform_rules.money import ZERO, yuan


def test_fixed_amounts_and_blanks_stay():
    lines = [Line("debit", yuan(300)), Line("credit")]
    assert fill(lines, ZERO) == [Decimal("300.00"), ZERO]


def test_shares_need_a_sum():
    with pytest.raises(TotalMissing):
        fill([Line("debit", share_percent=Decimal(100))], ZERO)


def test_shares_make_a_hundred():
    with pytest.raises(SharesNotWhole) as refusal:
        check([Line("credit", share_percent=Decimal(60)), Line("credit", share_percent=Decimal(30))])
    assert refusal.value.facts == {"side": "credit", "shares": Decimal(90)}


@settings(max_examples=10_000)
@given(st.lists(st.integers(0, 100), min_size=0, max_size=5), st.integers(1, 10**10))
def test_the_shares_of_each_side_add_up_to_the_sum(cuts, cents):
    total = yuan(Decimal(cents) / 100)
    marks = [0, *sorted(cuts), 100]
    shares = [Decimal(b - a) for a, b in zip(marks, marks[1:], strict=False) if b > a]
    lines = [Line("debit", share_percent=Decimal(100))]
    lines += [Line("credit", share_percent=share) for share in shares]
    amounts = fill(lines, total)
    assert amounts[0] == total == sum(amounts[1:])
