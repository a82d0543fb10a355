"""What a bank says about an account: lines and two balances, out of its sheet or its OFX file.

*What it accepts*: the rows of a sheet as `intake.cells.read` gives them, or the text of an OFX file (1.x or
2.x); newest line first or last.

*How it works*: the sheet's titles are found among the names banks give them; every line must lead from the
balance before it to its own, so that a sheet with a missing page is refused and not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem, RuleError
from ..intake.cells import Row
from ..intake.headers import LINES, Column, Header, find, line_kinds
from ..intake.values import amount as read_amount
from ..intake.values import day as read_day
from ..intake.values import text as read_text
from ..money import ZERO, yuan

COLUMNS = (
    Column(
        "date", ("交易日期", "日期", "记账日期", "交易时间", "入账日期", "交易日"), kind="date", required=True
    ),
    Column(
        "received",
        ("收入", "收入金额", "贷方发生额", "贷方金额", "贷方", "存入金额", "转入金额", "贷方发生额(收入)"),
        kind="amount",
    ),
    Column(
        "paid",
        ("支出", "支出金额", "借方发生额", "借方金额", "借方", "支取金额", "转出金额", "借方发生额(支取)"),
        kind="amount",
    ),
    Column("amount", ("交易金额", "发生额", "金额"), kind="amount"),
    Column("balance", ("余额", "账户余额", "交易后余额", "本次余额", "账面余额"), kind="amount"),
    Column("party", ("对方户名", "对方名称", "对方账户名", "交易对方", "对方单位", "对手户名")),
    Column("party_number", ("对方账号", "对手账号", "对方账户")),
    Column("text", ("摘要", "用途", "附言", "交易摘要", "备注", "交易说明")),
    Column("ref", ("流水号", "交易流水号", "凭证号", "交易序号", "核心流水号")),
)


class StatementBroken(RuleError):
    """A balance does not follow from the one before it; `row` is the line's number in the sheet."""

    row: int
    expected: Decimal
    found: Decimal


class BalanceMissing(RuleError):
    """The file names no balance, and nobody told the opening one."""


class NoLines(RuleError):
    """The file holds no movement."""


class NotTheNextLines(RuleError):
    """New movements lie between known ones, so that no balances stand around them."""


class LinesWrong(RuleError):
    """Cells of the sheet cannot be read; `problems` says which."""

    problems: list[Problem]


class BankLine(NamedTuple):
    """One movement: received is positive, paid negative; `balance` is None where the bank names none."""

    row: int
    day: date
    amount: Decimal
    balance: Decimal | None
    party: str
    party_number: str
    text: str
    ref: str


class BankStatement(NamedTuple):
    """Movements, oldest first, from the opening to the closing balance."""

    lines: list[BankLine]
    opening: Decimal
    closing: Decimal


def from_rows(rows: Iterable[Row], opening: Decimal | None = None) -> BankStatement:
    """Return the statement on the first sheet that has one.

    Args: opening: told by a person, for sheets without balances.
    Raises: NoHeader, MissingColumns (intake), LinesWrong, NoLines, StatementBroken, BalanceMissing.
    """
    rows = list(rows)
    rows = [row for row in rows if row.sheet == rows[0].sheet]
    header = _header(rows)
    kind = line_kinds(header)
    lines, problems = [], []
    for row in rows:
        if row.row > header.last_row and kind(row.cells) == "data":
            line = _line(row, header.fields, problems)
            if line and line.amount != ZERO:
                lines.append(line)
    if problems:
        raise LinesWrong(problems=problems)
    return _closed(lines, opening, None)


def _header(rows: Sequence[Row]) -> Header:
    """Return the line of titles: banks write it in one line, right above the first movement.

    Raises: NoHeader, MissingColumns.
    """
    for row in rows[:LINES]:
        try:
            header = find([row], COLUMNS)
        except RuleError:
            continue
        if {place.field for place in header.fields.values()} & {"amount", "received", "paid"}:
            return header
    return find(rows, COLUMNS)


def _line(row: Row, fields: dict, problems: list[Problem]) -> BankLine | None:
    values: dict[str, object] = {}
    for at, place in fields.items():
        cell = row.cells[at] if at < len(row.cells) else None
        if place.field in ("received", "paid", "amount", "balance"):
            values[place.field] = _read(lambda c: read_amount(c, "元").value, cell, row, place, problems)
        elif place.field == "date":
            values["date"] = _read(lambda c: read_day(c).value, cell, row, place, problems)
        else:
            values[place.field] = read_text(cell)
    if not values.get("date"):
        return None
    amount = values.get("amount")
    if values.get("received") or values.get("paid") or amount is None:
        amount = (values.get("received") or ZERO) - (values.get("paid") or ZERO)
    return BankLine(
        row.row,
        values["date"],
        yuan(amount),
        None if values.get("balance") is None else yuan(values["balance"]),
        *(values.get(name) or "" for name in ("party", "party_number", "text", "ref")),
    )


