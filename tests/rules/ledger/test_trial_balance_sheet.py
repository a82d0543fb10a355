"""A line of a trial balance is understood as accountants write it, with its chart and never without."""

from decimal import Decimal

import pytest

from reform_rules.intake import headers
from reform_rules.intake.cells import Row
from reform_rules.ledger import chart_2004, trial_balance_sheet
from reform_rules.ledger.chart import CHART_2023
from reform_rules.ledger.trial_balance_sheet import COLUMNS, Reader
from reform_rules.money import ZERO, yuan


def read(version=chart_2004.CHART_2004, shared=(), units=None, **cells):
    return Reader(version, units or {}).understand(cells, frozenset(shared))


@pytest.mark.parametrize(
    ("cells", "debit", "credit"),
    [
        ({"closing_debit": 100.5}, "100.5", 0),
        ({"closing_credit": "1,200.00"}, 0, "1200"),
        ({"closing_debit": 0, "closing_credit": 7}, 0, 7),
        ({"closing_debit": -7}, 0, 7),
        ({"balance": 30, "direction": "借"}, 30, 0),
        ({"balance": 30, "direction": "贷"}, 0, 30),
        ({"balance": 0, "direction": "平"}, 0, 0),
        ({}, 0, 0),
        ({"opening_debit": 10, "debit": 5, "credit": 3, "closing_debit": 12}, 12, 0),
    ],
)
def test_a_balance_is_read_in_every_form(cells, debit, credit):
    row, problems = read(code="102", name="银行存款", **cells)
    assert problems == []
    assert (row.version, row.code, row.debit, row.credit) == ("chart_2004", "102", yuan(debit), yuan(credit))


def test_amounts_in_wan_are_yuan():
    row, problems = read(code="102", name="银行存款", closing_debit=1.25, units={"closing_debit": "万元"})
    assert (row.debit, problems) == (Decimal("12500.00"), [])


def test_a_total_of_two_sided_details_keeps_both_sides():
    row, problems = read(code="113", name="内部往来", closing_debit=50, closing_credit=20)
    assert (row.debit, row.credit, problems) == (yuan(50), yuan(20), [])


@pytest.mark.parametrize(
    ("cells", "name", "column"),
    [
        ({"code": "", "name": "x"}, "AccountCodeMissing", "code"),
        ({"code": "合计", "name": "x"}, "AccountCodeMissing", "code"),
        ({"code": "999", "name": "x"}, "AccountNotInChart", "code"),
        ({"code": "153", "name": "在建工程"}, "NameOfOtherChart", "name"),
        ({"code": "211", "name": "应付款"}, "NameOfOtherChart", "name"),
        ({"code": "102", "name": "银行存款", "closing_debit": "一些"}, "NotAnAmount", "closing_debit"),
        ({"code": "102", "name": "银行存款", "balance": 3}, "DirectionMissing", "direction"),
        (
            {"code": "102", "name": "银行存款", "opening_debit": 1, "closing_debit": 3},
            "BalanceNotProved",
            "code",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_column(cells, name, column):
    _row, problems = read(**cells)
    assert [(each.name, each.column, each.level) for each in problems] == [(name, column, "error")]


def test_another_name_is_a_warning_and_a_merged_figure_an_error():
    _row, problems = read(code="101", name="库存现金")
    assert [(each.name, each.level) for each in problems] == [("NameOfOtherChart", "error")]
    _row, problems = read(code="101", name="现金账户")
    assert [(each.name, each.level) for each in problems] == [("NameDiffers", "warning")]
    _row, problems = read(code="101", name="现金", closing_debit=5, shared=["closing_debit"])
    assert [each.name for each in problems] == ["SharedFigure"]


def test_the_other_chart_reads_the_same_codes_differently():
    assert read(CHART_2023, code="153", name="在建工程")[1] == []
    assert read(CHART_2023, code="153", name="固定资产清理")[1][0].name == "NameOfOtherChart"
    with pytest.raises(chart_2004.ChartVersionMissing):
        read("", code="153", name="在建工程")


@pytest.mark.parametrize(
    "head",
    [
        [
            [
                "科目编码",
                "科目名称",
                "往来单位",
                "期初借方",
                "期初贷方",
                "本期借方",
                "本期贷方",
                "期末借方",
                "期末贷方",
            ]
        ],
        [
            [
                "科目代码",
                "科目名称",
                "往来单位",
                "期初余额",
                "期初余额",
                "本期发生额",
                "本期发生额",
                "期末余额",
                "期末余额",
            ],
            ["科目代码", "科目名称", "往来单位", "借方", "贷方", "借方", "贷方", "借方", "贷方"],
        ],
    ],
)
def test_the_header_is_found_in_one_line_and_in_two(head):
    rows = [Row("Sheet1", at, list(cells)) for at, cells in enumerate(head, 1)]
    found = headers.find([*rows, Row("Sheet1", 9, ["101", "现金", None, 1.0])], COLUMNS)
    assert [place.field for _at, place in sorted(found.fields.items())] == [
        "code", "name", "party", "opening_debit", "opening_credit", "debit", "credit", "closing_debit",
        "closing_credit",
    ]  # fmt: skip


def test_every_amount_of_the_sheet_is_known_to_the_reader():
    assert set(trial_balance_sheet.AMOUNTS) == {c.field for c in COLUMNS if c.kind == "amount"}
    assert read(code="101", name="现金")[0].debit == ZERO
