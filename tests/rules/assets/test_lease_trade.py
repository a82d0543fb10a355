"""What has to be listed, and who wins."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from reform_rules.assets.lease_trade import Bid, Letting, Threshold, award, check_relisting, listing_required

ZERO = Decimal(0)
LETTING = Letting(
    "lease",
    frozenset({"village_collective"}),
    Decimal(20000),
    Decimal(600),
    ZERO,
    Decimal(5),
    date(2026, 1, 1),
)
LINE = Threshold("", "", date(2020, 1, 1), None, False, Decimal(20000), ZERO, ZERO, ZERO)


@pytest.mark.parametrize(
    ("change", "required"),
    [
        ({}, True),
        ({"rent_year": Decimal("20000.01")}, False),
        ({"rent_year": ZERO, "area_sqm": Decimal(600)}, True),
        ({"rent_year": ZERO, "years": Decimal(6)}, False),
        ({"rent_year": ZERO}, False),
        ({"rent_year": ZERO, "always": True}, True),
        ({"kind": "land_contract"}, False),
        ({"owner_class": "state", "always": True}, False),
        ({"valid_from": date(2026, 1, 2)}, False),
        ({"valid_to": date(2025, 12, 31)}, False),
    ],
)
def test_any_measure_of_a_line_in_force_asks_for_a_listing(change, required):
    assert listing_required(LETTING, [LINE._replace(**change)]) is required


def test_without_a_table_nothing_has_to_be_listed():
    assert not listing_required(LETTING, [])


def bid(key, amount, *, sitting=False, member=False, order=0):
    return Bid(key, Decimal(amount), sitting, member, order or key)


ROUNDS = [
    ([], ("failed", None)),
    ([bid(1, 9999)], ("failed", None)),
    ([bid(1, 10000)], ("agreement", 1)),
    ([bid(1, 10000), bid(2, 9000)], ("agreement", 1)),
    ([bid(1, 10000), bid(2, 12000)], ("highest", 2)),
    ([bid(1, 12000), bid(2, 12000, member=True)], ("highest", 2)),
    ([bid(1, 12000, member=True), bid(2, 12000, sitting=True)], ("highest", 2)),
    ([bid(1, 12000.5), bid(2, 12000, sitting=True, member=True)], ("highest", 1)),
    ([bid(1, 12000), bid(2, 12000)], ("highest", 1)),
]


@pytest.mark.parametrize(("bids", "outcome"), ROUNDS)
def test_the_highest_wins_and_on_equal_terms_the_tenant_then_the_member(bids, outcome):
    for order in permutations(bids):
        assert tuple(award(order, Decimal(10000))) == outcome


def test_nothing_is_listed_below_the_floor():
    assert check_relisting(Decimal(10000), Decimal(10000)) == []
    assert [each.name for each in check_relisting(Decimal(9999), Decimal(10000))] == ["asking_below_floor"]
