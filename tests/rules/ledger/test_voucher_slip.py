"""Slips of the customary form: every line once, digits in their boxes."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.ledger.voucher_slip import BOXES, LINES, boxes, slips
from reform_rules.money import yuan


@given(st.integers(0, 200))
def test_every_line_stands_on_one_slip_and_the_last_bears_the_sum(count):
    made = slips(count)
    assert [place for slip in made for place in slip.places] == list(range(count))
    assert [slip.last for slip in made] == [False] * (len(made) - 1) + [True]
    assert all(slip.pages == len(made) and len(slip.places) <= LINES for slip in made)


@given(st.integers(1, 10**9 - 1), st.booleans())
def test_the_boxes_hold_the_digits(cents, red):
    amount = yuan(Decimal(-cents if red else cents) / 100)
    found = boxes(amount)
    assert len(found) == len(BOXES)
    assert "".join(found) == ("-" if red else "") + str(cents).zfill(3)


def test_nil_is_left_empty_and_what_is_too_wide_stays_whole():
    assert boxes(yuan(0)) == [""] * len(BOXES)
    assert "".join(boxes(yuan("123456789012.34"), "¥")) == "¥12345678901234"
    assert boxes(yuan("0.05"), "¥")[-4:] == ["¥", "0", "0", "5"]
