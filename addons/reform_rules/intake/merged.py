"""Merged cells: the value of the first cell is the value of all of them, and the row says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .cells import Row, Value


class Merges:
    """Fill the merged areas of one sheet while its rows pass by from top to bottom.

    Args: areas: (first row, last row, first column, last column), counted from 0, ends included.
    """

    def __init__(self, areas: Iterable[tuple[int, int, int, int]]) -> None:
        self._starts: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for first, last, left, right in areas:
            self._starts[first].append((last, left, right))
        self._open: list[tuple[int, int, int, Value]] = []

    def fill(self, index: int, cells: list[Value]) -> frozenset[int]:
        """Fill one row in place and return the columns that were filled."""
        if not self._starts and not self._open:
            return frozenset()
        if self._open:
            self._open = [area for area in self._open if area[0] >= index]
        for last, left, right in self._starts.pop(index, ()):
            value = cells[left] if left < len(cells) else None
            if value is not None:
                self._open.append((last, left, right, value))
        filled = set()
        for _last, left, right, value in self._open:
            for column in range(left, min(right + 1, len(cells))):
                if cells[column] is None:
                    cells[column] = value
                    filled.add(column)
        return frozenset(filled)


def filled_rows(
    sheet: str, lines: Iterable[tuple[int, list[Value]]], areas: Iterable[tuple[int, int, int, int]]
) -> Iterator[Row]:
    """Yield the rows of a sheet with merged cells filled; a line without a value of its own is left out.

    Args: lines: (index from 0, cells), top to bottom, every index once, empty lines included.
    """
    merges = Merges(areas)
    for index, cells in lines:
        own = any(value is not None for value in cells)
        filled = merges.fill(index, cells)
        if own:
            yield Row(sheet, index + 1, cells, filled)
