"""Voucher and entries as plain values, and what must hold before they may be posted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..money import ZERO

AMOUNT_LIMIT = Decimal("1000000000000")  # a single amount stays below 10^12 yuan


class Entry(NamedTuple):
    """One line. Exactly one of debit and credit is not zero; negative only as red-letter correction.

    `partner` and `origin` are opaque keys (0 when not given).
    """

    line_no: int
    account: str
    debit: Decimal
    credit: Decimal
    summary: str
    partner: int = 0
    origin: int = 0
    quantity: Decimal = ZERO


class Voucher(NamedTuple):
    """A voucher before it is numbered; `makers` are prepared, reviewed, posted (0 when not yet done)."""

    date: date
    word: str
    summary: str
    entries: Sequence[Entry]
    makers: tuple[int, int, int] = (0, 0, 0)


class AccountFacts(NamedTuple):
    """What a check needs to know of an account: may it take entries, must it name a party."""

    postable: bool
    detail_required: bool


def difference(entries: Iterable[Entry]) -> Decimal:
    """Return debits minus credits, in yuan; nil when the voucher balances."""
    return sum((line.debit - line.credit for line in entries), ZERO)


def check(voucher: Voucher, accounts: Mapping[str, AccountFacts]) -> list[Problem]:
    """Return everything that keeps this voucher from being prepared; [] when nothing does.

    Args: accounts: facts of every account the entity may use, by code.
    Problems: VoucherEmpty, VoucherUnbalanced, SummaryMissing; per line (row = line_no)
    AccountUnknown, AccountNotPostable, PartyMissing, AmountMissing, AmountOnBothSides,
    AmountTooLarge, AmountNotInCents.
    """
    problems = [] if voucher.entries and len(voucher.entries) > 1 else [Problem("VoucherEmpty", {})]
    if not voucher.summary.strip():
        problems.append(Problem("SummaryMissing", {}))
    for line in voucher.entries:
        problems += _check_line(line, accounts)
    gap = difference(voucher.entries)
    if gap != ZERO:
        debit = sum((line.debit for line in voucher.entries), ZERO)
        problems.append(
            Problem("VoucherUnbalanced", {"debit": debit, "credit": debit - gap, "difference": gap})
        )
    return problems


def _check_line(line: Entry, accounts: Mapping[str, AccountFacts]) -> list[Problem]:
    found: list[Problem] = []

    def add(name: str, **facts: object) -> None:
        found.append(
            Problem(name, {"line": line.line_no, "account": line.account, **facts}, row=line.line_no)
        )

    account = accounts.get(line.account)
    if account is None:
        add("AccountUnknown")
    elif not account.postable:
        add("AccountNotPostable")
    elif account.detail_required and not line.partner:
        add("PartyMissing")
    if line.debit != ZERO and line.credit != ZERO:
        add("AmountOnBothSides", debit=line.debit, credit=line.credit)
    elif line.debit == ZERO and line.credit == ZERO:
        add("AmountMissing")
    for amount in (line.debit, line.credit):
        if not abs(amount) < AMOUNT_LIMIT:
            add("AmountTooLarge", amount=amount)
        elif amount != amount.quantize(Decimal("0.01")):
            add("AmountNotInCents", amount=amount)
    return found


def red_letter(entries: Iterable[Entry]) -> list[Entry]:
    """Return the red-letter copy: same accounts and sides, amounts and quantities negative.

    The sides stay, so the turnover of the accounts is corrected and not only their balance.
    """
    return [
        line._replace(debit=-line.debit, credit=-line.credit, quantity=-line.quantity) for line in entries
    ]


def cancels(original: Iterable[Entry], copy: Iterable[Entry]) -> bool:
    """Say whether `copy` is exactly the red letter of `original`, in whatever order."""

    def key(line: Entry, sign: int) -> tuple[object, ...]:
        return (line.account, line.partner, line.origin, sign * line.debit, sign * line.credit)

    return Counter(key(line, 1) for line in original) == Counter(key(line, -1) for line in copy)
