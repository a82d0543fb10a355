"""What a thing is worth, who says so, and for how long it may be used.

A valuation is a report of a qualified agency, or for small matters a note of three comparable deals. It is
posted before it is confirmed, it ends a year after its base date, and nothing is sold on one that has ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..money import ZERO, yuan
from ..parameters import Parameters
from ..periods import add_months

ROUTES = ("report", "comparables")
METHODS = ("income", "replacement_cost", "market", "liquidation", "comparables")
DISPOSING = ("sale", "exchange", "contribution", "joint_venture", "merger", "liquidation")


class ValuedAsset(NamedTuple):
    """One card of a valuation; value and rent value in yuan, a `None` is not known yet."""

    code: str
    owner_class: str
    confirmed: bool
    same_entity: bool
    gone: bool
    measured: bool
    has_title: bool
    value: Decimal
    rent_value: Decimal


class Comparable(NamedTuple):
    """One deal compared with: its day and its price per unit in yuan."""

    day: date
    price: Decimal
    place: str


class ValuationFacts(NamedTuple):
    """The facts of a valuation at any of its steps; amounts in yuan, dates inclusive."""

    route: str
    purpose: str
    regime: str
    base_date: date | None
    method: str | None
    assets: tuple[ValuedAsset, ...]
    title_note: str
    has_agency: bool
    has_agency_no: bool
    has_report: bool
    comparables: tuple[Comparable, ...]
    posted_from: date | None
    has_posting_photo: bool
    open_objections: int
    has_minutes: bool
    meeting_on: date | None


def regime_of(owner_classes: frozenset[str]) -> str:
    """Return `state`, `collective`, `mixed` or `unconfirmed`: which rules the property stands under.

    Source: state-assets-36, zhejiang-collective-36
    """
    if not owner_classes or "unconfirmed" in owner_classes:
        return "unconfirmed"
    if owner_classes == {"state"}:
        return "state"
    return "mixed" if "state" in owner_classes else "collective"


def triggers(regime: str, rules: Parameters) -> dict[str, str]:
    """Return what property of the regime is valued for, each with the article that asks or allows it.

    Source: state-appraisal-3, state-appraisal-4, zhejiang-collective-36
    """
    found = {}
    for name in (f"valuation_triggers_{regime}", "valuation_triggers_optional"):
        found |= dict.fromkeys(rules.value(name), rules.article(name))
    return found


def valid_to(base_date: date, rules: Parameters) -> date:
    """Return the last day on which a valuation of that base date may be used.

    Source: state-appraisal-validity
    """
    return add_months(base_date, rules.value("valuation_validity_months")) - timedelta(days=1)


def is_valid(base_date: date, last_day: date, at: date) -> bool:
    """Tell whether a confirmed valuation may be used on a day, its first and its last included."""
    return base_date <= at <= last_day


def posting_days(route: str, regime: str, rules: Parameters) -> int:
    """Return how many days a valuation is posted at least; that of state property is approved instead.

    Source: zhejiang-collective-37
    """
    if regime == "state":
        return 0
    return rules.value("valuation_posting_days_min" if route == "report" else "comparables_posting_days_min")


def last_day_posted(posted_from: date, days: int) -> date:
    """Return the last day of a posting of that many whole days, the first counted.

    >>> last_day_posted(date(2025, 3, 1), 15)
    datetime.date(2025, 3, 15)
    """
    return posted_from + timedelta(days=max(days, 1) - 1)


def needs_renewed_consent(price: Decimal, value: Decimal, rules: Parameters) -> bool:
    """Tell whether a price lies so far under the valuation that who approved has to consent anew.

    Source: state-exchange-18
    """
    return price * 100 < value * rules.value("reprice_floor_pct")


def unit_price(comparables: Sequence[Comparable]) -> Decimal:
    """Return the mean price per unit of the deals compared with, to the cent; 0 without any."""
    if not comparables:
        return ZERO
    return yuan(sum((one.price for one in comparables), start=ZERO) / len(comparables))


def check_scope(facts: ValuationFacts, rules: Parameters) -> list[Problem]:
    """Return what keeps a request from being taken up, in order of precedence.

    Problems: `no_assets`, `asset_of_other_entity`, `asset_gone`, `card_not_confirmed`, `owners_mixed`,
    `ownership_unconfirmed`, `asset_not_measured`, `title_missing`, `purpose_not_of_regime`,
    `base_date_missing`, `comparables_not_for_this`.
    Source: state-appraisal-3, zhejiang-collective-36
    """
    problems = [_problem("no_assets")] if not facts.assets else []
    for asset in facts.assets:
        problems += _asset_problems(asset, facts.title_note)
    if facts.regime == "mixed":
        problems.append(_problem("owners_mixed"))
    elif facts.assets and facts.regime != "unconfirmed":
        if facts.purpose not in triggers(facts.regime, rules):
            problems.append(_problem("purpose_not_of_regime"))
    if not facts.base_date:
        problems.append(_problem("base_date_missing"))
    if facts.route == "comparables" and facts.regime == "state" and facts.purpose in DISPOSING:
        problems.append(_problem("comparables_not_for_this"))
    return problems


def check_agency(facts: ValuationFacts) -> list[Problem]:
    """Return what keeps the agency from being chosen: `agency_missing`, `agency_not_qualified`.

    Source: state-appraisal-14, zhejiang-collective-37
    """
    if not facts.has_agency:
        return [_problem("agency_missing")]
    return [] if facts.has_agency_no else [_problem("agency_not_qualified")]


def check_draft(facts: ValuationFacts, rules: Parameters) -> list[Problem]:
    """Return what a draft report or note lacks, in order of precedence.

    Problems: `method_missing`, `value_missing`, `report_missing`, and for a note `comparables_too_few`,
    `comparable_too_old`, `comparables_value_over`, `comparables_rent_over`.
    Source: state-appraisal-23
    """
    problems = []
    if not facts.method:
        problems.append(_problem("method_missing"))
    for asset in facts.assets:
        worth = asset.rent_value if facts.purpose == "lease" else asset.value
        if worth <= 0:
            problems.append(_problem("value_missing", code=asset.code))
    if facts.route == "report":
        return problems if facts.has_report else [*problems, _problem("report_missing")]
    return problems + _note_problems(facts, rules)


def check_announcement(facts: ValuationFacts, at: date) -> list[Problem]:
    """Return what a reviewed valuation lacks to count as posted.

    Problems: `posting_photo_missing`, `posting_in_future`.
    Source: zhejiang-collective-37
    """
    if not facts.posted_from or not facts.has_posting_photo:
        return [_problem("posting_photo_missing")]
    return [_problem("posting_in_future")] if facts.posted_from > at else []


def check_posting(facts: ValuationFacts, at: date, rules: Parameters) -> list[Problem]:
    """Return what a posted valuation lacks to be confirmed on a day.

    Problems: `posting_photo_missing`, `posting_not_over` (facts `until`, `days`), `objections_open` (fact
    `count`), `minutes_missing`, `meeting_before_posting`, `base_date_over` (fact `valid_to`).
    Source: zhejiang-collective-37, chongqing-collective-17
    """
    problems = []
    if facts.regime != "state":
        problems += _posting_problems(facts, at, rules)
        if facts.route == "report" and not (facts.has_minutes and facts.meeting_on):
            problems.append(_problem("minutes_missing"))
    if facts.open_objections:
        problems.append(_problem("objections_open", count=facts.open_objections))
    if facts.base_date and at > valid_to(facts.base_date, rules):
        problems.append(_problem("base_date_over", valid_to=valid_to(facts.base_date, rules)))
    return problems


def _posting_problems(facts: ValuationFacts, at: date, rules: Parameters) -> list[Problem]:
    if not facts.posted_from or not facts.has_posting_photo:
        return [_problem("posting_photo_missing")]
    days = posting_days(facts.route, facts.regime, rules)
    until = last_day_posted(facts.posted_from, days)
    return [_problem("posting_not_over", until=until, days=days)] if at <= until else []


def _asset_problems(asset: ValuedAsset, title_note: str) -> list[Problem]:
    problems = []
    if not asset.same_entity:
        problems.append(_problem("asset_of_other_entity", code=asset.code))
    if asset.gone:
        problems.append(_problem("asset_gone", code=asset.code))
    if not asset.confirmed:
        problems.append(_problem("card_not_confirmed", code=asset.code))
    if asset.owner_class == "unconfirmed":
        problems.append(_problem("ownership_unconfirmed", code=asset.code))
    if not asset.measured:
        problems.append(_problem("asset_not_measured", code=asset.code))
    if not asset.has_title and not title_note.strip():
        problems.append(_problem("title_missing", code=asset.code))
    return problems


def _note_problems(facts: ValuationFacts, rules: Parameters) -> list[Problem]:
    problems, needed = [], rules.value("comparables_min")
    if len(facts.comparables) < needed:
        problems.append(_problem("comparables_too_few", needed=needed, count=len(facts.comparables)))
    months = rules.value("comparables_age_months_max")
    if facts.base_date:
        oldest = add_months(facts.base_date, -months)
        problems += [
            _problem("comparable_too_old", place=one.place, months=months)
            for one in facts.comparables
            if not oldest <= one.day <= facts.base_date
        ]
    limits = {"value": "comparables_value_yuan_max", "rent_value": "comparables_rent_yuan_max"}
    name = "rent_value" if facts.purpose == "lease" else "value"
    total = sum((getattr(asset, name) for asset in facts.assets), start=ZERO)
    if total > rules.value(limits[name]):
        kind = "comparables_rent_over" if facts.purpose == "lease" else "comparables_value_over"
        problems.append(_problem(kind, total=total, limit=rules.value(limits[name])))
    return problems


def _problem(name: str, **facts: object) -> Problem:
    return Problem(name=name, facts=facts)
