"""The line of column titles among the title lines of a sheet, and what each column means.

*What it accepts*: the first rows of a sheet and the columns a target knows, each with the titles people use
for it.

*How to use*: ``header = find(rows, columns)``; then ``header.fields`` maps a column index to its field and
unit.

*How it works*: every run of one to three lines among the first forty is tried as header; a title is the
joined text of its lines (a merged group title above, a plain title below). The run that names most fields
wins, the shorter one when two are equal. The unit in brackets (`原值（万元）`), or in a line above the header
(`单位：万元`), belongs to the column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from ..errors import RuleError
from .cells import Row, Value

Kind = Literal["text", "amount", "area_sqm", "area_mu", "number", "date"]
LINES = 40
_HEADER_LINES = 3
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_UNIT_LINE = re.compile(r"(?:金额|面积|计量)?单位[::]\s*([^\s:;;]+(?:[\s、,/]+[^\s:;;]+)*)")
MONEY_UNITS = {"元": "元", "人民币元": "元", "千元": "千元", "万元": "万元", "万": "万元", "亿元": "亿元"}
AREA_UNITS = {
    "亩": "mu",
    "m2": "sqm",
    "㎡": "sqm",
    "平方米": "sqm",
    "平米": "sqm",
    "平方": "sqm",
    "公顷": "hectare",
}
_TOTAL = re.compile(r"^(合计|小计|总计|共计|本页小计|累计)")
_FOOT = re.compile(
    r"^(填表|制表|填报|审核|复核|负责人|单位负责人|清查人|经办人|联系电话|注[::]|说明[::]|备注[::]|编制)"
)


# First letters of the words above.
_SIGNS = frozenset("合小总共本累填制报审复负单清经联注说备编")


class Column(NamedTuple):
    """One field a target knows; `titles` are the ways people write it, the first one on our own template."""

    field: str
    titles: tuple[str, ...]
    kind: Kind = "text"
    required: bool = False


class Place(NamedTuple):
    """What one column of a sheet is: the field, the unit of bare numbers in it, the title as written.

    `joined`: the field was recognised by two lines of titles together.
    """

    field: str
    unit: str
    title: str
    joined: bool = False


class Header(NamedTuple):
    """The header of one sheet; rows are as the sheet counts them, `titles` are all titles by column index."""

    first_row: int
    last_row: int
    fields: dict[int, Place]
    titles: dict[int, str]


class NoHeader(RuleError):
    """No line of the sheet names at least two of the columns; `expected` are titles it looked for."""

    sheet: str
    expected: tuple[str, ...]


class MissingColumns(RuleError):
    """The header lacks columns that cannot be done without."""

    sheet: str
    row: int
    missing: tuple[str, ...]


def find(rows: Sequence[Row], columns: Sequence[Column]) -> Header:
    """Return the header among the first rows of one sheet.

    Raises: NoHeader, MissingColumns.
    """
    rows = rows[:LINES]
    sheet = rows[0].sheet if rows else ""
    known = _titles(columns)
    best: tuple[int, int, int] | None = None
    best_fields: dict[int, Place] = {}
    for start in range(len(rows)):
        for length in range(1, _HEADER_LINES + 1):
            lines = rows[start : start + length]
            if len(lines) < length or lines[-1].row - lines[0].row >= _HEADER_LINES + 1:
                break
            fields = _match(lines, known)
            # A title that only makes sense together with the one above it speaks for the longer run.
            score = 2 * len(fields) + sum(place.joined for place in fields.values())
            if len(fields) >= 2 and (best is None or (score, -length) > (best[0], -best[2])):
                best, best_fields = (score, start, length), fields
    if best is None:
        raise NoHeader(sheet=sheet, expected=tuple(column.titles[0] for column in columns if column.required))
    _score, start, length = best
    lines = rows[start : start + length]
    found = {place.field for place in best_fields.values()}
    missing = tuple(column.titles[0] for column in columns if column.required and column.field not in found)
    if missing:
        raise MissingColumns(sheet=sheet, row=lines[-1].row, missing=missing)
    best_fields = _with_units(best_fields, columns, _sheet_units(rows[:start]))
    titles = {index: _text(parts) for index, parts in _parts(lines).items()}
    return Header(lines[0].row, lines[-1].row, best_fields, titles)


def line_kind(cells: Sequence[Value], header: Header) -> str:
    """Return `data`, or what else a line below the header is: `header` again, `total`, or `foot`."""
    return line_kinds(header)(cells)


def line_kinds(header: Header) -> Callable[[Sequence[Value]], str]:
    """Return a function that tells the kind of a line below this header, for many lines."""
    titles = frozenset(place.title for place in header.fields.values())
    return lambda cells: _line_kind(cells, header, titles)


def _line_kind(cells: Sequence[Value], header: Header, titles: frozenset[str]) -> str:
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not texts:
        return "data"
    # Nearly every line is data, and tells so by its first letters; only the others are looked at closely.
    for lead in texts:
        if not lead.strip().isdigit():
            break
    else:
        lead = texts[0]
    if lead.lstrip()[:1] in _SIGNS:
        first = next(cell for cell in cells if cell is not None)
        if (lead is first or lead is texts[0]) and _TOTAL.match(clean(lead)):
            return "total"
        if _FOOT.match(clean(texts[0])) and sum(cell is not None for cell in cells) <= 4:
            return "foot"
    if titles.isdisjoint(texts):
        return "data"
    same = sum(
        1
        for index, place in header.fields.items()
        if index < len(cells) and isinstance(cells[index], str) and clean(cells[index]) == clean(place.title)
    )
    return "header" if same * 2 > len(header.fields) else "data"


def clean(value: object) -> str:
    """Return a text without blanks and in half-width form, for comparing.

    >>> clean(" 资产　名称（元） ")
    '资产名称(元)'
    """
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def _titles(columns: Sequence[Column]) -> dict[str, Column]:
    known: dict[str, Column] = {}
    for column in columns:
        for title in (*column.titles, column.field):
            known.setdefault(_bare(title)[0].lower(), column)
    return known


def _bare(title: str) -> tuple[str, str]:
    """Return a title without brackets, stars and numbers in front, and the unit its brackets name.

    >>> _bare("1.原值（万元）")
    ('原值', '万元')
    """
    text = clean(title)
    unit = ""
    for inside in _BRACKETS.findall(text):
        word = inside.removeprefix("单位:").removeprefix("单位")
        if word in MONEY_UNITS or word in AREA_UNITS:
            unit = word
    bare = _BRACKETS.sub("", text)
    bare = re.sub(r"^(?:[*★]|\d{1,2}[.、])+", "", bare)
    # 面积/亩 and 面积:亩 carry their unit behind a stroke.
    stroke = re.fullmatch(r"(.+?)[/:,]([^/:,]+)", bare)
    if stroke and (stroke[2] in MONEY_UNITS or stroke[2] in AREA_UNITS):
        bare, unit = stroke[1], stroke[2]
    return bare.strip("*:。"), unit


def _parts(lines: Sequence[Row]) -> dict[int, list[str]]:
    """Return for every column its texts from top to bottom, a merged text once."""
    parts: dict[int, list[str]] = {}
    for line in lines:
        for index, cell in enumerate(line.cells):
            if isinstance(cell, str):
                texts = parts.setdefault(index, [])
                if not texts or texts[-1] != cell:
                    texts.append(cell)
    return parts


def _text(parts: Sequence[str]) -> str:
    return " ".join(" ".join(part.split()) for part in parts)


def _match(lines: Sequence[Row], known: dict[str, Column]) -> dict[int, Place]:
    fields: dict[int, Place] = {}
    taken: set[str] = set()
    last = lines[-1]
    for index, parts in sorted(_parts(lines).items()):
        if index >= len(last.cells) and len(lines) > 1:
            continue
        for text in dict.fromkeys(("".join(parts), parts[-1], parts[0])):
            if len(text) > 60:
                continue
            bare, unit = _bare(text)
            column = known.get(bare.lower())
            if column and column.field not in taken:
                taken.add(column.field)
                joined = len(parts) > 1 and text == "".join(parts)
                fields[index] = Place(column.field, unit or _bare(parts[-1])[1], _text(parts), joined)
                break
    # A longer run must earn its last line: a line of data below the header names nothing of its own.
    if len(lines) > 1 and not any(
        isinstance(last.cells[index], str)
        and index not in last.filled
        and _bare(str(last.cells[index]))[0].lower() in known
        or len(_parts(lines)[index]) > 1
        and _bare("".join(_parts(lines)[index]))[0].lower() in known
        for index in fields
        if index < len(last.cells)
    ):
        return {}
    return fields


def _sheet_units(above: Sequence[Row]) -> list[str]:
    units: list[str] = []
    for line in above:
        for cell in dict.fromkeys(cell for cell in line.cells if isinstance(cell, str)):
            for words in _UNIT_LINE.findall(unicodedata.normalize("NFKC", cell)):
                units.extend(re.split(r"[\s、,/]+", words))
    return units


def _with_units(
    fields: dict[int, Place], columns: Sequence[Column], sheet_units: Sequence[str]
) -> dict[int, Place]:
    """Give every amount and area the unit of its title, else the sheet's, else its own plain unit."""
    kinds = {column.field: column.kind for column in columns}
    money = next((MONEY_UNITS[unit] for unit in sheet_units if unit in MONEY_UNITS), "元")
    area = next((AREA_UNITS[unit] for unit in sheet_units if unit in AREA_UNITS), "")
    result = {}
    for index, place in fields.items():
        kind = kinds[place.field]
        unit = ""
        if kind == "amount":
            unit = MONEY_UNITS.get(place.unit, money)
        elif kind in ("area_sqm", "area_mu"):
            unit = AREA_UNITS.get(place.unit) or area or ("mu" if kind == "area_mu" else "sqm")
        result[index] = place._replace(unit=unit)
    return result
