"""From grants, levies, land compensation, pay and purchases to the entry: which accounts, for which party.

*What it accepts*: a `ProjectEvent` with its parts, one for each party, and the version of the chart. *How to
use*: `entries`. *How it works*: `project_postings.toml` names the legs of every event; what is taken back is
written in red, on the same sides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from ..errors import RuleError
from ..money import ZERO, yuan
from .events import AmountNotPositive, EventUnknown, KeyMissing, Line


class AccountNotFit(RuleError):
    """The account chosen is none such an event may be booked to, or none was chosen."""

    key: str
    account: str
    allowed: str


class Part(NamedTuple):
    """What one party has to do with an event, in yuan; party and origin are opaque numbers.

    share: which legs move it, such as `collective` and `household`; empty: the legs of no share. account: the
    account chosen for it, where the event lets one be chosen.
    """

    amount: Decimal
    origin: int
    party: int = 0
    member: bool = False
    share: str = ""
    account: str = ""


class ProjectEvent(NamedTuple):
    """Something that happened in a project. key: unique for ever, such as `grant:GR0001:2`.

    reverses: the key of the event taken back in red; only then are amounts negative.
    """

    kind: str
    key: str
    on: date
    summary: str
    parts: tuple[Part, ...]
    cash: bool = False
    reverses: str = ""


def entries(event: ProjectEvent, chart: str) -> tuple[Line, ...]:
    """Return the lines of an event, leg by leg, debits before credits.

    Every leg balances for every village of origin. Raises: EventUnknown, KeyMissing, AmountNotPositive,
    AccountNotFit.
    Source: accounting-system-2023
    """
    legs = _legs(event.kind, chart)
    if not event.key.strip():
        raise KeyMissing(kind=event.kind)
    total = sum((yuan(part.amount) for part in event.parts), ZERO)
    wrong = [part for part in event.parts if (yuan(part.amount) < 0) is not bool(event.reverses)]
    if not total or any(part.amount for part in wrong):
        raise AmountNotPositive(key=event.key, amount=total)
    lines: list[Line] = []
    for leg in legs:
        parts = [part for part in event.parts if part.share == leg.get("share", "")]
        lines += _lines(event, leg["debit"], parts, chart, is_debit=True)
        lines += _lines(event, leg["credit"], parts, chart, is_debit=False)
    return tuple(lines)


def word(event: ProjectEvent, chart: str) -> str:
    """Return the voucher word of an event: receipt or payment when money moves, otherwise transfer."""
    legs = _legs(event.kind, chart)
    if any("money" in leg["debit"] for leg in legs):
        return "receipt"
    return "payment" if any("money" in leg["credit"] for leg in legs) else "transfer"


def choices(kind: str, chart: str) -> tuple[str, ...]:
    """Return the beginnings of the codes one may choose for an event; nothing where none is chosen."""
    for leg in _legs(kind, chart):
        for side in (leg["debit"], leg["credit"]):
            if "chosen" in side:
                return tuple(postings()[chart]["chosen"][side["chosen"]])
    return ()


def kinds(chart: str) -> tuple[str, ...]:
    """Return the events the chart knows."""
    return tuple(postings().get(chart, {}).get("legs", {}))


@cache
def postings() -> Mapping[str, Any]:
    """Return accounts and legs by chart version, as `project_postings.toml` has them."""
    text = resources.files(__package__).joinpath("project_postings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _legs(kind: str, chart: str) -> list[Mapping[str, Any]]:
    legs = postings().get(chart, {}).get("legs", {}).get(kind)
    if legs is None:
        raise EventUnknown(chart=chart, kind=kind)
    return list(legs)


def _lines(
    event: ProjectEvent, side: Mapping[str, str], parts: list[Part], chart: str, *, is_debit: bool
) -> Iterator[Line]:
    sums: dict[tuple[str, int, int], Decimal] = {}
    for part in parts:
        account, party = _account(event, side, part, chart)
        at = (account, party, part.origin)
        sums[at] = sums.get(at, ZERO) + yuan(part.amount)
    for (account, party, origin), amount in sums.items():
        if amount:
            debit, credit = (amount, ZERO) if is_debit else (ZERO, amount)
            yield Line(account, debit, credit, event.summary, party, origin)


def _account(event: ProjectEvent, side: Mapping[str, str], part: Part, chart: str) -> tuple[str, int]:
    if "money" in side:
        return (side["cash"] if event.cash else side["money"]), 0
    if "outsider" in side:
        return (side["member"] if part.member else side["outsider"]), part.party
    if "party" in side:
        return side["party"], part.party
    if "chosen" in side:
        allowed = tuple(postings()[chart]["chosen"][side["chosen"]])
        if not part.account.startswith(allowed):
            raise AccountNotFit(key=event.key, account=part.account, allowed=", ".join(allowed))
        return part.account, 0
    return side["account"], 0
