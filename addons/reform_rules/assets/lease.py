"""Whether a lease may be signed: its term, its form, its owner, its price.

The Civil Code bounds the term and asks for writing; the rest keeps a collective's property from being let
below its worth, by somebody whose ownership nobody has established, or twice at once.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..money import ZERO
from ..parameters import Parameters
from ..periods import add_months
from . import idle
from .lease_kind import KINDS, RENTLESS, KindFacts, cap_article, years_max
from .lease_kind import check as check_kind
from .lease_kind import check_signing as check_kind_signing

__all__ = [
    "KINDS", "PRICE_BASES", "KindFacts", "LeaseFacts", "LetAsset", "approval_of", "check_pricing",
    "check_signing", "latest_end",
]  # fmt: skip

PRICE_BASES = ("valuation", "comparables", "previous_rent")


class LetAsset(NamedTuple):
    """One asset of the lease: card number, owner class, whether its card is confirmed, its present use."""

    code: str
    owner_class: str
    confirmed: bool
    use_state: str
    same_entity: bool
    exists_from: date | None = None
    in_dispute: bool = False


class LeaseFacts(NamedTuple):
    """The facts of a lease about to be priced or signed; amounts in yuan, dates inclusive."""

    kind: str
    date_start: date | None
    date_end: date | None
    rent_year: Decimal
    floor_rent: Decimal
    price_basis: str | None
    deposit: Decimal
    uplift_percent: Decimal
    uplift_every_years: int
    free_months: int
    has_document: bool
    entity_frozen: bool
    has_lessee: bool
    assets: tuple[LetAsset, ...]
    listed: bool = False
    more: KindFacts | None = None

    @property
    def own(self) -> KindFacts:
        """What the kind of contract asks for; nothing but the kind is known of an old lease."""
        return self.more or KindFacts(self.kind)


def check_pricing(lease: LeaseFacts, rules: Parameters) -> list[Problem]:
    """Return everything that keeps the lease from being priced, in order of precedence.

    Problems: `no_assets`, `lessee_missing`, `asset_of_other_entity`, `asset_scrapped`, `asset_disposed`,
    `before_asset_exists` (facts `code`, `since`), `card_not_confirmed`, `owners_mixed`, `term_missing`,
    `term_backwards`, `term_too_long`, `term_above_cap`, `ownership_unconfirmed`, `title_disputed` (fact
    `years`, 0 for an equity contribution, which waits for the title), `rent_missing`,
    `free_loan_with_rent`, `price_basis_missing`, `rent_below_floor`, `deposit_negative`,
    `uplift_incomplete`, `free_months_too_many`, and those of `lease_kind.check`.
    A lease that is to be listed has no lessee yet.
    Source: civil-code-705, collective-law-35
    """
    own = check_kind(lease.own, rules) if lease.more else []
    return [*_assets(lease), *_term(lease, rules), *_price(lease), *_clauses(lease), *own]


def check_signing(lease: LeaseFacts, rules: Parameters) -> list[Problem]:
    """Return everything that keeps the lease from being signed: as for pricing, and freeze and form.

    Further problems: `entity_frozen`, `not_written` (facts `months`).
    Source: civil-code-707
    """
    problems = [*check_pricing(lease._replace(listed=False), rules), *check_kind_signing(lease.own)]
    if lease.entity_frozen:
        problems.append(_problem("entity_frozen"))
    months = rules.value("written_form_months_min")
    if lease.date_start and lease.date_end and not lease.has_document:
        if lease.date_end + timedelta(days=1) >= add_months(lease.date_start, months):
            problems.append(_problem("not_written", months=months))
    return problems


def latest_end(date_start: date, years: int) -> date:
    """Return the last day of a term of that many years.

    >>> latest_end(date(2024, 2, 29), 20)
    datetime.date(2044, 2, 28)
    """
    return add_months(date_start, 12 * years) - timedelta(days=1)


def approval_of(owner_classes: frozenset[str]) -> str:
    """Return what a lease needs before it is signed: `county_finance` for state property, else `decision`.

    Assets of the state and of a collective are never let together; `check_pricing` says so.
    Source: state-assets-19, collective-law-26
    """
    return "county_finance" if owner_classes == frozenset({"state"}) else "decision"


def _problem(name: str, **facts: object) -> Problem:
    return Problem(name=name, facts=facts)


def _assets(lease: LeaseFacts) -> list[Problem]:
    problems = []
    if not lease.assets:
        problems.append(_problem("no_assets"))
    if not lease.has_lessee and not lease.listed:
        problems.append(_problem("lessee_missing"))
    for asset in lease.assets:
        if not asset.same_entity:
            problems.append(_problem("asset_of_other_entity", code=asset.code))
        if asset.use_state in idle.LEFT:
            problems.append(_problem(f"asset_{asset.use_state}", code=asset.code))
        if asset.exists_from and lease.date_start and lease.date_start < asset.exists_from:
            problems.append(_problem("before_asset_exists", code=asset.code, since=asset.exists_from))
        if not asset.confirmed:
            problems.append(_problem("card_not_confirmed", code=asset.code))
    classes = {asset.owner_class for asset in lease.assets}
    if "state" in classes and len(classes) > 1:
        problems.append(_problem("owners_mixed"))
    return problems


def _term(lease: LeaseFacts, rules: Parameters) -> list[Problem]:
    start, end = lease.date_start, lease.date_end
    if not start or not end:
        return [_problem("term_missing")]
    if end < start:
        return [_problem("term_backwards", date_start=start, date_end=end)]
    problems = []
    years = years_max(lease.kind, lease.own.use, rules)
    if years is not None and end > latest_end(start, years):
        name = "term_too_long" if years == rules.value("lease_years_max") else "term_above_cap"
        facts = {"years": years, "latest_end": latest_end(start, years)}
        if name == "term_above_cap":
            facts["article"] = cap_article(lease.kind, lease.own.use, rules)
        problems.append(_problem(name, **facts))
    return problems + check_title(lease, rules)


def check_title(lease: LeaseFacts, rules: Parameters) -> list[Problem]:
    """Return what an open title forbids: to let for long, and to put the thing into a company at all."""
    years = 0 if lease.kind == "equity" else rules.value("unconfirmed_lease_years_max")
    if years and lease.date_end <= latest_end(lease.date_start, years):
        return []
    problems = []
    for asset in lease.assets:
        if asset.owner_class == "unconfirmed":
            problems.append(_problem("ownership_unconfirmed", code=asset.code, years=years))
        if asset.in_dispute:
            problems.append(_problem("title_disputed", code=asset.code, years=years))
    return problems


def _price(lease: LeaseFacts) -> list[Problem]:
    if lease.kind == "free_loan":
        return [_problem("free_loan_with_rent")] if lease.rent_year else []
    problems = []
    if lease.kind in RENTLESS and not lease.rent_year:
        return problems
    if lease.rent_year <= 0:
        problems.append(_problem("rent_missing"))
    if not lease.price_basis or lease.floor_rent <= 0:
        problems.append(_problem("price_basis_missing"))
    if ZERO < lease.rent_year < lease.floor_rent:
        problems.append(_problem("rent_below_floor", rent=lease.rent_year, floor=lease.floor_rent))
    return problems


def _clauses(lease: LeaseFacts) -> list[Problem]:
    problems = []
    if lease.deposit < 0:
        problems.append(_problem("deposit_negative"))
    rise, every = lease.uplift_percent, lease.uplift_every_years
    if rise < 0 or every < 0 or bool(rise) != bool(every):
        problems.append(_problem("uplift_incomplete"))
    if lease.free_months < 0:
        problems.append(_problem("free_months_too_many"))
    elif lease.date_start and lease.date_end and lease.free_months:
        if add_months(lease.date_start, lease.free_months) > lease.date_end:
            problems.append(_problem("free_months_too_many"))
    return problems
