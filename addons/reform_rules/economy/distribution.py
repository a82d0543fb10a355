"""Who gets what of a year's income: losses first, then the reserve, then the members by their shares.

*What it accepts*: the result of a closed year and what the assembly is to decide. *How to use*: `plan` for
the plan of a year, `check_money` on the day the dividend becomes a debt, `share_out` for the members. *How it
works*: every part is rounded to the side of the reserve, so that nobody who holds as much as another gets
less, and the cents that cannot be divided stay with the collective.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from typing import NamedTuple

from ..errors import RuleError
from ..money import CENT, ZERO, yuan
from ..parameters import Parameters

WHOLE = Decimal(100)


class NothingToDistribute(RuleError):
    """The year's income, after losses of earlier years, leaves nothing."""

    net: Decimal
    loss: Decimal


class ReserveBeyondLoss(RuleError):
    """More of the reserve was to go against losses than there are losses, or than there is reserve."""

    asked: Decimal
    most: Decimal


class ReserveBelowFloor(RuleError):
    """The charter's rate of the reserve is lower than the floor."""

    percent: Decimal
    least: Decimal


class MoreThanAll(RuleError):
    """Reserve and dividend together are more than the whole."""

    percent: Decimal


class EarlierNotThere(RuleError):
    """More income of earlier years was to be distributed than was left undistributed."""

    asked: Decimal
    left: Decimal


class DividendAboveCap(RuleError):
    """The dividend is more than the county lets a collective distribute of its net income."""

    dividend: Decimal
    most: Decimal
    percent: Decimal


class PaidByBorrowing(RuleError):
    """The collective's own money does not cover the dividend; a debt would pay for it."""

    dividend: Decimal
    own: Decimal


class Result(NamedTuple):
    """What the books say of a closed year, in yuan.

    net: income less expense of the year. brought: undistributed income of earlier years, negative where
    they left a loss. reserve: balance of the reserve.
    """

    net: Decimal
    brought: Decimal
    reserve: Decimal = ZERO


class Terms(NamedTuple):
    """What the assembly decides; rates in percent of the year's income after losses.

    from_earlier: of the undistributed income of earlier years. from_reserve: of the reserve, against losses.
    """

    reserve_percent: Decimal
    dividend_percent: Decimal
    from_earlier: Decimal = ZERO
    from_reserve: Decimal = ZERO


class Limits(NamedTuple):
    """What the county asks: floor of the reserve, cap of the dividend where net income is above an amount."""

    reserve_percent_min: Decimal
    dividend_percent_max: Decimal
    cap_above: Decimal

    @classmethod
    def of(cls, rules: Parameters) -> Limits:
        """Return the limits in force. Source: collective-law-42, rongchang-distribution"""
        return cls(
            Decimal(rules.value("distribution_reserve_percent_min")),
            Decimal(rules.value("distribution_dividend_percent_max")),
            yuan(rules.value("distribution_cap_above_yuan")),
        )


class Plan(NamedTuple):
    """The year's income and where it goes, in yuan.

    loss: of earlier years. from_reserve, covered: what the reserve and the year's income make good of it.
    base: income of the year after that. undistributed: what stays for later years.
    """

    loss: Decimal
    from_reserve: Decimal
    covered: Decimal
    base: Decimal
    reserve: Decimal
    dividend: Decimal
    undistributed: Decimal


class Money(NamedTuple):
    """Money of the collective on a day, and what of it is not its own, in yuan.

    loans: short ones. debts: payables, wages, labour fees, taxes, long loans. tied: grants and levies for a
    purpose, and what members may claim already.
    """

    on_hand: Decimal
    loans: Decimal
    debts: Decimal = ZERO
    tied: Decimal = ZERO

    def own(self, debts_first: bool) -> Decimal:
        """Return what is the collective's own, below zero where it owes more than it has."""
        return self.on_hand - self.loans - self.tied - (self.debts if debts_first else ZERO)


class Parts(NamedTuple):
    """The dividend by holder in yuan, the part of the collective's own shares, and the cents left over."""

    by_holder: dict[int, Decimal]
    collective: Decimal
    residue: Decimal


