"""The trial balance (科目余额表): opening, turnover and closing per account, parents included."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO
from .chart import LEVEL_LENGTHS, parent_code


class AccountSum(NamedTuple):
    """What the database added up for one account and party, in yuan.

    `opening` is debit-positive, before the first month asked for. `debit` and `credit` are the turnover
    of the months asked for; `closing_debit`, `closing_credit` that of year-end closing vouchers alone.
    `brought` is the part of `opening` that income and expense accounts brought along when the books were
    opened within the months asked for: an opening to the trial balance, turnover to the statements.
    """

    code: str
    partner: int
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing_debit: Decimal = ZERO
    closing_credit: Decimal = ZERO
    brought: Decimal = ZERO

    @property
    def turnover(self) -> Decimal:
        """Return what the months added as statements count it, debit-positive, without year-end closing."""
        return self.debit - self.credit + self.brought

    @property
    def end(self) -> Decimal:
        """Return the closing balance, debit-positive."""
        return self.opening + self.debit - self.credit + self.closing_debit - self.closing_credit


class AccountName(NamedTuple):
    """Name and normal side ('debit' | 'credit') of an account."""

    name: str
    side: str


class Row(NamedTuple):
    """One line: positive openings and closings stand on one side only; level 1 is the prescribed account."""

    code: str
    name: str
    side: str
    level: int
    opening_debit: Decimal
    opening_credit: Decimal
    debit: Decimal
    credit: Decimal
    closing_debit: Decimal
    closing_credit: Decimal


class Totals(NamedTuple):
    """Sums of the first-level rows; `balanced` when all three pairs agree to the cent."""

    opening_debit: Decimal
    opening_credit: Decimal
    debit: Decimal
    credit: Decimal
    closing_debit: Decimal
    closing_credit: Decimal

    @property
    def balanced(self) -> bool:
        """Say whether opening, turnover and closing balance."""
        return (
            self.opening_debit == self.opening_credit
            and self.debit == self.credit
            and self.closing_debit == self.closing_credit
        )


def rows(sums: Iterable[AccountSum], names: Mapping[str, AccountName]) -> list[Row]:
    """Return the rows in code order; an account above another carries its whole subtree.

    Accounts whose three figures are all nil are left out.
    """
    added: dict[str, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO, ZERO])
    for item in sums:
        code = item.code
        while code:
            slot = added[code]
            slot[0] += item.opening
            slot[1] += item.debit + item.closing_debit
            slot[2] += item.credit + item.closing_credit
            code = parent_code(code)
    return [_row(code, names[code], *added[code]) for code in sorted(added) if any(added[code])]


def _row(code: str, name: AccountName, opening: Decimal, debit: Decimal, credit: Decimal) -> Row:
    end = opening + debit - credit
    level = LEVEL_LENGTHS.index(len(code)) + 1
    return Row(code, name.name, name.side, level, *_sides(opening), debit, credit, *_sides(end))


def _sides(amount: Decimal) -> tuple[Decimal, Decimal]:
    """Return a debit-positive amount as (debit, credit), one of them nil."""
    return (amount, ZERO) if amount > 0 else (ZERO, -amount)


def totals(table: Iterable[Row]) -> Totals:
    """Return the sums over the first level."""
    first = [row for row in table if row.level == 1]
    return Totals(*(sum((row[at] for row in first), ZERO) for at in range(4, 10)))
