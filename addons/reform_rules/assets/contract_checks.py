"""What is wrong with a contract in force: the codes of the contract clean-up (合同清理), one function each.

*What it accepts*: :class:`ContractFacts`, gathered for all contracts by a handful of queries.

*How to use*: ``check(facts, rules, at)`` at signing and every night; each Problem's name is its code.

*How it works*: every function looks at one code and knows nothing of the others. A fact nobody could
establish (`None`) is no problem: the checks accuse of what is known, not of what was not looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..money import ZERO, yuan
from ..parameters import Parameters
from ..periods import add_months
from .lease_kind import RENTLESS

# How far a contract has come.
DRAFT, SIGNED, RUNNING, ENDED, RETURNED = "draft", "signed", "running", "ended", "returned"
BINDING = (SIGNED, RUNNING, ENDED, RETURNED)


class Peers(NamedTuple):
    """What comparable contracts cost: the median in yuan a square metre and year, and of how many."""

    median: Decimal
    count: int


class ContractFacts(NamedTuple):
    """One contract as the checks see it; amounts in yuan, days as numbers, `None`: not known.

    phase: one of the constants above. years_max: the cap of the law for this kind, None for none.
    overlapping: numbers of other contracts over the same thing in the same days. related: the officer the
    lessee is related to, empty when none. flags: codes a reviewer has raised by hand. booked: whether what
    has fallen due stands in the books.
    """

    phase: str
    kind: str
    date_start: date | None
    date_end: date | None
    years_max: int | None
    has_document: bool
    signed_date: date | None
    filed: bool
    rent_year: Decimal
    area_sqm: Decimal
    peers: Peers | None
    has_rise: bool
    has_lessee: bool
    has_purpose: bool
    overdue: Decimal
    overdue_days: int
    approved: bool
    listing_required: bool | None
    listed: bool
    followed: bool
    overlapping: tuple[str, ...]
    related: str
    sublet: bool
    flags: frozenset[str]
    booked: bool | None


def no_written(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A contract of months or more, or of no stated end, without a written document.

    Source: civil-code-707
    """
    if facts.has_document or facts.phase not in BINDING:
        return []
    months = rules.value("written_form_months_min")
    if facts.date_start and facts.date_end:
        if facts.date_end + timedelta(days=1) < add_months(facts.date_start, months):
            return []
    return [Problem("no_written", {"months": months})]


