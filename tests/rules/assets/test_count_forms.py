"""The forms of a count: book and verified side by side, and what is between them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import count_forms
from reform_rules.assets.count_forms import Line
from reform_rules.money import yuan

HALL = Line(
    "ZC1",
    "礼堂",
    "房屋",
    "甲村",
    None,
    "栋",
    Decimal(1),
    yuan(80000),
    yuan(50000),
    yuan(30000),
    Decimal(2),
    True,
)
GONE = HALL._replace(diff_quantity=Decimal(-1), diff_cost=yuan(-80000), diff_net=yuan(-30000))


def shown(layout, line):
    return dict(zip(count_forms.columns(layout), count_forms.cells(layout, 1, line), strict=True))


@pytest.mark.parametrize(
    ("line", "verified", "less"),
    [
        (HALL, (1, 80000, 30000), (None, None)),
        (GONE, (0, 0, 0), (1, 80000)),
        (GONE._replace(verdict="write_off"), (0, 0, 0), (1, 80000)),
        (GONE._replace(verdict="keep_book"), (1, 80000, 30000), (None, None)),
        (HALL._replace(seen=False), (None, None, None), (None, None)),
    ],
)
def test_what_is_verified_follows_from_what_was_decided(line, verified, less):
    row = shown("fixed", line)
    assert (row["核实数量"], row["核实原值（元）"], row["核实净值（元）"]) == verified
    assert (row["盘亏数量"], row["盘亏金额（元）"]) == less
    assert row["账面原值（元）"] == 80000


def test_a_surplus_has_no_book_value():
    item = HALL._replace(code="", quantity=Decimal(0), cost=yuan(0), accumulated=yuan(0), net=yuan(0),
                         diff_quantity=Decimal(2), diff_cost=yuan(500), diff_net=yuan(500))  # fmt: skip
    row = shown("fixed", item)
    assert (row["账面数量"], row["核实数量"], row["盘盈数量"], row["盘盈金额（元）"]) == (0, 2, 2, 500)
    assert shown("resource", item)["核增（亩）"] == 2


def test_resources_are_counted_by_area():
    row = shown("resource", HALL)
    assert (row["账面面积（亩）"], row["核实面积（亩）"], row["核减（亩）"]) == (2, 2, None)
    assert shown("resource", GONE)["核减（亩）"] == 2
    assert shown("resource", HALL._replace(seen=False))["核实面积（亩）"] is None


@pytest.mark.parametrize("layout", count_forms.LAYOUTS)
def test_a_form_has_a_cell_for_every_title_and_adds_up_figures_only(layout):
    titles, cells = count_forms.columns(layout), count_forms.cells(layout, 3, HALL)
    assert len(titles) == len(cells) == len(set(titles))
    for index in count_forms.totals(layout):
        assert isinstance(cells[index], Decimal | None)


@given(st.decimals(0, 10**8, places=2), st.integers(-50, 50), st.decimals(-(10**6), 10**6, places=2))
def test_book_and_difference_add_up_to_the_verified_value(cost, quantity, difference):
    line = HALL._replace(
        quantity=Decimal(50), cost=yuan(cost), diff_quantity=Decimal(quantity), diff_cost=yuan(difference)
    )
    found = count_forms.verified(line)
    assert found.quantity == line.quantity + found.more - found.less
    assert found.cost == line.cost + found.more_cost - found.less_cost
    assert not (found.more and found.less)
