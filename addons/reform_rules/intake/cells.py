"""Typed rows out of any file that claims to be a sheet; recognised by its content, never by its name.

*What it accepts*: `.xls` (BIFF), `.xlsx`, comma/semicolon/tab separated text in UTF-8, UTF-16 or GB 18030,
and web pages with tables, whatever the file is called.

*How to use*: ``for row in read(data, name)``. Rows without a value are left out; `row.row` is the number the
user sees in the sheet. Cells are plain values: `str`, `float`, `int`, `bool`, `date`, `datetime`, `None`, or
a `Fault`.

*How it works*: the first bytes choose one reader; a reader yields rows of one sheet after the other, so that
only one sheet is in memory. Whatever goes wrong inside a reader becomes a refusal of `refusals.py`; nothing
else escapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from ..errors import RuleError
from . import refusals

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"SQLite format 3", "binary"),
)


class Fault(NamedTuple):
    """A cell without a usable value: `#DIV/0!`, `#REF!`… or `formula`, when nothing has computed it yet."""

    code: str


Value = str | float | int | bool | date | datetime | Fault | None


class Row(NamedTuple):
    """One line of a sheet; `filled` are the indexes of cells whose value comes from a merged neighbour."""

    sheet: str
    row: int
    cells: list[Value]
    filled: frozenset[int] = frozenset()


def read(data: bytes, name: str) -> Iterator[Row]:
    """Yield the rows of a file that have at least one value, sheet by sheet, top to bottom.

    Args: data: the whole file; name: as the user calls it, for the refusal only.
    Raises: Unreadable: one subclass per reason, with fact `file`; some only after the first rows were
    yielded.
    """
    reader = _recognise(data, name)
    count = 0
    for row in _guarded(lambda: reader(data, name), name):
        count += 1
        yield row
    if not count:
        raise refusals.NoCells(file=name)


def _guarded(open_reader: Callable[[], Iterator[Row]], name: str) -> Iterator[Row]:
    """Yield what the reader yields and turn any failure of a foreign library into a refusal."""
    try:
        yield from open_reader()
    except RuleError:
        raise
    except MemoryError:
        raise refusals.Damaged(file=name, detail="memory") from None
    except (GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # A panic of the .xlsx reader is no Exception; it is as good a sign of a broken file as any.
        raise refusals.Damaged(file=name, detail=type(error).__name__) from None


def _recognise(data: bytes, name: str) -> Callable[[bytes, str], Iterator[Row]]:
    """Return the reader for the content."""
    # Imported here because the readers need Row and Fault from this file.
    from . import text_table, web_table, workbook_xls, workbook_xlsx

    if len(data) > refusals.FILE_BYTES:
        raise refusals.FileTooLarge(file=name, size=len(data), limit=refusals.FILE_BYTES)
    head = data[:4096]
    if not head.strip(b"\0\t\r\n \xef\xbb\xbf") and not data.strip(b"\0\t\r\n \xef\xbb\xbf"):
        raise refusals.EmptyFile(file=name)
    if head.startswith(OLE):
        return workbook_xls.rows
    if head[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"):
        return workbook_xls.rows
    if head.startswith(b"PK"):
        return workbook_xlsx.rows
    for magic, kind in _KINDS:
        if head.startswith(magic):
            raise refusals.NotASheet(file=name, kind=kind)
    return web_table.rows if web_table.looks_like(head, name) else text_table.rows


def plain(value: object) -> Value:
    """Return a reader's value as a plain one: no blank texts, a date where there is no time of day."""
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value  # type: ignore[return-value]


def column_letters(index: int) -> str:
    """Return the letters a sheet shows above a column.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
