import io
import random
import struct
import zipfile
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reform_rules.errors import RuleError
from reform_rules.intake import refusals
from reform_rules.intake.cells import Fault, Row, column_letters, read
from tests.rules.intake import sheets


def test_an_xls_gives_typed_cells_with_sheet_and_row():
    rows = list(read(sheets.xls(), "a.xls"))
    assert rows[1] == Row("台账1", 2, [1.0, "原沙坪村小", "沙坪社区", 600.0, 12.5, date(2003, 9, 1), True])
    assert [row.row for row in rows] == [1, 2, 3]


def test_xls_and_xlsx_of_the_same_table_read_the_same():
    assert list(read(sheets.xls(), "a.xls")) == list(read(sheets.xlsx(), "a.xlsx"))


@pytest.mark.parametrize("make", [sheets.xls, sheets.xlsx])
def test_content_decides_and_not_the_name(make):
    assert list(read(make(), "whatever.csv")) == list(read(make(), "a.xls"))


@pytest.mark.parametrize("make", [sheets.xls, sheets.xlsx])
def test_a_merged_cell_fills_its_area_and_says_so(make):
    rows = [["镇台账"], ["村", "名称"], [None, "村小"], [None, "村委会"], [None, "仓库"]]
    read_rows = list(read(make(rows, merges=[(2, 4, 0, 0, "沙坪社区")]), "a"))
    assert [row.cells[:2] for row in read_rows[2:]] == [
        ["沙坪社区", "村小"],
        ["沙坪社区", "村委会"],
        ["沙坪社区", "仓库"],
    ]
    assert [sorted(row.filled) for row in read_rows[2:]] == [[], [0], [0]]


@pytest.mark.parametrize("make", [sheets.xls, sheets.xlsx])
def test_empty_lines_are_left_out_and_numbers_stay(make):
    rows = list(read(make([["名称"], [], [], ["村小"]]), "a"))
    assert [row.row for row in rows] == [1, 4]


def test_a_table_that_starts_far_from_the_corner_keeps_its_place():
    rows = list(read(sheets.xlsx([[], [], [None, None, "名称", "面积"], [None, None, "村小", 3.0]]), "a"))
    assert rows == [Row("台账1", 3, [None, None, "名称", "面积"]), Row("台账1", 4, [None, None, "村小", 3.0])]


def test_every_sheet_is_read_in_order():
    assert [row.sheet for row in read(sheets.xls(sheets=2), "a")] == ["台账1"] * 3 + ["台账2"] * 3


def test_an_error_cell_is_a_fault_and_not_an_empty_cell():
    data = sheets.xlsx([["名称", "面积"], ["村小", None]], formulas=[(1, 1, "=1/0", "#DIV/0!")])
    assert list(read(data, "a"))[1].cells == ["村小", Fault("#DIV/0!")]


def test_a_formula_nobody_computed_is_a_fault_among_values():
    data = sheets.xlsx([["名称", "面积"], ["村小", None]], formulas=[(1, 1, "=A1", "")])
    assert list(read(data, "a"))[1].cells == ["村小", Fault("formula")]


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_table_is_read_in_any_usual_encoding(encoding, separator):
    text = "\r\n".join(
        separator.join(line) for line in [["名称", "面积", "村"], ["村小", "600.5", "沙坪社区"]]
    )
    rows = list(read(text.encode(encoding), "a.xls"))
    assert [row.cells for row in rows] == [["名称", "面积", "村"], ["村小", "600.5", "沙坪社区"]]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_under_the_name_of_a_sheet_is_read_with_spans(encoding):
    rows = list(read(sheets.html(encoding), "a.xls"))
    assert [row.cells for row in rows[2:]] == [["沙坪社区", "村小", "600"], ["沙坪社区", "村委会", "240"]]
    assert rows[0].cells == ["前锋区闲置资产台账"] * 3 and rows[3].filled == {0}


BOMB = sheets.repacked(sheets.xlsx(), {"xl/worksheets/sheet1.xml": b" " * (20 << 20)})
FAR = sheets.xlsx([["x"]], last_cell=(150_000, 200, 1))


def lying_bomb():
    """Return an archive whose directory declares ten bytes for a part that unpacks to twenty megabytes."""
    data = bytearray(BOMB)
    with zipfile.ZipFile(io.BytesIO(BOMB)) as archive:
        start = archive.start_dir
    while data[start : start + 4] == b"PK\x01\x02":
        struct.pack_into("<I", data, start + 24, 10)
        start += 46 + sum(struct.unpack_from("<HHH", data, start + 28))
    return bytes(data)


REFUSED = [
    (b"", refusals.EmptyFile),
    (b"\xef\xbb\xbf \r\n", refusals.EmptyFile),
    (sheets.xls([[]]), refusals.NoCells),
    (sheets.xlsx([[]]), refusals.NoCells),
    (b"%PDF-1.4 ...", refusals.NotASheet),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", refusals.NotASheet),
    (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        refusals.NotASheet,
    ),
    (sheets.ole("WordDocument"), refusals.NotASheet),
    (sheets.ole("EncryptedPackage"), refusals.Encrypted),
    (sheets.xls()[:3000], refusals.Damaged),
    (sheets.xlsx()[:3000], refusals.Damaged),
    (b"PK\x03\x04" + b"rubbish" * 100, refusals.Damaged),
    (sheets.repacked(sheets.xlsx(), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}), RuleError),
    (b"<html><body>no table here</body></html>", refusals.NoTable),
    (b"\x81\xff\xfe\x80\x00\x01\x02" * 50, RuleError),
    (b"a\xffb\xff,\xff\xff\n", refusals.UnknownEncoding),
    (BOMB, refusals.ZipBomb),
    (lying_bomb(), refusals.ZipBomb),
    (FAR, refusals.TooManyCells),
    (sheets.xlsx([["x"]], last_cell=(1_000_000, 0, 1)), refusals.TooManyRows),
    (sheets.xlsx([["x"]], last_cell=(0, 16_000, 1)), refusals.TooManyColumns),
    (sheets.xlsx(sheets=65), refusals.TooManySheets),
    (b"x" * (refusals.FILE_BYTES + 1), refusals.FileTooLarge),
    (b"a,b\n" * 200_000, refusals.TooManyRows),
]


@pytest.mark.parametrize(
    ("data", "refusal"), REFUSED, ids=[f"{n}-{r.__name__}" for n, (_d, r) in enumerate(REFUSED)]
)
def test_a_file_that_cannot_be_read_is_refused_by_name(data, refusal):
    with pytest.raises(refusal) as caught:
        list(read(data, "资产.xls"))
    assert caught.value.facts["file"] == "资产.xls"


def test_a_locked_xls_is_refused_as_locked():
    plain = bytearray(sheets.xls())
    # The first record after the beginning of the workbook stream becomes a FILEPASS record of the same
    # length.
    start = plain.index(b"\x09\x08\x10\x00")
    size = struct.unpack_from("<H", plain, start + 2)[0]
    struct.pack_into("<H", plain, start + 4 + size, 0x2F)
    with pytest.raises(refusals.Encrypted):
        list(read(bytes(plain), "a.xls"))


def test_a_styled_cell_far_away_is_no_reason_to_refuse():
    data = sheets.xlsx([["名称", "面积"], ["村小", 1.0]])
    part = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    styled = part.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert len(list(read(sheets.repacked(data, {"xl/worksheets/sheet1.xml": styled}), "a"))) == 2


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
