"""The two regimes of one register: property of the state and property of collectives.

The owner class says which regime a card is under. The state's property is depreciated from the month it is
added, without a residual value, its money goes to the treasury and the finance bureau approves what happens
to it. A collective's property is depreciated from the month after, down to a residual value, its money goes
into the books of the collective, and the members decide. As long as the ownership is not confirmed, no
regime holds.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from ..errors import RuleError
from ..parameters import Parameters
from ..periods import Month, month_of

REGIMES = ("state", "collective")
_COLLECTIVES = ("town_collective", "village_collective", "group_collective")
# Structure of a building → parameter with its least number of years under the government standard.
_LIVES = {
    "steel_concrete": "life_years_steel_concrete",
    "brick_concrete": "life_years_brick_concrete",
    "brick_wood": "life_years_brick_wood",
    "simple": "life_years_simple",
}


class ResidualOfState(RuleError):
    """State property is depreciated down to nothing."""

    rate: Decimal


class ResidualOutOfRange(RuleError):
    """A residual rate is a part of the cost, from 0 to less than 100 percent."""

    rate: Decimal


class Regime(NamedTuple):
    """What one regime lays down.

    starts_next_month: depreciation begins the month after the addition, not in its month; ends_in_month: the
    month of removal still bears depreciation; residual: part of the cost is never depreciated; receipts:
    where rent and proceeds go; confirms: role in the county that confirms cards; articles: ids of the
    provisions on depreciation, receipts and approval.
    """

    name: Literal["state", "collective"]
    starts_next_month: bool
    ends_in_month: bool
    residual: bool
    receipts: Literal["treasury", "collective"]
    confirms: Literal["county_finance", "county_agriculture"]
    members_decide: bool
    depreciation_article: str
    receipts_article: str
    approval_article: str


STATE = Regime(
    name="state",
    starts_next_month=False,
    ends_in_month=False,
    residual=False,
    receipts="treasury",
    confirms="county_finance",
    members_decide=False,
    depreciation_article="government-standard-3",
    receipts_article="state-assets-25",
    approval_article="state-assets-19",
)
COLLECTIVE = Regime(
    name="collective",
    starts_next_month=True,
    ends_in_month=True,
    residual=True,
    receipts="collective",
    confirms="county_agriculture",
    members_decide=True,
    depreciation_article="accounting-system-2023",
    receipts_article="collective-law-35",
    approval_article="collective-law-26",
)


def regime_of(owner_class: str | None) -> Regime | None:
    """Return the regime property of an owner class is under; None while the ownership is unconfirmed.

    Source: state-assets-2, collective-law-36
    """
    if owner_class == "state":
        return STATE
    return COLLECTIVE if owner_class in _COLLECTIVES else None


def by_name(name: str) -> Regime:
    """Return the regime of that name."""
    return {"state": STATE, "collective": COLLECTIVE}[name]


def first_month(regime: Regime, added: date) -> Month:
    """Return the first month that bears depreciation of a thing added on that day.

    >>> str(first_month(STATE, date(2025, 3, 31))), str(first_month(COLLECTIVE, date(2025, 3, 1)))
    ('2025-03', '2025-04')

    Source: government-standard-3, accounting-system-2023
    """
    month = month_of(added)
    return month.next if regime.starts_next_month else month


def last_month(regime: Regime, removed: date) -> Month:
    """Return the last month that bears depreciation of a thing removed on that day.

    Source: government-standard-3, accounting-system-2023
    """
    month = month_of(removed)
    return month if regime.ends_in_month else month.previous


def check_residual(regime: Regime | None, rate: Decimal) -> None:
    """Refuse a residual rate (percent of the cost) the regime does not know.

    Raises: ResidualOutOfRange, ResidualOfState: fact `rate`.
    Source: government-standard-3, accounting-system-2023
    """
    if not 0 <= rate < 100:
        raise ResidualOutOfRange(rate=rate)
    if rate and regime is not None and not regime.residual:
        raise ResidualOfState(rate=rate)


def useful_life_months(structure: str | None, rules: Parameters) -> int:
    """Return the least useful life of a building of that structure in months; 0 when it is not known.

    Source: government-standard-3
    """
    return 12 * rules.value(_LIVES[structure]) if structure in _LIVES else 0
