"""The card before the next authority signs it: one row per reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import asset_card
from reform_rules.assets.asset_card import CardFacts, Measures
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2025, 6, 1))

SOUND = CardFacts(
    code="ZC0000001",
    owner_class="village_collective",
    has_owner=True,
    nature="operating",
    has_location=True,
    condition="good",
    area_sqm=Decimal("120.50"),
    cost=Decimal(80000),
    net_value=Decimal(60000),
    use_state="in_use",
    idle_since_known=False,
    has_photo=True,
    has_certificate=True,
    is_area_kind=True,
)
REASONS = [
    ({"owner_class": None}, "owner_class_missing", "error"),
    ({"has_owner": False}, "owner_missing", "error"),
    ({"nature": None}, "nature_missing", "error"),
    ({"condition": None}, "condition_missing", "error"),
    ({"area_sqm": Decimal(0)}, "area_missing", "error"),
    ({"nature": "resource", "net_value": Decimal(0)}, "resource_has_cost", "error"),
    ({"net_value": Decimal("80000.01")}, "net_value_above_cost", "error"),
    ({"accumulated": Decimal("20000.01")}, "accumulated_wrong", "error"),
    ({"owner_class": "state", "residual_rate": Decimal(5)}, "residual_wrong", "error"),
    ({"residual_rate": Decimal(100)}, "residual_wrong", "error"),
    ({"shares": (Decimal("33.33"),) * 3}, "shares_wrong", "error"),
    ({"shares": (Decimal(150), Decimal(-50))}, "shares_wrong", "error"),
    ({"safety_grade": "d"}, "dangerous_not_said", "error"),
    ({"use_state": "idle"}, "idle_since_missing", "error"),
    ({"has_photo": False}, "photo_missing", "warning"),
    ({"has_certificate": False}, "certificate_missing", "warning"),
    ({"cost": Decimal(0), "net_value": Decimal(0)}, "cost_missing", "warning"),
    ({"has_location": False}, "location_missing", "warning"),
    ({"owner_class": "state", "has_owner": False}, "state_owner_missing", "warning"),
    ({"owner_class": "unconfirmed"}, "ownership_unconfirmed", "warning"),
]


def test_a_sound_card_has_no_problem():
    assert asset_card.check(SOUND) == []


@pytest.mark.parametrize(("change", "name", "level"), REASONS)
def test_each_gap_is_named_and_nothing_else(change, name, level):
    problems = asset_card.check(SOUND._replace(**change))
    assert [(problem.name, problem.level) for problem in problems] == [(name, level)]
    assert problems[0].facts == {"code": "ZC0000001"}


SIZES = Measures("ZC0000001", False, Decimal(300), Decimal(2), Decimal(80000), Decimal(1))


def test_a_size_that_fits_is_no_problem():
    assert asset_card.implausible(SIZES, RULES) == []
    assert asset_card.implausible(SIZES._replace(is_resource=True, area_sqm=Decimal(20_000_000)), RULES) == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"area_sqm": Decimal("500000.01")}, "area_absurd"),
        ({"area_sqm": Decimal(40_000_000), "is_resource": True}, "area_absurd"),
        ({"land_area_mu": Decimal(50_001)}, "land_absurd"),
        ({"cost": Decimal(1_000_000_001)}, "cost_absurd"),
        ({"area_sqm": Decimal(-1)}, "measure_negative"),
        ({"quantity": Decimal(-1)}, "measure_negative"),
    ],
)
def test_a_size_that_can_only_be_a_slip_is_named(change, name):
    assert [problem.name for problem in asset_card.implausible(SIZES._replace(**change), RULES)] == [name]


@given(st.lists(st.integers(min_value=1, max_value=99_9999), min_size=1, max_size=6))
def test_owners_parts_make_a_whole_to_the_last_digit(parts):
    percents = [Decimal(part).scaleb(-4) for part in parts]
    rest = 100 - sum(percents)
    assert asset_card.shares_fit((*percents, rest)) == (rest > 0)
    assert not asset_card.shares_fit((*percents, rest + Decimal("0.0001")))


def test_a_resource_needs_its_area_but_neither_cost_nor_condition():
    pond = SOUND._replace(
        nature="resource", cost=Decimal(0), net_value=Decimal(0), condition=None, is_area_kind=False
    )
    assert asset_card.check(pond) == []
    assert [problem.name for problem in asset_card.check(pond._replace(area_sqm=Decimal(0)))] == [
        "area_missing"
    ]


def test_what_belongs_to_nobody_for_certain_needs_no_owner():
    problems = asset_card.check(SOUND._replace(owner_class="unconfirmed", has_owner=False))
    assert [problem.name for problem in problems] == ["ownership_unconfirmed"]


def test_a_vehicle_needs_no_area():
    assert (
        asset_card.check(SOUND._replace(is_area_kind=False, area_sqm=Decimal(0), has_certificate=False)) == []
    )


def test_all_gaps_are_shown_together_errors_first():
    names = [
        problem.level
        for problem in asset_card.check(SOUND._replace(nature=None, condition="", has_photo=False))
    ]
    assert names == ["error", "error", "warning"]


def test_the_owner_class_decides_who_confirms():
    assert asset_card.confirming_authority("state") == "county_finance"
    for owner_class in set(asset_card.OWNER_CLASSES) - {"state"}:
        assert asset_card.confirming_authority(owner_class) == "county_agriculture"
