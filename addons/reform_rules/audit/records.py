"""The neutral model of an audit package: what every form (XML, workbook, csv) is written from.

Amounts are yuan with two decimals. Openings and closings are debit-positive; the forms turn them into a side
and a positive figure. Parties and places are known by their numbers in the database, 0 meaning none, because
those numbers are what the sealed payload of a voucher holds.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO


class Book(NamedTuple):
    """One entity's books of one year; `nature` is 企业单位 or 事业单位, `account_rule` such as 3-2-2-2."""

    number: str
    name: str
    entity: str
    credit_code: str
    year: int
    version: str
    chart: str
    account_rule: str
    nature: str = "企业单位"
    industry: str = "农村集体经济组织"
    developer: str = "Reform Ledger"
    currency: str = "人民币"
    currency_code: str = "CNY"


class Period(NamedTuple):
    """A month of the books; both days inclusive."""

    number: int
    date_from: date
    date_to: date


class Account(NamedTuple):
    """An account: `kind` in Chinese (资产 …), `side` 'debit' | 'credit'; `by_partner`: kept by party."""

    code: str
    name: str
    level: int
    kind: str
    side: str
    leaf: bool
    by_partner: bool = False


class Named(NamedTuple):
    """A party or a village of origin."""

    number: int
    name: str
    note: str = ""


class Turnover(NamedTuple):
    """Sums of one account, party and origin: before the year (month 0, debit − credit) or in a month."""

    account: str
    partner: int
    origin: int
    month: int
    debit: Decimal
    credit: Decimal


class Balance(NamedTuple):
    """One account, party and origin in one month."""

    account: str
    partner: int
    origin: int
    month: int
    opening: Decimal
    debit: Decimal
    credit: Decimal

    @property
    def closing(self) -> Decimal:
        """Return the closing balance, debit-positive."""
        return self.opening + self.debit - self.credit


class Line(NamedTuple):
    """One entry of a voucher, as sealed."""

    line_no: int
    account: str
    account_name: str
    debit: Decimal
    credit: Decimal
    quantity: Decimal
    summary: str
    partner: int
    partner_name: str
    origin: int
    origin_name: str


class Voucher(NamedTuple):
    """A posted voucher: the head as sealed, and the names people read beside the numbers."""

    id: int
    entity: int
    date: date
    word: str
    word_label: str
    number: int
    kind: str
    summary: str
    event_key: str
    attachment_count: int
    reversal_of: int
    prepared_by: int
    reviewed_by: int
    posted_by: int
    preparer: str
    reviewer: str
    poster: str
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        """Return the number as people say it: 记-0007."""
        return f"{self.word_label}-{self.number:04d}"


class ReportItem(NamedTuple):
    """One figure of a statement."""

    report: str
    number: str
    name: str
    formula: str
    amount: Decimal


class Report(NamedTuple):
    """One statement: number, name, day of the report."""

    number: str
    name: str
    date: date


class Asset(NamedTuple):
    """One line of the asset register, with the cell of the sheet it came from."""

    code: str
    name: str
    category: str
    nature: str
    owner_class: str
    place: str
    origin: str
    area_sqm: Decimal
    area_mu: Decimal
    cost: Decimal
    net_value: Decimal
    condition: str
    use_state: str
    idle_since: date | None
    certificate_no: str
    state: str
    source_file: str
    source_sheet: str
    source_row: int
    source_sha256: str


def sides(amount: Decimal) -> tuple[Decimal, Decimal]:
    """Return a debit-positive amount as (debit, credit), one of them nil."""
    return (amount, ZERO) if amount > 0 else (ZERO, -amount)


def direction(amount: Decimal, side: str) -> tuple[str, Decimal]:
    """Return a debit-positive amount as (借 | 贷, positive figure); nil carries the account's own side."""
    if amount == 0:
        return ("借" if side == "debit" else "贷"), ZERO
    return ("借", amount) if amount > 0 else ("贷", -amount)


def monthly(turnovers: Iterable[Turnover], months: int = 12) -> Iterator[Balance]:
    """Yield the balances of months 1 … `months`, combination by combination.

    A combination appears from the first month in which it has an opening or a turnover, to the last month;
    so the closing of a month is always the opening of the next.

    Args: turnovers: sorted by account, partner and origin; months in any order, month 0 is before the year.
    """
    key, opening, sums = None, ZERO, {}
    for item in turnovers:
        if item[:3] != key:
            if key is not None:
                yield from _months(key, opening, sums, months)
            key, opening, sums = item[:3], ZERO, {}
        if item.month == 0:
            opening += item.debit - item.credit
        else:
            before = sums.get(item.month, (ZERO, ZERO))
            sums[item.month] = (before[0] + item.debit, before[1] + item.credit)
    if key is not None:
        yield from _months(key, opening, sums, months)


def _months(
    key: tuple[str, int, int], opening: Decimal, sums: Mapping[int, tuple[Decimal, Decimal]], months: int
) -> Iterator[Balance]:
    begun = False
    for month in range(1, months + 1):
        debit, credit = sums.get(month, (ZERO, ZERO))
        begun = begun or bool(opening or debit or credit)
        if begun:
            row = Balance(*key, month, opening, debit, credit)
            yield row
            opening = row.closing


class YearRow(NamedTuple):
    """One account over the year, parents included; openings and closings debit-positive."""

    account: Account
    opening: Decimal
    debit: Decimal
    credit: Decimal

    @property
    def closing(self) -> Decimal:
        """Return the closing balance, debit-positive."""
        return self.opening + self.debit - self.credit


def year_rows(turnovers: Iterable[Turnover], accounts: Mapping[str, Account]) -> list[YearRow]:
    """Return the accounts of the year in code order; an account carries those below it, nil ones are
    left out.

    A code lies below every account whose code it begins with.
    """
    sums: dict[str, list[Decimal]] = {}
    for item in turnovers:
        for code in (item.account[:end] for end in range(1, len(item.account) + 1)):
            if code in accounts:
                slot = sums.setdefault(code, [ZERO, ZERO, ZERO])
                if item.month == 0:
                    slot[0] += item.debit - item.credit
                else:
                    slot[1] += item.debit
                    slot[2] += item.credit
    return [YearRow(accounts[code], *sums[code]) for code in sorted(sums) if any(sums[code])]
