"""The way of an audit: who may audit, how long ahead it is told, how long the audited may answer.

*What it accepts*: plain days and names, and the numbers of the county. *How to use*: each step of an audit
asks its check and shows all problems together. *How it works*: a check returns `Problem`s, none if the step
may be taken; a deadline is counted from the day after the event, so 3 days after the 1st is the 4th.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ..errors import Problem
from ..parameters import Parameters


class Auditor(NamedTuple):
    """One of the team. declared: has said whether he has an interest. interest: what it is, empty for none.
    hands: vouchers of the audited he has prepared, reviewed or posted within the span."""

    name: str
    declared: bool = True
    interest: str = ""
    hands: int = 0


def team(people: Iterable[Auditor], rules: Parameters, *, audited: str = "") -> list[Problem]:
    """Return what keeps a team from auditing: too few, undeclared, or with an interest in the matter.

    Nobody is counted twice. Source: rural-audit-rules
    """
    people = list(people)
    least = int(rules.value("audit_team_min"))
    found = []
    count = len({one.name for one in people})
    if count < least:
        found.append(Problem("TeamTooSmall", {"count": count, "least": least}))
    for one in people:
        if one.name == audited:
            found.append(Problem("AuditsHimself", {"name": one.name}))
        elif not one.declared:
            found.append(Problem("NotDeclared", {"name": one.name}))
        elif one.interest.strip():
            found.append(Problem("HasInterest", {"name": one.name, "interest": one.interest.strip()}))
        elif one.hands:
            found.append(Problem("KeptTheBooks", {"name": one.name, "count": one.hands}))
    return found


def organiser(level: str, *, agency_keeps_books: bool) -> list[Problem]:
    """Return a problem when the township would audit books that its own agency centre keeps.

    Args: level: "township" or "county". Source: rural-audit-rules
    """
    if agency_keeps_books and level != "county":
        return [Problem("CountyAudits", {})]
    return []


def earliest_entry(notice: date, rules: Parameters) -> date:
    """Return the first day on which the auditors may come. Source: rural-audit-rules"""
    return notice + timedelta(days=int(rules.value("audit_notice_days_min")))


def entry(notice: date, entered: date, rules: Parameters) -> list[Problem]:
    """Return a problem when the auditors came before the audited was told long enough."""
    first = earliest_entry(notice, rules)
    return [] if entered >= first else [Problem("NoticeTooShort", {"first": first})]


def opinion_due(sent: date, days: int, rules: Parameters) -> tuple[date, list[Problem]]:
    """Return the last day for an opinion on a draft report, and a problem when `days` is out of bounds.

    Source: rural-audit-rules
    """
    return _due(sent, days, rules, "opinion")


def rectify_due(ordered: date, days: int, rules: Parameters) -> tuple[date, list[Problem]]:
    """Return the last day to put a finding right, and a problem when `days` is out of bounds.

    Source: rural-audit-rules
    """
    return _due(ordered, days, rules, "rectify")


def _due(day: date, days: int, rules: Parameters, what: str) -> tuple[date, list[Problem]]:
    least = int(rules.value(f"audit_{what}_days_min"))
    most = int(rules.value(f"audit_{what}_days_max"))
    wrong = [] if least <= days <= most else [Problem("DaysOutOfBounds", {"least": least, "most": most})]
    return day + timedelta(days=days), wrong
