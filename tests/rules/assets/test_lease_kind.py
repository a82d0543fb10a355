"""Each kind of contract has its own cap, its own matter, and its own clauses."""

from datetime import date
from decimal import Decimal

import pytest

from reform_rules.assets.lease_kind import (
    KindFacts,
    cap_article,
    check,
    check_signing,
    decision_kind,
    years_max,
)
from reform_rules.parameters import Parameters, articles

RULES = Parameters.at(date(2026, 1, 1))
CAPS = [
    ("lease", "", 20),
    ("free_loan", "", 20),
    ("cooperation", "", 20),
    ("profit_share", "", 20),
    ("equity", "", None),
    ("land_contract", "reserve", 20),
    ("land_contract", "pond", 20),
    ("land_contract", "wasteland", 50),
    ("land_contract", "grassland", 50),
    ("land_contract", "forest", 70),
    ("construction_land", "industry", 50),
    ("construction_land", "commerce", 40),
    ("construction_land", "mixed", 50),
    # As long as the use is unknown, the shortest.
    ("construction_land", "", 40),
]


@pytest.mark.parametrize(("kind", "use", "years"), CAPS)
def test_each_kind_has_its_cap_and_the_article_that_sets_it(kind, use, years):
    assert years_max(kind, use, RULES) == years
    article = cap_article(kind, use, RULES)
    assert (article in articles()) == (years is not None)


def test_land_is_decided_as_land():
    assert decision_kind("construction_land", outsider=False) == "construction_land"
    assert decision_kind("land_contract", outsider=True) == "land_contract"
    assert decision_kind("equity", outsider=False) == "contribution"
    for kind in ("lease", "land_contract", "free_loan", "cooperation", "profit_share"):
        assert decision_kind(kind, outsider=False) == "asset_lease"


LAND = KindFacts("land_contract", "wasteland", natures=frozenset({"resource"}))
SOUND = [
    KindFacts("lease"),
    LAND,
    LAND._replace(outsider=True, credit_checked=True),
    KindFacts("construction_land", "industry", plan_conditions="工业，容积率不高于 2.0"),
    KindFacts("free_loan", return_clause="村集体需要时提前三十日收回"),
    KindFacts("cooperation", share_percent=Decimal(30)),
    KindFacts("equity", share_percent=Decimal("12.5"), contribution=Decimal(7000000)),
]
MISSING = [
    (LAND._replace(use=""), "land_use_missing"),
    (LAND._replace(natures=frozenset({"operating"})), "not_land"),
    (LAND._replace(outsider=True), "bidder_not_checked"),
    (SOUND[3]._replace(use="wasteland"), "building_use_missing"),
    (SOUND[3]._replace(plan_conditions=" "), "plan_conditions_missing"),
    (KindFacts("free_loan"), "return_clause_missing"),
    (KindFacts("profit_share"), "share_missing"),
    (KindFacts("cooperation", share_percent=Decimal(101)), "share_out_of_range"),
    (KindFacts("equity", share_percent=Decimal(5)), "contribution_missing"),
]


@pytest.mark.parametrize("facts", SOUND)
def test_a_contract_with_its_clauses_passes(facts):
    assert check(facts, RULES) == []


@pytest.mark.parametrize(("facts", "problem"), MISSING)
def test_a_missing_clause_is_named(facts, problem):
    assert [each.name for each in check(facts, RULES)] == [problem]


def test_an_outsider_needs_the_township():
    outsider = LAND._replace(outsider=True, credit_checked=True)
    assert [each.name for each in check_signing(outsider)] == ["township_consent_missing"]
    assert check_signing(outsider._replace(township_consent="东镇批〔2026〕3号")) == []
    assert check_signing(LAND) == []
