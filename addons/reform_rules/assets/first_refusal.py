"""A lessee is told before what he rents is sold, and may take it on equal terms.

Silence for fifteen days is a no; an auction is announced to him five days before.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..errors import Problem
from ..parameters import Parameters


class Tenant(NamedTuple):
    """One lease on a disposed asset: when its lessee was told of the sale, and what he said on which day.

    answer: `accepts`, `waives` or empty for silence.
    """

    lease: str
    told_on: date | None
    answer: str
    auction_told_on: date | None


def waived(tenant: Tenant, at: date, rules: Parameters) -> bool:
    """Tell whether a lessee has waived the first refusal by a day: he said so, or kept silent long enough.

    Source: civil-code-726
    """
    if tenant.answer == "waives":
        return True
    return not tenant.answer and tenant.told_on is not None and at > silence_ends(tenant.told_on, rules)


def silence_ends(told_on: date, rules: Parameters) -> date:
    """Return the last day on which a lessee who was told may still say that he buys.

    Source: civil-code-726
    """
    return told_on + timedelta(days=rules.value("first_refusal_days"))


def check(tenant: Tenant, auction_on: date | None, at: date, rules: Parameters) -> list[Problem]:
    """Return what the lessee is still owed before a listing: word of the sale, time, word of the auction.

    Problems: `tenant_not_told` (fact `lease`), `tenant_may_answer` (facts `lease`, `until`),
    `auction_not_told` (facts `lease`, `days`).
    Source: civil-code-726, civil-code-727
    """
    if not tenant.told_on:
        return [Problem("tenant_not_told", {"lease": tenant.lease})]
    problems = []
    if not tenant.answer and not waived(tenant, at, rules):
        until = silence_ends(tenant.told_on, rules)
        problems.append(Problem("tenant_may_answer", {"lease": tenant.lease, "until": until}))
    days = rules.value("auction_notice_days_min")
    if auction_on and tenant.answer != "waives":
        told = tenant.auction_told_on
        if not told or told + timedelta(days=days) > auction_on:
            problems.append(Problem("auction_not_told", {"lease": tenant.lease, "days": days}))
    return problems
