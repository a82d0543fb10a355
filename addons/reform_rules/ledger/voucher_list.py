"""The voucher list (凭证序时簿) of another program: one line of it, and what the whole says.

*How to use*: `Reader(version, units).understand(cells, shared)` gives an `EntryRow` a line; `whole(rows)`
names the vouchers that cannot be taken; `balances(rows, before)` adds up what stands before a day.

*How it works*: the lines of one voucher bear its day, word and number; a line that leaves all three empty
goes on with the voucher above it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ..errors import Problem, RuleError
from ..intake import values
from ..intake.cells import Value
from ..intake.headers import Column
from ..money import ZERO
from . import chart_2004 as charts
from .trial_balance_sheet import check_account, read_amounts

COLUMNS = (
    Column("date", ("日期", "凭证日期", "制单日期", "记账日期"), "date", required=True),
    Column("word", ("凭证字", "凭证类别", "凭证类型", "字")),
    Column("number", ("凭证号", "凭证编号", "凭证号数", "凭证字号", "号"), required=True),
    Column("summary", ("摘要",)),
    Column("code", ("科目编码", "科目代码", "科目编号", "会计科目编码", "编码"), required=True),
    Column("name", ("科目名称", "会计科目名称", "会计科目", "科目"), required=True),
    Column("party", ("往来单位", "往来单位(个人)", "往来单位名称", "核算对象", "户名")),
    Column("debit", ("借方", "借方金额", "借方发生额", "借"), "amount", required=True),
    Column("credit", ("贷方", "贷方金额", "贷方发生额", "贷"), "amount", required=True),
    Column("papers", ("附件", "附件数", "附件张数", "附单据数", "附单据"), "number"),
)
#: 凭证字 → word of the vouchers here.
WORDS = {"收": "receipt", "付": "payment", "转": "transfer"}
_TEXTS = ("word", "number", "summary", "code", "name", "party")
_NUMBER = re.compile(r"^\s*([^\d\s-]*)[\s-]*0*(\d{1,6})\s*号?\s*$")


class Key(NamedTuple):
    """What names a voucher of the list: its month as the first day, its word as written, its number, and the
    id of the village whose books it comes from: every village numbers from 1."""

    month: date
    word: str
    number: int
    origin: int = 0

    @property
    def label(self) -> str:
        """Return how people call it."""
        return f"{self.month:%Y-%m} {self.word}-{self.number}"


class EntryRow(NamedTuple):
    """A line as understood; amounts in yuan, red ones below nothing."""

    version: str
    date: date | None
    word: str
    number: int
    summary: str
    code: str
    name: str
    party: str = ""
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    papers: int = 0
    origin: int = 0

    @property
    def key(self) -> Key | None:
        """Return the name of its voucher; None when day or number is missing."""
        if not self.date or not self.number:
            return None
        return Key(self.date.replace(day=1), self.word, self.number, self.origin)


class Sum(NamedTuple):
    """What a list adds up to for one account and party, debit-positive."""

    version: str
    code: str
    name: str
    party: str
    net: Decimal


class Reader:
    """Understand the lines of one file, from top to bottom."""

    def __init__(self, version: str, units: Mapping[str, str]) -> None:
        self._version, self._units = version, units
        self._above: tuple[date | None, str, int] = (None, "", 0)

    def understand(
        self, cells: Mapping[str, Value], shared: frozenset[str]
    ) -> tuple[EntryRow, list[Problem]]:
        """Return the line and its problems."""
        problems: list[Problem] = []

        def wrong(name: str, column: str, level: str = "error", **facts: object) -> None:
            problems.append(Problem(name, facts, column=column, level=level))

        text = {field: values.text(cells[field]) for field in _TEXTS if cells.get(field) is not None}
        day, word, number = self._voucher(cells, text, wrong)
        account = charts.ref(self._version, text.get("code", ""))
        check_account(account, text.get("name", ""), wrong)
        amounts = read_amounts(cells, shared, ("debit", "credit"), self._units, wrong)
        debit, credit = amounts.get("debit", ZERO), amounts.get("credit", ZERO)
        if debit and credit:
            wrong("BothSidesFilled", "credit", debit=debit, credit=credit)
        elif not debit and not credit and not problems:
            wrong("NoAmountInLine", "debit")
        papers = self._papers(cells.get("papers"), wrong)
        return EntryRow(
            self._version, day, word, number, text.get("summary", ""), account.code, text.get("name", ""),
            text.get("party", ""), debit, credit, papers,
        ), problems  # fmt: skip

    def _voucher(
        self, cells: Mapping[str, Value], text: Mapping[str, str], wrong: Any
    ) -> tuple[date | None, str, int]:
        if not {"date", "number"} & cells.keys():
            if not self._above[0]:
                wrong("VoucherNotNamed", "number")
            return self._above
        day: date | None = None
        if cells.get("date") is None:
            # A list may name the day once a voucher, or once a day.
            day = self._above[0]
        else:
            try:
                read = values.day(cells["date"])
                day = read.value if read.precision == "day" else None
            except RuleError:
                day = None
        if day is None:
            wrong("NotADate", "date", value=values.text(cells.get("date")))
        found = _NUMBER.match(text.get("number", ""))
        word = (text.get("word") or (found[1] if found else "")).removesuffix("字") or "记"
        if not found:
            wrong("VoucherNotNamed", "number")
        self._above = (day, word, int(found[2]) if found else 0)
        return self._above

    def _papers(self, cell: Value, wrong: Any) -> int:
        if cell is None:
            return 0
        try:
            return max(int(values.number(cell).value), 0)
        except RuleError:
            wrong("NotANumber", "papers", "warning", value=values.text(cell))
            return 0


def word_of(word: str) -> str:
    """Return the voucher word here for one of another program.

    >>> [word_of(word) for word in ("记", "银收", "付", "转账")]
    ['general', 'receipt', 'payment', 'transfer']
    """
    return next((ours for theirs, ours in WORDS.items() if theirs in word), "general")


def whole(rows: Sequence[tuple[EntryRow, bool]]) -> list[Problem]:
    """Return what only the whole file shows; `row` is the index of each line of a voucher that stays out.

    Args: rows: lines with whether they are wrong by themselves.
    Problems: VoucherNotBalanced (facts `voucher`, `debit`, `credit`), VoucherHasProblems (`voucher`).
    """
    by_voucher: dict[Key, list[int]] = defaultdict(list)
    for at, (row, _wrong) in enumerate(rows):
        if row.key:
            by_voucher[row.key].append(at)
    found = []
    for key, members in by_voucher.items():
        name = key.label
        debit = sum((rows[at][0].debit for at in members), ZERO)
        credit = sum((rows[at][0].credit for at in members), ZERO)
        if any(rows[at][1] for at in members):
            facts = {"voucher": name}
            found += [Problem("VoucherHasProblems", facts, row=at) for at in members if not rows[at][1]]
        elif debit != credit:
            facts = {"voucher": name, "debit": debit, "credit": credit}
            found += [Problem("VoucherNotBalanced", facts, row=at) for at in members]
    return found


def too_late(rows: Sequence[tuple[EntryRow, bool]], opening: date) -> list[Problem]:
    """Return BeforeOpeningDay (facts `date`, `opening`) for every line of a voucher that begins before the
    opening day; `row` is the index of the line.

    Once the balances are settled such a voucher is neither summed up nor prepared. `rows` as for `whole`.
    """
    begins: dict[Key, date] = {}
    for row, _wrong in rows:
        if row.key and row.date:
            begins[row.key] = min(row.date, begins.get(row.key, row.date))
    return [
        Problem("BeforeOpeningDay", {"date": begins[row.key], "opening": opening}, row=at)
        for at, (row, wrong) in enumerate(rows)
        if row.key and not wrong and begins[row.key] < opening
    ]


def balances(rows: Iterable[EntryRow], before: date) -> list[Sum]:
    """Return what lines dated before a day add up to, by account and party, in order of the codes.

    Accounts that come to nothing are left out; the name is the one used last.
    """
    nets: dict[tuple[str, str, str], Decimal] = defaultdict(lambda: ZERO)
    names: dict[tuple[str, str], str] = {}
    for row in rows:
        if row.date and row.date < before:
            nets[row.version, row.code, row.party] += row.debit - row.credit
            names[row.version, row.code] = row.name
    return [
        Sum(version, code, names[version, code], party, net)
        for (version, code, party), net in sorted(nets.items())
        if net
    ]
