import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.intake import workbook_xlsx
from reform_rules.intake.cells import Fault, Row, read
from tests.rules.intake import sheets


def test_a_table_that_starts_far_from_the_corner_keeps_its_place():
    rows = list(read(sheets.xlsx([[], [], [None, None, "名称", "面积"], [None, None, "村小", 3.0]]), "a"))
    assert rows == [Row("台账1", 3, [None, None, "名称", "面积"]), Row("台账1", 4, [None, None, "村小", 3.0])]


def test_an_error_cell_is_a_fault_and_not_an_empty_cell():
    data = sheets.xlsx([["名称", "面积"], ["村小", None]], formulas=[(1, 1, "=1/0", "#DIV/0!")])
    assert list(read(data, "a"))[1].cells == ["村小", Fault("#DIV/0!")]


def test_a_formula_nobody_computed_is_a_fault_among_values():
    data = sheets.xlsx([["名称", "面积"], ["村小", None]], formulas=[(1, 1, "=A1", "")])
    assert list(read(data, "a"))[1].cells == ["村小", Fault("formula")]


def test_a_styled_cell_far_away_is_no_reason_to_refuse():
    data = sheets.xlsx([["名称", "面积"], ["村小", 1.0]])
    part = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    styled = part.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert len(list(read(sheets.repacked(data, {"xl/worksheets/sheet1.xml": styled}), "a"))) == 2


@given(
    st.lists(st.sampled_from([b" ", b"\t", b"\n", b"\f", b"r", b"=", b'"', b"'", b"A", b"1", b"<c"])).map(
        b"".join
    )
)
def test_the_quick_look_finds_every_unusual_reference(text):
    assert workbook_xlsx._is_unusual(text) == bool(workbook_xlsx._UNUSUAL.search(text))
