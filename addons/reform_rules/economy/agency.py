"""Books kept by an agency for others: who keeps whose, until when in the month, and what a month still lacks.

*What it accepts*: people as opaque numbers, a month, and the `LineFacts` of one entity in it. *How to use*:
`check_people`, `check_load` and `check_fee` for an engagement; `window` and `missing` for the monthly batch.
*How it works*: an agency keeps books and decides nothing; property, use and approval stay with the members,
and money and books are never in one hand.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem
from ..money import ZERO, yuan
from ..parameters import Parameters
from ..periods import Month

# Where a month of an entity stands, in order; `returned` goes back to the clerk.
STEPS = ("waiting", "reported", "checked", "booked", "published")


class LineFacts(NamedTuple):
    """One entity in one month, as counted by the database.

    papers: sheets handed in. nil: the clerk says nothing happened. asked: requests still in approval.
    unpaid: approved and not paid. events: things that happened and have no voucher. prepared, reviewed:
    vouchers to review, to post. posted: vouchers in the books.
    """

    papers: int = 0
    nil: bool = False
    asked: int = 0
    unpaid: int = 0
    events: int = 0
    prepared: int = 0
    reviewed: int = 0
    posted: int = 0


class Window(NamedTuple):
    """The days of the month after: joint reporting (first to last), books, publication; all inclusive."""

    report_from: date
    report_to: date
    book_to: date
    publish_to: date


def check_people(accountants: Collection[int], cashier: int, clerk: int) -> list[Problem]:
    """Return what is wrong with the hands of an engagement.

    Problems: accountant_missing, cashier_missing, clerk_missing; accountant_is_cashier; accountant_is_clerk.
    Source: accounting-law-35
    """
    found = [
        Problem(name, {})
        for name, there in (
            ("accountant_missing", accountants),
            ("cashier_missing", cashier),
            ("clerk_missing", clerk),
        )
        if not there
    ]
    if cashier and cashier in accountants:
        found.append(Problem("accountant_is_cashier", {}))
    if clerk and clerk in accountants:
        found.append(Problem("accountant_is_clerk", {}))
    return found


def check_load(entities: int, rules: Parameters) -> list[Problem]:
    """Return a warning when one accountant keeps too few or too many entities.

    Problems: load_out_of_range (`entities`, `least`, `most`), a warning.
    """
    least, most = rules.value("agency_entities_min"), rules.value("agency_entities_max")
    if least <= entities <= most:
        return []
    facts = {"entities": entities, "least": least, "most": most}
    return [Problem("load_out_of_range", facts, level="warning")]


def check_fee(payer: str, fee: Decimal, rules: Parameters) -> list[Problem]:
    """Return what is wrong with the yearly fee, in yuan.

    Problems: fee_from_the_village (`fee`, `limit`): more than the county lets an agency take from a village.
    fee_negative.
    Source: zhejiang-collective-43
    """
    fee = yuan(fee)
    if fee < ZERO:
        return [Problem("fee_negative", {"fee": fee})]
    limit = yuan(rules.value("agency_fee_village_yuan_max"))
    if payer == "entity" and fee > limit:
        return [Problem("fee_from_the_village", {"fee": fee, "limit": limit})]
    return []


def window(month: Month, rules: Parameters) -> Window:
    """Return the days by which a month is reported, in the books and published: in the month after it.

    >>> window(Month(2026, 12), Parameters.at(date(2027, 1, 1))).report_to
    datetime.date(2027, 1, 5)
    """
    after = month.next
    days = [
        after.first + timedelta(days=rules.value(name) - 1)
        for name in (
            "agency_report_day_first",
            "agency_report_day_last",
            "agency_book_day_last",
            "agency_publish_day_last",
        )
    ]
    return Window(*(min(day, after.last) for day in days))


def missing(facts: LineFacts, step: str) -> list[Problem]:
    """Return what an entity's month lacks to come to a step; nothing for a step that needs nothing.

    Problems, each with `count`: papers_missing, nil_and_papers, events_unbooked, vouchers_unreviewed,
    vouchers_unposted; as warnings, because they may go over into the next month: requests_in_approval,
    payments_open.
    """
    assert step in STEPS, step
    found = []
    if step == "reported":
        if not facts.papers and not facts.nil:
            found.append(Problem("papers_missing", {"count": 0}))
        if facts.papers and facts.nil:
            found.append(Problem("nil_and_papers", {"count": facts.papers}))
    wanted = {
        "checked": (("requests_in_approval", facts.asked),),
        "booked": (("payments_open", facts.unpaid), ("events_unbooked", facts.events)),
        "published": (("vouchers_unreviewed", facts.prepared), ("vouchers_unposted", facts.reviewed)),
    }.get(step, ())
    for name, count in wanted:
        if count:
            level = "warning" if name in ("requests_in_approval", "payments_open") else "error"
            found.append(Problem(name, {"count": count}, level=level))
    return found


def all_missing(facts: LineFacts, state: str) -> list[Problem]:
    """Return what stands between a state and publication, every step to come looked at."""
    order = STEPS.index("waiting" if state == "returned" else state)
    return [problem for step in STEPS[order + 1 :] for problem in missing(facts, step)]


def check_posting(
    posted_from: date | None, posted_to: date | None, rules: Parameters, *, has_photo: bool
) -> list[Problem]:
    """Return what is wrong with a month's finance hanging where members read it.

    Problems: posting_days_missing; posting_too_short (`days`, `least`); photo_missing.
    Source: collective-law-45
    """
    found = [] if has_photo else [Problem("photo_missing", {})]
    if not posted_from or not posted_to:
        return [*found, Problem("posting_days_missing", {})]
    days, least = (posted_to - posted_from).days + 1, rules.value("agency_posting_days_min")
    if days < least:
        found.append(Problem("posting_too_short", {"days": days, "least": least}))
    return found
