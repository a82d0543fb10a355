"""From an act on asset cards to the entry in the book: which accounts, which sides, for each card.

*What it accepts*: an :class:`AssetEvent` and the version of the chart the book is kept under. *How to use*:
`entries`. *How it works*: `asset_postings.toml` names the legs of every act; each leg moves one of the
amounts a card brings. What is taken back is written in red, on the same sides.
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
from .events import EventUnknown, KeyMissing, Line

AMOUNTS = ("cost", "accumulated", "net", "more_cost", "less_worn", "agreed", "difference", "amount")


class KindWithoutAccount(RuleError):
    """Cards of this kind have no account under the chart: resources are kept by area, without a cost."""

    chart: str
    card_kind: str


class AmountMissing(RuleError):
    """The act's entry needs an amount its card does not bring."""

    key: str
    amount: str


class CardAmounts(NamedTuple):
    """One card of an act: the opaque number of its village of origin, its kind, its amounts in yuan by name.

    amounts: names of `AMOUNTS`. What a revaluation adds to the cost (`more_cost`) or takes from what is
    written off (`less_worn`), `difference` and, of a red act, every amount may be negative.
    """

    origin: int
    card_kind: str
    amounts: Mapping[str, Decimal]


class AssetEvent(NamedTuple):
    """An act on one or several cards. key: unique for ever, such as `act:ZB2026-00012`.

    cash: paid in notes. party: opaque number of the other side. reverses: the key of the act taken back in
    red.
    """

    kind: str
    key: str
    on: date
    summary: str
    cards: tuple[CardAmounts, ...]
    cash: bool = False
    party: int = 0
    reverses: str = ""


def is_booked(kind: str, chart: str) -> bool:
    """Tell whether an act of this kind moves anything in the books.

    Raises: EventUnknown.
    """
    return bool(_legs(kind, chart))


def entries(event: AssetEvent, chart: str) -> tuple[Line, ...]:
    """Return the lines of an act, leg by leg, debits before credits; lines of nothing are left out.

    Every leg balances for every village of origin. Raises: EventUnknown, KeyMissing, KindWithoutAccount,
    AmountMissing.
    Source: accounting-system-2023
    """
    if not event.key.strip():
        raise KeyMissing(kind=event.kind)
    sign = -1 if event.reverses else 1
    lines: list[Line] = []
    for leg in _legs(event.kind, chart):
        debits: dict[tuple[str, int], Decimal] = {}
        credits: dict[tuple[str, int], Decimal] = {}
        for card in event.cards:
            if leg["amount"] not in card.amounts:
                raise AmountMissing(key=event.key, amount=leg["amount"])
            amount = sign * yuan(card.amounts[leg["amount"]])
            if amount:
                for side, sums in (("debit", debits), ("credit", credits)):
                    at = (_account(leg[side], event, card, chart), card.origin)
                    sums[at] = sums.get(at, ZERO) + amount
        lines += _lines(debits, leg["debit"], event, is_debit=True)
        lines += _lines(credits, leg["credit"], event, is_debit=False)
    return tuple(lines)


def word(event: AssetEvent, chart: str) -> str:
    """Return the voucher word of an act: receipt or payment when money moves, otherwise transfer."""
    legs = _legs(event.kind, chart)
    if any("money" in leg["debit"] for leg in legs):
        return "receipt"
    return "payment" if any("money" in leg["credit"] for leg in legs) else "transfer"


def outcome_of_clearing(net: Decimal, proceeds: Decimal, costs: Decimal) -> tuple[str, Decimal] | None:
    """Return what a disposal leaves in 固定资产清理: its kind and the amount, None when nothing.

    >>> outcome_of_clearing(Decimal(100), Decimal(130), Decimal(10))
    ('disposal_gain', Decimal('20.00'))
    """
    left = yuan(proceeds) - yuan(costs) - yuan(net)
    if not left:
        return None
    return ("disposal_gain", left) if left > 0 else ("disposal_loss", -left)


def _lines(
    sums: Mapping[tuple[str, int], Decimal], side: Mapping[str, str], event: AssetEvent, *, is_debit: bool
) -> Iterator[Line]:
    party = event.party if side.get("party") == "yes" else 0
    for (account, origin), amount in sorted(sums.items()):
        if amount:
            debit, credit = (amount, ZERO) if is_debit else (ZERO, amount)
            yield Line(account, debit, credit, event.summary, party, origin)


def _account(side: Mapping[str, str], event: AssetEvent, card: CardAmounts, chart: str) -> str:
    if "money" in side:
        return side["cash"] if event.cash else side["money"]
    if "account" in side:
        return side["account"]
    account = postings()[chart]["accounts"].get(card.card_kind, {}).get(side["card"], "")
    if not account:
        raise KindWithoutAccount(chart=chart, card_kind=card.card_kind)
    return str(account)


def _legs(kind: str, chart: str) -> list[Mapping[str, Any]]:
    legs = postings().get(chart, {}).get("acts", {}).get(kind)
    if legs is None:
        raise EventUnknown(chart=chart, kind=kind)
    return list(legs)


@cache
def postings() -> Mapping[str, Any]:
    """Return accounts and legs by chart version, as `asset_postings.toml` has them."""
    text = resources.files(__package__).joinpath("asset_postings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
