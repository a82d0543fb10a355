import io
import os
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from reform_rules.audit import gbt24589
from reform_rules.audit.gbt24589_map import COMMON, LEDGER
from reform_rules.audit.records import Report, ReportItem, year_rows
from reform_rules.money import ZERO
from tests.rules.audit.sample import BY_CODE, VOUCHERS, books, turnovers
from tests.rules.audit.xml_files import common, ledger, read

OUT = Path(__file__).parents[2] / "forms" / "out"


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
