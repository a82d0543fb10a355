"""Who approves how much: a request to spend, its amount band, its chain of signatures, its entry.

*What it accepts*: `Limits`, the upper ends of the bands in yuan, each inclusive: 5,000.00 is still the
director's, 5,000.01 no longer. *How to use*: `chain` for an amount, `check_request` before it is sent on,
`same_purpose` for requests that look like one cut in pieces, `entries` for the books once it is paid.
*How it works*: bands lie end to end from nothing to infinity, so every amount has exactly one chain; a larger
amount never has a shorter one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem, RuleError
from ..money import ZERO, yuan
from ..parameters import Parameters
from .bank_account import check_holder
from .events import AmountNotPositive, EventUnknown, KeyMissing, Line, PartsDoNotAddUp

DIRECTOR, SUPERVISOR, TOWNSHIP = "director", "supervisor", "township"
STEPS = (DIRECTOR, SUPERVISOR, TOWNSHIP)

# Money accounts by version of the chart: bank, notes.
_MONEY = {"chart_2023": ("102", "101"), "chart_2004": ("102", "101")}
# Kinds of accounts a payment may be booked to: never income, never equity, never money itself.
SPENT_ON = ("asset", "expense", "cost", "liability")


class LimitsOutOfOrder(RuleError):
    """A higher step must not end below a lower one."""

    director: Decimal
    supervisor: Decimal
    township: Decimal


class NotAnExpense(RuleError):
    """The account is not one that money is spent on."""

    account: str


class Limits(NamedTuple):
    """Upper ends of the bands in yuan, inclusive.

    director: signed by the director alone. supervisor: by director and supervisor. township: the township
    checks as well; above it the members decide besides.
    """

    director: Decimal
    supervisor: Decimal
    township: Decimal


class Chain(NamedTuple):
    """Who signs, in this order, and whether the members must have decided before the last of them."""

    steps: tuple[str, ...]
    decision: bool


class Band(NamedTuple):
    """Amounts above `above` up to and including `upto` (None: without end), and their chain."""

    above: Decimal
    upto: Decimal | None
    chain: Chain


class Request(NamedTuple):
    """A request as judged; amounts in yuan. cash: paid in notes. holder: name on the payee's account."""

    purpose: str
    payee: str
    payee_is_unit: bool
    amount: Decimal
    cash: bool
    account_no: str
    holder: str
    papers: int
    has_account: bool


class Other(NamedTuple):
    """Another request of the same entity for the same payee: opaque number, day asked, amount in yuan."""

    number: int
    on: date
    amount: Decimal


def limits(rules: Parameters) -> Limits:
    """Return the limits of a day where neither township nor county has set its own."""
    return ordered(
        Limits(
            yuan(rules.value("spending_director_yuan_max")),
            yuan(rules.value("spending_supervisor_yuan_max")),
            yuan(rules.value("spending_township_yuan_max")),
        )
    )


def ordered(found: Limits) -> Limits:
    """Return the limits to the cent, if they rise. Raises: LimitsOutOfOrder."""
    found = Limits(*map(yuan, found))
    if not ZERO <= found.director <= found.supervisor <= found.township:
        raise LimitsOutOfOrder(**found._asdict())
    return found


def bands(found: Limits) -> tuple[Band, ...]:
    """Return the bands end to end, the lowest first; a band of no width is left out.

    Source: collective-law-26
    """
    ends = (*ordered(found), None)
    chains = (
        Chain((DIRECTOR,), decision=False),
        Chain((DIRECTOR, SUPERVISOR), decision=False),
        Chain(STEPS, decision=False),
        Chain(STEPS, decision=True),
    )
    begins = (ZERO, *ordered(found))
    return tuple(
        Band(above, upto, who)
        for above, upto, who in zip(begins, ends, chains, strict=True)
        if upto is None or above < upto
    )


