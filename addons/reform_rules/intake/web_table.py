"""Rows of the tables of a web page, which many platforms send under the name of an .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from . import refusals
from .cells import Row, Value
from .merged import filled_rows
from .text_table import decode

_PAGE = re.compile(r"<\s*(!doctype\s+html|html|head|meta|table|body|div|style)\b", re.IGNORECASE)
_XML_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def looks_like(head: bytes, name: str) -> bool:
    """Say whether the first bytes are a web page.

    Raises: NotASheet: `mhtml` for a saved web archive, `xml` for any other marked-up text.
    """
    text = head.replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    if text[:13].lower() == "mime-version:":
        raise refusals.NotASheet(file=name, kind="mhtml")
    if not text.startswith("<"):
        return False
    if _XML_SHEET in text.lower() and "<html" not in text.lower():
        raise refusals.NotASheet(file=name, kind="xml")
    if _PAGE.search(text):
        return True
    if text.startswith("<?xml"):
        raise refusals.NotASheet(file=name, kind="xml")
    return False


def rows(data: bytes, name: str) -> Iterator[Row]:
    """Yield the rows of every table that holds no other table; the sheet is `table 1`, `table 2`…"""
    if len(data) > refusals.TEXT_BYTES:
        raise refusals.FileTooLarge(file=name, size=len(data), limit=refusals.TEXT_BYTES)
    text = re.sub(r"^\s*<\?xml[^>]*>", "", decode(data, name))
    page = html.document_fromstring(text)
    tables = [table for table in page.iter("table") if table.find(".//table") is None]
    if not tables:
        raise refusals.NoTable(file=name)
    if len(tables) > refusals.SHEETS:
        raise refusals.TooManySheets(file=name, count=len(tables), limit=refusals.SHEETS)
    for number, table in enumerate(tables, start=1):
        yield from _table(table, f"table {number}", name)


def _table(table: html.HtmlElement, sheet: str, name: str) -> Iterator[Row]:
    areas: list[tuple[int, int, int, int]] = []
    lines: list[tuple[int, list[Value]]] = []
    taken: dict[int, set[int]] = {}
    width = 0
    for index, line in enumerate(table.iter("tr")):
        if index >= refusals.ROWS:
            raise refusals.TooManyRows(file=name, sheet=sheet, limit=refusals.ROWS)
        cells: dict[int, Value] = {}
        column = 0
        for cell in line.iterchildren("td", "th"):
            while column in taken.get(index, ()):
                column += 1
            if column >= refusals.COLUMNS:
                raise refusals.TooManyColumns(file=name, sheet=sheet, limit=refusals.COLUMNS)
            cells[column] = " ".join(cell.text_content().split()) or None
            across = _span(cell.get("colspan"), refusals.COLUMNS - column)
            down = _span(cell.get("rowspan"), 1000)
            if across > 1 or down > 1:
                areas.append((index, index + down - 1, column, column + across - 1))
                for below in range(index + 1, index + down):
                    taken.setdefault(below, set()).update(range(column, column + across))
            column += across
        width = max(width, column)
        taken.pop(index, None)
        lines.append((index, [cells.get(position) for position in range(max(cells, default=-1) + 1)]))
    if width * len(lines) > refusals.CELLS:
        raise refusals.TooManyCells(file=name, sheet=sheet, limit=refusals.CELLS)
    for _index, values in lines:
        values.extend([None] * (width - len(values)))
    yield from filled_rows(sheet, lines, areas)


def _span(text: str | None, limit: int) -> int:
    """Return how many cells a cell covers; nonsense counts as one."""
    if text and re.fullmatch(r"\s*\d{1,5}\s*", text):
        return max(1, min(int(text), limit))
    return 1
