"""One line of a list that was filled in on a sheet: which item of which clearing, and what was found.

*What it accepts*: the cells of a line by field, as the pre-filled sheet of a clearing gives them. *How to
use*: `Reader(known).understand(cells, shared)` gives a `ListRow` with the problems of the line. *How it
works*: the mark names the item, or the list to which a new line is added; a line that says nothing was not
counted, and says so without being wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from ..errors import Problem, RuleError
from ..intake import values
from ..intake.cells import Value
from ..intake.headers import Column
from . import lists
from .list_forms import WORDS

COLUMNS = (
    Column("line_no", ("清理行号",), required=True),
    Column("name", ("名称", "项目名称"), required=True),
    Column("quantity", ("实存数量", "实盘数量", "清点数量"), "number"),
    Column("amount", ("实存金额", "核实金额", "清点金额"), "number"),
    *(
        Column(field, (title,), "number")
        for field, title in (
            ("n100", "100元（张）"), ("n50", "50元（张）"), ("n20", "20元（张）"), ("n10", "10元（张）"),
            ("n5", "5元（张）"), ("n1", "1元（张）"), ("n05", "5角（张）"), ("n01", "1角（张）"),
        )
    ),
    Column("statement_amount", ("对账单余额",), "number"),
    Column("outstanding_amount", ("未达账项",), "number"),
    Column("ukeys", ("网银U盾（个）",), "number"),
    Column("evidence", ("依据",)),
    Column("disputed", ("有无争议",)),
    Column("collectable", ("可收回性",)),
    Column("original_held", ("合同原件",)),
    Column("material", ("材质",)),
    Column("seal_state", ("印章处置",)),
    Column("number_from", ("起号",)),
    Column("number_to", ("止号",)),
    Column("used_count", ("已用（份）",), "number"),
    Column("void_count", ("作废（份）",), "number"),
    Column("unused_count", ("未用（份）",), "number"),
    Column("keeper_found", ("保管人",)),
    Column("reason", ("差异原因",)),
    Column("note", ("清理备注", "备注")),
)  # fmt: skip
NOTES = ("n100", "n50", "n20", "n10", "n5", "n1", "n05", "n01")
COUNTS = (*NOTES, "ukeys", "used_count", "void_count", "unused_count")
AMOUNTS = ("statement_amount", "outstanding_amount")
CODES = ("disputed", "collectable", "original_held", "seal_state")
TEXTS = ("evidence", "material", "number_from", "number_to", "keeper_found", "reason", "note")
_LISTS = {
    "cash": NOTES, "bank": (*AMOUNTS, "ukeys"), "claims": ("evidence", "disputed", "collectable"),
    "debts": ("evidence", "disputed"), "contracts": ("original_held",), "seals": ("material", "seal_state"),
    "receipts": ("number_from", "number_to", "used_count", "void_count", "unused_count"),
    "investments": ("evidence",), "construction": ("evidence",),
}  # fmt: skip
NEW_LINE = "（新增项目请照抄行号，从此行起填写）"


class Known(NamedTuple):
    """A line that takes counts, or with item_id 0 a list that takes new lines."""

    clearing_id: int
    item_id: int
    category: str
    name: str


class ListRow(NamedTuple):
    """What a line says; `said` is empty: not counted."""

    line_no: str
    name: str
    clearing_id: int = 0
    item_id: int = 0
    category: str = ""
    said: dict[str, str] = {}


class Reader:
    """Understand the lines of one file. Args: known: lines and lists that take counts, by mark."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        self._known = known

    def understand(self, cells: Mapping[str, Value], shared: frozenset[str]) -> tuple[ListRow, list[Problem]]:
        """Return the line and its problems. A figure of a merged cell belongs to no line alone."""
        problems: list[Problem] = []

        def wrong(name: str, column: str, level: str = "error", **facts: object) -> None:
            problems.append(Problem(name, facts, column=column, level=level))

        mark = values.text(cells.get("line_no")).strip().upper()
        name = values.text(cells.get("name")).strip()
        known = self._known.get(mark)
        if known is None:
            wrong("ListLineUnknown", "line_no", value=mark)
            return ListRow(mark, name), problems
        said = self._numbers(cells, shared, wrong) | self._words(cells, wrong)
        if not said or (not known.item_id and name == NEW_LINE):
            wrong("NotCounted", "quantity", "warning")
            said = {}
        elif not problems:
            self._check(known, said, wrong)
        return ListRow(mark, name, known.clearing_id, known.item_id, known.category, said), problems

    def _numbers(self, cells: Mapping[str, Value], shared: frozenset[str], wrong: Any) -> dict[str, str]:
        said = {}
        for field in ("quantity", "amount", *COUNTS, *AMOUNTS):
            if cells.get(field) is None:
                continue
            if field in shared:
                wrong("SharedFigure", field, value=values.text(cells[field]))
                continue
            try:
                number = values.number(cells[field]).value
            except RuleError as refusal:
                wrong("NotANumber", field, value=str(getattr(refusal, "value", "")))
                continue
            if number < 0 and field != "outstanding_amount":
                wrong("CountQuantityNegative", field)
            elif field in COUNTS and number != int(number):
                wrong("NotANumber", field, value=str(number))
            else:
                said[field] = str(int(number) if field in COUNTS else number)
        return said

    def _words(self, cells: Mapping[str, Value], wrong: Any) -> dict[str, str]:
        said = {}
        for field in TEXTS:
            if text := values.text(cells.get(field)).strip():
                said[field] = text[:200]
        for field in CODES:
            if text := values.text(cells.get(field)).strip():
                code = next((code for code, word in WORDS[field].items() if word == text), None)
                if code:
                    said[field] = code
                else:
                    wrong("WordUnknown", field, value=text)
        return said

    def _check(self, known: Known, said: Mapping[str, str], wrong: Any) -> None:
        """Money is counted as an amount, or note by note."""
        if "quantity" in said and known.category in lists.MONEY and "amount" not in said:
            wrong("ListAmountMissing", "amount")


def columns_of(category: str) -> tuple[Column, ...]:
    """Return the columns to be filled in on the sheet of a list, mark and name first."""
    measures = ("amount",) if category in lists.MONEY else ("quantity", "amount")
    if category in ("seals", "files", "papers", "certificates", "receipts", "resources", "contracts"):
        measures = ("quantity",)
    wanted = ("line_no", "name", *measures, *_LISTS.get(category, ()), "keeper_found", "reason", "note")
    by_field = {column.field: column for column in COLUMNS}
    return tuple(by_field[field] for field in wanted)


def figures(said: Mapping[str, Any]) -> dict[str, str]:
    """Return what two counts of one person are compared by."""
    return {
        field: str(Decimal(str(said[field])).quantize(Decimal("0.0001")))
        for field in ("quantity", "amount")
        if said.get(field) not in (None, "")
    }
