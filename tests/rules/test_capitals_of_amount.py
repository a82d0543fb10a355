"""Capital numerals: the published examples, and every amount read back as itself."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reform_rules.capitals_of_amount import NotCapitals, amount_of, capitals
from reform_rules.money import yuan


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("10.50", "壹拾元零伍角整"),
        ("12345.67", "壹万贰仟叁佰肆拾伍元陆角柒分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("10001", "壹万零壹元整"),
        ("100000000", "壹亿元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("1000000000000.01", "壹万亿元零壹分"),
        ("-2000", "负贰仟元整"),
    ],
)
def test_an_amount_is_written_as_the_banks_write_it(amount, text):
    assert capitals(yuan(amount)) == text


@settings(max_examples=10_000)
@given(st.integers(-(10**14), 10**14))
@example(10**15 - 1)
@example(-(10**8) * 100)
def test_every_amount_is_read_back_as_itself(cents):
    amount = yuan(Decimal(cents) / 100)
    text = capitals(amount)
    assert amount_of(text) == amount
    assert "零零" not in text
    assert text.endswith(("整", "分"))


@pytest.mark.parametrize("text", ["", "整", "负", "12元", "壹元贰", "一百元整", "角"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(NotCapitals):
        amount_of(text)
