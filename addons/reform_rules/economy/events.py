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
    "deposit_offset",
    "rent_carried",
    "contracting_carried",
    "rent_written_off",
    "late_fee_due",
)


class EventUnknown(RuleError):
    """The chart has no posting for this event."""

    chart: str
    kind: str


class AmountNotPositive(RuleError):
    """An event has an amount above nothing, and one that takes another back an amount below it."""

    key: str
    amount: Decimal


class KeyMissing(RuleError):
    """An event without a key could be posted twice."""

    kind: str


class PartsDoNotAddUp(RuleError):
    """The parts by village of origin are not the amount."""

    key: str
    amount: Decimal
    parts: Decimal


class TooMuchAhead(RuleError):
    """More came ahead than the event has, or the event knows no such part."""

    key: str
    amount: Decimal
    ahead: Decimal


class Event(NamedTuple):
    """Something that happened and moves money or a claim; `amount` in yuan.

    key: unique for the event, for ever, such as `lease:L0123:3:rent`. parts: the amount by village of
    origin, as (opaque number of the village, yuan). member: the other side is a member of the collective
    (its claims stand in 内部往来). cash: paid in notes rather than into the bank account. party: opaque
    number of the other side. reverses: the key of the event this one takes back in red; only then is the
    amount negative. ahead: what of the amount came, or had come, before it fell due, by village of origin.
    """

    kind: str
    key: str
    on: date
    amount: Decimal
    summary: str
    parts: tuple[tuple[int, Decimal], ...]
    member: bool = False
    cash: bool = False
    party: int = 0
    reverses: str = ""
    ahead: tuple[tuple[int, Decimal], ...] = ()


class Line(NamedTuple):
    """One line of the entry an event makes; exactly one of debit and credit is not zero."""

    account: str
    debit: Decimal
    credit: Decimal
    summary: str
    party: int
    origin: int


def entries(event: Event, chart: str) -> tuple[Line, ...]:
    """Return the lines of an event: a debit and a credit for each village of origin, debits first.

    The village stands on both sides: whoever asks what a village's former school has brought in finds the
    money as well as the income. The other side stands where it owes or is owed; rent that came before it
    fell due is a debt to the lessee until then, and leaves it village by village as it came in: where the
    two were divided otherwise, by cents or since, the event follows the money. What is taken back is written
    in red, on the same sides.
    Raises: EventUnknown, KeyMissing, AmountNotPositive, PartsDoNotAddUp, TooMuchAhead.
    Source: accounting-system-2023
    """
    posting = _posting(event, chart)
    if not event.key.strip():
        raise KeyMissing(kind=event.kind)
    amount = yuan(event.amount)
    if (amount <= 0) is not bool(event.reverses) or not amount:
        raise AmountNotPositive(key=event.key, amount=amount)
    by_origin: dict[int, Decimal] = {}
    for origin, part in event.parts:
        by_origin[origin] = by_origin.get(origin, ZERO) + yuan(part)
    if sum(by_origin.values(), ZERO) != amount:
        raise PartsDoNotAddUp(key=event.key, amount=amount, parts=sum(by_origin.values(), ZERO))
    debit, credit = (_account(posting[side], event) for side in ("debit", "credit"))
    owing, owed = (event.party if _names_party(posting[side]) else 0 for side in ("debit", "credit"))
    parts, claims, early = _apart(event, posting, by_origin)
    ahead = (posting.get("ahead", {}).get("account", ""), event.party, early)
    debits, credits = [(debit, owing, parts)], [(credit, owed, parts)]
    if "money" in posting["debit"]:
        credits = [(credit, owed, claims), ahead]
    else:
        debits = [(debit, owing, claims), ahead]
    return (
        *(Line(code, part, ZERO, event.summary, who, o) for code, who, side in debits for o, part in side),
        *(Line(code, ZERO, part, event.summary, who, o) for code, who, side in credits for o, part in side),
    )


def _apart(
    event: Event, posting: Mapping[str, Mapping[str, str]], by_origin: Mapping[int, Decimal]
) -> tuple[list[tuple[int, Decimal]], ...]:
    """Return the parts of an event by village: all of it, those of the claim, those that came ahead of it.

    A village for which more came ahead than the event has takes the difference from those with most room.
    """
    sign = -1 if event.amount < 0 else 1
    early: dict[int, Decimal] = {}
    for origin, part in event.ahead:
        early[origin] = early.get(origin, ZERO) + sign * yuan(part)
    came = sum(early.values(), ZERO)
    if came < 0 or came > sign * yuan(event.amount) or came and "ahead" not in posting:
        raise TooMuchAhead(key=event.key, amount=yuan(event.amount), ahead=sign * came)
    room = {
        origin: sign * by_origin.get(origin, ZERO) - early.get(origin, ZERO)
        for origin in {*by_origin, *early}
    }
    short = -sum((left for left in room.values() if left < 0), ZERO)
    for origin, left in sorted(room.items(), key=lambda each: (-each[1], each[0])):
        taken = min(left, short) if left > 0 else left
        room[origin] -= taken
        short -= max(taken, ZERO)
    claims = {origin: sign * left for origin, left in room.items()}
    ahead = {origin: sign * part for origin, part in early.items()}
    whole = {origin: claims[origin] + ahead.get(origin, ZERO) for origin in claims}
    return tuple([each for each in sorted(some.items()) if each[1]] for some in (whole, claims, ahead))


def word(event: Event, chart: str) -> str:
    """Return the voucher word of an event: receipt or payment when money moves, otherwise transfer."""
    posting = _posting(event, chart)
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


def _posting(event: Event, chart: str) -> Mapping[str, Mapping[str, str]]:
    posting = postings().get(chart, {}).get(event.kind)
    if posting is None:
        raise EventUnknown(chart=chart, kind=event.kind)
    return posting


def _names_party(side: Mapping[str, str]) -> bool:
    """Tell whether a side is a claim or a debt, which is kept by the other side."""
    return "outsider" in side or side.get("party") == "yes"


def _account(side: Mapping[str, str], event: Event) -> str:
    """Return the account of a side: one for all, by the other side, or by the way of paying."""
    if "money" in side:
        return side["cash"] if event.cash else side["money"]
    if "member" in side:
        return side["member"] if event.member else side["outsider"]
    return side["account"]
