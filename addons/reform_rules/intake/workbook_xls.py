"""Rows of an `.xls` workbook: merged cells, date styles, truth values and error cells included."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

import xlrd
from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
    error_text_from_code,
)

from . import refusals
from .cells import OLE, Fault, Row, Value, column_letters, plain
from .merged import filled_rows

# Directory entries of an OLE container are UTF-16; this one holds an .xlsx locked with a password.
_LOCKED_XLSX = "EncryptedPackage".encode("utf-16-le")
_STREAM = "ook".encode("utf-16-le")  # of `Workbook`, in old files `Book`
_OTHERS = ("WordDocument".encode("utf-16-le"), "PowerPoint Document".encode("utf-16-le"))
_SPECIAL = frozenset((XL_CELL_DATE, XL_CELL_BOOLEAN, XL_CELL_ERROR))


def rows(data: bytes, name: str) -> Iterator[Row]:
    """Yield the rows of an `.xls`; see `cells.read`."""
    if data.startswith(OLE) and _LOCKED_XLSX in data:
        raise refusals.Encrypted(file=name)
    if data.startswith(OLE) and _STREAM not in data and any(other in data for other in _OTHERS):
        raise refusals.NotASheet(file=name, kind="word")
    if len(data) > refusals.XLS_BYTES:
        raise refusals.FileTooLarge(file=name, size=len(data), limit=refusals.XLS_BYTES)
    book = _open(data, name)
    if book.nsheets > refusals.SHEETS:
        raise refusals.TooManySheets(file=name, count=book.nsheets, limit=refusals.SHEETS)
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        if sheet.ncols * sheet.nrows > refusals.CELLS * 2:
            raise refusals.TooManyCells(file=name, sheet=sheet.name, limit=refusals.CELLS * 2)
        areas = [(first, end - 1, left, right - 1) for first, end, left, right in sheet.merged_cells]
        yield from filled_rows(sheet.name, _lines(book, sheet, name), areas)
        book.unload_sheet(index)


def _open(data: bytes, name: str) -> xlrd.book.Book:
    """Open the workbook, or say why not in our own words; the reader's own log is thrown away."""
    try:
        # Formatting tells which cells are merged; sheets are parsed one at a time to bound memory.
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=_Silence()
        )
    except xlrd.XLRDError as error:
        text = str(error).lower()
        if "encrypted" in text:
            raise refusals.Encrypted(file=name) from None
        if "can't find workbook" in text:
            raise refusals.NotASheet(file=name, kind="binary") from None
        raise refusals.Damaged(file=name, detail="XLRDError") from None


class _Silence(io.TextIOBase):
    """Swallow what xlrd wants to tell a developer about a broken file."""

    def write(self, text: str) -> int:  # pylint: disable=method-required-super  # no model
        return len(text)


def _lines(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, name: str) -> Iterator[tuple[int, list[Value]]]:
    """Yield (index, cells) of one sheet, every line as wide as the sheet so that merges can be filled."""
    width = sheet.ncols
    first_blank: str | None = None
    values_after = 0
    days: dict[float, Value] = {}
    for index in range(sheet.nrows):
        types = sheet.row_types(index)
        cells: list[Value] = sheet.row_values(index)
        for column, kind in _others(types.tobytes()):
            value = cells[column]
            if kind == XL_CELL_DATE:
                # A ledger has few days and many rows.
                day = days.get(value)
                if day is None:
                    day = days[value] = _special(book, kind, value)
                cells[column] = day
            elif kind in _SPECIAL:
                cells[column] = _special(book, kind, value)
            elif not value or value.isspace():
                cells[column] = None
                # A formula that was never computed reads as a text of no letters.
                if kind == XL_CELL_TEXT and first_blank is None:
                    first_blank, values_after = f"{column_letters(column)}{index + 1}", 0
        if first_blank:
            values_after += sum(value is not None for value in cells)
        cells.extend([None] * (width - len(cells)))
        yield index, cells
    if first_blank and not values_after:
        raise refusals.FormulasWithoutValues(file=name, sheet=sheet.name, cell=first_blank)


@lru_cache(maxsize=1_024)
def _others(types: bytes) -> tuple[tuple[int, int], ...]:
    """Return (column, type) of the cells of a row that are no plain numbers; most rows are typed alike."""
    return tuple((column, kind) for column, kind in enumerate(types) if kind != XL_CELL_NUMBER)


def _special(book: xlrd.book.Book, kind: int, value: float) -> Value:
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    if kind == XL_CELL_ERROR:
        return Fault(error_text_from_code.get(int(value), "#ERR!"))
    try:
        stamp: datetime = xlrd.xldate_as_datetime(value, book.datemode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        # A number in a cell that happens to be formatted as a date stays a number.
        return value
    return plain(stamp)
