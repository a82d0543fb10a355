"""From an act of a distribution to its entry in the books: the reserve, the members' claims, their payment.

*What it accepts*: an :class:`Act` with the parts by member. *How to use*: `entries` and `word`. *How it
works*: `distribution_postings.toml` holds a debit and a credit for each chart and kind; the side kept by
member has a line for each of them, the other side one sum.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import NamedTuple

from ..errors import RuleError
from ..money import ZERO, yuan
from .events import Line

KINDS = ("loss_covered", "reserve", "dividend", "paid", "correction")
BY_MEMBER = ("dividend", "paid", "correction")


class ActUnknown(RuleError):
    """The chart has no posting for this act of a distribution."""

    chart: str
    kind: str


class NothingMoved(RuleError):
    """The act has no amount, or an amount in red without saying what it takes back."""

    key: str
    amount: Decimal


class Act(NamedTuple):
    """One step of a distribution that moves the books; amounts in yuan.

    members: (opaque number of the member, yuan), empty where no member has a part. amount: the whole where
    no member has a part. extra: cents that go to the reserve with a dividend. origin: opaque number of the
    village of origin. reverses: key of the act taken back in red; only then amounts are negative.
    """

    kind: str
    key: str
    summary: str
    origin: int
    amount: Decimal = ZERO
    members: tuple[tuple[int, Decimal], ...] = ()
    extra: Decimal = ZERO
    cash: bool = False
    reverses: str = ""


def entries(act: Act, chart: str) -> tuple[Line, ...]:
    """Return the lines of an act, debits first; a dividend's residue is a reserve beside it.

    Raises: ActUnknown, NothingMoved.
    Source: accounting-system-2023
    """
    posting = _posting(act.kind, chart)
    by_member = act.kind in BY_MEMBER
    parts = [(member, yuan(part)) for member, part in act.members if part] if by_member else []
    amount = sum((part for _member, part in parts), ZERO) if by_member else yuan(act.amount)
    red = bool(act.reverses)
    # A correction may take from one member what it gives another; every other act has one direction.
    if act.kind != "correction" and (not amount and not act.extra or (amount + act.extra < 0) is not red):
        raise NothingMoved(key=act.key, amount=amount)
    lines = [*_side(act, posting["debit"], amount, parts, debit=True)]
    lines += _side(act, posting["credit"], amount, parts, debit=False)
    if act.extra:
        reserve = _posting("reserve", chart)
        lines += _side(act, reserve["debit"], yuan(act.extra), (), debit=True)
        lines += _side(act, reserve["credit"], yuan(act.extra), (), debit=False)
    return (*(line for line in lines if line.debit), *(line for line in lines if line.credit))


def word(act: Act, chart: str) -> str:
    """Return the voucher word: payment when money moves, otherwise transfer."""
    return "payment" if "money" in _posting(act.kind, chart)["credit"] else "transfer"


def knows(chart: str) -> bool:
    """Tell whether the chart has postings for every act of a distribution."""
    return set(KINDS) <= set(postings().get(chart, {}))


def claims_code(chart: str) -> str:
    """Return the account in which members' claims on a dividend stand."""
    return _posting("dividend", chart)["credit"]["member"]


@cache
def postings() -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]:
    """Return the accounts by chart version, kind and side."""
    text = resources.files(__package__).joinpath("distribution_postings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _posting(kind: str, chart: str) -> Mapping[str, Mapping[str, str]]:
    posting = postings().get(chart, {}).get(kind)
    if posting is None:
        raise ActUnknown(chart=chart, kind=kind)
    return posting


def _side(
    act: Act,
    side: Mapping[str, str],
    amount: Decimal,
    parts: list[tuple[int, Decimal]] | tuple[()],
    *,
    debit: bool,
) -> list[Line]:
    def line(account: str, part: Decimal, member: int = 0) -> Line:
        return Line(
            account, part if debit else ZERO, ZERO if debit else part, act.summary, member, act.origin
        )

    if "member" in side:
        return [line(side["member"], part, member) for member, part in parts]
    if not amount:
        return []
    account = side["account"] if "account" in side else side["cash"] if act.cash else side["money"]
    return [line(account, amount)]
