"""Both ledgers in the county's form: cell by cell as the golden files say, and the published totals."""

import csv
import io
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from reform_rules.assets import ledger_workbook
from reform_rules.assets.ledger_workbook import IDLE, REGISTER, About, Line

FORMS = Path(__file__).resolve().parents[2] / "forms" / "out"
ABOUT = About("测试县东镇", date(2025, 12, 31), datetime(2026, 1, 5))
SCHOOL = Line(
    "ZC0000001", "原甲村小学教学楼", "房屋", "测试县东镇合村", "甲村", "village_collective",
    "合村股份经济合作联合社", "合村股份经济合作联合社", "东镇人民政府", date(1997, 6, 1), Decimal("300.50"),
    Decimal("1.2"), Decimal("80000"), Decimal("30000"), "", "dangerous", "idle", "", "=1+1",
    date(2020, 7, 1), 2009, "完全闲置", "学校撤并", "", "open",
)  # fmt: skip
OFFICE = Line(
    "ZC0000002", "原西镇政府办公楼", "房屋", "测试县东镇", "", "state", "东镇人民政府", "", "", None,
    Decimal("1200"), None, None, None, "川(2019)第1号", "good", "leased", "某企业", "",
)  # fmt: skip


def cells(kind, lines):
    stream = io.BytesIO()
    totals = ledger_workbook.write(stream, kind, ABOUT, lines)
    sheet = openpyxl.load_workbook(stream).worksheets[0]
    table = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    return sheet, table, totals


@pytest.mark.parametrize(("kind", "lines"), [(REGISTER, [OFFICE, SCHOOL]), (IDLE, [SCHOOL])])
def test_a_ledger_is_written_as_the_golden_file(kind, lines):
    """RENEW_FORMS=1 writes the files anew, to be read in the diff."""
    _sheet, table, _totals = cells(kind, lines)
    file = FORMS / f"{ledger_workbook.TITLES[kind]}.csv"
    if os.environ.get("RENEW_FORMS"):
        with file.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out, lineterminator="\n").writerows(table)
    with file.open(newline="", encoding="utf-8") as stored:
        assert table == list(csv.reader(stored))


def test_equal_content_gives_equal_bytes():
    one, other = io.BytesIO(), io.BytesIO()
    for stream in (one, other):
        ledger_workbook.write(stream, REGISTER, ABOUT, [SCHOOL])
    assert one.getvalue() == other.getvalue()


def test_text_that_looks_like_a_formula_stays_text():
    sheet, _table, _totals = cells(IDLE, [SCHOOL])
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def spread(owner_class, count, area, **more):
    """Return `count` assets whose areas add up to the published sum."""
    each = (Decimal(area) / count).quantize(Decimal("0.01"))
    first = Decimal(area) - each * (count - 1)
    areas = [first] + [each] * (count - 1)
    return [SCHOOL._replace(owner_class=owner_class, area_sqm=size, **more) for size in areas]


def test_the_published_register_adds_up():
    """龙马潭区：镇级115宗90713.60㎡，村级198宗102291.13㎡."""
    town = spread("state", 115, "90713.60", use_state="in_use")
    village = spread("village_collective", 198, "102291.13", use_state="in_use")
    _sheet, table, totals = cells(REGISTER, [*town, *village])
    assert totals.rows() == [
        ("国有", 115, Decimal("90713.60")),
        ("村集体", 198, Decimal("102291.13")),
        ("镇级小计", 115, Decimal("90713.60")),
        ("村级小计", 198, Decimal("102291.13")),
        ("合计", 313, Decimal("193004.73")),
    ]
    total = next(row for row in table if row[1] == "合计")
    assert (total[2], total[11]) == ("313宗", "193004.73")


def test_the_published_idle_ledger_adds_up():
    """龙马潭区：镇级闲置33宗4501.24㎡，村级闲置18宗8870.50㎡."""
    lines = spread("state", 33, "4501.24") + spread("village_collective", 18, "8870.50")
    assert ledger_workbook.write(io.BytesIO(), IDLE, ABOUT, lines).rows()[-1] == (
        "合计",
        51,
        Decimal("13371.74"),
    )


def test_a_ledger_without_lines_says_so():
    _sheet, table, totals = cells(IDLE, [])
    assert totals.rows() == [("合计", 0, Decimal("0.00"))]
    assert table[4][2] == "本期无资产"
