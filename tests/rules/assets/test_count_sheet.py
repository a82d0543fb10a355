"""A line of a count sheet: the mark says which card, the words what was seen, a blank that nobody looked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import count_sheet, inventory
from reform_rules.assets.count_sheet import Known, Reader
from reform_rules.money import yuan

BOOK = inventory.Book(Decimal(4), yuan(400), yuan(40), 7, "fair", "in_use")
READER = Reader({"QC000001-12": Known(12, "课桌", BOOK)}, {"甲村": 7, "乙村": 8, "新村": 0})


def read(**cells):
    return READER.understand({"line_no": "QC000001-12", "name": "课桌", **cells}, frozenset())


@pytest.mark.parametrize(
    ("cells", "result", "quantity"),
    [
        ({"result": "在账在位"}, "found", None),
        ({"result": "相符", "quantity": 4.0}, "found", Decimal(4)),
        ({"quantity": "3"}, "found", Decimal(3)),
        ({"quantity": 0}, "not_found", Decimal(0)),
        ({"result": "盘亏"}, "not_found", None),
        ({"result": "位置不符", "place_seen": "乙村"}, "found_elsewhere", None),
        ({"result": "损坏", "condition": "危房", "use_state": "闲置"}, "damaged", None),
    ],
)
def test_what_people_write_is_understood(cells, result, quantity):
    row, problems = read(**cells)
    assert not problems
    assert (row.line_id, row.result, row.quantity) == (12, result, quantity)


@pytest.mark.parametrize(
    ("cells", "name", "column"),
    [
        ({"line_no": "QC000001-99", "result": "在位"}, "CountLineUnknown", "line_no"),
        ({"result": "天晓得"}, "WordUnknown", "result"),
        ({"result": "找不到", "quantity": 2}, "CountFoundWithoutQuantity", "quantity"),
        ({"result": "在位", "quantity": 0}, "CountFoundWithoutQuantity", "quantity"),
        ({"result": "在位", "quantity": -1}, "CountQuantityNegative", "quantity"),
        ({"result": "在位", "quantity": "很多"}, "NotANumber", "quantity"),
        ({"result": "位置不符"}, "CountPlaceMissing", "place_seen"),
        ({"result": "位置不符", "place_seen": "丙村"}, "CountPlaceUnknown", "place_seen"),
        # Two villages of one name: nobody guesses which.
        ({"result": "位置不符", "place_seen": "新村"}, "CountPlaceUnknown", "place_seen"),
        ({"result": "在位", "condition": "蓝色"}, "WordUnknown", "condition"),
    ],
)
def test_what_cannot_be_is_named_with_its_column(cells, name, column):
    _row, problems = read(**cells)
    assert [(problem.name, problem.column, problem.level) for problem in problems] == [
        (name, column, "error")
    ]


@pytest.mark.parametrize("cells", [{}, {"result": "未清查"}, {"note": "门锁着"}])
def test_a_line_nobody_counted_is_no_error(cells):
    row, problems = read(**cells)
    assert row.result == ""
    assert [(problem.name, problem.level) for problem in problems] == [("NotCounted", "warning")]


def test_a_figure_of_several_lines_belongs_to_none():
    _row, problems = READER.understand(
        {"line_no": "QC000001-12", "name": "课桌", "quantity": 4}, frozenset({"quantity"})
    )
    assert "SharedFigure" in [problem.name for problem in problems]


@given(st.text(max_size=20), st.text(max_size=20), st.one_of(st.none(), st.floats(), st.text(max_size=8)))
def test_no_cell_breaks_the_reader(mark, result, quantity):
    row, problems = READER.understand({"line_no": mark, "result": result, "quantity": quantity}, frozenset())
    if row.line_id and row.result and not problems:
        inventory.check_seen(BOOK, count_sheet.seen(row))
