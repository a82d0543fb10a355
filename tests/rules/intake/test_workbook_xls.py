import struct
from datetime import date

import pytest

from reform_rules.intake import refusals
from reform_rules.intake.cells import Row, read
from tests.rules.intake import sheets


def test_an_xls_gives_typed_cells_with_sheet_and_row():
    rows = list(read(sheets.xls(), "a.xls"))
    assert rows[1] == Row("台账1", 2, [1.0, "原沙坪村小", "沙坪社区", 600.0, 12.5, date(2003, 9, 1), True])
    assert [row.row for row in rows] == [1, 2, 3]


def test_every_sheet_is_read_in_order():
    assert [row.sheet for row in read(sheets.xls(sheets=2), "a")] == ["台账1"] * 3 + ["台账2"] * 3


def test_a_locked_xls_is_refused_as_locked():
    plain = bytearray(sheets.xls())
    # The first record after the beginning of the workbook stream becomes a FILEPASS record of the same
    # length.
    start = plain.index(b"\x09\x08\x10\x00")
    size = struct.unpack_from("<H", plain, start + 2)[0]
    struct.pack_into("<H", plain, start + 4 + size, 0x2F)
    with pytest.raises(refusals.Encrypted):
        list(read(bytes(plain), "a.xls"))
