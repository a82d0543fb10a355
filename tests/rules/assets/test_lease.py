"""A lease before it is priced and signed: one row per reason, in order of precedence."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import lease
from reform_rules.assets.lease import LeaseFacts, LetAsset
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2025, 6, 1))
HALL = LetAsset("ZC0000001", "village_collective", confirmed=True, use_state="idle", same_entity=True)
SOUND = LeaseFacts(
    kind="lease",
    date_start=date(2025, 7, 1),
    date_end=date(2028, 6, 30),
    rent_year=Decimal(12000),
    floor_rent=Decimal(10000),
    price_basis="comparables",
    deposit=Decimal(2000),
    uplift_percent=Decimal(3),
    uplift_every_years=2,
    free_months=1,
    has_document=True,
    entity_frozen=False,
    has_lessee=True,
    assets=(HALL,),
)
PRICING = [
    ({"assets": ()}, "no_assets"),
    ({"has_lessee": False}, "lessee_missing"),
    ({"assets": (HALL._replace(same_entity=False),)}, "asset_of_other_entity"),
    ({"assets": (HALL._replace(use_state="scrapped"),)}, "asset_scrapped"),
    ({"assets": (HALL._replace(use_state="disposed"),)}, "asset_disposed"),
    ({"assets": (HALL._replace(confirmed=False),)}, "card_not_confirmed"),
    ({"assets": (HALL, HALL._replace(owner_class="state"))}, "owners_mixed"),
    ({"date_end": None}, "term_missing"),
    ({"date_end": date(2045, 7, 1)}, "term_too_long"),
    ({"assets": (HALL._replace(owner_class="unconfirmed"),)}, "ownership_unconfirmed"),
    ({"assets": (HALL._replace(in_dispute=True),)}, "title_disputed"),
    ({"rent_year": Decimal(0)}, "rent_missing"),
    ({"kind": "free_loan"}, "free_loan_with_rent"),
    ({"price_basis": None}, "price_basis_missing"),
    ({"floor_rent": Decimal(0)}, "price_basis_missing"),
    ({"rent_year": Decimal("9999.99")}, "rent_below_floor"),
    ({"deposit": Decimal(-1)}, "deposit_negative"),
    ({"uplift_every_years": 0}, "uplift_incomplete"),
    ({"uplift_percent": Decimal(0)}, "uplift_incomplete"),
    ({"uplift_percent": Decimal(-3)}, "uplift_incomplete"),
    ({"free_months": 36}, "free_months_too_many"),
    ({"free_months": -1}, "free_months_too_many"),
]


def names(problems):
    return [problem.name for problem in problems]


def test_a_sound_lease_may_be_priced_and_signed():
    assert lease.check_pricing(SOUND, RULES) == []
    assert lease.check_signing(SOUND, RULES) == []


@pytest.mark.parametrize(("change", "name"), PRICING)
def test_each_reason_against_pricing_is_named_and_stands_at_signing_too(change, name):
    changed = SOUND._replace(**change)
    assert names(lease.check_pricing(changed, RULES)) == [name]
    assert name in names(lease.check_signing(changed, RULES))


def test_a_term_backwards_is_named_before_its_length():
    backwards = SOUND._replace(date_end=date(2025, 6, 30), free_months=0)
    assert names(lease.check_pricing(backwards, RULES)) == ["term_backwards"]


def test_signing_needs_a_document_and_an_owner_that_is_not_frozen():
    changed = SOUND._replace(has_document=False, entity_frozen=True)
    assert names(lease.check_signing(changed, RULES)) == ["entity_frozen", "not_written"]


@pytest.mark.parametrize(("date_end", "needed"), [(date(2025, 12, 30), False), (date(2025, 12, 31), True)])
def test_writing_is_needed_from_six_full_months(date_end, needed):
    oral = SOUND._replace(date_end=date_end, has_document=False)
    assert ("not_written" in names(lease.check_signing(oral, RULES))) == needed


@pytest.mark.parametrize(("date_end", "fits"), [(date(2045, 6, 30), True), (date(2045, 7, 1), False)])
def test_twenty_years_to_the_day_are_the_limit(date_end, fits):
    assert (lease.check_pricing(SOUND._replace(date_end=date_end), RULES) == []) == fits


@pytest.mark.parametrize(("date_end", "fits"), [(date(2026, 6, 30), True), (date(2026, 7, 1), False)])
def test_what_is_nobodys_for_certain_is_let_for_a_year_at_most(date_end, fits):
    disputed = SOUND._replace(
        assets=(HALL._replace(owner_class="unconfirmed"),), date_end=date_end, free_months=0
    )
    assert (lease.check_pricing(disputed, RULES) == []) == fits


def test_a_free_loan_has_no_rent_and_no_floor():
    loan = SOUND._replace(
        kind="free_loan", rent_year=Decimal(0), floor_rent=Decimal(0), price_basis=None, free_months=0
    )
    assert lease.check_pricing(loan, RULES) == []


def test_state_property_is_approved_by_the_finance_bureau_all_else_is_decided_by_the_members():
    assert lease.approval_of(frozenset({"state"})) == "county_finance"
    for owner_class in ("village_collective", "group_collective", "town_collective", "unconfirmed"):
        assert lease.approval_of(frozenset({owner_class})) == "decision"


@given(
    st.dates(min_value=date(1999, 1, 1), max_value=date(2070, 12, 31)), st.integers(min_value=1, max_value=20)
)
def test_a_lease_to_its_latest_end_is_never_too_long_and_a_day_more_always_is(date_start, years):
    rules = Parameters.at(date(2025, 6, 1), overrides={"lease_years_max": years})
    end = lease.latest_end(date_start, years)
    fits = SOUND._replace(date_start=date_start, date_end=end, free_months=0)
    assert lease.check_pricing(fits, rules) == []
    longer = fits._replace(date_end=date.fromordinal(end.toordinal() + 1))
    assert names(lease.check_pricing(longer, rules)) == ["term_too_long"]


def test_an_old_lease_is_judged_by_the_law_of_its_day():
    assert lease.check_signing(SOUND, Parameters.at(date(2012, 1, 1))) == []


@pytest.mark.parametrize("open_title", [{"in_dispute": True}, {"owner_class": "unconfirmed"}])
def test_an_open_title_allows_a_year_of_letting_and_no_day_more(open_title):
    hall = HALL._replace(**open_title)
    last = lease.latest_end(SOUND.date_start, 1)
    assert lease.check_title(SOUND._replace(assets=(hall,), date_end=last), RULES) == []
    longer = SOUND._replace(assets=(hall,), date_end=last + timedelta(days=1))
    assert [problem.facts["years"] for problem in lease.check_title(longer, RULES)] == [1]


def test_a_thing_with_an_open_title_is_never_put_into_a_company():
    hall = HALL._replace(in_dispute=True, owner_class="unconfirmed")
    short = SOUND._replace(kind="equity", assets=(hall,), date_end=SOUND.date_start)
    found = lease.check_title(short, RULES)
    assert [(problem.name, problem.facts["years"]) for problem in found] == [
        ("ownership_unconfirmed", 0),
        ("title_disputed", 0),
    ]
