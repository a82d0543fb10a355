import io
import random
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reform_rules.errors import RuleError
from reform_rules.intake import refusals
from reform_rules.intake.cells import Row, column_letters, read
from tests.rules.intake import sheets


def test_xls_and_xlsx_of_the_same_table_read_the_same():
    assert list(read(sheets.xls(), "a.xls")) == list(read(sheets.xlsx(), "a.xlsx"))


@pytest.mark.parametrize("make", [sheets.xls, sheets.xlsx])
def test_content_decides_and_not_the_name(make):
    assert list(read(make(), "whatever.csv")) == list(read(make(), "a.xls"))


@pytest.mark.parametrize("make", [sheets.xls, sheets.xlsx])
def test_empty_lines_are_left_out_and_numbers_stay(make):
    rows = list(read(make([["名称"], [], [], ["村小"]]), "a"))
    assert [row.row for row in rows] == [1, 4]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (sheets.xls([["名称", "面积"]], formula=(1, 1, "1+1")), "a.xls"),
        (sheets.xlsx([["名称", "面积"]], formulas=[(1, 0, "=C1", ""), (1, 1, "=D1", "")]), "a.xlsx"),
    ],
)
def test_formulas_without_values_are_refused_with_the_first_cell(data, name):
    with pytest.raises(refusals.FormulasWithoutValues) as refusal:
        list(read(data, name))
    assert refusal.value.sheet == "台账1" and refusal.value.cell[1:] == "2"


def test_letters_of_columns_run_on_after_z():
    assert [column_letters(index) for index in (0, 25, 26, 255, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "IV",
        "ZZ",
        "AAA",
    ]


def answered(data):
    """Read everything; a refusal with its facts is an answer, any other exception is none."""
    try:
        for row in read(data, "a"):
            assert isinstance(row, Row)
    except RuleError as refusal:
        assert refusal.facts["file"] == "a"


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=4000),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"\x09\x08\x08\x00"]
    ),
)
@example(b"\x00" * 600, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
def test_any_bytes_are_answered(data, head):
    answered(head + data)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="名称,;\t\"'\n <>/tdr=rowspan0123456789", max_size=300))
def test_any_text_is_answered(text):
    answered(text.encode())
    answered(("<table>" + text).encode())


WHOLE = [
    sheets.xls(merges=[(4, 6, 0, 2, "合并")]),
    sheets.xlsx(merges=[(4, 0, 6, 2, "合并")][:0], formulas=[(4, 1, "=1/0", "#DIV/0!")]),
    sheets.html(),
]


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(range(len(WHOLE))), st.integers(0, 2**32), st.integers(1, 30), st.booleans())
def test_real_files_with_changed_bytes_are_answered(which, seed, changes, cut):
    chance = random.Random(seed)
    data = bytearray(WHOLE[which])
    for _change in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if cut:
        del data[chance.randrange(len(data)) :]
    answered(bytes(data))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]),
    st.integers(0, 2**32),
)
def test_an_xlsx_with_changed_parts_is_answered(part, seed):
    chance = random.Random(seed)
    content = bytearray(zipfile.ZipFile(io.BytesIO(WHOLE[1])).read(part))
    for _change in range(chance.randrange(1, 20)):
        content[chance.randrange(len(content))] = chance.choice(b"<>/\"'=0189AZaz &;#")
    answered(sheets.repacked(WHOLE[1], {part: bytes(content)}))
