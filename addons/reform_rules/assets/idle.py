"""When an asset counts as idle, and for how long it has been so.

An asset is idle when its use state says so; it enters the idle ledger (闲置资产台账) once it has been unused
for the number of months the county has set. The day it fell out of use is entered, never guessed.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..parameters import Parameters
from ..periods import add_months, days_in

USE_STATES = ("in_use", "leased", "lent", "idle", "scrapped", "disposed")
# What has left the register: the card stays, the thing is not counted, let or planned any more.
LEFT = ("scrapped", "disposed")


class IdleVerdict(NamedTuple):
    """What the idle ledger says of one asset on one day.

    idle: its use state is idle; listed: idle long enough for the idle ledger; days: full days idle so far,
    0 when not idle or when nobody knows since when (`since_known` tells the two apart).
    """

    idle: bool
    listed: bool
    days: int
    since_known: bool


def judge(*, use_state: str, idle_since: date | None, at: date, rules: Parameters) -> IdleVerdict:
    """Return whether the asset is idle on the day `at`, whether it belongs in the idle ledger, and the days.

    An idle asset without a date is idle but not yet listed: the ledger needs the day it began.
    The length that makes a listing is `idle_months_min`, a design choice that each county may override.
    """
    assert use_state in USE_STATES, use_state
    if use_state != "idle":
        return IdleVerdict(idle=False, listed=False, days=0, since_known=idle_since is not None)
    if idle_since is None:
        return IdleVerdict(idle=True, listed=False, days=0, since_known=False)
    return IdleVerdict(
        idle=True,
        listed=idle_since <= latest_start_of_listing(at, rules),
        days=days_idle(idle_since, at),
        since_known=True,
    )


def days_idle(idle_since: date, at: date) -> int:
    """Return the full days from the first idle day until the day `at`; 0 on the first day and before it."""
    return max(days_in(idle_since, at) - 1, 0)


def latest_start_of_listing(at: date, rules: Parameters) -> date:
    """Return the latest first idle day that still makes an asset listed on the day `at`."""
    return add_months(at, -rules.value("idle_months_min"))