def chain(amount: Decimal, found: Limits, *, frozen: bool = False) -> Chain:
    """Return the chain of an amount above nothing.

    Args: frozen: the entity is being merged; then the township looks at every payment.
    Raises: AmountNotPositive, LimitsOutOfOrder.

    >>> chain(Decimal(5000), Limits(Decimal(5000), Decimal(20000), Decimal(50000))).steps
    ('director',)
    """
    amount = yuan(amount)
    if amount <= 0:
        raise AmountNotPositive(key="", amount=amount)
    who = next(
        band.chain
        for band in bands(found)
        if amount > band.above and (band.upto is None or amount <= band.upto)
    )
    return who._replace(steps=STEPS) if frozen else who


def check_request(request: Request, rules: Parameters) -> list[Problem]:
    """Return what keeps a request from being sent on.

    Problems: purpose_missing, amount_missing, papers_missing, payee_missing, account_proposal_missing,
    cash_too_much (`amount`, `limit`), account_no_missing, and those of `bank_account.check_holder`.
    Source: accounting-law-14
    """
    found = [
        Problem(name, {})
        for name, wrong in (
            ("purpose_missing", not request.purpose.strip()),
            ("payee_missing", not request.payee.strip()),
            ("amount_missing", yuan(request.amount) <= 0),
            ("papers_missing", request.papers < 1),
            ("account_proposal_missing", not request.has_account),
        )
        if wrong
    ]
    if request.cash:
        limit = yuan(rules.value("spending_cash_yuan_max"))
        if request.payee_is_unit and yuan(request.amount) > limit:
            found.append(Problem("cash_too_much", {"amount": yuan(request.amount), "limit": limit}))
        return found
    if not request.account_no.strip():
        found.append(Problem("account_no_missing", {}))
    if request.payee.strip():
        found += check_holder(request.holder, request.payee, owner_is_unit=request.payee_is_unit)
    return found


def same_purpose(
    on: date, amount: Decimal, others: Iterable[Other], found: Limits, rules: Parameters
) -> tuple[tuple[int, ...], Decimal]:
    """Return the requests that together with this one would have had a longer chain, and the sum of all.

    Looked at are those for the same payee asked at most `spending_split_days` before or after. Nothing and
    the amount itself when the chain of the sum is the amount's own: then nobody gains by cutting.
    """
    days = timedelta(days=rules.value("spending_split_days"))
    near = [other for other in others if abs(other.on - on) <= days]
    total = yuan(amount) + sum((yuan(other.amount) for other in near), ZERO)
    largest = max((yuan(amount), *(yuan(other.amount) for other in near)))
    if not near or chain(total, found) == chain(largest, found):
        return (), yuan(amount)
    return tuple(other.number for other in near), total


def entries(
    *,
    key: str,
    amount: Decimal,
    account: str,
    account_kind: str,
    summary: str,
    parts: Sequence[tuple[int, Decimal]],
    cash: bool,
    party: int,
    chart: str,
) -> tuple[Line, ...]:
    """Return the lines of a payment: debit what it was spent on, credit bank or cash, by village of origin.

    Args: parts: (opaque number of the village, yuan); they add up. party: the payee where the account is kept
    by party, else 0.
    Raises: EventUnknown, KeyMissing, AmountNotPositive, PartsDoNotAddUp, NotAnExpense.
    Source: accounting-system-2023
    """
    amount = yuan(amount)
    if chart not in _MONEY:
        raise EventUnknown(chart=chart, kind="spending")
    if not key.strip():
        raise KeyMissing(kind="spending")
    if amount <= 0:
        raise AmountNotPositive(key=key, amount=amount)
    if account_kind not in SPENT_ON or account in _MONEY[chart]:
        raise NotAnExpense(account=account)
    if sum((yuan(part) for _origin, part in parts), ZERO) != amount:
        raise PartsDoNotAddUp(key=key, amount=amount, parts=sum((yuan(part) for _o, part in parts), ZERO))
    money = _MONEY[chart][1 if cash else 0]
    return (
        *(Line(account, yuan(part), ZERO, summary, party, origin) for origin, part in parts if yuan(part)),
        *(Line(money, ZERO, yuan(part), summary, 0, origin) for origin, part in parts if yuan(part)),
    )
