import io
import os
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.audit import gbt24589
from reform_rules.audit.gbt24589_map import COMMON, LEDGER, LedgerWriter, write_common
from reform_rules.audit.records import Report, ReportItem, monthly, year_rows
from reform_rules.money import ZERO
from tests.rules.audit.sample import (
    ACCOUNTS,
    BOOK,
    BY_CODE,
    ORIGINS,
    PARTNERS,
    PERIODS,
    VOUCHERS,
    WORDS,
    books,
    turnovers,
)

OUT = Path(__file__).parents[2] / "forms" / "out"


def common():
    stream = io.BytesIO()
    write_common(stream, book=BOOK, periods=PERIODS, words=WORDS, partners=PARTNERS, origins=ORIGINS)
    return stream.getvalue()


def ledger(vouchers, reports=(), items=()):
    stream = io.BytesIO()
    writer = LedgerWriter(stream, BOOK, ACCOUNTS)
    for row in monthly(turnovers(vouchers)):
        writer.balance(row)
    for voucher in vouchers:
        if voucher.kind != "opening":
            writer.voucher(voucher)
    writer.reports(reports, items)
    writer.close()
    return stream.getvalue()


def golden(name, data):
    """Compare with the file kept in tests/forms/out; RENEW_FORMS=1 writes it anew, to be read in the diff."""
    path = OUT / name
    if os.environ.get("RENEW_FORMS"):
        path.write_bytes(data)
    assert data.decode("gb18030").splitlines() == path.read_bytes().decode("gb18030").splitlines()


REPORTS = [Report("01", "资产负债表", date(2025, 12, 31))]
ITEMS = [ReportItem("01", "1", "货币资金期末数", "D:101 + D:102", Decimal("81996.95"))]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("公共档案.xml", common()),
        ("总账.xml", ledger(VOUCHERS, REPORTS, ITEMS)),
        ("公共档案.xsd", gbt24589.schema(COMMON)),
        ("总账.xsd", gbt24589.schema(LEDGER)),
    ],
)
def test_the_sample_year_is_written_as_the_golden_file(name, data):
    golden(name, data)


def test_the_forms_obey_their_schema():
    assert gbt24589.problems(io.BytesIO(common()), COMMON) == []
    assert gbt24589.problems(io.BytesIO(ledger(VOUCHERS, REPORTS, ITEMS)), LEDGER) == []
    assert gbt24589.problems(io.BytesIO(ledger([])), LEDGER) == []


@settings(max_examples=60, deadline=None)
@given(books())
def test_any_books_obey_the_schema(vouchers):
    assert gbt24589.problems(io.BytesIO(ledger(vouchers)), LEDGER) == []


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("<会计年度>2025</会计年度>", "<会计年度>25</会计年度>", "会计年度"),
        ("<附件数>1</附件数>", "<附件数>一</附件数>", "附件数"),
        ("<制单人>王会计</制单人>", "", "制单人"),
        ("<借方本币金额>12000.00<", "<借方本币金额>1.2e4<", "借方本币金额"),
        ("<借方本币金额>12000.00<", "<借方本币金额>12000.001<", "借方本币金额"),
        ("<总账基础信息>", "<总账基础信息/><总账基础信息>", "总账基础信息"),
    ],
)
def test_what_breaks_the_schema_is_named(old, new, word):
    text = ledger(VOUCHERS).decode("gb18030")
    assert old in text
    [problem] = gbt24589.problems(io.BytesIO(text.replace(old, new, 1).encode("gb18030")), LEDGER, file="总账.xml")
    assert problem.name == "NotValid" and problem.file == "总账.xml"
    assert word in problem.facts["message"]


def read(data, table):
    """A reader that knows only the format: records of a table as {element: text}."""
    root = ElementTree.fromstring(data.decode("gb18030"))
    for node in root.iterfind(f"{{*}}{table}"):
        yield {child.tag.rpartition("}")[2]: child.text or "" for child in node}


