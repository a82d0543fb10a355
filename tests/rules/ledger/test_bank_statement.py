"""Bank statements: balances run on, the order does not matter, the same line is known again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.intake.cells import Row, read
from reform_rules.ledger.bank_statement import (
    BalanceMissing,
    LinesWrong,
    NoLines,
    StatementBroken,
    fresh,
    from_ofx,
    from_rows,
    is_ofx,
    keys,
)
from reform_rules.money import yuan

TITLES = ["交易日期", "收入金额", "支出金额", "账户余额", "对方户名", "摘要", "流水号"]
LINES = [
    ["2025-03-01", "1,000.00", "", "11,000.00", "张三户", "租金", "A1"],
    ["2025-03-05", "", "200.00", "10,800.00", "供电所", "电费", "A2"],
    ["2025-03-09", "0.50", "", "10,800.50", "", "利息", "A3"],
]


def sheet(lines, titles=TITLES):
    head = [["账号：1234"], ["单位：元"], titles]
    return [Row("1", at, list(cells)) for at, cells in enumerate([*head, *lines], 1)]


@pytest.mark.parametrize("lines", [LINES, LINES[::-1]], ids=["oldest first", "newest first"])
def test_balances_are_read_off_the_sheet(lines):
    found = from_rows(sheet(lines))
    assert (found.opening, found.closing) == (Decimal("10000.00"), Decimal("10800.50"))
    assert [line.amount for line in found.lines] == [yuan(1000), yuan(-200), yuan("0.5")]
    assert found.lines[0].party == "张三户"


def test_a_missing_line_is_noticed():
    with pytest.raises(StatementBroken) as refusal:
        from_rows(sheet([LINES[0], LINES[2]]))
    assert refusal.value.facts == {"row": 5, "expected": Decimal("11000.50"), "found": Decimal("10800.50")}


def test_without_balances_the_opening_is_told():
    titles = [title for title in TITLES if title != "账户余额"]
    lines = [[cell for at, cell in enumerate(line) if at != 3] for line in LINES]
    with pytest.raises(BalanceMissing):
        from_rows(sheet(lines, titles))
    assert from_rows(sheet(lines, titles), yuan(10_000)).closing == Decimal("10800.50")


def test_what_cannot_be_read_is_named():
    with pytest.raises(LinesWrong) as refusal:
        from_rows(sheet([*LINES, ["昨天", "1", "", "10801.50", "", "", ""]]))
    [problem] = refusal.value.problems
    assert (problem.name, problem.row, problem.column) == ("NotADate", 7, "交易日期")


def test_an_empty_sheet_is_refused():
    with pytest.raises(NoLines):
        from_rows(sheet([]))


def test_a_text_file_of_a_bank_is_read():
    text = (
        "交易日期,借方发生额,贷方发生额,余额,对方户名\n2025-03-01,,5.00,15.00,甲\n2025-03-02,3.00,,12.00,乙\n"
    )
    found = from_rows(read(text.encode("gb18030"), "x.csv"))
    assert [line.amount for line in found.lines] == [yuan(5), yuan(-3)]


OFX = """OFXHEADER:100
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKTRANLIST>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20250301120000<TRNAMT>1000.00<FITID>F1<NAME>张三户<MEMO>租金</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250305<TRNAMT>-200.00<FITID>F2<NAME>供电所<MEMO>电费</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>10800.00<DTASOF>20250331</LEDGERBAL></STMTRS></STMTTRNRS></OFX>"""


def test_an_ofx_file_is_read():
    assert is_ofx(OFX) and not is_ofx("交易日期,金额")
    found = from_ofx(OFX)
    assert (found.opening, found.closing) == (yuan(10_000), yuan(10_800))
    assert [(line.day, line.party, line.ref) for line in found.lines] == [
        (date(2025, 3, 1), "张三户", "F1"),
        (date(2025, 3, 5), "供电所", "F2"),
    ]


def test_a_broken_ofx_line_is_named():
    with pytest.raises(LinesWrong):
        from_ofx(OFX.replace("20250305", "someday"))


@given(st.lists(st.integers(-500, 500).filter(bool), min_size=1, max_size=20), st.data())
def test_overlapping_files_bring_every_line_once(cents, data):
    balance, lines = yuan(1000), []
    for at, each in enumerate(cents):
        amount = yuan(Decimal(each) / 100)
        balance += amount
        day = date(2025, 1, 1) + timedelta(days=at // 3)
        lines.append([day.isoformat(), str(amount), str(balance), "同一摘要"])
    titles = ["交易日期", "交易金额", "余额", "摘要"]
    whole = from_rows(sheet(lines, titles))
    cut = data.draw(st.integers(1, len(lines)))
    first = from_rows(sheet(lines[:cut], titles))
    known = set(keys(first.lines))
    rest = fresh(whole, known)
    # A line that leads back to a balance of the same day may look like the one before it.
    again = keys(whole.lines)
    assert len(again) == len(set(again))
    assert len(rest.places) == len(lines) - cut
    assert (rest.opening, rest.closing) == (first.closing, whole.closing) or not rest.places
    assert fresh(whole, set(again)).places == []
