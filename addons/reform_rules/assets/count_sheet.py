"""One line of a count sheet: which card, and what somebody saw of it.

*What it accepts*: the cells of a line by field, as the pre-filled sheet of a round gives them.

*How to use*: `Reader(known).understand(cells, shared)` gives a `CountRow` with the problems of the line.

*How it works*: the mark of the line names the card in its round, whatever else was changed in the row; a line
without a result was not counted, and says so without being wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from ..errors import Problem, RuleError
from ..intake import values
from ..intake.cells import Value
from ..intake.headers import Column
from . import inventory
from .asset_words import CONDITION_WORDS, USE_WORDS, meaning

COLUMNS = (
    Column("line_no", ("清查行号",), required=True),
    Column("code", ("资产编号", "卡片编号")),
    Column("name", ("资产名称", "名称"), required=True),
    Column("result", ("清查结果", "盘点结果", "核实情况")),
    Column("quantity", ("实盘数量", "清查核实数", "实有数量"), "number"),
    Column("condition", ("实际现状", "实际完好程度")),
    Column("use_state", ("实际使用状态", "实际使用状况")),
    Column("place_seen", ("实际位置", "实际坐落", "实际所在村")),
    Column("note", ("清查备注", "备注", "说明")),
)
# Read before the results of the screens: 不在 before 在.
RESULT_WORDS = (
    (("未清查", "未盘", "未见", "未看"), ""),
    (("找不到", "盘亏", "丢失", "灭失", "无此", "不存在", "没有", "未找到", "没找到"), "not_found"),
    (("位置不符", "异地", "移位", "换地方", "别处", "他处", "不在原"), "found_elsewhere"),
    (("损坏", "毁损", "破损", "坏"), "damaged"),
    (("在账在位", "相符", "一致", "在位", "完好", "在库", "有", "√", "✓", "是"), "found"),
)


class Known(NamedTuple):
    """A line of a round that takes counts: its id, the frozen card, names of places it may be at by id."""

    line_id: int
    name: str
    book: inventory.Book


class CountRow(NamedTuple):
    """What a line says; `result` empty: not counted."""

    line_no: str
    name: str
    line_id: int = 0
    result: str = ""
    quantity: Decimal | None = None
    condition: str | None = None
    use_state: str | None = None
    place_id: int | None = None
    note: str = ""


class Reader:
    """Understand the lines of one file.

    Args: known: lines of rounds that take counts, by mark. places: ids by the name of a place; names that
    several places bear have the id 0.
    """

    def __init__(self, known: Mapping[str, Known], places: Mapping[str, int]) -> None:
        self._known, self._places = known, places

    def understand(
        self, cells: Mapping[str, Value], shared: frozenset[str]
    ) -> tuple[CountRow, list[Problem]]:
        """Return the line and its problems. A figure of a merged cell belongs to no line alone."""
        problems: list[Problem] = []

        def wrong(name: str, column: str, level: str = "error", **facts: object) -> None:
            problems.append(Problem(name, facts, column=column, level=level))

        text = {field: values.text(cells[field]) for field in cells if field != "quantity"}
        mark = text.get("line_no", "").upper()
        line = self._known.get(mark)
        if line is None:
            wrong("CountLineUnknown", "line_no", value=mark)
        quantity = None
        if cells.get("quantity") is not None:
            try:
                quantity = inventory.units(values.number(cells["quantity"]).value)
            except RuleError as refusal:
                wrong("NotANumber", "quantity", value=str(getattr(refusal, "value", "")))
            if "quantity" in shared:
                wrong("SharedFigure", "quantity", value=values.text(cells["quantity"]))
        result = self._result(text.get("result", ""), quantity, wrong)
        found: dict[str, Any] = {
            "condition": self._word(text, "condition", CONDITION_WORDS, wrong),
            "use_state": self._word(text, "use_state", USE_WORDS, wrong),
            "place_id": self._place(text.get("place_seen", ""), wrong),
        }
        row = CountRow(mark, text.get("name", ""), line.line_id if line else 0, result, quantity, **found,
                       note=text.get("note", "")[:200])  # fmt: skip
        if line and result and not problems:
            self._check(line, row, wrong)
        return row, problems

    def _result(self, text: str, quantity: Decimal | None, wrong: Any) -> str:
        if not text:
            if quantity is None:
                wrong("NotCounted", "result", "warning")
                return ""
            return "found" if quantity else "not_found"
        result = meaning_of_result(text)
        if result is None:
            wrong("WordUnknown", "result", value=text)
            return ""
        if not result:
            wrong("NotCounted", "result", "warning")
        return result

    def _word(self, text: Mapping[str, str], field: str, table: Any, wrong: Any) -> str | None:
        if not text.get(field):
            return None
        word = meaning(text[field], table)
        if word is None:
            wrong("WordUnknown", field, value=text[field])
        return word

    def _place(self, name: str, wrong: Any) -> int | None:
        if not name:
            return None
        place = self._places.get(name)
        if not place:
            wrong("CountPlaceUnknown", "place_seen", value=name)
        return place or None

    def _check(self, line: Known, row: CountRow, wrong: Any) -> None:
        try:
            inventory.check_seen(line.book, seen(row))
        except RuleError as refusal:
            column = "place_seen" if refusal.name == "PlaceMissing" else "quantity"
            wrong(f"Count{refusal.name}", column)


def seen(row: CountRow) -> inventory.Seen:
    """Return what the line says as the rule of counts takes it."""
    return inventory.Seen(row.result, row.quantity, row.place_id, row.condition, row.use_state)


def meaning_of_result(text: str) -> str | None:
    """Return the result a word means, empty for not counted, None for a word nobody knows.

    >>> [meaning_of_result(word) for word in ("在账在位", "盘亏", "未清查", "?")]
    ['found', 'not_found', '', None]
    """
    plain = text.strip()
    return next((result for words, result in RESULT_WORDS if any(word in plain for word in words)), None)