def signed(row, name):
    amount = Decimal(row[f"{name}本币余额"])
    return amount if row[f"{name}余额方向"] == "借" else -amount


@settings(max_examples=60, deadline=None)
@given(books())
def test_a_reader_that_knows_only_the_format_rebuilds_the_trial_balance(vouchers):
    data = ledger(vouchers)
    opening, debit, credit, closing = (defaultdict(Decimal) for _ in range(4))
    names = {row["科目编号"]: row for row in read(data, "会计科目")}
    for row in read(data, "科目余额及发生额"):
        code = row["科目编号"]
        for level in [code[:end] for end in range(1, len(code) + 1) if code[:end] in names]:
            # A combination may begin in any month; what it opens with is nil unless that month is the first.
            opening[level] += signed(row, "期初") if row["会计期间号"] == "01" else 0
            closing[level] += signed(row, "期末") if row["会计期间号"] == "12" else 0
            debit[level] += Decimal(row["借方本币金额"])
            credit[level] += Decimal(row["贷方本币金额"])
    rebuilt = {
        code: (opening[code], debit[code], credit[code], closing[code])
        for code in names
        if opening[code] or debit[code] or credit[code]
    }
    expected = {
        row.account.code: (row.opening, row.debit, row.credit, row.closing)
        for row in year_rows(turnovers(vouchers), BY_CODE)
    }
    assert rebuilt == expected
    # And the vouchers alone give the same turnover.
    by_voucher = defaultdict(lambda: [ZERO, ZERO])
    for row in read(data, "记账凭证"):
        by_voucher[row["科目编号"]][0] += Decimal(row["借方本币金额"])
        by_voucher[row["科目编号"]][1] += Decimal(row["贷方本币金额"])
    leaves = {code for code in rebuilt if BY_CODE[code].leaf and any(rebuilt[code][1:3])}
    assert {code: tuple(by_voucher[code]) for code in leaves} == {code: rebuilt[code][1:3] for code in leaves}


@given(st.text(max_size=400))
def test_any_text_is_written_cut_and_read_back(text):
    stream = io.BytesIO()
    writer = gbt24589.ModuleWriter(stream, COMMON)
    book = {e.name: e.blank for e in writer.tables["电子账簿"].elements} | {"单位性质": "企业单位"}
    writer.add("电子账簿", book | {"会计核算单位": text})
    writer.close()
    assert gbt24589.problems(io.BytesIO(stream.getvalue()), COMMON) == []
    [row] = read(stream.getvalue(), "电子账簿")
    assert len(row["会计核算单位"]) <= 200
    assert bool(writer.shortened) == (len(text) > 200)


def test_tables_come_in_the_order_of_the_standard_and_missing_ones_are_blank():
    writer = gbt24589.ModuleWriter(io.BytesIO(), LEDGER)
    writer.add("会计科目", {"科目编号": "101", "科目名称": "库存现金", "科目级次": 1})
    with pytest.raises(AssertionError):
        writer.add("总账基础信息", {})
    assert next(iter(read(common(), "员工档案")))["出生日期"] == "00000000"
    assert [t.code for t in gbt24589.tables(LEDGER)] == [f"T2{n:02}" for n in range(1, 10)]
    assert sum(1 for e in gbt24589.tables(LEDGER)[4].elements if e.name.startswith("辅助项")) == 30


def test_the_place_marks_of_the_standard_are_optional_and_valid():
    stream = io.BytesIO()
    writer = gbt24589.ModuleWriter(stream, LEDGER, loc_id=True)
    writer.close()
    text = stream.getvalue().decode("gb18030")
    assert 'locID="U02"' in text and '<会计科目 locID="T202">' in text and 'locID="020201"' in text
    assert gbt24589.problems(io.BytesIO(stream.getvalue()), LEDGER) == []


def test_an_unknown_edition_is_refused():
    with pytest.raises(gbt24589.EditionUnknown):
        gbt24589.tables(LEDGER, "1999")
