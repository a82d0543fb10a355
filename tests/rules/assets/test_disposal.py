"""A disposal at each of its steps: one row per reason; its road, its lowest reserve, its shares."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import disposal
from reform_rules.assets.disposal import DisposalFacts, DisposedAsset, Listing
from reform_rules.assets.first_refusal import Tenant
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2025, 6, 1))
AT = date(2025, 6, 30)
HALL = DisposedAsset(
    code="ZC0000001",
    owner_class="village_collective",
    confirmed=True,
    same_entity=True,
    gone=False,
    condition="fair",
    value=Decimal(120000),
    busy_with="",
)
LISTING = Listing(
    "县农村产权流转交易中心", "NCQ-1", Decimal(120000), date(2025, 6, 20), date(2025, 6, 29), auction=False
)
SOUND = DisposalFacts(
    kind="sale",
    regime="collective",
    assets=(HALL,),
    entity_frozen=False,
    frozen_leave=False,
    ground=None,
    has_safety_report=False,
    reserve=Decimal(120000),
    posted_from=date(2025, 6, 1),
    has_posting_photo=True,
    tenants=(),
    listing=LISTING,
    price=Decimal(120000),
    bidders=2,
    has_buyer=True,
    buyer_is_tenant=False,
    has_receiver=False,
    receiver_is_giver=False,
    receiver_collective=False,
    receiver_successor=False,
    share_percent=Decimal(0),
    agreed_value=Decimal(0),
    has_contract=True,
    has_collective_record=False,
    has_handover=False,
    received=Decimal(120000),
)
GIVEN = SOUND._replace(kind="transfer", has_receiver=True, receiver_collective=True, receiver_successor=True)
SHARED = SOUND._replace(kind="contribution", share_percent=Decimal(35), agreed_value=Decimal(120000))
CLASSIFIED = [
    (SOUND, {"assets": ()}, "no_assets"),
    (SOUND, {"assets": (HALL._replace(same_entity=False),)}, "asset_of_other_entity"),
    (SOUND, {"assets": (HALL._replace(gone=True),)}, "asset_gone"),
    (SOUND, {"assets": (HALL._replace(confirmed=False),)}, "card_not_confirmed"),
    (SOUND, {"assets": (HALL._replace(owner_class="unconfirmed"),)}, "ownership_unconfirmed"),
    (SOUND, {"assets": (HALL._replace(in_dispute=True),)}, "title_disputed"),
    (SOUND, {"assets": (HALL._replace(busy_with="CZ2025-00001"),)}, "asset_busy"),
    (SOUND, {"regime": "mixed"}, "owners_mixed"),
    (SOUND, {"entity_frozen": True}, "entity_frozen"),
    (SOUND, {"kind": "scrapping"}, "ground_missing"),
    (SOUND, {"kind": "scrapping", "regime": "state", "ground": "voted"}, "ground_not_for_state"),
    (SOUND, {"kind": "demolition"}, "safety_report_missing"),
    (GIVEN, {"has_receiver": False}, "receiver_missing"),
    (GIVEN, {"receiver_is_giver": True}, "receiver_is_giver"),
    (GIVEN, {"receiver_successor": False}, "collective_levelled"),
    (GIVEN, {"receiver_collective": False}, "collective_levelled"),
]
VALUED = [
    (SOUND, {"assets": (HALL._replace(value=None),)}, "not_valued"),
    (SOUND, {"reserve": Decimal("119999.99")}, "reserve_below"),
    (SHARED, {"share_percent": Decimal(0)}, "share_missing"),
    (SHARED, {"share_percent": Decimal("100.0001")}, "share_missing"),
    (SHARED, {"has_buyer": False}, "company_missing"),
    (SHARED, {"agreed_value": Decimal("119999.99")}, "contributed_below_value"),
]
LISTED = [
    ({"listing": None}, "listing_missing"),
    ({"listing": LISTING._replace(number="")}, "listing_missing"),
    ({"listing": LISTING._replace(date_from=date(2025, 6, 24))}, "listing_too_short"),
    ({"listing": LISTING._replace(reserve=Decimal(119000))}, "listing_below_reserve"),
    ({"tenants": (Tenant("ZL1", None, "", None),)}, "tenant_not_told"),
]
SOLD = [
    ({"listing": LISTING._replace(date_to=date(2025, 7, 1))}, "listing_open"),
    ({"bidders": 0}, "no_bidder"),
    ({"has_buyer": False}, "buyer_missing"),
    ({"price": Decimal(0)}, "price_missing"),
    ({"price": Decimal("119999.99")}, "price_below_reserve"),
    ({"tenants": (Tenant("ZL1", AT, "accepts", None),)}, "tenant_first"),
    ({"has_contract": False}, "contract_missing"),
]


def names(problems):
    return [problem.name for problem in problems]


def test_a_sound_disposal_passes_every_step():
    for facts in (SOUND, GIVEN, SHARED):
        assert not disposal.check_classified(facts)
        assert not disposal.check_valued(facts, RULES)
        assert not disposal.check_posted(facts, AT, RULES, over=True)
    assert not disposal.check_listing(SOUND, AT, RULES)
    assert not disposal.check_sold(SOUND, AT)
    assert not disposal.check_proceeds(SOUND)


@pytest.mark.parametrize(("facts", "changed", "name"), CLASSIFIED)
def test_a_proposal_is_not_taken_up(facts, changed, name):
    assert names(disposal.check_classified(facts._replace(**changed))) == [name]


def test_the_state_gives_to_any_public_hand_and_scraps_on_a_ground():
    assert not disposal.check_classified(GIVEN._replace(regime="state", receiver_successor=False))
    assert not disposal.check_classified(SOUND._replace(kind="scrapping", regime="state", ground="over_age"))
    assert not disposal.check_classified(SOUND._replace(entity_frozen=True, frozen_leave=True))


@pytest.mark.parametrize(("facts", "changed", "name"), VALUED)
def test_a_value_is_missing_or_too_low(facts, changed, name):
    assert names(disposal.check_valued(facts._replace(**changed), RULES)) == [name]


def test_six_thousand_yuan_for_an_unvalued_school_is_refused():
    school = SOUND._replace(assets=(HALL._replace(value=None),), reserve=Decimal(6000), price=Decimal(6000))
    assert names(disposal.check_valued(school, RULES)) == ["not_valued"]


def test_scrapping_and_free_transfer_need_no_value():
    for kind in ("scrapping", "demolition", "transfer"):
        facts = SOUND._replace(kind=kind, assets=(HALL._replace(value=None),))
        assert not disposal.check_valued(facts, RULES)


@pytest.mark.parametrize(("changed", "name"), LISTED)
def test_a_listing_lacks_something(changed, name):
    assert names(disposal.check_listing(SOUND._replace(**changed), AT, RULES)) == [name]


@pytest.mark.parametrize(("changed", "name"), SOLD)
def test_a_sale_is_not_concluded(changed, name):
    assert names(disposal.check_sold(SOUND._replace(**changed), AT)) == [name]


def test_a_posting_counts_fifteen_whole_days():
    assert names(disposal.check_posted(SOUND, date(2025, 6, 15), RULES, over=True)) == ["posting_not_over"]
    assert not disposal.check_posted(SOUND, date(2025, 6, 16), RULES, over=True)
    assert not disposal.check_posted(SOUND, date(2025, 6, 1), RULES, over=False)
    assert names(disposal.check_posted(SOUND, date(2025, 5, 31), RULES, over=False)) == ["posting_in_future"]
    bare = SOUND._replace(posted_from=None)
    assert names(disposal.check_posted(bare, AT, RULES, over=True)) == ["posting_photo_missing"]
    assert not disposal.check_posted(bare._replace(regime="state"), AT, RULES, over=True)


def test_proceeds_are_the_price_to_the_cent():
    assert names(disposal.check_proceeds(SOUND._replace(received=Decimal("119999.99")))) == [
        "proceeds_differ"
    ]


@pytest.mark.parametrize("kind", disposal.KINDS)
@pytest.mark.parametrize("regime", ["state", "collective"])
def test_every_road_is_decided_and_approved_before_anything_happens(kind, regime):
    road = disposal.road(kind, regime)
    assert road[0] == "proposed" and road[-1] == "reported"
    assert len(set(road)) == len(road)
    outcome = road.index(disposal.OUTCOMES[kind])
    assert road.index("decided") < road.index("approved") < outcome
    assert ("valued" in road[:outcome]) == (kind in disposal.VALUED_KINDS)
    assert ("value_published" in road) == (kind in disposal.VALUED_KINDS and regime == "collective")


def test_where_the_money_goes():
    assert disposal.route_of("state") == "treasury"
    assert disposal.route_of("collective") == "collective_account"


@given(st.decimals("0.01", "9999999", places=2), st.decimals("0.01", "9999999", places=2))
def test_the_lowest_reserve_is_the_value_first_and_then_a_tenth_less(value, last):
    assert disposal.lowest_reserve(value, None, RULES) == value
    assert disposal.lowest_reserve(value, last, RULES) == last * Decimal("0.9")


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**8), min_size=1, max_size=12))
def test_shares_add_up(cents, values):
    amount = Decimal(cents) / 100
    assert sum(disposal.shares(amount, [Decimal(value) for value in values])) == amount