def plan(result: Result, terms: Terms, limits: Limits) -> Plan:
    """Return where the income of a closed year goes: losses first, then the reserve, then the members.

    The reserve is rounded up to the cent and the dividend down.
    Raises: NothingToDistribute, ReserveBeyondLoss, ReserveBelowFloor, MoreThanAll, EarlierNotThere,
    DividendAboveCap.
    Source: collective-law-42, finance-rules-29
    """
    loss, left = max(-result.brought, ZERO), max(result.brought, ZERO)
    most = min(loss, max(result.reserve, ZERO))
    if not ZERO <= terms.from_reserve <= most:
        raise ReserveBeyondLoss(asked=terms.from_reserve, most=most)
    covered = loss - terms.from_reserve
    base = result.net - covered
    if result.net <= 0 or base <= 0:
        raise NothingToDistribute(net=result.net, loss=loss)
    _check_rates(terms, limits)
    if not ZERO <= terms.from_earlier <= left:
        raise EarlierNotThere(asked=terms.from_earlier, left=left)
    reserve = _part(base, terms.reserve_percent, ROUND_CEILING)
    dividend = _part(base, terms.dividend_percent, ROUND_FLOOR) + terms.from_earlier
    # A cent rounded up for the reserve is a cent less for the members.
    dividend = min(dividend, base + terms.from_earlier - reserve)
    _check_cap(dividend, result.net, limits)
    undistributed = base + left - reserve - dividend
    return Plan(loss, terms.from_reserve, covered, base, reserve, dividend, undistributed)


def check_money(dividend: Decimal, money: Money, *, debts_first: bool) -> None:
    """Refuse a dividend that the collective's own money does not cover.

    Raises: PaidByBorrowing: facts `dividend`, `own`.
    Source: rongchang-distribution
    """
    own = money.own(debts_first)
    if dividend > own:
        raise PaidByBorrowing(dividend=dividend, own=max(own, ZERO))


def share_out(dividend: Decimal, holdings: Mapping[int, Decimal], collective: Decimal = Decimal(0)) -> Parts:
    """Return the dividend by holder, in proportion to the shares, each part rounded down to the cent.

    Args: holdings: shares by holder, not negative; collective: shares nobody holds but the collective.
    Without any shares nothing is given, and the whole is residue. The residue, less than a cent for each
    holder and for the collective, goes to the reserve, as the collective's own part does.

    >>> share_out(yuan(100), {1: Decimal(1), 2: Decimal(1), 3: Decimal(1)})
    Parts(by_holder={1: Decimal('33.33'), 2: Decimal('33.33'), 3: Decimal('33.33')}, \
collective=Decimal('0.00'), residue=Decimal('0.01'))
    """
    assert dividend >= 0, "a dividend is never negative"
    assert collective >= 0, "the collective's shares are never negative"
    assert all(shares >= 0 for shares in holdings.values()), "a holding is never negative"
    with localcontext() as context:
        context.prec = 60
        total = sum(holdings.values(), start=collective)
        cents = int(dividend / CENT)
        parts = {
            holder: _cents(cents, shares, total) if shares else ZERO for holder, shares in holdings.items()
        }
        own = _cents(cents, collective, total) if collective else ZERO
        return Parts(parts, own, dividend - own - sum(parts.values(), start=ZERO))


def _cents(cents: int, shares: Decimal, total: Decimal) -> Decimal:
    return int(cents * shares / total) * CENT + ZERO


def _part(amount: Decimal, percent: Decimal, rounding: str) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        return (amount * percent / WHOLE).quantize(CENT, rounding=rounding)


def _check_rates(terms: Terms, limits: Limits) -> None:
    assert terms.reserve_percent >= 0, "a rate is never negative"
    assert terms.dividend_percent >= 0, "a rate is never negative"
    if terms.reserve_percent < limits.reserve_percent_min:
        raise ReserveBelowFloor(percent=terms.reserve_percent, least=limits.reserve_percent_min)
    if terms.reserve_percent + terms.dividend_percent > WHOLE:
        raise MoreThanAll(percent=terms.reserve_percent + terms.dividend_percent)


def _check_cap(dividend: Decimal, net: Decimal, limits: Limits) -> None:
    """A cap of the whole is none: income of earlier years may then come on top."""
    if limits.dividend_percent_max >= WHOLE or net <= limits.cap_above:
        return
    most = _part(net, limits.dividend_percent_max, ROUND_FLOOR)
    if dividend > most:
        raise DividendAboveCap(dividend=dividend, most=most, percent=limits.dividend_percent_max)
