"""The two tables an auditor opens first, as .xlsx: 科目余额表 and 凭证序时簿.

Written row by row in constant memory. Amounts are numbers, everything else is text, so no cell is a formula.
The journal's sheet is named 凭证序时簿 and its titles stand in row 3, where importers look for them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter

from .records import Book, Voucher, YearRow, sides

BALANCE_SHEET, JOURNAL_SHEET = "科目余额表", "凭证序时簿"
JOURNAL = (
    ("记账日期", 11), ("会计期间", 9), ("凭证类型", 9), ("凭证号", 8), ("分录行号", 9), ("摘要", 40),
    ("科目编码", 11),
    ("科目名称", 20), ("借方金额", 15), ("贷方金额", 15), ("对方科目", 20), ("数量", 10), ("往来单位", 24),
    ("合并前原村", 16),
    ("附件张数", 9), ("制单人", 10), ("审核人", 10), ("记账人", 10),
)  # fmt: skip
_PAIRS = ("期初余额", "本期发生额", "本年累计", "期末余额")


class _Sheet:
    """A workbook of one sheet; its date of creation is given, so that equal content gives equal bytes."""

    def __init__(self, stream: BinaryIO, name: str, at: datetime) -> None:
        self._book = xlsxwriter.Workbook(
            stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._book.set_properties({"created": at})
        self._money = self._book.add_format({"num_format": "#,##0.00"})
        self._bold = self._book.add_format({"bold": True, "align": "center", "border": 1})
        self._title = self._book.add_format({"bold": True, "font_size": 14})
        self._sheet = self._book.add_worksheet(name)
        self._at = 0

    def _row(self, values: Sequence[object], style: object = None) -> None:
        for column, value in enumerate(values):
            if isinstance(value, Decimal):
                self._sheet.write_number(self._at, column, float(value), self._money)
            elif isinstance(value, int):
                self._sheet.write_number(self._at, column, value)
            elif value is not None:
                text = value.isoformat() if isinstance(value, date) else str(value)
                self._sheet.write_string(self._at, column, text, style)
        self._at += 1

    def close(self) -> None:
        """Write the file."""
        self._book.close()


class Journal(_Sheet):
    """凭证序时簿: `add` each voucher in order, then `close`."""

    def __init__(self, stream: BinaryIO, book: Book, at: datetime) -> None:
        super().__init__(stream, JOURNAL_SHEET, at)
        for column, (_name, width) in enumerate(JOURNAL):
            self._sheet.set_column(column, column, width)
        self._sheet.freeze_panes(3, 0)
        self._row([f"{book.entity} {book.year}年 {JOURNAL_SHEET}"], self._title)
        self._row([f"账簿：{book.number}　本位币：{book.currency}　单位：元"])
        self._row([name for name, _width in JOURNAL], self._bold)
        self.rows = 0

    def add(self, voucher: Voucher) -> None:
        """Write one row for each line of the voucher."""
        debit = {line.account_name: None for line in voucher.lines if line.debit}
        credit = {line.account_name: None for line in voucher.lines if line.credit}
        for line in voucher.lines:
            self._row([
                voucher.date, f"{voucher.date:%Y-%m}", voucher.word_label, str(voucher.number), line.line_no,
                line.summary or voucher.summary, line.account, line.account_name, line.debit, line.credit,
                "、".join(credit if line.debit else debit), line.quantity, line.partner_name,
                line.origin_name,
                voucher.attachment_count, voucher.preparer, voucher.reviewer, voucher.poster,
            ])  # fmt: skip
            self.rows += 1


def write_trial_balance(stream: BinaryIO, book: Book, rows: Iterable[YearRow], at: datetime) -> int:
    """Write 科目余额表 of the year, first-level totals last. Returns the number of accounts."""
    sheet = _Sheet(stream, BALANCE_SHEET, at)
    sheet._sheet.set_column(0, 0, 12)
    sheet._sheet.set_column(1, 1, 24)
    sheet._sheet.set_column(2, 9, 16)
    sheet._sheet.freeze_panes(4, 2)
    sheet._row([f"{book.entity} {book.year}年 {BALANCE_SHEET}"], sheet._title)
    sheet._row([f"账簿：{book.number}　本位币：{book.currency}　单位：元"])
    sheet._row(["科目编码", "科目名称", *(text for pair in _PAIRS for text in (pair, ""))], sheet._bold)
    sheet._row(["", "", *("借方", "贷方") * len(_PAIRS)], sheet._bold)
    totals = [Decimal("0.00")] * 8
    count = 0
    for row in rows:
        figures = [
            *sides(row.opening), row.debit, row.credit, row.debit, row.credit, *sides(row.closing)
        ]  # fmt: skip
        sheet._row([row.account.code, row.account.name, *figures])
        if row.account.level == 1:
            totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        count += 1
    sheet._row(["", "合计", *totals])
    sheet.close()
    return count
