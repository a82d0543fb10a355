"""Acts on asset cards: what each needs before it is carried out, who approves it, what it does to the values.

A card is never overwritten. What happens to a thing is an act: it came in, was improved, divided, moved,
lent, revalued, lost or removed. Each act has its papers, its approver, and values that add up.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..money import ZERO, yuan
from ..parameters import Parameters
from . import idle
from .act_parts import Values

#: Who approves, lowest first.
LEVELS = ("director", "township", "county")


class Kind(NamedTuple):
    """One kind of act.

    group: acquire (the thing comes in), change, use, leave. event: its name in the books. papers: kinds of
    paper that have to be attached. level: the lowest level that approves it. free: the thing must not be let
    or lent. article: what it rests on.
    """

    name: str
    group: str
    event: str
    papers: tuple[str, ...]
    level: str
    free: bool
    article: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("opening", "acquire", "asset_opening", ("old_ledger",), "township", False, "state-assets-30"),
        Kind(
            "bought",
            "acquire",
            "asset_bought",
            ("invoice", "acceptance"),
            "director",
            False,
            "state-assets-30",
        ),
        Kind(
            "built",
            "acquire",
            "asset_built",
            ("settlement", "acceptance"),
            "director",
            False,
            "state-assets-30",
        ),
        Kind(
            "granted",
            "acquire",
            "asset_granted",
            ("grant", "acceptance"),
            "director",
            False,
            "state-assets-2",
        ),
        Kind("donated", "acquire", "asset_donated", ("donation",), "director", False, "state-assets-2"),
        Kind(
            "allocated",
            "acquire",
            "asset_allocated",
            ("transfer", "handover"),
            "township",
            False,
            "state-assets-22",
        ),
        Kind("surplus", "acquire", "asset_surplus", ("count_sheet",), "township", False, "state-assets-34"),
        Kind(
            "improve",
            "change",
            "asset_improved",
            ("settlement", "acceptance"),
            "director",
            False,
            "state-assets-30",
        ),
        Kind("split", "change", "asset_split", ("plan",), "township", True, "state-assets-30"),
        Kind("merge", "change", "asset_merge", ("plan",), "township", True, "state-assets-30"),
        Kind("revalue", "change", "asset_revalued", ("valuation",), "township", False, "state-assets-36"),
        Kind("move", "use", "asset_move", ("handover",), "township", True, "state-assets-15"),
        Kind("lend", "use", "asset_lend", ("loan",), "director", True, "state-assets-15"),
        Kind("give_back", "use", "asset_give_back", ("handover",), "director", False, "state-assets-15"),
        Kind(
            "shortage",
            "leave",
            "asset_shortage",
            ("count_sheet", "loss"),
            "township",
            True,
            "state-assets-21",
        ),
        Kind("removal", "leave", "asset_removed", (), "county", True, "state-assets-35"),
    )
}
# What comes in by these acts has a cost of its own from that day on: the price, the settlement, the amount on
# the grant's or donor's papers, what a thing found is worth as it stands. Nothing of it is written off yet;
# only an opening position and a free transfer carry what somebody else's books had written off.
NEW_COST = ("bought", "built", "granted", "donated", "surplus")
# Papers of one regime beside those of the kind: the members confirm surplus, shortage and removal.
_MORE = {
    ("collective", "surplus"): ("resolution",),
    ("collective", "shortage"): ("resolution",),
    ("collective", "removal"): ("resolution",),
    ("state", "removal"): ("approval",),
}
PAPERS = tuple(
    dict.fromkeys(
        paper
        for papers in (*(kind.papers for kind in KINDS.values()), *_MORE.values())
        for paper in papers
    )
)  # fmt: skip


class Card(NamedTuple):
    """One card of an act as it stands."""

    code: str
    owner: int
    card_kind: str | None
    use_state: str
    values: Values
    acquired: date | None = None
    disputed: bool = False
    let: bool = False
    has_come_in: bool = False
    confirmed: bool = True


class Facts(NamedTuple):
    """An act about to be submitted or carried out.

    after: the values of the cards after the act (acquire, revalue), or of the parts (split). papers: kinds of
    paper attached; None when the act rests on another one that holds them.
    """

    kind: str
    regime: str | None
    on: date | None
    cards: tuple[Card, ...]
    after: tuple[Values, ...] = ()
    papers: frozenset[str] | None = frozenset()
    amount: Decimal = ZERO
    borrower: bool = False
    returns_on: date | None = None
    new_place: bool = False


def papers_of(kind: str, regime: str | None) -> tuple[str, ...]:
    """Return the kinds of paper an act has to carry.

    Source: state-assets-19, collective-law-26
    """
    return KINDS[kind].papers + _MORE.get((regime or "", kind), ())


def approvers(kind: str, regime: str | None, amount: Decimal, rules: Parameters) -> tuple[str, ...]:
    """Return the roles that may approve an act: the lowest that is enough for the amount, and those above.

    State property is approved by the county's finance bureau whatever it is worth. For collectives the
    limits are the county's; as long as the ownership is not confirmed the county approves.
    Source: state-assets-19, collective-law-26
    """
    if regime == "state":
        return ("county_finance",)
    level = "county"
    if regime == "collective":
        limits = (rules.value("act_director_yuan_max"), rules.value("act_township_yuan_max"))
        by_amount = sum(yuan(amount) > limit for limit in limits)
        level = LEVELS[max(by_amount, LEVELS.index(KINDS[kind].level))]
    roles = {"director": "director", "township": "township", "county": "county_agriculture"}
    return tuple(roles[one] for one in LEVELS[LEVELS.index(level) :])


def check(act: Facts, today: date) -> list[Problem]:
    """Return everything that keeps an act from being submitted or carried out.

    Problems (facts `code` of the card where one is meant): `act_no_card`, `act_day_missing`,
    `act_day_future`,
    `act_before_acquired`, `act_card_gone`, `act_card_let`, `act_card_unconfirmed`,
    `act_card_disputed`, `act_owners_mixed`, `act_owner_unconfirmed`, `act_paper_missing`, and
    those of the kind.
    Source: state-assets-30, state-assets-35, accounting-system-2023
    """
    kind = KINDS[act.kind]
    found: list[Problem] = []

    def wrong(name: str, **facts: object) -> None:
        found.append(Problem(name=name, facts=facts))

    if not act.cards:
        wrong("act_no_card")
    if act.on is None:
        wrong("act_day_missing")
    elif act.on > today:
        wrong("act_day_future", day=act.on, today=today)
    for card in act.cards:
        if act.on and card.acquired and act.on < card.acquired and kind.group != "acquire":
            wrong("act_before_acquired", code=card.code, day=act.on, acquired=card.acquired)
        if card.use_state in idle.LEFT:
            wrong("act_card_gone", code=card.code)
        # A sale does not break the lease: a disposal that was decided knows of it.
        decided = act.papers is None and kind.group == "leave"
        if kind.free and not decided and (card.let or card.use_state in ("leased", "lent")):
            wrong("act_card_let", code=card.code)
        if not card.confirmed and act.papers is not None and kind.group != "acquire":
            wrong("act_card_unconfirmed", code=card.code)
        if card.disputed and kind.group in ("leave", "change") and act.kind != "improve":
            wrong("act_card_disputed", code=card.code)
    if len({card.owner for card in act.cards}) > 1:
        wrong("act_owners_mixed")
    # What is not there any more is struck off whosever it was, once a count has been closed.
    counted = act.kind == "shortage" and act.papers is None
    if act.regime is None and kind.group == "leave" and not counted:
        wrong("act_owner_unconfirmed")
    if act.papers is not None:
        for paper in papers_of(act.kind, act.regime):
            if paper not in act.papers:
                wrong("act_paper_missing", paper=paper)
    return found + _of_kind(act)


def _of_kind(act: Facts) -> list[Problem]:
    if act.kind in ("split", "merge"):
        return _parts(act)
    if act.kind in ("lend", "give_back", "move"):
        return _using(act)
    if act.kind == "improve" and act.amount <= 0:
        return [Problem("act_amount_missing", {})]
    found = []
    if act.kind == "revalue" or KINDS[act.kind].group == "acquire":
        for card, after in zip(act.cards, act.after, strict=False):
            facts = {"code": card.code}
            if after.accumulated > after.cost:
                found.append(Problem("act_net_negative", facts))
            elif act.kind in NEW_COST and after.accumulated:
                found.append(Problem("act_worn_before", facts))
            elif min(after) < 0 or not (after.cost or card.card_kind == "resource" or act.papers is None):
                found.append(Problem("act_cost_missing", facts))
            if card.has_come_in and act.kind != "revalue":
                found.append(Problem("act_came_in_before", facts))
    return found


def _parts(act: Facts) -> list[Problem]:
    if act.kind == "merge":
        if len(act.cards) < 2:
            return [Problem("act_merge_few", {})]
        kinds = {card.card_kind for card in act.cards}
        return [Problem("act_kinds_mixed", {})] if len(kinds) > 1 else []
    if len(act.cards) != 1 or len(act.after) < 2:
        return [Problem("act_parts_few", {})]
    found = []
    whole = act.cards[0].values
    for field in Values._fields:
        total, own = sum(getattr(part, field) for part in act.after), getattr(whole, field)
        if total != own:
            facts = {"code": act.cards[0].code, "field": field, "total": str(total), "whole": str(own)}
            found.append(Problem("act_parts_not_whole", facts))
    if any(part.accumulated > part.cost or min(part) < 0 for part in act.after):
        found.append(Problem("act_net_negative", {"code": act.cards[0].code}))
    return found


def _using(act: Facts) -> list[Problem]:
    if act.kind == "move":
        return [] if act.new_place else [Problem("act_place_missing", {})]
    if act.kind == "give_back":
        return [
            Problem("act_not_lent", {"code": card.code}) for card in act.cards if card.use_state != "lent"
        ]
    found = [] if act.borrower else [Problem("act_borrower_missing", {})]
    if act.returns_on is None:
        found.append(Problem("act_return_missing", {}))
    elif act.on and act.returns_on <= act.on:
        found.append(Problem("act_return_backwards", {"day": act.on, "returns_on": act.returns_on}))
    return found
