"""Contract checks: each code fires on its own fact, and on nothing else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import contract_checks as checks
from reform_rules.parameters import Parameters

AT = date(2026, 6, 1)
RULES = Parameters.at(AT)
SOUND = checks.ContractFacts(
    phase=checks.RUNNING,
    kind="lease",
    date_start=date(2024, 1, 1),
    date_end=date(2028, 12, 31),
    years_max=20,
    has_document=True,
    signed_date=date(2023, 12, 20),
    filed=True,
    rent_year=Decimal(12000),
    area_sqm=Decimal(300),
    peers=checks.Peers(Decimal(40), 8),
    has_rise=False,
    has_lessee=True,
    has_purpose=True,
    overdue=Decimal(0),
    overdue_days=0,
    approved=True,
    listing_required=True,
    listed=True,
    followed=False,
    overlapping=(),
    related="",
    sublet=False,
    flags=frozenset(),
    booked=True,
)
# code → what makes it fire, the facts it gives
FIRES = [
    ("no_written", {"has_document": False}, {"months": 6}),
    (
        "over_term",
        {"date_end": date(2044, 1, 1), "has_rise": True},
        {"years": 20, "latest": date(2043, 12, 31)},
    ),
    ("long_term", {"date_end": date(2039, 1, 1), "has_rise": True}, {"limit": 15}),
    (
        "low_price",
        {"rent_year": Decimal("8399.99")},
        {"per_sqm": Decimal("28.00"), "median": Decimal("40.00"), "peers": 8, "percent": 70},
    ),
    ("arrears", {"overdue": Decimal(3000), "overdue_days": 40}, {"amount": Decimal(3000), "days": 40}),
    ("no_procedure", {"approved": False}, {}),
    ("no_public_trade", {"listed": False}, {}),
    (
        "expired_occupied",
        {"date_end": AT - timedelta(days=1)},
        {"days": 1, "date_end": AT - timedelta(days=1)},
    ),
    ("duplicate", {"overlapping": ("ZL-1", "ZL-2")}, {"others": "ZL-1, ZL-2"}),
    ("one_sided", {"flags": frozenset({"one_sided"})}, {}),
    ("relation", {"related": "spouse of the director"}, {"related": "spouse of the director"}),
    ("bad_terms", {"has_purpose": False, "has_lessee": False}, {"missing": ["lessee", "purpose"]}),
    ("bad_terms", {"date_end": date(2029, 1, 1)}, {"missing": ["rise"]}),
    ("sublet", {"sublet": True}, {}),
    ("not_filed", {"filed": False, "signed_date": AT - timedelta(days=11)}, {"days": 11}),
    ("off_book", {"booked": False}, {}),
]
# What is no problem, or none of this kind.
SILENT = [
    {},
    {"has_document": False, "date_end": date(2024, 5, 31)} | {"followed": True},
    {"date_end": date(2038, 12, 31), "has_rise": True},
    {"rent_year": Decimal(8400)},
    {"rent_year": Decimal(1), "peers": checks.Peers(Decimal(40), 3)},
    {"rent_year": Decimal(1), "peers": None},
    {"kind": "free_loan", "rent_year": Decimal(0)},
    {"listing_required": None, "listed": False},
    {"phase": checks.ENDED, "date_end": AT - timedelta(days=15)},
    {"phase": checks.RETURNED, "date_end": AT - timedelta(days=400)},
    {"date_end": AT - timedelta(days=1), "followed": True},
    {"filed": False, "signed_date": AT - timedelta(days=10)},
    {"booked": None},
    {"phase": checks.DRAFT, "approved": False, "filed": False, "has_document": False, "listed": False},
    {"years_max": None, "date_end": date(2038, 1, 1), "has_rise": True},
]


@pytest.mark.parametrize(("code", "change", "facts"), FIRES)
def test_each_code_fires_alone_with_its_facts(code, change, facts):
    [problem] = checks.check(SOUND._replace(**change), RULES, AT)
    assert (problem.name, problem.facts) == (code, facts)
    assert problem.level == ("error" if code in checks.BLOCKING else "warning")


@pytest.mark.parametrize("change", SILENT)
def test_a_sound_contract_is_silent(change):
    assert checks.check(SOUND._replace(**change), RULES, AT) == []


def test_every_code_of_the_clean_up_has_a_check():
    assert list(checks.CHECKS) == [
        "no_written", "over_term", "long_term", "low_price", "arrears", "no_procedure", "no_public_trade",
        "expired_occupied", "duplicate", "one_sided", "relation", "bad_terms", "sublet",
        "not_filed", "off_book",
    ]  # fmt: skip
    assert {code for code, *_rest in FIRES} == set(checks.CHECKS)


@given(st.integers(1, 60), st.integers(1, 28))
def test_a_term_is_over_long_or_neither_never_both(years, day):
    start = date(2020, 2, day)
    end = date(2020 + years, 2, day) - timedelta(days=1)
    names = {
        problem.name
        for problem in checks.check(SOUND._replace(date_start=start, date_end=end, has_rise=True), RULES, AT)
    }
    assert ("over_term" in names) == (years > 20)
    assert ("long_term" in names) == (15 < years <= 20)


@given(st.decimals(1, 100000, places=2), st.decimals(1, 10000, places=2), st.decimals("0.01", 1000, places=4))
def test_a_price_is_low_exactly_below_the_share_of_the_median(rent, area, median):
    facts = SOUND._replace(rent_year=rent, area_sqm=area, peers=checks.Peers(median, 4))
    low = any(problem.name == "low_price" for problem in checks.check(facts, RULES, AT))
    assert low == (rent / area < median * Decimal("0.7"))
