"""From an event of a lease to the entry in the book: which accounts, which sides.

*What it accepts*: an :class:`Event` and the version of the chart the book is kept under. *How to use*:
`entries`. *How it works*: `postings.toml` holds one line per chart and event; a code is never used without
its chart, because 211 is 应付款 in one and 应付工资 in the other.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO, yuan

KINDS = (
    "rent_due",
    "rent_received",
    "contracting_due",
    "contracting_received",
    "deposit_received",
    "deposit_refunded",
    "deposit_forfeited",
)


class EventUnknown(RuleError):
    """The chart has no posting for this event."""

    chart: str
    kind: str


class AmountNotPositive(RuleError):
    """An event of money has an amount above nothing."""

    key: str
    amount: Decimal


class KeyMissing(RuleError):
    """An event without a key could be posted twice."""

    kind: str


class Event(NamedTuple):
    """Something that happened and moves money or a claim; `amount` in yuan.

    key: unique for the event, for ever, such as `lease:L0123:3:rent`. member: the other side is a member of
    the collective (its claims stand in 内部往来). cash: paid in notes rather than into the bank account.
    party, origin: opaque numbers of the other side and of the village the asset comes from (0: none).
    """

    kind: str
    key: str
    on: date
    amount: Decimal
    summary: str
    member: bool = False
    cash: bool = False
    party: int = 0
    origin: int = 0


class Line(NamedTuple):
    """One side of the entry an event makes; exactly one of debit and credit is not zero."""

    account: str
    debit: Decimal
    credit: Decimal
    summary: str
    party: int
    origin: int


def entries(event: Event, chart: str) -> tuple[Line, Line]:
    """Return the debit and the credit of an event; they are equal, and neither is zero.

    The other side and the village of origin stand on both lines: whoever asks what a village's former
    school has brought in finds the money as well as the income.
    Raises: EventUnknown, KeyMissing, AmountNotPositive.
    Source: accounting-system-2023
    """
    posting = postings().get(chart, {}).get(event.kind)
    if posting is None:
        raise EventUnknown(chart=chart, kind=event.kind)
    if not event.key.strip():
        raise KeyMissing(kind=event.kind)
    amount = yuan(event.amount)
    if amount <= 0:
        raise AmountNotPositive(key=event.key, amount=amount)
    debit, credit = (_account(posting[side], event) for side in ("debit", "credit"))
    return (
        Line(debit, amount, ZERO, event.summary, event.party, event.origin),
        Line(credit, ZERO, amount, event.summary, event.party, event.origin),
    )


def word(event: Event, chart: str) -> str:
    """Return the voucher word of an event: receipt or payment when money moves, otherwise transfer."""
    posting = postings().get(chart, {}).get(event.kind)
    if posting is None:
        raise EventUnknown(chart=chart, kind=event.kind)
    if "money" in posting["debit"]:
        return "receipt"
    return "payment" if "money" in posting["credit"] else "transfer"


def receivable_codes(chart: str) -> tuple[str, ...]:
    """Return the accounts in which claims for rent stand under the chart: outsiders, then members."""
    side = postings()[chart]["rent_due"]["debit"]
    return side["outsider"], side["member"]


@cache
def postings() -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]:
    """Return the accounts by chart version, event and side, as `postings.toml` has them."""
    text = resources.files(__package__).joinpath("postings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _account(side: Mapping[str, str], event: Event) -> str:
    """Return the account of a side: one for all, by the other side, or by the way of paying."""
    if "money" in side:
        return side["cash"] if event.cash else side["money"]
    if "member" in side:
        return side["member"] if event.member else side["outsider"]
    return side["account"]
