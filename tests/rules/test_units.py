from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.money import NotAnAmount
from reform_rules.units import NotAnArea, mu_from_sqm, read_amount, read_area, sqm_from_mu, yuan_from_wan

areas_mu = st.decimals(min_value=0, max_value=10**6, places=2)


@pytest.mark.parametrize(
    ("text", "sqm"),
    [
        ("12.5亩", "8333.33"),
        ("600㎡", "600.00"),
        ("600 m²", "600.00"),
        ("1,200平方米", "1200.00"),
        ("1.2 公顷", "12000.00"),
        ("６００", "600.00"),
        (600, "600.00"),
        (Decimal("1.005"), "1.01"),
        (33.3, "33.30"),
    ],
)
def test_an_area_is_read_with_its_unit(text, sqm):
    assert str(read_area(text)) == sqm


def test_a_number_without_unit_takes_the_unit_of_its_column():
    assert read_area("3", default_unit="mu") == Decimal("2000.00")


@pytest.mark.parametrize("text", ["", "亩", "12间", "-5亩", "1亩2分", "1,2亩", None, True, "nan"])
def test_what_is_no_area_is_refused(text):
    with pytest.raises(NotAnArea):
        read_area(text)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("3万元", "30000.00"),
        ("￥1,200", "1200.00"),
        ("0.5亿", "50000000.00"),
        ("12元", "12.00"),
        ("7", "7.00"),
    ],
)
def test_an_amount_is_read_with_its_unit(text, yuan):
    assert str(read_amount(text)) == yuan


@pytest.mark.parametrize("text", ["3万万", "三万", "12美元", "", None])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(NotAnAmount):
        read_amount(text)


def test_ten_thousands_become_yuan():
    assert yuan_from_wan("3.5") == Decimal("35000.00")
    with pytest.raises(NotAnAmount):
        yuan_from_wan("many")


@given(areas_mu)
def test_an_area_in_mu_survives_the_way_through_square_metres(area):
    assert mu_from_sqm(sqm_from_mu(area)).quantize(Decimal("0.01")) == area
