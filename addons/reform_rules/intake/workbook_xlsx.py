"""Rows of an `.xlsx` workbook, unpacked once under watch before the fast reader may touch it.

The fast reader (calamine) keeps rows × columns of a sheet in one block and unpacks whatever the archive
holds, so a small hostile file could take the whole machine. Therefore every part is first unpacked in pieces
and thrown away, counting real bytes (what the archive *declares* proves nothing), and the same pass finds how
far each sheet reaches, which cells hold an error and which hold a formula nobody has computed: the fast
reader shows both as empty.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import python_calamine
from lxml import etree

from . import refusals
from .cells import Fault, Row, Value, column_letters, plain
from .merged import filled_rows

_PIECE = 1 << 20
_KINDS = (
    ("word/", "word"),
    ("ppt/", "binary"),
    ("xl/workbook.bin", "xlsb"),
    ("content.xml", "ods"),
    ("AndroidManifest.xml", "binary"),
)
_ROW = re.compile(rb"row [^>]*?\br=[\"'](\d+)")
# A styled cell without a value (`<c r="XFD1" s="1"/>`) takes no room, however far away it is.
_FAR_ROW = re.compile(rb" r=[\"'][A-Z]{1,3}(?:[2-9]\d{5}|\d{7,})[\"'][^>/]*>\s*<(?!/)")
_FAR_COLUMN = re.compile(rb" r=[\"'](?:[A-Z]{3,}|[J-Z][A-Z]|I[W-Z])\d+[\"'][^>/]*>\s*<(?!/)")
_TWO_LETTERS = re.compile(rb" r=[\"']([A-Z]{2})\d+[\"'][^>/]*>")
_UNUSUAL = re.compile(rb"\sr(?:\s+=|=\s+)\s*[\"'][A-Z]|[\t\r\n]r=[\"'][A-Z]+\d")
# The same pattern where it begins with a space, as nearly always: a fixed first letter is found much faster.
_UNUSUAL_AFTER_SPACE = re.compile(rb" r(?:\s+=|=\s+)\s*[\"'][A-Z]")
_AFTER_OTHER_BLANKS = (b"\tr", b"\nr", b"\rr", b"\fr", b"\vr")
_ERROR = re.compile(rb"<(?:\w+:)?c\s([^>]*\bt=[\"']e[\"'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?(#[A-Z/0!?]+)", re.S)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_TEXT_RESULT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")


class _Reach(NamedTuple):
    """How far a part reaches (rows, columns) and which of its cells are at fault, by (row, column) from 0.

    `merges`: whether the part may hold merged cells; asking the fast reader for them reads the part again.
    """

    rows: int
    columns: int
    faults: dict[tuple[int, int], Fault]
    merges: bool = True


def rows(data: bytes, name: str) -> Iterator[Row]:
    """Yield the rows of an `.xlsx`; see `cells.read`."""
    reaches = _inspect(data, name)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise refusals.Encrypted(file=name) from None
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
    if len(sheets) > refusals.SHEETS:
        raise refusals.TooManySheets(file=name, count=len(sheets), limit=refusals.SHEETS)
    parts = _sheet_parts(data)
    for metadata in sheets:
        reach = reaches.get(parts.get(metadata.name, ""), _Reach(0, 0, {}))
        if reach.rows * reach.columns > refusals.CELLS:
            raise refusals.TooManyCells(file=name, sheet=metadata.name, limit=refusals.CELLS)
        yield from _sheet(book.get_sheet_by_name(metadata.name), reach, name)


def _sheet(sheet: python_calamine.CalamineSheet, reach: _Reach, name: str) -> Iterator[Row]:
    merged = sheet.merged_cell_ranges if reach.merges else None
    areas = [(top, bottom, left, right) for (top, left), (bottom, right) in merged or ()]
    last_value = -1

    by_row: dict[int, dict[int, Fault]] = defaultdict(dict)
    for (row, column), fault in reach.faults.items():
        by_row[row][column] = fault

    def lines() -> Iterator[tuple[int, list[Value]]]:
        nonlocal last_value
        # The fast reader leaves out empty columns on the left, though not empty rows above.
        left = [None] * (sheet.start[1] if sheet.start else 0)
        index = -1
        for index, line in enumerate(sheet.iter_rows()):
            cells: list[Value] = left + [
                value
                if value.__class__ is float or value.__class__ is str and value and not value.isspace()
                else plain(value)
                for value in line
            ]
            if any(value is not None for value in cells):
                last_value = index
            yield index, _with_faults(cells, by_row.pop(index, {}))
        for below in sorted(by_row):
            if below > index:
                yield below, _with_faults([], by_row[below])

    yield from filled_rows(sheet.name, lines(), areas)
    uncomputed = [place for place, fault in reach.faults.items() if fault.code == "formula"]
    if uncomputed and last_value < min(uncomputed)[0]:
        row, column = min(uncomputed)
        cell = f"{column_letters(column)}{row + 1}"
        raise refusals.FormulasWithoutValues(file=name, sheet=sheet.name, cell=cell)


def _with_faults(cells: list[Value], faults: dict[int, Fault]) -> list[Value]:
    """Put the faults of a row where the fast reader saw nothing."""
    for column, fault in faults.items():
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = fault
    return cells


def _inspect(data: bytes, name: str) -> dict[str, _Reach]:
    """Unpack every part under watch and return how far each reaches.

    Raises: ZipBomb, Damaged, NotASheet, TooManyRows, TooManyColumns.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
        raise refusals.Damaged(file=name, detail=type(error).__name__) from None
    names = {entry.filename.replace("\\", "/") for entry in entries}
    if not any(entry.lower() == "xl/workbook.xml" for entry in names):
        kinds = [kind for start, kind in _KINDS if any(entry.startswith(start) for entry in names)]
        raise refusals.NotASheet(file=name, kind=kinds[0] if kinds else "archive")
    declared = sum(entry.file_size for entry in entries)
    if declared > refusals.UNPACKED_BYTES or len(entries) > refusals.PARTS:
        raise refusals.ZipBomb(file=name, size=declared, limit=refusals.UNPACKED_BYTES)
    reaches = {}
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise refusals.Encrypted(file=name)
        if entry.filename.lower().endswith((".xml", ".rels")):
            watch = _Watch(entry.filename, name)
            total = _unpack(data, entry, watch, total, name)
            reaches[entry.filename.lower().replace("\\", "/")] = watch.reach()
    return reaches


