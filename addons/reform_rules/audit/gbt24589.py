"""GB/T 24589.1: modules of the audit interface as XML, and their schema, both made from one table of
elements.

`data/gbt24589_<edition>.csv` is that table: module, table, element, type, mandatory flag. A later
edition of the standard is another file. `ModuleWriter` writes record by record and keeps nothing;
`problems` validates a file while reading it.

Conventions of the 2010 edition: one file per module, root and file named after it, GB18030, flat
records, dates as YYYYMMDD, no date as 00000000, an unset flag as 0, other empty values as an empty tag.
Type notation: `C8` eight characters, `C..60` at most sixty, `I..4` integer, `D20.2` decimal with two
digits after the point.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from ..errors import Problem, RuleError

DATA = Path(__file__).parent / "data"
EDITION = "2010"
ENCODING = "GB18030"
STANDARD = {"2010": "GB/T 24589.1-2010"}
NAMESPACE = {"2010": "http://sxbw.audit.gov.cn/AccountingSoftwareDataInterfaceStandard/2010/SOE/XMLSchema"}
XSI = "http://www.w3.org/2001/XMLSchema-instance"

_TYPE = re.compile(r"(?P<kind>[CID])(?P<upto>\.\.)?(?P<size>\d+)(\.(?P<scale>\d+))?")
# What XML 1.0 cannot carry, and half characters.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class EditionUnknown(RuleError):
    """There is no table of elements for this edition."""

    edition: str


class Element(NamedTuple):
    """One element. `size` in characters or digits; `kind` C, I or D; `exact`: neither shorter nor longer."""

    code: str
    name: str
    kind: str
    size: int
    scale: int
    exact: bool
    mandatory: bool

    @property
    def blank(self) -> str:
        """Return what stands for no value."""
        if self.kind == "C":
            return "0" * self.size if self.exact else ""
        return f"{0:.{self.scale}f}"


class Table(NamedTuple):
    """One repeated record of a module; `least` records, at most one unless `many`."""

    code: str
    name: str
    least: int
    many: bool
    elements: tuple[Element, ...]


@cache
def tables(module: str, edition: str = EDITION) -> tuple[Table, ...]:
    """Return the tables of a module (公共档案, 总账) in their order.

    Raises: EditionUnknown: fact `edition`.
    """
    path = DATA / f"gbt24589_{edition}.csv"
    if not path.exists():
        raise EditionUnknown(edition=edition)
    found: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["module"] == module:
                found.setdefault(row["table_code"], []).append(row)
    return tuple(
        Table(
            code, rows[0]["table"], int(rows[0]["min"]), rows[0]["max"] == "n",
            tuple(element for row in rows for element in _elements(row)),
        )
        for code, rows in found.items()
    )  # fmt: skip


def _elements(row: Mapping[str, str]) -> Iterator[Element]:
    """Yield the element of a line of the table, or the numbered ones it stands for (辅助项1编号 …)."""
    parts = _TYPE.fullmatch(row["type"])
    assert parts, row
    names = [row["element"].format(n) for n in range(1, int(row["repeat"] or 1) + 1)]
    for name in names:
        yield Element(
            row["code"], name, parts["kind"], int(row["characters"] or parts["size"]),
            int(parts["scale"] or 0),
            not parts["upto"] and parts["kind"] == "C", row["mandatory"] == "M",
        )  # fmt: skip


class ModuleWriter:
    """Write one module to a binary stream, record by record, in the order of its tables.

    How to use: `add(table, {element: value})` as often as needed, then `close()`. Elements without a
    value get the standard's blank, a mandatory table without records one blank record. Text longer than
    its element is cut and counted in `shortened`; the full text stands in the csv files beside.
    """

    def __init__(
        self, stream: BinaryIO, module: str, *, edition: str = EDITION, loc_id: bool = False
    ) -> None:
        self.tables = {table.name: table for table in tables(module, edition)}
        self.order = list(self.tables)
        self.rows: Counter[str] = Counter()
        self.shortened: Counter[str] = Counter()
        self._stream = stream
        self._module = module
        self._at = 0
        self._loc_id = loc_id
        self._frames = {name: self._frame(table) for name, table in self.tables.items()}
        space = NAMESPACE[edition]
        self._write(
            f'<?xml version="1.0" encoding="{ENCODING}"?>\n<{module} xmlns="{space}" xmlns:xsi="{XSI}" '
            f'xsi:schemaLocation="{space} {module}.xsd"{self._loc(self._number)}>\n'
        )

    @property
    def _number(self) -> str:
        return "U" + next(iter(self.tables.values())).code[1:2].zfill(2)

    def _loc(self, code: str) -> str:
        return f' locID="{code}"' if self._loc_id else ""

    def _write(self, text: str) -> None:
        self._stream.write(text.encode(ENCODING))

    def add(self, table: str, values: Mapping[str, object]) -> None:
        """Write one record; tables come in the order of the standard."""
        at = self.order.index(table)
        assert at >= self._at, f"{table} comes before {self.order[self._at]}"
        self._fill(at)
        self._record(self.tables[table], values)

    def close(self) -> None:
        """Write what is still missing and the end of the file; the stream stays open."""
        self._fill(len(self.order))
        self._write(f"</{self._module}>\n")

    def _fill(self, upto: int) -> None:
        """Go forward to a table; mandatory tables passed without a record get a blank one."""
        for name in self.order[self._at : upto]:
            if self.tables[name].least and not self.rows[name]:
                self._record(self.tables[name], {})
                self.rows[name] = 0
        self._at = upto

    def _record(self, table: Table, values: Mapping[str, object]) -> None:
        assert values.keys() <= {element.name for element in table.elements}, (table.name, values.keys())
        assert table.many or not self.rows[table.name], f"{table.name} has one record"
        begin, elements, end = self._frames[table.name]
        parts = [begin]
        # Most elements of a record are blank: their text is ready.
        for element, opened, closed, blank in elements:
            value = values.get(element.name)
            parts.append(
                blank if value is None or value == "" else f"{opened}{self._text(element, value)}{closed}"
            )
        parts.append(end)
        self._write("".join(parts))
        self.rows[table.name] += 1

    def _frame(self, table: Table) -> tuple[str, list[tuple[Element, str, str, str]], str]:
        """Return what of a record is the same every time: begin, elements with tags and blank, end."""
        elements = []
        for element in table.elements:
            opened, closed = f"<{element.name}{self._loc(element.code)}>", f"</{element.name}>"
            blank = f"{opened}{element.blank}{closed}" if element.blank else f"{opened[:-1]}/>"
            elements.append((element, opened, closed, blank))
        return f"<{table.name}{self._loc(table.code)}>", elements, f"</{table.name}>\n"

    def _text(self, element: Element, value: object) -> str:
        if element.kind in "ID":
            assert isinstance(value, int | Decimal), (element.name, value)
            return f"{value:.{element.scale}f}"
        if isinstance(value, date):
            return f"{value:%Y%m%d}"
        text = _UNWRITABLE.sub("�", str(value))
        assert not element.exact or len(text) == element.size, (element.name, text)
        if len(text) > element.size:
            self.shortened[element.name] += 1
            text = text[: element.size - 1] + "…"
        return escape(text)


def schema(module: str, edition: str = EDITION) -> bytes:
    """Return the XML schema of a module, made from the table of elements."""
    space = quoteattr(NAMESPACE[edition])
    loc = '<xs:attribute name="locID" type="xs:string" use="optional"/>'
    lines = [
        f'<?xml version="1.0" encoding="{ENCODING}"?>',
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns={space} targetNamespace={space} '
        'elementFormDefault="qualified">',
        f'<xs:element name="{module}"><xs:complexType><xs:sequence>',
    ]
    for table in tables(module, edition):
        most = "unbounded" if table.many else "1"
        lines.append(f'<xs:element name="{table.name}" minOccurs="{table.least}" maxOccurs="{most}">')
        lines.append("<xs:complexType><xs:sequence>")
        for element in table.elements:
            least = "" if element.mandatory else ' minOccurs="0"'
            lines.append(f'<xs:element name="{element.name}"{least}><xs:complexType><xs:simpleContent>')
            lines.append(f'<xs:extension base="{_type_name(element)}">{loc}</xs:extension>')
            lines.append("</xs:simpleContent></xs:complexType></xs:element>")
        lines.append(f"</xs:sequence>{loc}</xs:complexType></xs:element>")
    lines.append(f"</xs:sequence>{loc}</xs:complexType></xs:element>")
    kinds = {element for table in tables(module, edition) for element in table.elements}
    lines += sorted({_simple_type(element) for element in kinds})
    lines.append("</xs:schema>\n")
    return "\n".join(lines).encode(ENCODING)


def _type_name(element: Element) -> str:
    upto = "" if element.exact or element.kind == "D" else "to"
    return f"{element.kind}{upto}{element.size}" + (f".{element.scale}" if element.kind == "D" else "")


def _simple_type(element: Element) -> str:
    if element.kind == "C":
        base, facets = "string", {"length" if element.exact else "maxLength": element.size}
    elif element.kind == "I":
        base, facets = "integer", {"totalDigits": element.size}
    else:
        base, facets = "decimal", {"totalDigits": element.size, "fractionDigits": element.scale}
    inner = "".join(f'<xs:{name} value="{value}"/>' for name, value in facets.items())
    return (
        f'<xs:simpleType name="{_type_name(element)}"><xs:restriction base="xs:{base}">{inner}'
        "</xs:restriction></xs:simpleType>"
    )


def problems(stream: BinaryIO, module: str, *, edition: str = EDITION, file: str = "") -> list[Problem]:
    """Return what in a module's file breaks the schema (at most one: reading stops there).

    Problem: NotValid with fact `message`, which names the element. Memory does not grow with the file.
    """
    rules = etree.XMLSchema(etree.fromstring(schema(module, edition)))
    try:
        for _event, node in etree.iterparse(stream, schema=rules, huge_tree=False, resolve_entities=False):
            if len(node):
                node.clear()
                while node.getprevious() is not None:
                    del node.getparent()[0]
    except etree.XMLSyntaxError as error:
        return [Problem("NotValid", {"message": error.msg}, file=file)]
    return []