def _read(reader: Callable, cell: object, row: Row, place: object, problems: list[Problem]) -> object:
    """Return the value of a cell, None for an empty one or one that cannot be read."""
    if cell is None or cell in ("", "-", "--"):
        return None
    try:
        return reader(cell)
    except RuleError as error:
        problems.append(Problem(error.name, error.facts, sheet=row.sheet, row=row.row, column=place.title))
        return None


def _closed(lines: Sequence[BankLine], opening: Decimal | None, closing: Decimal | None) -> BankStatement:
    """Return the lines oldest first, each led to by the balance before it."""
    if not lines:
        raise NoLines()
    lines = list(lines)
    if lines[0].day > lines[-1].day or _runs(lines[::-1]) and not _runs(lines):
        lines.reverse()
    if lines[0].balance is not None:
        opening = lines[0].balance - lines[0].amount
    elif opening is None and closing is not None:
        opening = closing - sum((line.amount for line in lines), ZERO)
    if opening is None:
        raise BalanceMissing()
    running = opening
    for line in lines:
        running += line.amount
        if line.balance is not None and line.balance != running:
            raise StatementBroken(row=line.row, expected=running, found=line.balance)
    if closing is not None and closing != running:
        raise StatementBroken(row=0, expected=running, found=closing)
    return BankStatement(lines, opening, running)


def _runs(lines: Sequence[BankLine]) -> bool:
    """Say whether every balance follows from the one before, in this order."""
    return all(
        after.balance is not None
        and before.balance is not None
        and before.balance + after.amount == after.balance
        for before, after in zip(lines, lines[1:], strict=False)
    )


# -- OFX ---

_TRANSACTION = re.compile(r"<STMTTRN>(.*?)(?:</STMTTRN>|(?=<STMTTRN>)|(?=</BANKTRANLIST>))", re.S | re.I)
_OFX_HEAD = re.compile(r"\s*(OFXHEADER|<\?xml|<OFX>)", re.I)


def is_ofx(text: str) -> bool:
    """Say whether a text is an OFX file."""
    return bool(_OFX_HEAD.match(text[:200])) and "<OFX>" in text[:4000].upper()


def from_ofx(text: str) -> BankStatement:
    """Return the statement of an OFX file. Raises: NoLines, LinesWrong, BalanceMissing."""
    lines, problems = [], []
    for at, block in enumerate(_TRANSACTION.findall(text), 1):
        try:
            stamp = _tag(block, "DTPOSTED")
            day = date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))
            amount = yuan(_tag(block, "TRNAMT"))
        except (RuleError, ValueError):
            problems.append(Problem("NotALine", {"text": block.strip()[:80]}, row=at))
            continue
        words = (_tag(block, "NAME"), "", _tag(block, "MEMO"), _tag(block, "FITID"))
        lines.append(BankLine(at, day, amount, None, *words))
    if problems:
        raise LinesWrong(problems=problems)
    ledger = text.upper().find("<LEDGERBAL>")
    closing = yuan(_tag(text[ledger:], "BALAMT")) if ledger >= 0 else None
    return _closed(lines, None, closing)


def _tag(text: str, name: str) -> str:
    found = re.search(rf"<{name}>([^<\r\n]*)", text, re.I)
    return found[1].strip() if found else ""


# -- the same line again ---


def keys(lines: Iterable[BankLine]) -> list[str]:
    """Return a name for each movement that it bears in every file the bank makes.

    Two movements of one day, amount and wording are told apart by the balance, else by their order.
    """
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        balance = "" if line.balance is None else f"{line.balance:.2f}"
        name = "|".join(
            (line.day.isoformat(), f"{line.amount:.2f}", line.ref, balance)
            if line.ref or balance
            else (line.day.isoformat(), f"{line.amount:.2f}", line.party, line.text)
        )
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name}|{seen[name]}")
    return found


class Fresh(NamedTuple):
    """What a file brings that was not loaded before: its new lines, and the balances around them."""

    places: list[int]
    opening: Decimal
    closing: Decimal


def fresh(statement: BankStatement, known: set[str]) -> Fresh:
    """Return what is new; files of neighbouring weeks overlap at their ends."""
    names = keys(statement.lines)
    places = [at for at, name in enumerate(names) if name not in known]
    before = statement.lines[: places[0]] if places else statement.lines
    after = statement.lines[places[-1] + 1 :] if places else []
    return Fresh(
        places,
        statement.opening + sum((line.amount for line in before), ZERO),
        statement.closing - sum((line.amount for line in after), ZERO),
    )
