"""A valuation at each of its steps: one row per reason, in order of precedence; and what may rest on it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import valuation
from reform_rules.assets.valuation import Comparable, ValuationFacts, ValuedAsset
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2025, 6, 1))
HALL = ValuedAsset(
    code="ZC0000001",
    owner_class="village_collective",
    confirmed=True,
    same_entity=True,
    gone=False,
    measured=True,
    has_title=True,
    value=Decimal(120000),
    rent_value=Decimal(9000),
)
DEALS = tuple(
    Comparable(day=date(2025, 1, day), price=Decimal(price), place=f"{day}号院")
    for day, price in ((5, 30), (6, 31), (7, 33))
)
SOUND = ValuationFacts(
    route="report",
    purpose="sale",
    regime="collective",
    base_date=date(2025, 5, 31),
    method="market",
    assets=(HALL,),
    title_note="",
    has_agency=True,
    has_agency_no=True,
    has_report=True,
    comparables=(),
    posted_from=date(2025, 6, 1),
    has_posting_photo=True,
    open_objections=0,
    has_minutes=True,
    meeting_on=date(2025, 6, 20),
)
NOTE = SOUND._replace(route="comparables", purpose="lease", comparables=DEALS, method="comparables")
SCOPE = [
    ({"assets": ()}, "no_assets"),
    ({"assets": (HALL._replace(same_entity=False),)}, "asset_of_other_entity"),
    ({"assets": (HALL._replace(gone=True),)}, "asset_gone"),
    ({"assets": (HALL._replace(confirmed=False),)}, "card_not_confirmed"),
    (
        {"assets": (HALL._replace(owner_class="unconfirmed"),), "regime": "unconfirmed"},
        "ownership_unconfirmed",
    ),
    ({"assets": (HALL._replace(measured=False),)}, "asset_not_measured"),
    ({"assets": (HALL._replace(has_title=False),)}, "title_missing"),
    ({"regime": "mixed"}, "owners_mixed"),
    ({"purpose": "merger"}, "purpose_not_of_regime"),
    ({"base_date": None}, "base_date_missing"),
    ({"route": "comparables", "regime": "state"}, "comparables_not_for_this"),
]
DRAFT = [
    (SOUND, {"method": None}, "method_missing"),
    (SOUND, {"assets": (HALL._replace(value=Decimal(0)),)}, "value_missing"),
    (NOTE, {"assets": (HALL._replace(rent_value=Decimal(0)),)}, "value_missing"),
    (SOUND, {"has_report": False}, "report_missing"),
    (NOTE, {"comparables": DEALS[:2]}, "comparables_too_few"),
    (NOTE, {"comparables": (*DEALS[:2], DEALS[2]._replace(day=date(2022, 1, 1)))}, "comparable_too_old"),
    (NOTE, {"comparables": (*DEALS[:2], DEALS[2]._replace(day=date(2025, 6, 2)))}, "comparable_too_old"),
    (NOTE, {"assets": (HALL._replace(rent_value=Decimal("100000.01")),)}, "comparables_rent_over"),
    (NOTE, {"purpose": "sale"}, "comparables_value_over"),
]
POSTING = [
    ({"posted_from": None}, "posting_photo_missing"),
    ({"has_posting_photo": False}, "posting_photo_missing"),
    ({"posted_from": date(2025, 6, 17)}, "posting_not_over"),
    ({"has_minutes": False}, "minutes_missing"),
    ({"open_objections": 2}, "objections_open"),
    ({"base_date": date(2024, 6, 30)}, "base_date_over"),
]
CONFIRMED_ON = date(2025, 6, 30)


def names(problems):
    return [problem.name for problem in problems]


def test_a_sound_valuation_passes_every_step():
    for facts in (SOUND, NOTE):
        assert not valuation.check_scope(facts, RULES)
        assert not valuation.check_draft(facts, RULES)
        assert not valuation.check_announcement(facts, CONFIRMED_ON)
        assert not valuation.check_posting(facts, CONFIRMED_ON, RULES)
    assert not valuation.check_agency(SOUND)


@pytest.mark.parametrize(("changed", "name"), SCOPE)
def test_a_request_is_not_taken_up(changed, name):
    assert names(valuation.check_scope(SOUND._replace(**changed), RULES)) == [name]


def test_a_missing_certificate_is_explained_instead():
    facts = SOUND._replace(assets=(HALL._replace(has_title=False),), title_note="一九八六年村集资建成")
    assert not valuation.check_scope(facts, RULES)


def test_an_agency_has_a_name_and_a_qualification():
    assert names(valuation.check_agency(SOUND._replace(has_agency=False))) == ["agency_missing"]
    assert names(valuation.check_agency(SOUND._replace(has_agency_no=False))) == ["agency_not_qualified"]


@pytest.mark.parametrize(("facts", "changed", "name"), DRAFT)
def test_a_report_lacks_something(facts, changed, name):
    assert names(valuation.check_draft(facts._replace(**changed), RULES)) == [name]


@pytest.mark.parametrize(("changed", "name"), POSTING)
def test_a_posted_value_is_not_confirmed_yet(changed, name):
    at = date(2025, 6, 30) if name != "posting_not_over" else date(2025, 7, 1)
    assert names(valuation.check_posting(SOUND._replace(**changed), at, RULES)) == [name]


def test_a_posting_counts_whole_days():
    facts = SOUND._replace(posted_from=date(2025, 6, 1))
    assert names(valuation.check_posting(facts, date(2025, 6, 15), RULES)) == ["posting_not_over"]
    assert not valuation.check_posting(facts, date(2025, 6, 16), RULES)


def test_a_posting_that_has_not_begun_does_not_count():
    assert names(valuation.check_announcement(SOUND, date(2025, 5, 31))) == ["posting_in_future"]
    bare = SOUND._replace(posted_from=None)
    assert names(valuation.check_announcement(bare, CONFIRMED_ON)) == ["posting_photo_missing"]


def test_state_property_is_approved_instead_of_posted():
    facts = SOUND._replace(regime="state", posted_from=None, has_posting_photo=False, has_minutes=False)
    assert not valuation.check_posting(facts, CONFIRMED_ON, RULES)
    assert valuation.posting_days("report", "state", RULES) == 0


def test_the_regime_follows_the_owners():
    cases = {
        frozenset(): "unconfirmed",
        frozenset({"state"}): "state",
        frozenset({"village_collective", "town_collective"}): "collective",
        frozenset({"state", "group_collective"}): "mixed",
        frozenset({"state", "unconfirmed"}): "unconfirmed",
    }
    for classes, regime in cases.items():
        assert valuation.regime_of(classes) == regime


def test_every_purpose_names_its_article():
    found = valuation.triggers("state", RULES)
    assert found["sale"] == "state-appraisal-3" and found["lease"] == "state-appraisal-4"
    assert valuation.triggers("collective", RULES)["contribution"] == "zhejiang-collective-36"


def test_a_year_ends_the_day_before_its_anniversary():
    assert valuation.valid_to(date(2025, 5, 31), RULES) == date(2026, 5, 30)
    assert valuation.valid_to(date(2024, 2, 29), RULES) == date(2025, 2, 27)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(-400, 800))
def test_a_valuation_is_valid_within_its_year_and_never_after(base, offset):
    last, at = valuation.valid_to(base, RULES), base + timedelta(days=offset)
    assert 364 <= (last - base).days <= 365
    assert valuation.is_valid(base, last, at) == (0 <= offset <= (last - base).days)


@pytest.mark.parametrize(
    ("price", "renewed"), [("90000.00", False), ("89999.99", True), ("100000", False), ("0", True)]
)
def test_ninety_percent_is_the_line(price, renewed):
    assert valuation.needs_renewed_consent(Decimal(price), Decimal(100000), RULES) is renewed


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_renewed_consent_is_asked_exactly_below_the_part(value, price):
    price, value = Decimal(price) / 100, Decimal(value) / 100
    assert valuation.needs_renewed_consent(price, value, RULES) == (price < value * Decimal("0.9"))


def test_the_unit_price_is_the_mean_to_the_cent():
    assert valuation.unit_price(DEALS) == Decimal("31.33")
    assert valuation.unit_price(()) == 0


@given(st.lists(st.decimals("0.01", "99999", places=2), min_size=1, max_size=9))
def test_a_mean_lies_between_the_lowest_and_the_highest_deal(prices):
    deals = [Comparable(day=date(2025, 1, 1), price=price, place="x") for price in prices]
    assert min(prices) <= valuation.unit_price(deals) <= max(prices)
