"""One plan for one idle thing (一处一策): what it needs before each step, and who approves it.

*What it accepts*: a plan as plain values, with its use lines and the pairs of the scheme in force.
*How to use*: `check_draft` before it is discussed, `check_prepare` before work begins, `check_in_use` before
it counts as in use, `check_acceptance` before it counts as revitalised. All return a list of `Problem`s.
*How it works*: each check adds to the one before; nothing is guessed, what is missing is named.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..parameters import Parameters
from ..periods import days_in

INCOME_BASES = ("actual", "asking_price", "estimate", "guaranteed", "unknown", "zero")
# Methods that show themselves by a paper of the plan, and which one.
PAPERS = {
    "agreement": "agreement_missing",
    "share_paper": "share_paper_missing",
    "handover": "handover_missing",
}
SCHOOL_WORDS = ("小学", "中学", "村小", "学校", "校舍", "教学点", "教学楼", "幼儿园")
_FULL = Decimal(100)


class UseLine(NamedTuple):
    """One use in a building; share in percent, income in yuan a year, None is not entered."""

    destination: str
    method: str
    proof: str
    allowed: bool
    removes_building: bool = False
    share: Decimal = Decimal(0)
    income: Decimal | None = None
    basis: str = "unknown"
    has_contract: bool = False


class PlanFacts(NamedTuple):
    """A plan as the rule sees it; budget in yuan."""

    uses: tuple[UseLine, ...] = ()
    owner_classes: frozenset[str] = frozenset()
    owners: int = 1
    confirmed: bool = True
    deadline: date | None = None
    has_responsible: bool = False
    budget: Decimal = Decimal(0)
    investment: Decimal = Decimal(0)
    scheme_in_force: bool = True
    entity_frozen: bool = False
    dangerous: bool = False
    reinforce: bool = False
    has_safety_report: bool = False
    is_school: bool = False
    has_education_opinion: bool = False
    has_collective_decision: bool = False
    papers: frozenset[str] = frozenset()


class Acceptance(NamedTuple):
    """What was seen on the spot; figures None where nobody entered them."""

    on: date | None
    has_photo: bool
    income: Decimal | None
    jobs: int | None
    beneficiaries: int | None
    area_in_use: Decimal | None
    area: Decimal


def looks_like_a_school(name: str) -> bool:
    """Tell whether a name is that of a school building.

    >>> looks_like_a_school("炮台小学"), looks_like_a_school("老办公场地")
    (True, False)
    """
    return any(word in name for word in SCHOOL_WORDS)


def approvers(facts: PlanFacts) -> tuple[str, ...]:
    """Return who approves: `decision` of the members, `county_finance`, `county_agriculture`, in order.

    State property is approved by the finance bureau after a collective decision, collective property is
    decided by its members; a school building of a collective also needs the county.

    Source: state-assets-19, collective-law-26
    """
    if "state" in facts.owner_classes:
        return ("county_finance",)
    return ("decision", "county_agriculture") if facts.is_school else ("decision",)


def check_draft(facts: PlanFacts, at: date) -> list[Problem]:
    """Return what keeps a plan from being discussed on the day `at`."""
    found = []

    def wrong(name: str, **given: object) -> None:
        found.append(Problem(name, given))

    if not facts.confirmed:
        wrong("plan_card_not_confirmed")
    if len(facts.owner_classes) > 1 or facts.owners > 1:
        wrong("plan_owners_mixed")
    if not facts.uses:
        wrong("plan_without_use")
    if facts.deadline is None:
        wrong("plan_deadline_missing")
    elif facts.deadline < at:
        wrong("plan_deadline_past", deadline=facts.deadline)
    if not facts.has_responsible:
        wrong("plan_responsible_missing")
    if facts.budget < 0 or facts.investment < 0:
        wrong("plan_budget_negative")
    if not facts.scheme_in_force:
        wrong("plan_scheme_not_in_force")
    return found + _check_uses(facts)


def _check_uses(facts: PlanFacts) -> list[Problem]:
    found = []
    shares = sum((use.share for use in facts.uses), start=Decimal(0))
    if any(use.share < 0 for use in facts.uses) or shares > _FULL:
        found.append(Problem("plan_shares_over_100", {"shares": str(shares)}))
    for number, use in enumerate(facts.uses, 1):
        if not use.allowed:
            found.append(Problem("plan_pair_not_allowed", {"number": number}))
        if use.basis == "zero" and use.income:
            found.append(Problem("plan_zero_with_income", {"number": number}))
        elif use.basis == "unknown" and use.income:
            found.append(Problem("plan_income_without_basis", {"number": number}))
        elif use.income is not None and use.income < 0:
            found.append(Problem("plan_income_negative", {"number": number}))
    return found + _check_building(facts)


def _check_building(facts: PlanFacts) -> list[Problem]:
    """A building certified as dangerous is pulled down, or made safe first; nobody moves in as it is."""
    if not facts.dangerous or not facts.uses or all(use.removes_building for use in facts.uses):
        return []
    return [] if facts.reinforce else [Problem("plan_building_dangerous", {})]


def check_approval(facts: PlanFacts, at: date) -> list[Problem]:
    """Return what keeps a discussed plan from being approved, the members' vote apart.

    Source: state-assets-19
    """
    found = check_draft(facts, at)
    if "unconfirmed" in facts.owner_classes:
        found.append(Problem("plan_owner_unconfirmed", {}))
    if "state" in facts.owner_classes and not facts.has_collective_decision:
        found.append(Problem("plan_collective_decision_missing", {}))
    if facts.is_school and not facts.has_education_opinion:
        found.append(Problem("plan_education_opinion_missing", {}))
    return found


def check_prepare(facts: PlanFacts) -> list[Problem]:
    """Return what keeps an approved plan from being carried out."""
    found = _check_building(facts)
    if facts.entity_frozen:
        found.append(Problem("plan_entity_frozen", {}))
    if facts.dangerous and not facts.has_safety_report:
        found.append(Problem("plan_safety_report_missing", {}))
    return found


def check_in_use(facts: PlanFacts) -> list[Problem]:
    """Return what is missing to show that each use has begun: contract, agreement, share paper, note."""
    found = check_prepare(facts)
    for number, use in enumerate(facts.uses, 1):
        if use.proof == "lease" and not use.has_contract:
            found.append(Problem("contract_missing", {"number": number}))
        elif use.proof == "removal":
            found.append(Problem("plan_use_leaves_register", {"number": number}))
        elif use.proof in PAPERS and use.proof not in facts.papers and not use.has_contract:
            found.append(Problem(PAPERS[use.proof], {"number": number}))
    return found


def check_acceptance(seen: Acceptance, at: date, rules: Parameters) -> list[Problem]:
    """Return what is missing in an acceptance signed on the day `at`: photo, fresh date, four figures."""
    found = []
    limit = rules.value("plan_acceptance_days_max")
    if seen.on is None or seen.on > at:
        found.append(Problem("acceptance_date_wrong", {}))
    elif days_in(seen.on, at) - 1 > limit:
        found.append(Problem("acceptance_too_old", {"days": limit}))
    if not seen.has_photo:
        found.append(Problem("acceptance_photo_missing", {}))
    figures = (seen.income, seen.jobs, seen.beneficiaries, seen.area_in_use)
    if any(figure is None for figure in figures):
        found.append(Problem("acceptance_figures_missing", {}))
    elif any(figure is not None and figure < 0 for figure in figures):
        found.append(Problem("acceptance_figures_negative", {}))
    if seen.area_in_use and seen.area and seen.area_in_use > seen.area:
        found.append(Problem("acceptance_area_too_large", {"area": str(seen.area)}))
    return found


def relapse_due(results: tuple[str, ...], rules: Parameters) -> str | None:
    """Return why the use is to be judged ended: `idle_again`, `missed`, or None; newest inspection first."""
    if results and results[0] == "idle_again":
        return "idle_again"
    limit = rules.value("plan_inspections_missed_max")
    if len(results) >= limit and all(result == "missed" for result in results[:limit]):
        return "missed"
    return None
