"""Rows of a text table: encoding and separator are found from the content."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from . import refusals
from .cells import Row

_SEPARATORS = (",", "\t", ";", "|", "，")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
SHEET = "1"


def rows(data: bytes, name: str) -> Iterator[Row]:
    """Yield the rows of a text table; every value is text, its sheet is called `1`."""
    if len(data) > refusals.TEXT_BYTES:
        raise refusals.FileTooLarge(file=name, size=len(data), limit=refusals.TEXT_BYTES)
    text = decode(data, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    for index, line in enumerate(reader, start=1):
        if index > refusals.ROWS:
            raise refusals.TooManyRows(file=name, sheet=SHEET, limit=refusals.ROWS)
        if len(line) > refusals.COLUMNS and any(value.strip() for value in line[refusals.COLUMNS :]):
            raise refusals.TooManyColumns(file=name, sheet=SHEET, limit=refusals.COLUMNS)
        cells = [value.strip() or None for value in line[: refusals.COLUMNS]]
        if any(cells):
            yield Row(SHEET, index, list(cells))


def decode(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, UTF-16 or GB 18030.

    Raises: UnknownEncoding; NotASheet `binary`, when it holds characters no text has.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        unmarked = encoding in ("utf-16-le", "utf-16-be")
        if _CONTROL.search(text) or (unmarked and not re.search(r"[\n,;\t]", text)):
            raise refusals.NotASheet(file=name, kind="binary")
        return text.lstrip("\ufeff")
    raise refusals.UnknownEncoding(file=name)


def _encodings(data: bytes) -> tuple[str, ...]:
    """Return the encodings worth trying, most telling first."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    head = data[:4096]
    if head.count(0) * 10 > len(head):
        # Two bytes a letter without a mark: the empty halves of digits and separators tell the order.
        return ("utf-16-be",) if head[0::2].count(0) > head[1::2].count(0) else ("utf-16-le",)
    return ("utf-8-sig", "gb18030")


def _separator(text: str) -> str:
    """Return the separator that cuts the first lines into the same number of cells most often."""
    lines = [line for line in text[:20_000].splitlines()[:40] if line.strip()]
    best, best_score = ",", (0, 0)
    for separator in _SEPARATORS:
        counts = Counter(line.count(separator) for line in lines)
        counts.pop(0, None)
        if counts:
            score = (sum(counts.values()), counts.most_common(1)[0][1])
            if score > best_score:
                best, best_score = separator, score
    return best
