import io
from datetime import datetime

from python_calamine import CalamineWorkbook

from reform_rules.audit import workbook
from reform_rules.audit.records import year_rows
from tests.rules.audit.sample import BOOK, BY_CODE, VOUCHERS, turnovers, voucher

AT = datetime(2026, 1, 5, 8)


def sheet(stream, name):
    stream.seek(0)
    return CalamineWorkbook.from_filelike(stream).get_sheet_by_name(name).to_python(skip_empty_area=False)


def journal(vouchers):
    stream = io.BytesIO()
    book = workbook.Journal(stream, BOOK, AT)
    for one in vouchers:
        book.add(one)
    book.close()
    return stream, book.rows


def test_the_journal_has_its_titles_in_row_three_and_one_row_for_each_entry():
    stream, rows = journal(VOUCHERS[1:])
    cells = sheet(stream, "凭证序时簿")
    assert cells[2] == [name for name, _width in workbook.JOURNAL]
    assert len(cells) == 3 + rows == 3 + 6
    first = dict(zip(cells[2], cells[3], strict=True))
    assert first["记账日期"] == "2025-03-05"
    assert (first["凭证类型"], first["凭证号"], first["分录行号"]) == ("记", "1", 1)
    assert (first["科目编码"], first["借方金额"], first["贷方金额"]) == ("112", 12000.0, 0.0)
    assert (first["对方科目"], first["合并前原村"], first["往来单位"]) == (
        "经营收入",
        "河东村",
        "李<四>&合作社",
    )


def test_no_cell_is_a_formula_or_a_link():
    from datetime import date

    wicked = voucher(1, date(2025, 1, 9), [("101", "1.00", "0.00", 0, 31), ("501", "0.00", "1.00", 0, 31)],
                     summary='=HYPERLINK("http://x")')  # fmt: skip
    stream, _rows = journal([wicked])
    assert sheet(stream, "凭证序时簿")[3][5] == '=HYPERLINK("http://x")'
    assert b"<f>" not in stream.getvalue()


def test_the_trial_balance_shows_the_year_and_its_totals():
    stream = io.BytesIO()
    count = workbook.write_trial_balance(stream, BOOK, year_rows(turnovers(VOUCHERS), BY_CODE), AT)
    cells = sheet(stream, "科目余额表")
    assert count == 7
    assert cells[2][:4] == ["科目编码", "科目名称", "期初余额", ""]
    assert cells[3][2:] == ["借方", "贷方"] * 4
    by_code = {row[0]: row[2:] for row in cells[4:]}
    assert by_code["102"] == [70000.0, 0.0, 12000.0, 0.0, 12000.0, 0.0, 82000.0, 0.0]
    assert by_code["101"][6:] == [0.0, 3.05]
    assert cells[-1][1:4] == ["合计", 70000.0, 70000.0]
    assert cells[-1][8] == cells[-1][9] == 82000.0


def test_the_same_books_give_the_same_bytes():
    assert journal(VOUCHERS)[0].getvalue() == journal(VOUCHERS)[0].getvalue()
