"""A working paper that was signed, and the books as they are now: what differs, named.

*What it accepts*: the content of a paper, plain JSON: {"tables": [{"key", "columns", "rows"}]}, a row being a
list of cells {"text"} or {"amount"} with `id`, the name of the row, on its first cell. *How to use*:
`differences(signed, now)`. *How it works*: rows are compared by their names, so an inserted line is one
difference and not a hundred; no difference means the same cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class Difference(NamedTuple):
    """One difference. what: ADDED, REMOVED or CHANGED. row: its name. column: title, empty for a whole row.
    before, after: as the cells show it."""

    table: str
    what: str
    row: str
    column: str = ""
    before: str = ""
    after: str = ""


def shown(cell: Mapping[str, Any]) -> str:
    """Return what a cell shows, as text."""
    return str(cell.get("amount", cell.get("text", "")) or "")


def name(row: Sequence[Mapping[str, Any]], at: int) -> str:
    """Return the name of a row: that of its first cell, else what it shows, else its number."""
    return str(row[0].get("id") or shown(row[0]) or at) if row else str(at)


def differences(signed: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Return what differs, table by table in the order of the signed paper, its new rows at the end."""
    before = {table["key"]: table for table in signed.get("tables", ())}
    after = {table["key"]: table for table in now.get("tables", ())}
    found: list[Difference] = []
    for key in [*before, *(key for key in after if key not in before)]:
        found += _table(key, before.get(key), after.get(key))
    return found


def _table(key: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Difference]:
    old, new = _rows(before), _rows(after)
    columns = (before or after or {}).get("columns", ())
    found = []
    for row_name, row in old.items():
        if row_name not in new:
            found.append(Difference(key, REMOVED, row_name, before=_line(row)))
            continue
        other = new[row_name]
        for at in range(max(len(row), len(other))):
            was = shown(row[at]) if at < len(row) else ""
            is_ = shown(other[at]) if at < len(other) else ""
            if was != is_:
                title = str(columns[at]) if at < len(columns) else ""
                found.append(Difference(key, CHANGED, row_name, title, was, is_))
    found += [Difference(key, ADDED, each, after=_line(new[each])) for each in new if each not in old]
    return found


def _rows(table: Mapping[str, Any] | None) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return rows by name; of two with the same name the second is told apart by its turn."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for at, row in enumerate((table or {}).get("rows", ())):
        own = called = name(row, at)
        turn = 1
        while called in found:
            turn += 1
            called = f"{own} ({turn})"
        found[called] = row
    return found


def _line(row: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(filter(None, map(shown, row)))
