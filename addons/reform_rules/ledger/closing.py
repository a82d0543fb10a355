"""What the year's closing vouchers say: income and expenses to 321, 321 to 322, distributions folded back.

Every voucher is worked out from the balances as they stand, so a second one after the first has nothing left
to carry. Balances are debit-positive yuan; the village of origin goes along, so that each former village of
a merged collective keeps its own result.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO

INCOME, EXPENSE = "income", "expense"
RESULT, DISTRIBUTED, UNDISTRIBUTED, RESERVE = "result", "distributed", "undistributed", "reserve"


class CoverTooLarge(RuleError):
    """The reserve covers no more than the loss, and no more than there is of it."""

    amount: Decimal
    loss: Decimal
    reserve: Decimal


class Balance(NamedTuple):
    """What stands on an account for a party (0: none) and a village of origin, debit-positive.

    `role`: 'income' | 'expense' | 'result' (321) | 'distributed' (322-各项分配 and below) | 'undistributed'
    (322-未分配收益) | 'reserve' (311) | '' for every other account.
    """

    code: str
    role: str
    partner: int
    origin: int
    end: Decimal


class Line(NamedTuple):
    """An entry of a closing voucher; one of the two amounts is nil."""

    code: str
    partner: int
    origin: int
    debit: Decimal
    credit: Decimal


class Step(NamedTuple):
    """A voucher: `name` is 'income' | 'expense' | 'result' | 'fold'; its lines balance."""

    name: str
    lines: tuple[Line, ...]


class Targets(NamedTuple):
    """The accounts that take up what is closed: 321, 322-未分配收益."""

    result: str
    undistributed: str


def transfer(balances: Sequence[Balance], targets: Targets) -> list[Step]:
    """Return the vouchers that close income and expenses to 321 and 321 to 322-未分配收益.

    A voucher with nothing to carry is left out; [] when all are nil already.
    Source: accounting-system-2023
    """
    return [*transfer_result(balances, targets), *_result(balances, targets)]


def transfer_result(balances: Sequence[Balance], targets: Targets) -> list[Step]:
    """Return the vouchers that close income and expenses to 321 and go no further: what a month may do."""
    steps = (_carry(name, _of(balances, name), targets.result) for name in (INCOME, EXPENSE))
    return [step for step in steps if step]


def fold(balances: Sequence[Balance], targets: Targets) -> list[Step]:
    """Return the voucher that folds 322-各项分配 into 322-未分配收益; [] when there is nothing to fold.

    Source: accounting-system-2023
    """
    step = _carry("fold", _of(balances, DISTRIBUTED), targets.undistributed)
    return [step] if step else []


def cover(amount: Decimal, balances: Sequence[Balance], reserve: str, targets: Targets) -> list[Line]:
    """Return the entries that cover a loss from the reserve: Dr 311, Cr 322-未分配收益, origin by origin.

    Origins with a loss are covered in the order of their numbers; the reserve of the same origin goes first.
    Raises: CoverTooLarge: facts `amount`, `loss`, `reserve`.
    """
    losses = _positive(balances, {INCOME, EXPENSE, RESULT, DISTRIBUTED, UNDISTRIBUTED}, 1)
    reserves = _positive(balances, {RESERVE}, -1)
    standing = -sum((item.end for item in balances if item.role == RESERVE), ZERO)
    loss = loss_of(balances)
    if amount <= 0 or amount > loss or amount > standing:
        raise CoverTooLarge(amount=amount, loss=max(loss, ZERO), reserve=max(standing, ZERO))
    taken = _take(reserves, amount, first=tuple(losses))
    given = _take(losses, amount, first=())
    return [
        *(Line(reserve, 0, origin, part, ZERO) for origin, part in taken),
        *(Line(targets.undistributed, 0, origin, ZERO, part) for origin, part in given),
    ]


def loss_of(balances: Iterable[Balance]) -> Decimal:
    """Return the loss not yet made good, debit-positive: 321, 322, and income and expenses still open."""
    own = {INCOME, EXPENSE, RESULT, DISTRIBUTED, UNDISTRIBUTED}
    return sum((item.end for item in balances if item.role in own), ZERO)


def net_income(balances: Iterable[Balance]) -> Decimal:
    """Return income less expenses, credit-positive."""
    return -sum((item.end for item in balances if item.role in (INCOME, EXPENSE)), ZERO)


def remaining(balances: Iterable[Balance], roles: Iterable[str]) -> dict[str, Decimal]:
    """Return {account code: balance} of the accounts of these roles that are not nil in some detail."""
    wanted = set(roles)
    codes = {item.code for item in balances if item.role in wanted and item.end}
    return {code: sum((item.end for item in balances if item.code == code), ZERO) for code in sorted(codes)}


def after(balances: Iterable[Balance], lines: Iterable[Line], roles: dict[str, str]) -> list[Balance]:
    """Return the balances once the lines are posted; `roles` gives the role of codes not met before."""
    ends: dict[tuple[str, int, int], Decimal] = defaultdict(lambda: ZERO)
    known = dict(roles)
    for item in balances:
        known[item.code] = item.role
        ends[item.code, item.partner, item.origin] += item.end
    for line in lines:
        ends[line.code, line.partner, line.origin] += line.debit - line.credit
    return [Balance(code, known.get(code, ""), *rest, end) for (code, *rest), end in sorted(ends.items())]


def _of(balances: Iterable[Balance], role: str) -> list[Balance]:
    return sorted(item for item in balances if item.role == role and item.end)


def _carry(name: str, closed: Sequence[Balance], target: str) -> Step | None:
    """Return the voucher that makes accounts nil and puts their sum, per origin, on the target account."""
    if not closed:
        return None
    sums: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for item in closed:
        sums[item.origin] += item.end
    lines = [Line(item.code, item.partner, item.origin, *_sides(-item.end)) for item in closed]
    return Step(
        name,
        (
            *lines,
            *(Line(target, 0, origin, *_sides(total)) for origin, total in sorted(sums.items()) if total),
        ),
    )


def _result(balances: Sequence[Balance], targets: Targets) -> list[Step]:
    """Return the voucher that closes 321, with what the two vouchers before it put there."""
    standing = [item for item in balances if item.role in (RESULT, INCOME, EXPENSE) and item.end]
    ends: dict[tuple[str, int], Decimal] = defaultdict(lambda: ZERO)
    for item in standing:
        code = item.code if item.role == RESULT else targets.result
        ends[code, item.origin] += item.end
    closed = [Balance(code, RESULT, 0, origin, end) for (code, origin), end in sorted(ends.items()) if end]
    step = _carry("result", closed, targets.undistributed)
    return [step] if step else []


def _sides(amount: Decimal) -> tuple[Decimal, Decimal]:
    """Return a debit-positive amount as (debit, credit)."""
    return (amount, ZERO) if amount > 0 else (ZERO, -amount)


def _positive(balances: Iterable[Balance], roles: set[str], side: int) -> dict[int, Decimal]:
    """Return {origin: amount} of the origins that stand on a side (1 debit, -1 credit) over these roles."""
    sums: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for item in balances:
        if item.role in roles:
            sums[item.origin] += side * item.end
    return {origin: total for origin, total in sorted(sums.items()) if total > 0}


def _take(have: dict[int, Decimal], amount: Decimal, first: Sequence[int]) -> list[tuple[int, Decimal]]:
    """Return (origin, part) that add up to the amount, origins in `first` before the others."""
    parts = []
    for origin in sorted(have, key=lambda each: (each not in first, each)):
        part = min(have[origin], amount)
        if part > 0:
            parts.append((origin, part))
            amount -= part
    return parts
