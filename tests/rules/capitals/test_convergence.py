"""Shares of the members of former villages in the one collective."""

import random
from decimal import Decimal

import pytest

from reform_rules.capitals.convergence import (
    EQUAL,
    KEPT,
    NONE,
    VALUE,
    Holding,
    NobodyHolds,
    NothingToShare,
    Side,
    shares,
)

EACH, PAR = Decimal(10), Decimal(100)


def villages(rng):
    found, member = [], 0
    for key in range(1, rng.randint(2, 4) + 1):
        held = [rng.randint(0, 50) for _ in range(rng.randint(1, 5))]
        rows = tuple(Holding(key, member + number, Decimal(each)) for number, each in enumerate(held, 1))
        member += len(held)
        found.append(Side(key, Decimal(rng.randint(1, 10**8)) / 100, rows))
    return found


@pytest.mark.parametrize("way", [EQUAL, VALUE, KEPT, NONE])
def test_no_village_gets_what_another_brought(way):
    rng = random.Random(way)
    for _ in range(2_500):
        look_at(way, villages(rng))


def look_at(way, sides):
    """Compare what each village got with what it brought."""
    found = shares(way, sides, each=EACH, par=PAR)
    for side in sides:
        got = sum((row.shares for row in found if row.side == side.key), Decimal(0))
        if way == EQUAL:
            assert got == EACH * len(side.holdings)
        elif way == KEPT:
            assert got == sum(row.shares for row in side.holdings)
        elif way == VALUE:
            # Half a cent of a share at most is lost to rounding, never to the other village.
            assert abs(got * PAR - side.net) <= Decimal("0.5")
        else:
            assert not got
    assert len({row.member for row in found}) == len(found)


def test_a_village_without_wealth_gets_no_shares_for_it():
    side = Side(1, Decimal(-5), (Holding(1, 1, Decimal(1)),))
    with pytest.raises(NothingToShare):
        shares(VALUE, [side], each=EACH, par=PAR)
    with pytest.raises(NobodyHolds):
        shares(EQUAL, [Side(1, Decimal(5), ())], each=EACH, par=PAR)
