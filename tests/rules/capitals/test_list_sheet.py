"""A line of a filled list: the mark says which, the cells what was found, a blank that nobody looked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.capitals import list_sheet, lists
from reform_rules.capitals.list_forms import WORDS
from reform_rules.capitals.list_sheet import Known, Reader

KNOWN = {
    "QL5-12": Known(5, 12, "cash", "库存现金"),
    "QL5-13": Known(5, 13, "seals", "财务专用章"),
    "QL5-GOODS": Known(5, 0, "goods", ""),
}


def read(line_no="QL5-12", name="库存现金", **cells):
    row, problems = Reader(KNOWN).understand({"line_no": line_no, "name": name, **cells}, frozenset())
    return row, [problem.name for problem in problems]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"amount": 3965.0}, {"amount": "3965.0"}),
        ({"n100": 39, "n05": "2"}, {"n100": "39", "n05": "2"}),
        ({"amount": "0", "reason": "被盗"}, {"amount": "0", "reason": "被盗"}),
    ],
)
def test_what_a_line_says(cells, said):
    row, problems = read(**cells)
    assert (row.item_id, row.clearing_id, problems) == (12, 5, [])
    assert {field: Decimal(value) if field != "reason" else value for field, value in row.said.items()} == {
        field: Decimal(value) if field != "reason" else value for field, value in said.items()
    }


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"line_no": "QL9-1", "amount": 5}, "ListLineUnknown"),
        ({"amount": "多少"}, "NotANumber"),
        ({"amount": -5}, "CountQuantityNegative"),
        ({"n100": 1.5}, "NotANumber"),
        ({"quantity": 3}, "ListAmountMissing"),
        ({"amount": 5, "disputed": "不好说"}, "WordUnknown"),
        ({}, "NotCounted"),
        ({"line_no": "QL5-GOODS", "name": list_sheet.NEW_LINE, "quantity": 3}, "NotCounted"),
    ],
)
def test_what_a_line_cannot_say(facts, problem):
    assert problem in read(**facts)[1]


def test_a_figure_of_a_merged_cell_belongs_to_no_line():
    _row, problems = Reader(KNOWN).understand(
        {"line_no": "QL5-12", "name": "库存现金", "amount": 5}, frozenset({"amount"})
    )
    assert [problem.name for problem in problems] == ["SharedFigure", "NotCounted"]


def test_a_new_line_names_its_list():
    row, problems = read("ql5-goods", "化肥", quantity=20, amount=2400)
    assert (row.item_id, row.category, row.name, problems) == (0, "goods", "化肥", [])


@given(st.sampled_from(list_sheet.CODES), st.data())
def test_every_word_of_the_form_is_understood(field, data):
    code, word = data.draw(st.sampled_from(sorted(WORDS[field].items())))
    assert read("QL5-13", "财务专用章", quantity=1, **{field: word})[0].said[field] == code


@pytest.mark.parametrize("category", lists.LISTS)
def test_every_list_has_columns_to_fill_in(category):
    fields = [column.field for column in list_sheet.columns_of(category)]
    assert fields[:2] == ["line_no", "name"] and {"reason", "note"} <= set(fields)
    assert len(fields) == len(set(fields))


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_the_same_amount_written_in_two_ways_is_the_same_figure(amount):
    assert list_sheet.figures({"amount": str(amount)}) == list_sheet.figures({"amount": f"{amount:.4f}"})
