import io
import struct
import zipfile

import pytest

from reform_rules.errors import RuleError
from reform_rules.intake import refusals
from reform_rules.intake.cells import read
from tests.rules.intake import sheets

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


def test_every_refusal_names_the_file():
    classes = [
        item for item in vars(refusals).values() if isinstance(item, type) and issubclass(item, RuleError)
    ]
    concrete = [item for item in classes if item not in (RuleError, refusals.Unreadable)]
    assert len(concrete) >= 14
    assert all("file" in item._declared() for item in concrete)
