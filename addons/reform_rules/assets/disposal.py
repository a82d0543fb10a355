"""How public property leaves its owner: by which steps, on which grounds, for which price.

Nothing is sold without a value, a decision and a posting; nothing goes for less than its reserve; what is
given away for nothing stays in the same public hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..money import split
from ..parameters import Parameters
from . import first_refusal, valuation
from .first_refusal import Tenant

KINDS = ("sale", "transfer", "contribution", "exchange", "scrapping", "demolition")
GROUNDS = ("obsolete", "lost", "over_age", "force_majeure", "voted")
VALUED_KINDS = ("sale", "contribution", "exchange")
OUTCOMES = {
    "sale": "sold", "transfer": "transferred", "exchange": "transferred", "contribution": "contributed",
    "scrapping": "scrapped", "demolition": "demolished",
}  # fmt: skip
ENDS = {
    "sale": ("delivered", "proceeds_received", "removed", "reported"),
    "transfer": ("delivered", "reported"),
    "exchange": ("delivered", "proceeds_received", "reported"),
    "contribution": ("delivered", "removed", "reported"),
    "scrapping": ("proceeds_received", "removed", "reported"),
    "demolition": ("proceeds_received", "removed", "reported"),
}


class DisposedAsset(NamedTuple):
    """One card of a disposal; value in yuan, None without a valuation in force on the day."""

    code: str
    owner_class: str
    confirmed: bool
    same_entity: bool
    gone: bool
    condition: str | None
    value: Decimal | None
    busy_with: str
    in_dispute: bool = False


class Listing(NamedTuple):
    """One listing on a platform; price in yuan, dates inclusive."""

    platform: str
    number: str
    reserve: Decimal
    date_from: date | None
    date_to: date | None
    auction: bool


class DisposalFacts(NamedTuple):
    """The facts of a disposal at any of its steps; amounts in yuan."""

    kind: str
    regime: str
    assets: tuple[DisposedAsset, ...]
    entity_frozen: bool
    frozen_leave: bool
    ground: str | None
    has_safety_report: bool
    reserve: Decimal
    posted_from: date | None
    has_posting_photo: bool
    tenants: tuple[Tenant, ...]
    listing: Listing | None
    price: Decimal
    bidders: int
    has_buyer: bool
    buyer_is_tenant: bool
    has_receiver: bool
    receiver_is_giver: bool
    receiver_collective: bool
    receiver_successor: bool
    share_percent: Decimal
    agreed_value: Decimal
    has_contract: bool
    has_collective_record: bool
    has_handover: bool
    received: Decimal


def road(kind: str, regime: str) -> tuple[str, ...]:
    """Return the states a disposal goes through, in order.

    >>> road("transfer", "state")
    ('proposed', 'classified', 'decided', 'approved', 'transferred', 'delivered', 'reported')
    """
    steps = ["proposed", "classified"]
    if kind in VALUED_KINDS:
        steps.append("valued")
        if regime != "state":
            steps.append("value_published")
    steps += ["decided", "approved"]
    if kind == "sale":
        steps.append("listed")
    return (*steps, OUTCOMES[kind], *ENDS[kind])


def lowest_reserve(value: Decimal, last_reserve: Decimal | None, rules: Parameters) -> Decimal:
    """Return the lowest reserve of a listing: the valuation at first, then the last one less the cut.

    Source: zhejiang-collective-37
    """
    if last_reserve is None:
        return value
    return last_reserve * (100 - rules.value("relist_cut_percent_max")) / 100


def check_classified(facts: DisposalFacts) -> list[Problem]:
    """Return what keeps a proposal from being taken up, in order of precedence.

    Problems: `no_assets`, `asset_of_other_entity`, `asset_gone`, `card_not_confirmed`,
    `ownership_unconfirmed`, `title_disputed`, `asset_busy`, `owners_mixed`, `entity_frozen`,
    `ground_missing`, `ground_not_for_state`, `safety_report_missing`, `receiver_missing`,
    `receiver_is_giver`, `collective_levelled`.
    Source: state-assets-21, state-assets-22, collective-law-35
    """
    problems = [] if facts.assets else [_problem("no_assets")]
    problems += [problem for asset in facts.assets for problem in _asset_problems(asset)]
    if facts.regime == "mixed":
        problems.append(_problem("owners_mixed"))
    if facts.entity_frozen and not facts.frozen_leave:
        problems.append(_problem("entity_frozen"))
    return [*problems, *_ground_problems(facts), *_receiver_problems(facts)]


def check_valued(
    facts: DisposalFacts, rules: Parameters, last_reserve: Decimal | None = None
) -> list[Problem]:
    """Return what the value or the reserve lacks on a day.

    Problems: `not_valued` (fact `code`) and `reserve_below` (facts `reserve`, `lowest`).
    Source: state-assets-36, zhejiang-collective-36
    """
    if facts.kind not in VALUED_KINDS:
        return []
    problems = [_problem("not_valued", code=asset.code) for asset in facts.assets if asset.value is None]
    if facts.kind == "sale" and not problems:
        lowest = lowest_reserve(total_value(facts), last_reserve, rules)
        if facts.reserve < lowest or facts.reserve <= 0:
            problems.append(_problem("reserve_below", reserve=facts.reserve, lowest=lowest))
    if facts.kind == "contribution" and not problems:
        problems += _contribution_problems(facts)
    return problems


def check_posted(facts: DisposalFacts, at: date, rules: Parameters, *, over: bool) -> list[Problem]:
    """Return what the posting of a collective's disposal lacks; `over` asks that its days have passed.

    Problems: `posting_photo_missing`, `posting_in_future`, `posting_not_over` (facts `until`, `days`).
    Source: zhejiang-collective-37
    """
    if facts.kind not in VALUED_KINDS or facts.regime == "state":
        return []
    if not facts.posted_from or not facts.has_posting_photo:
        return [_problem("posting_photo_missing")]
    if facts.posted_from > at:
        return [_problem("posting_in_future")]
    days = rules.value("disposal_posting_days_min")
    until = valuation.last_day_posted(facts.posted_from, days)
    return [_problem("posting_not_over", until=until, days=days)] if over and at <= until else []


def check_listing(facts: DisposalFacts, at: date, rules: Parameters) -> list[Problem]:
    """Return what a listing lacks: the record of it, its days, and the lessees told before.

    Problems: `listing_missing`, `listing_too_short` (fact `days`), `listing_below_reserve`,
    `tenant_not_told`, `tenant_may_answer` (facts `lease`, `until`), `auction_not_told` (facts `lease`,
    `days`).
    Source: civil-code-726, civil-code-727
    """
    problems, listing = [], facts.listing
    if not listing or not (listing.platform and listing.number and listing.date_from and listing.date_to):
        problems.append(_problem("listing_missing"))
    else:
        days = rules.value("listing_days_min")
        if (listing.date_to - listing.date_from).days + 1 < days:
            problems.append(_problem("listing_too_short", days=days))
        if listing.reserve < facts.reserve:
            problems.append(_problem("listing_below_reserve", reserve=listing.reserve, lowest=facts.reserve))
    for tenant in facts.tenants:
        auction = listing.date_to if listing and listing.auction else None
        problems += first_refusal.check(tenant, auction, at, rules)
    return problems


def check_sold(facts: DisposalFacts, at: date) -> list[Problem]:
    """Return what a sale lacks on a day, such as `price_below_reserve` or `tenant_first`.

    Source: zhejiang-collective-37, civil-code-726
    """
    problems, listing = [], facts.listing
    if not listing or not listing.date_to or listing.date_to > at:
        problems.append(_problem("listing_open", until=listing.date_to if listing else None))
    if facts.bidders <= 0:
        problems.append(_problem("no_bidder"))
    if not facts.has_buyer:
        problems.append(_problem("buyer_missing"))
    if facts.price <= 0:
        problems.append(_problem("price_missing"))
    elif facts.price < facts.reserve:
        problems.append(_problem("price_below_reserve", price=facts.price, reserve=facts.reserve))
    taker = next((tenant.lease for tenant in facts.tenants if tenant.answer == "accepts"), "")
    if taker and not facts.buyer_is_tenant:
        problems.append(_problem("tenant_first", lease=taker))
    if not facts.has_contract:
        problems.append(_problem("contract_missing"))
    return problems


def check_proceeds(facts: DisposalFacts) -> list[Problem]:
    """Return `proceeds_differ` (facts `received`, `price`) unless what came in is the price to the cent.

    Source: state-assets-25
    """
    facts_ = {"received": facts.received, "price": facts.price}
    return [] if facts.received == facts.price else [_problem("proceeds_differ", **facts_)]


def route_of(regime: str) -> str:
    """Return `treasury` for state property, else `collective_account`: where the money goes.

    Source: state-assets-25
    """
    return "treasury" if regime == "state" else "collective_account"


def shares(amount: Decimal, values: Sequence[Decimal]) -> list[Decimal]:
    """Return the amount in parts proportional to the values, equal parts without any; they add up to it."""
    return split(amount, values if any(values) else [Decimal(1)] * len(values))


def total_value(facts: DisposalFacts) -> Decimal:
    """Return the sum of the values of all assets, 0 for those without one."""
    return sum((asset.value or Decimal(0) for asset in facts.assets), start=Decimal(0))


def _asset_problems(asset: DisposedAsset) -> list[Problem]:
    wrong = {
        "asset_of_other_entity": not asset.same_entity,
        "asset_gone": asset.gone,
        "card_not_confirmed": not asset.confirmed,
        "ownership_unconfirmed": asset.owner_class == "unconfirmed",
        "title_disputed": asset.in_dispute,
    }
    problems = [_problem(name, code=asset.code) for name, found in wrong.items() if found]
    if asset.busy_with:
        problems.append(_problem("asset_busy", code=asset.code, other=asset.busy_with))
    return problems


def _ground_problems(facts: DisposalFacts) -> list[Problem]:
    if facts.kind == "scrapping":
        if not facts.ground:
            return [_problem("ground_missing")]
        if facts.regime == "state" and facts.ground == "voted":
            return [_problem("ground_not_for_state")]
    if facts.kind == "demolition" and not facts.has_safety_report:
        return [_problem("safety_report_missing")]
    return []


def _receiver_problems(facts: DisposalFacts) -> list[Problem]:
    if facts.kind not in ("transfer", "exchange"):
        return []
    if not facts.has_receiver:
        return [_problem("receiver_missing")]
    if facts.receiver_is_giver:
        return [_problem("receiver_is_giver")]
    if facts.kind == "transfer" and facts.regime == "collective":
        if not (facts.receiver_collective and facts.receiver_successor):
            return [_problem("collective_levelled")]
    return []


def _contribution_problems(facts: DisposalFacts) -> list[Problem]:
    problems = []
    if not 0 < facts.share_percent <= 100:
        problems.append(_problem("share_missing"))
    if not facts.has_buyer:
        problems.append(_problem("company_missing"))
    if facts.agreed_value < total_value(facts):
        lowest = total_value(facts)
        problems.append(_problem("contributed_below_value", agreed=facts.agreed_value, lowest=lowest))
    return problems


def _problem(name: str, **facts: object) -> Problem:
    return Problem(name=name, facts=facts)
