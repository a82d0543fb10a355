"""One line of the trial balance (科目余额表) that a village accountant sends, of either chart.

*What it accepts*: the cells of a line by field; amounts in columns for each side, or one balance with its
direction (方向).

*How to use*: `Reader(version, units).understand(cells, shared)` gives a `BalanceRow` with the problems of the
line. The chart is given for the whole file, never guessed from a code.

*How it works*: the closing balance is what is brought along; opening and turnover are there to prove it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from ..errors import Problem, RuleError
from ..intake import values
from ..intake.cells import Value
from ..intake.headers import Column
from ..money import ZERO
from . import chart_2004 as charts

_DEBIT, _CREDIT = ("借方", "借"), ("贷方", "贷")


def _titles(*words: str, sides: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ways people name one side of a balance: 期末借方, 期末余额借方, 期末余额(借方) …"""
    return tuple(f"{word}{side}{end}" for word in words for side in sides for end in ("", "金额", "余额"))


COLUMNS = (
    Column(
        "code", ("科目编码", "科目代码", "科目编号", "会计科目编码", "会计科目代码", "编码"), required=True
    ),
    Column("name", ("科目名称", "会计科目名称", "会计科目", "科目"), required=True),
    Column(
        "party", ("往来单位", "往来单位(个人)", "往来单位名称", "往来户", "单位或个人", "核算对象", "户名")
    ),
    Column("opening_debit", _titles("期初", "期初余额", "年初余额", sides=_DEBIT), "amount"),
    Column("opening_credit", _titles("期初", "期初余额", "年初余额", sides=_CREDIT), "amount"),
    Column("debit", _titles("本期", "本期发生额", "本期发生", "本年累计", "发生额", sides=_DEBIT), "amount"),
    Column(
        "credit", _titles("本期", "本期发生额", "本期发生", "本年累计", "发生额", sides=_CREDIT), "amount"
    ),
    Column("closing_debit", _titles("期末", "期末余额", "余额", sides=_DEBIT), "amount"),
    Column("closing_credit", _titles("期末", "期末余额", "余额", sides=_CREDIT), "amount"),
    Column("direction", ("方向", "余额方向", "期末方向", "借或贷")),
    Column("balance", ("期末余额", "余额", "期末数"), "amount"),
)
AMOUNTS = tuple(column.field for column in COLUMNS if column.kind == "amount")


class BalanceRow(NamedTuple):
    """A line as understood; amounts in yuan, none below nothing, on both sides in a total alone."""

    version: str
    code: str
    name: str
    party: str = ""
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    owner: int = 0


class Reader:
    """Understand the lines of one file; `units` are those of bare numbers, by field.

    `owner` (an id) is whose books they are: equal balances of two owners are two balances.
    """

    def __init__(self, version: str, units: Mapping[str, str], owner: int = 0) -> None:
        self._version, self._units, self._owner = version, units, owner

    def understand(
        self, cells: Mapping[str, Value], shared: frozenset[str]
    ) -> tuple[BalanceRow, list[Problem]]:
        """Return the line and its problems. A figure of a merged cell belongs to no line alone."""
        problems: list[Problem] = []

        def wrong(name: str, column: str, level: str = "error", **facts: object) -> None:
            problems.append(Problem(name, facts, column=column, level=level))

        text = {field: values.text(cells[field]) for field in ("code", "name", "party", "direction")
                if cells.get(field) is not None}  # fmt: skip
        account = charts.ref(self._version, text.get("code", ""))
        check_account(account, text.get("name", ""), wrong)
        amounts = read_amounts(cells, shared, AMOUNTS, self._units, wrong)
        net = self._closing(amounts, text.get("direction", ""), wrong)
        if not problems:
            self._prove(amounts, net, wrong)
        sides = (net, ZERO) if net > 0 else (ZERO, -net)
        row = BalanceRow(
            self._version, account.code, text.get("name", ""), text.get("party", ""), *sides, self._owner
        )
        if amounts.get("closing_debit", ZERO) and amounts.get("closing_credit", ZERO):
            # A total of two-sided details stands on both sides; what is below it decides.
            row = row._replace(debit=amounts["closing_debit"], credit=amounts["closing_credit"])
        return row, problems

    def _closing(self, amounts: Mapping[str, Decimal], direction: str, wrong: Any) -> Decimal:
        """Return the closing balance, debit-positive."""
        if "closing_debit" in amounts or "closing_credit" in amounts:
            return amounts.get("closing_debit", ZERO) - amounts.get("closing_credit", ZERO)
        balance = amounts.get("balance", ZERO)
        if not balance:
            return ZERO
        if direction[:1] not in ("借", "贷"):
            wrong("DirectionMissing", "direction", value=direction)
        return balance if direction[:1] == "借" else -balance

    def _prove(self, amounts: Mapping[str, Decimal], net: Decimal, wrong: Any) -> None:
        """Opening and turnover, where the sheet has them, give the closing balance."""
        if not {"opening_debit", "opening_credit", "debit", "credit"} & amounts.keys():
            return
        proof = (
            amounts.get("opening_debit", ZERO)
            - amounts.get("opening_credit", ZERO)
            + amounts.get("debit", ZERO)
            - amounts.get("credit", ZERO)
        )
        if proof != net:
            wrong("BalanceNotProved", "code", expected=proof, value=net)


def check_account(account: charts.Ref, name: str, wrong: Any) -> None:
    """Tell what is wrong with an account: no code, not in its chart, a name of the other chart, another name.

    Problems: AccountCodeMissing, AccountNotInChart, NameOfOtherChart; NameDiffers is a warning.
    """
    if len(account.code) < 3:
        wrong("AccountCodeMissing", "code", value=account.code)
        return
    own = charts.known(account)
    if own is None:
        wrong("AccountNotInChart", "code", value=account.code)
    elif charts.other_chart(account, name):
        wrong("NameOfOtherChart", "name", code=account.code, value=name, expected=own.name)
    elif len(account.code) == 3 and name and charts.plain(name) != charts.plain(own.name):
        wrong("NameDiffers", "name", "warning", code=account.code, value=name, expected=own.name)


def read_amounts(
    cells: Mapping[str, Value],
    shared: frozenset[str],
    fields: tuple[str, ...],
    units: Mapping[str, str],
    wrong: Any,
) -> dict[str, Decimal]:
    """Return the amounts of a line in yuan, by field; cells without one are left out."""
    found = {}
    for field in fields:
        cell = cells.get(field)
        if cell is None:
            continue
        if field in shared:
            wrong("SharedFigure", field, value=values.text(cell))
            continue
        try:
            found[field] = values.amount(cell, units.get(field) or "元").value
        except RuleError as refusal:
            wrong(refusal.name, field, **refusal.facts)
    return found
