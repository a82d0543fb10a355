"""What becomes of a difference: which decisions fit it, who has to agree, and the entry it makes.

*What it accepts*: an :class:`Adjudged` item and the version of the chart of its books. *How to use*:
`verdicts` for the choice, `missing` for what keeps a clearing from being confirmed, `entries` for the
voucher. *How it works*: whatever makes the collective poorer is written off by its members, made good by
somebody, or left to a court; `adjudication_postings.toml` knows the accounts.
Source: collective-stocktaking-2017
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from ..economy.events import EventUnknown, KeyMissing, Line
from ..errors import Problem, RuleError
from ..money import ZERO, yuan
from . import lists

VERDICTS = ("as_booked", "adjust", "write_off", "claim", "court")
# Decisions that move something in the books.
BOOKED = frozenset({"adjust", "write_off", "claim"})
# Money given for a purpose is corrected by the vouchers of its project, not by a clearing.
OF_PROJECTS = frozenset({"earmarked", "levies"})
# Kept by number alone, or on no account: nothing to book.
UNBOOKED = frozenset(
    {"receipts", "resources", "contracts", "papers", "seals", "certificates", "files", "matters", "equity"}
)


class VerdictUnfit(RuleError):
    """The decision does not fit the difference; fact `allowed`: those that do."""

    verdict: str
    allowed: tuple[str, ...]


class ClaimNobody(RuleError):
    """Somebody is to make it good, and nobody is named."""

    key: str


class Adjudged(NamedTuple):
    """A decided difference: `amount` found less books in the sense of the list, in yuan.

    accumulated: depreciation that leaves with the thing. account, worn: codes, empty for what no book knew.
    party: opaque number of debtor or creditor; claim_party: of who makes it good; claim_member: he is a
    member of the collective.
    """

    key: str
    on: date
    summary: str
    category: str
    verdict: str
    amount: Decimal
    accumulated: Decimal = ZERO
    account: str = ""
    worn: str = ""
    origin: int = 0
    party: int = 0
    claim_party: int = 0
    claim_member: bool = False


class Standing(NamedTuple):
    """How far the decisions of a clearing are, in numbers of lines."""

    undecided: int
    baseless: int
    undisputed_unsaid: int
    unsigned: int
    write_offs: int
    decision: str
    unbooked: int


def verdicts(category: str, difference: lists.Side) -> tuple[str, ...]:
    """Return the decisions that fit a difference, the mildest first; none where nothing differs.

    >>> verdicts("cash", lists.Side(Decimal(0), yuan(-35)))
    ('as_booked', 'write_off', 'claim', 'court')
    """
    if not difference.amount and not difference.quantity:
        return ()
    if category in OF_PROJECTS:
        return ("as_booked", "court")
    if category in lists.OWED or difference.amount > 0 or category in UNBOOKED:
        return ("as_booked", "adjust", "court")
    return ("as_booked", "write_off", "claim", "court")


def check(verdict: str, category: str, difference: lists.Side) -> None:
    """Refuse a decision that does not fit. Raises: VerdictUnfit."""
    allowed = verdicts(category, difference)
    if verdict not in allowed:
        raise VerdictUnfit(verdict=verdict, allowed=allowed)


def decided(verdict: str, book: lists.Side, found: lists.Side) -> lists.Side:
    """Return what stands after a decision: what was found where it moves the books, else what they said."""
    return found if verdict in BOOKED else book


def needs_sign(difference: lists.Side, limit: Decimal) -> bool:
    """Tell whether the supervisors have to sign the decision: its amount is over the limit."""
    return abs(difference.amount) > limit


def is_booked(verdict: str, category: str, amount: Decimal) -> bool:
    """Tell whether a decision moves anything in the books."""
    return verdict in BOOKED and category not in UNBOOKED | OF_PROJECTS and bool(amount)


def missing(standing: Standing) -> list[Problem]:
    """Return what keeps a clearing from being confirmed, in the order in which it is to be done."""
    problems = [
        Problem(name, {"count": count})
        for name, count in (
            ("Undecided", standing.undecided),
            ("BasisMissing", standing.baseless),
            ("DisputeUnsaid", standing.undisputed_unsaid),
            ("SignatureMissing", standing.unsigned),
        )
        if count
    ]
    if standing.write_offs and standing.decision:
        problems.append(
            Problem("MembersMustDecide", {"count": standing.write_offs, "why": standing.decision})
        )
    if standing.unbooked:
        problems.append(Problem("NotInTheBooks", {"count": standing.unbooked}))
    return problems


def entries(event: Adjudged, chart: str) -> tuple[Line, ...]:
    """Return the lines of a decision, debits before credits of each step; both sides add up.

    Raises: EventUnknown: this decision makes no entry under the chart. KeyMissing, ClaimNobody.
    Source: accounting-2023-181
    """
    if not event.key.strip():
        raise KeyMissing(kind=event.verdict)
    if not is_booked(event.verdict, event.category, event.amount):
        raise EventUnknown(chart=chart, kind=f"clearing_{event.verdict}")
    if event.verdict == "claim" and not event.claim_party:
        raise ClaimNobody(key=event.key)
    table = _table(chart, event)
    account = event.account or table["default"][event.category]
    return tuple(line for line in _lines(event, table, account) if line.debit or line.credit)


def account_of(event: Adjudged, chart: str) -> str:
    """Return the account a thing stands on, also when no book knew it. Raises: EventUnknown."""
    return event.account or str(_table(chart, event)["default"][event.category])


def part_worn(accumulated: Decimal, book: Decimal, difference: Decimal) -> Decimal:
    """Return the depreciation that leaves with a part of a thing.

    >>> part_worn(yuan(50000), yuan(80000), yuan(-40000))
    Decimal('25000.00')
    """
    if difference >= 0 or not book:
        return ZERO
    return yuan(accumulated * min(-difference, book) / book)


def _lines(event: Adjudged, table: Mapping[str, Any], account: str) -> Iterator[Line]:
    def line(code: str, debit: Decimal, credit: Decimal, party: int = 0) -> Line:
        return Line(code, debit, credit, event.summary, party, event.origin)

    amount = abs(yuan(event.amount))
    worse = (event.amount < 0) is not (event.category in lists.OWED)
    end = _by_beginning(table["loss" if worse else "gain"], account)
    way = _by_beginning(table["pending"], account)
    if not worse:
        # More of a thing, or less owed: the account is debited and what it ends as credited.
        yield line(account, amount, ZERO, event.party)
        if way:
            yield line(way, ZERO, amount)
            yield line(way, amount, ZERO)
        yield line(end, ZERO, amount)
        return
    worn = yuan(event.accumulated) if event.worn else ZERO
    net = amount - worn
    claim = table["claim_member" if event.claim_member else "claim"]
    lost = (claim, event.claim_party) if event.verdict == "claim" else (end, 0)
    if way:
        yield line(way, net, ZERO)
    else:
        yield line(lost[0], net, ZERO, lost[1])
    yield line(event.worn, worn, ZERO)
    yield line(account, ZERO, amount, event.party)
    if way:
        yield line(lost[0], net, ZERO, lost[1])
        yield line(way, ZERO, net)


def _by_beginning(table: Mapping[str, str], code: str) -> str:
    for length in range(len(code), 0, -1):
        if code[:length] in table:
            return table[code[:length]]
    return ""


def _table(chart: str, event: Adjudged) -> Mapping[str, Any]:
    table = postings().get(chart)
    if not table:
        raise EventUnknown(chart=chart, kind=f"clearing_{event.verdict}")
    return table


@cache
def postings() -> Mapping[str, Any]:
    """Return the accounts by chart version, as `adjudication_postings.toml` has them."""
    text = resources.files(__package__).joinpath("adjudication_postings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