def over_term(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A term beyond what the law allows for this kind of thing; the part beyond is void.

    Source: civil-code-705
    """
    if not facts.date_start or not facts.date_end or facts.years_max is None:
        return []
    latest = _latest_end(facts.date_start, facts.years_max)
    if facts.date_end <= latest:
        return []
    return [Problem("over_term", {"years": facts.years_max, "latest": latest})]


def long_term(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A lawful term that binds more than one generation of officers."""
    limit = rules.value("contract_long_years")
    if not facts.date_start or not facts.date_end or over_term(facts, rules, at):
        return []
    if facts.date_end <= _latest_end(facts.date_start, limit):
        return []
    return [Problem("long_term", {"limit": limit})]


def low_price(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A rent far below the median of comparable contracts.

    Source: collective-law-35
    """
    peers = facts.peers
    if facts.kind != "lease" or not peers or peers.count < rules.value("contract_peers_min"):
        return []
    if facts.area_sqm <= 0 or facts.rent_year <= 0:
        return []
    percent = rules.value("contract_low_price_percent")
    if facts.rent_year * 100 >= peers.median * facts.area_sqm * percent:
        return []
    per_sqm = yuan(facts.rent_year / facts.area_sqm)
    return [
        Problem(
            "low_price",
            {"per_sqm": per_sqm, "median": yuan(peers.median), "peers": peers.count, "percent": percent},
        )
    ]


def arrears(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """Rent past the days of grace.

    Source: civil-code-722
    """
    if facts.overdue <= ZERO:
        return []
    return [Problem("arrears", {"amount": facts.overdue, "days": facts.overdue_days})]


def no_procedure(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A binding contract that neither the members decided nor the county approved.

    Source: villagers-committee-law-24, state-assets-19
    """
    return [] if facts.approved or facts.phase not in BINDING else [Problem("no_procedure", {})]


def no_public_trade(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A contract above the county's threshold that was never listed.

    Source: state-assets-36
    """
    if not facts.listing_required or facts.listed or facts.phase not in BINDING:
        return []
    return [Problem("no_public_trade", {})]


def expired_occupied(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A term that is over, the thing neither let anew nor given back.

    Source: civil-code-734
    """
    if facts.phase not in (RUNNING, ENDED) or facts.followed or not facts.date_end:
        return []
    days = (at - facts.date_end).days
    if days <= (0 if facts.phase == RUNNING else rules.value("lease_handover_days_max")):
        return []
    return [Problem("expired_occupied", {"days": days, "date_end": facts.date_end})]


def duplicate(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """The same thing let to two people in the same days."""
    return [Problem("duplicate", {"others": ", ".join(facts.overlapping)})] if facts.overlapping else []


def one_sided(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A clause by which the collective must buy back or pay out; a reviewer has to read it."""
    return [Problem("one_sided", {})] if "one_sided" in facts.flags else []


def relation(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A lessee who is an officer or related to one."""
    return [Problem("relation", {"related": facts.related})] if facts.related else []


def bad_terms(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """What a contract has to say and does not.

    Missing elements, in order: `lessee`, `term`, `area`, `price`, `purpose`, and `rise` where a rent stays
    the same for longer than `contract_flat_years`.
    """
    flat = rules.value("contract_flat_years")
    long = bool(facts.date_start and facts.date_end and facts.date_end > _latest_end(facts.date_start, flat))
    present = {
        "lessee": facts.has_lessee,
        "term": bool(facts.date_start and facts.date_end),
        "area": facts.area_sqm > 0,
        "price": facts.rent_year > 0 or facts.kind in RENTLESS,
        "purpose": facts.has_purpose,
        "rise": facts.has_rise or not long or facts.kind != "lease",
    }
    missing = [name for name, there in present.items() if not there]
    return [Problem("bad_terms", {"missing": missing})] if missing else []


def sublet(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """Let on to somebody else, or used for something else, without consent.

    Source: civil-code-716
    """
    return [Problem("sublet", {})] if facts.sublet or "sublet" in facts.flags else []


def not_filed(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A signed contract of which the township has no copy.

    Source: villagers-committee-law-30
    """
    if facts.filed or facts.phase not in BINDING or not facts.signed_date:
        return []
    days = (at - facts.signed_date).days
    if days <= rules.value("lease_filing_days_max"):
        return []
    return [Problem("not_filed", {"days": days})]


def off_book(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """A contract whose rent has fallen due and stands in no book.

    Source: state-assets-30
    """
    return [Problem("off_book", {})] if facts.booked is False else []


Check = Callable[[ContractFacts, Parameters, date], list[Problem]]
CHECKS: dict[str, Check] = {
    function.__name__: function
    for function in (
        no_written, over_term, long_term, low_price, arrears, no_procedure, no_public_trade, expired_occupied,
        duplicate, one_sided, relation, bad_terms, sublet, not_filed, off_book,
    )
}  # fmt: skip
# What keeps a contract from being signed until somebody above the village overrides it with a reason. What
# the signing itself refuses (form, cap of the term, decision, letting twice) is not overridden at all.
BLOCKING = frozenset({"low_price", "relation", "one_sided"})
# What a reviewer raises by hand, since no figure shows it.
BY_HAND = frozenset({"one_sided", "sublet"})


def check(facts: ContractFacts, rules: Parameters, at: date) -> list[Problem]:
    """Return everything wrong with a contract on the day `at`, in the order of the codes."""
    return [
        problem._replace(level="error" if problem.name in BLOCKING else "warning")
        for look in CHECKS.values()
        for problem in look(facts, rules, at)
    ]


def _latest_end(date_start: date, years: int) -> date:
    return add_months(date_start, 12 * years) - timedelta(days=1)
