"""State and collective property: when depreciation runs, what is left, who approves, where the money goes."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import asset_card, regime
from reform_rules.parameters import Parameters
from reform_rules.periods import Month, month_of, months_between

RULES = Parameters.at(date(2025, 6, 1))
DAYS = st.dates(date(1980, 1, 1), date(2060, 12, 31))


def test_every_owner_class_has_its_regime_and_the_unconfirmed_has_none():
    assert regime.regime_of("state") is regime.STATE
    for owner_class in ("town_collective", "village_collective", "group_collective"):
        assert regime.regime_of(owner_class) is regime.COLLECTIVE
    assert regime.regime_of("unconfirmed") is None
    assert regime.regime_of(None) is None


def test_what_the_two_regimes_lay_down():
    state, collective = (regime.by_name(name) for name in regime.REGIMES)
    assert (state.residual, state.receipts, state.members_decide) == (False, "treasury", False)
    assert (collective.residual, collective.receipts, collective.members_decide) == (True, "collective", True)


@pytest.mark.parametrize(
    "owner_class", ["state", "town_collective", "village_collective", "group_collective"]
)
def test_who_confirms_a_card_is_who_the_regime_names(owner_class):
    assert regime.regime_of(owner_class).confirms == asset_card.confirming_authority(owner_class)


@pytest.mark.parametrize(
    ("kind", "added", "removed", "first", "last"),
    [
        (regime.STATE, date(2024, 1, 31), date(2024, 5, 1), Month(2024, 1), Month(2024, 4)),
        (regime.COLLECTIVE, date(2024, 1, 1), date(2024, 5, 31), Month(2024, 2), Month(2024, 5)),
        (regime.COLLECTIVE, date(2023, 12, 15), date(2024, 1, 1), Month(2024, 1), Month(2024, 1)),
        (regime.STATE, date(2024, 1, 15), date(2024, 1, 20), Month(2024, 1), Month(2023, 12)),
    ],
)
def test_the_months_that_bear_depreciation(kind, added, removed, first, last):
    assert (regime.first_month(kind, added), regime.last_month(kind, removed)) == (first, last)


@given(added=DAYS, removed=DAYS)
def test_both_regimes_bear_equally_many_months_and_only_their_place_differs(added, removed):
    added, removed = sorted((added, removed))
    counts = {
        kind.name: sum(
            1
            for month in months_between(added, removed)
            if regime.first_month(kind, added) <= month <= regime.last_month(kind, removed)
        )
        for kind in (regime.STATE, regime.COLLECTIVE)
    }
    assert counts["state"] == counts["collective"] == len(months_between(added, removed)) - 1
    assert regime.first_month(regime.COLLECTIVE, added) == regime.first_month(regime.STATE, added).next
    assert regime.last_month(regime.COLLECTIVE, removed) == month_of(removed)


def test_state_property_keeps_no_residual():
    regime.check_residual(regime.STATE, Decimal(0))
    regime.check_residual(regime.COLLECTIVE, Decimal(5))
    regime.check_residual(None, Decimal(5))
    with pytest.raises(regime.ResidualOfState) as refusal:
        regime.check_residual(regime.STATE, Decimal(5))
    assert refusal.value.facts == {"rate": Decimal(5)}


@pytest.mark.parametrize("rate", [Decimal("-0.01"), Decimal(100), Decimal(250)])
def test_a_residual_is_less_than_the_whole(rate):
    with pytest.raises(regime.ResidualOutOfRange):
        regime.check_residual(regime.COLLECTIVE, rate)


def test_the_least_lives_of_buildings():
    lives = {
        kind: regime.useful_life_months(kind, RULES) for kind in ("steel_concrete", "brick_wood", "simple")
    }
    assert lives == {"steel_concrete": 600, "brick_wood": 360, "simple": 96}
    assert regime.useful_life_months(None, RULES) == 0