def _unpack(data: bytes, entry: zipfile.ZipInfo, watch: _Watch, total: int, name: str) -> int:
    """Feed the unpacked part to the watch piece by piece and return the bytes unpacked so far."""
    start = entry.header_offset
    if data[start : start + 4] != b"PK\x03\x04" or entry.compress_type not in (0, 8):
        raise refusals.Damaged(file=name, detail="zip entry")
    start += 30 + sum(struct.unpack_from("<HH", data, start + 26))
    packed = memoryview(data)[start : start + entry.compress_size]
    unpacked = 0
    engine = zlib.decompressobj(-15) if entry.compress_type == 8 else None
    rest: bytes | memoryview = packed
    while len(rest):
        try:
            piece = engine.decompress(rest, _PIECE) if engine else bytes(rest[:_PIECE])
        except zlib.error:
            raise refusals.Damaged(file=name, detail="zlib") from None
        rest = engine.unconsumed_tail if engine else rest[_PIECE:]
        unpacked += len(piece)
        if total + unpacked > refusals.UNPACKED_BYTES or (
            unpacked > refusals.UNPACKED_RATIO_FROM and unpacked > refusals.UNPACKED_RATIO * len(packed)
        ):
            raise refusals.ZipBomb(file=name, size=total + unpacked, limit=refusals.UNPACKED_BYTES)
        watch.feed(piece)
        if not piece:
            break
    watch.finish()
    return total + unpacked


class _Watch:
    """Look at a part while it passes by: how far its cells reach and which are at fault."""

    def __init__(self, part: str, name: str) -> None:
        self._part, self._name = posixpath.basename(part), name
        self._held = b""
        self._rows = 0
        self._merges = False
        self._two_letters: set[bytes] = set()
        self._faults: dict[tuple[int, int], Fault] = {}

    def feed(self, piece: bytes) -> None:
        """Take the next piece; what comes after the last whole cell waits for the piece after it."""
        held = self._held + piece
        self._merges = self._merges or b"mergeCell" in held
        cut = held.rfind(b"c>") + 2
        if cut < 2:
            cut = max(0, len(held) - 65_536)
        self._look(held[:cut])
        self._held = held[cut:]

    def finish(self) -> None:
        """Look at what is still held."""
        self._look(self._held)
        self._held = b""

    def _look(self, text: bytes) -> None:
        if _is_unusual(text):
            # No program writes blanks inside a reference; a file that hides its reach is not taken in.
            raise refusals.Damaged(file=self._name, detail="cell reference")
        if _FAR_ROW.search(text):
            raise refusals.TooManyRows(file=self._name, sheet=self._part, limit=refusals.ROWS)
        if _FAR_COLUMN.search(text):
            raise refusals.TooManyColumns(file=self._name, sheet=self._part, limit=refusals.COLUMNS)
        # Rows after the last value are only styled.
        last_value = max(text.rfind(b"v>"), text.rfind(b"is>"))
        self._rows = max(self._rows, max(map(int, _ROW.findall(text, 0, last_value + 1)), default=0))
        self._two_letters.update(_TWO_LETTERS.findall(text))
        if b't="e"' in text or b"t='e'" in text:
            for match in _ERROR.finditer(text):
                self._fault(match[1], match[2].decode("ascii"))
        if b"<f" in text or b":f" in text:
            for match in _UNCOMPUTED.finditer(text):
                if not _TEXT_RESULT.search(match[1]):
                    self._fault(match[1], "formula")

    def _fault(self, attributes: bytes, code: str) -> None:
        reference = _REFERENCE.search(attributes)
        if reference:
            self._faults[int(reference[2]) - 1, _column_index(reference[1])] = Fault(code)

    def reach(self) -> _Reach:
        """Return what was seen; without a two-letter column nothing lies beyond column Z."""
        columns = max(map(_column_index, self._two_letters), default=25) + 1
        return _Reach(self._rows, columns, self._faults, self._merges)


def _is_unusual(text: bytes) -> bool:
    if _UNUSUAL_AFTER_SPACE.search(text):
        return True
    return any(start in text for start in _AFTER_OTHER_BLANKS) and bool(_UNUSUAL.search(text))


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def _sheet_parts(data: bytes) -> dict[str, str]:
    """Return the part (lower case path in the archive) of every sheet by its name."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    files = {entry.lower(): entry for entry in archive.namelist()}
    if "xl/_rels/workbook.xml.rels" not in files:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    relations = etree.fromstring(archive.read(files["xl/_rels/workbook.xml.rels"]), parser)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = etree.fromstring(archive.read(files["xl/workbook.xml"]), parser)
    parts = {}
    for sheet in book.iter("{*}sheet"):
        ids = [value for key, value in sheet.attrib.items() if key.endswith("}id")]
        target = targets.get(ids[0], "") if ids else ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        parts[sheet.get("name", "")] = path.lower()
    return parts
