"""Kinds of contract: how long each may last, who decides it, and what it has to say.

*What it accepts*: :class:`KindFacts`. *How to use*: `check` for everything missing, `years_max` for the cap,
`decision_kind` for the matter the members decide. *How it works*: the caps are dated numbers of
``parameters.toml`` with their articles; the kind and the use of the land choose the name.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..parameters import Parameters

KINDS = (
    "lease", "land_contract", "construction_land", "free_loan", "cooperation", "profit_share", "equity",
)  # fmt: skip
LAND_USES = ("reserve", "wasteland", "pond", "grassland", "forest")
BUILDING_USES = ("industry", "commerce", "mixed")
# Kinds with a yearly share of what the enterprise earns, beside or instead of a rent.
SHARING = frozenset({"cooperation", "profit_share", "equity"})
# Kinds that may have no rent at all.
RENTLESS = frozenset({"free_loan", "profit_share", "equity"})


class KindFacts(NamedTuple):
    """What a contract of a kind has to say; `outsider`: the other side is no member of the collective.

    share_percent: of the yearly result. contribution: yuan at which the assets are put in.
    """

    kind: str
    use: str = ""
    outsider: bool = False
    credit_checked: bool = False
    township_consent: str = ""
    plan_conditions: str = ""
    return_clause: str = ""
    share_percent: Decimal = Decimal(0)
    contribution: Decimal = Decimal(0)
    natures: frozenset[str] = frozenset()


def years_max(kind: str, use: str, rules: Parameters) -> int | None:
    """Return how many years a contract of the kind may last; `None`: the law sets no limit.

    Source: civil-code-705, rural-land-contract-21, four-wastelands-1999, urban-land-12
    """
    if kind == "equity":
        return None
    if kind == "construction_land":
        return int(rules.value(f"construction_land_years_max_{use or 'commerce'}"))
    if kind == "land_contract" and use in ("wasteland", "grassland", "forest"):
        return int(rules.value(f"land_contract_years_max_{use}"))
    return int(rules.value("lease_years_max"))


def cap_article(kind: str, use: str, rules: Parameters) -> str:
    """Return the id of the article that sets `years_max`, empty where there is none."""
    if kind == "equity":
        return ""
    if kind == "construction_land":
        return rules.article(f"construction_land_years_max_{use or 'commerce'}")
    if kind == "land_contract" and use in ("wasteland", "grassland", "forest"):
        return rules.article(f"land_contract_years_max_{use}")
    return rules.article("lease_years_max")


def decision_kind(kind: str, *, outsider: bool) -> str:
    """Return the matter a contract is decided as.

    Land for somebody outside the collective is a matter of its own, with two thirds of all and the township's
    consent; a contract with a member is a letting like others.
    Source: land-law-63, rural-land-contract-52, collective-law-26
    """
    if kind == "construction_land":
        return "construction_land"
    if kind == "land_contract" and outsider:
        return "land_contract"
    if kind == "equity":
        return "contribution"
    return "asset_lease"


def check(facts: KindFacts, rules: Parameters) -> list[Problem]:
    """Return what a contract of the kind still has to say before it is priced.

    Problems: `land_use_missing`, `building_use_missing`, `not_land` (a land contract over something that is
    no resource), `plan_conditions_missing`, `return_clause_missing`, `share_missing`, `share_out_of_range`,
    `contribution_missing`, `bidder_not_checked`.
    Source: land-law-63, rural-land-contract-52, land-regulation-40
    """
    problems = []
    if facts.kind == "land_contract":
        if facts.use not in LAND_USES:
            problems.append(Problem("land_use_missing", {}))
        if facts.natures and facts.natures != frozenset({"resource"}):
            problems.append(Problem("not_land", {}))
        if facts.outsider and not facts.credit_checked:
            problems.append(Problem("bidder_not_checked", {}))
    if facts.kind == "construction_land":
        if facts.use not in BUILDING_USES:
            problems.append(Problem("building_use_missing", {}))
        if not facts.plan_conditions.strip():
            problems.append(Problem("plan_conditions_missing", {}))
    if facts.kind == "free_loan" and not facts.return_clause.strip():
        problems.append(Problem("return_clause_missing", {}))
    if facts.kind in SHARING and not facts.share_percent:
        problems.append(Problem("share_missing", {}))
    if not 0 <= facts.share_percent <= 100:
        problems.append(Problem("share_out_of_range", {"percent": facts.share_percent}))
    if facts.kind == "equity" and facts.contribution <= 0:
        problems.append(Problem("contribution_missing", {}))
    return problems


def check_signing(facts: KindFacts) -> list[Problem]:
    """Return what else a contract of the kind needs before it is signed.

    Land let to somebody outside the collective is approved by the township: `township_consent_missing`.
    Source: rural-land-contract-52
    """
    if facts.kind == "land_contract" and facts.outsider and not facts.township_consent.strip():
        return [Problem("township_consent_missing", {})]
    return []
