"""The share register: what moves shares, and who holds how many on a day.

*What it accepts*: moves, each with its day; shares are an income right, counted in numbers with up to four
decimals. *How to use*: `moves` for what a change does, `register` for the holdings of a day, `check` before a
change is booked. *How it works*: nothing is overwritten; the register of a day is the sum of the moves up to
it, so that a dividend of an earlier year can be worked out again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..errors import RuleError

NONE = Decimal(0)
# Shares are counted to the fourth decimal.
LEAST = Decimal("0.0001")
# What brings shares into the world, passes them on, holds them back, and ends them.
CHANGES = ("grant", "inherit", "transfer", "freeze", "release", "cancel")
PASSING = ("inherit", "transfer")
HOLDING_BACK = {"freeze": 1, "release": -1}


class NotEnoughShares(RuleError):
    """On some day the holder would have fewer shares than none."""

    holder: int
    on: date
    held: Decimal
    asked: Decimal


class SharesNotPositive(RuleError):
    """A change moves a number of shares above nothing."""

    shares: Decimal


class SameHolder(RuleError):
    """Shares do not pass from a holder to himself."""

    holder: int


class Move(NamedTuple):
    """One line of the register: `shares` that earn, and `frozen` ones that do not, more or fewer."""

    on: date
    holder: int
    shares: Decimal
    frozen: Decimal = NONE


class Holding(NamedTuple):
    """What a holder has on a day."""

    shares: Decimal = NONE
    frozen: Decimal = NONE


def count(value: float | Decimal | str) -> Decimal:
    """Return a number of shares exactly, to the fourth decimal; a float is read by its shortest form.

    >>> count(0.1) + count(0.2)
    Decimal('0.3000')
    """
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number.quantize(LEAST)


def moves(kind: str, shares: Decimal, on: date, holder: int, taker: int = 0) -> tuple[Move, ...]:
    """Return what a change moves; shares that pass from one to another add up to nothing.

    Args: holder: who gets granted shares, or gives; taker: who gets what another gives.
    Raises: SharesNotPositive, SameHolder.
    """
    assert kind in CHANGES, kind
    if shares <= 0:
        raise SharesNotPositive(shares=shares)
    if kind == "grant":
        return (Move(on, holder, shares),)
    if kind == "cancel":
        return (Move(on, holder, -shares),)
    if kind in HOLDING_BACK:
        back = shares * HOLDING_BACK[kind]
        return (Move(on, holder, -back, back),)
    if holder == taker:
        raise SameHolder(holder=holder)
    return Move(on, holder, -shares), Move(on, taker, shares)


def register(known: Iterable[Move], day: date) -> dict[int, Holding]:
    """Return the holdings at the end of a day; who holds nothing any more is left out."""
    held: dict[int, Holding] = {}
    for move in known:
        if move.on <= day:
            before = held.get(move.holder, Holding())
            held[move.holder] = Holding(before.shares + move.shares, before.frozen + move.frozen)
    return {holder: holding for holder, holding in held.items() if holding != Holding()}


def check(known: Iterable[Move], new: Iterable[Move]) -> None:
    """Refuse new moves that would leave a holder below nothing, on their day or on a later one.

    A change dated back may spend shares that were given away since.
    Raises: NotEnoughShares: the first day on which the holder is short.
    """
    new = tuple(new)
    holders = {move.holder for move in new}
    every = sorted((*(move for move in known if move.holder in holders), *new), key=lambda move: move.on)
    held = dict.fromkeys(holders, Holding())
    for day in sorted({move.on for move in every}):
        today = [move for move in every if move.on == day]
        before = dict(held)
        for move in today:
            now = held[move.holder]
            held[move.holder] = Holding(now.shares + move.shares, now.frozen + move.frozen)
        for holder, holding in sorted(held.items()):
            if holding.shares < 0:
                short = before[holder].shares
                raise NotEnoughShares(holder=holder, on=day, held=short, asked=short - holding.shares)
            if holding.frozen < 0:
                short = before[holder].frozen
                raise NotEnoughShares(holder=holder, on=day, held=short, asked=short - holding.frozen)
