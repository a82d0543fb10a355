"""Ten thousand contracts: no gap, no overlap, to the cent, and a calculator that counts days agrees."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from reform_rules.assets import rent
from reform_rules.assets.rent import Span, Step, Terms, schedule
from reform_rules.assets.rent_price import rent_of_year, rent_on
from tests.contracts import contract, rent_between, to_cent

CONTRACTS = 10_000


@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_contracts_add_up_without_gap_or_overlap_as_the_day_counter_says(seed):
    random = Random(seed)
    for _number in range(CONTRACTS // 10):
        terms = contract(random)
        dues = schedule(terms)
        assert dues[0].date_from == terms.date_start
        assert dues[-1].date_to == terms.date_end
        assert sum(due.amount for due in dues) == rent.total(terms)
        exact, said, before = Fraction(0), Decimal(0), terms.date_start - timedelta(days=1)
        for due in dues:
            assert due.date_from == before + timedelta(days=1), terms
            assert due.date_from <= due.date_to
            exact += rent_between(terms, due.date_from, due.date_to)
            assert due.amount == to_cent(exact) - said, (terms, due)
            said, before = to_cent(exact), due.date_to


def test_the_day_counter_is_not_the_rule_itself():
    terms = Terms(date(2024, 1, 1), date(2024, 12, 31), Decimal(3660), proration="day")
    assert rent_between(terms, date(2024, 1, 1), date(2024, 1, 31)) == 310
    assert rent_between(terms._replace(proration="month"), date(2024, 2, 1), date(2024, 2, 29)) == 305


def test_a_tenth_more_every_three_years():
    terms = Terms(
        date(2023, 7, 1), date(2035, 6, 30), Decimal(3000), uplift_percent=Decimal(10), uplift_every_years=3
    )
    amounts = [due.amount for due in schedule(terms)]
    assert amounts == [Decimal(each) for each in [3000] * 3 + [3300] * 3 + [3630] * 3 + [3993] * 3]


def test_a_fixed_sum_more_every_five_years_and_paid_five_years_at_once():
    terms = Terms(
        date(2020, 1, 1),
        date(2034, 12, 31),
        Decimal(10000),
        "five_yearly",
        uplift_amount=Decimal(500),
        uplift_every_years=5,
    )
    assert [(due.date_due, due.amount) for due in schedule(terms)] == [
        (date(2020, 1, 1), Decimal(50000)),
        (date(2025, 1, 1), Decimal(52500)),
        (date(2030, 1, 1), Decimal(55000)),
    ]


def test_a_table_of_steps_begins_in_the_middle_of_a_month():
    terms = Terms(
        date(2025, 1, 1),
        date(2025, 3, 31),
        Decimal(1200),
        "monthly",
        steps=(Step(date(2025, 2, 15), Decimal(2400)),),
    )
    # February: 14 days at 100 a month, 14 at 200.
    assert [due.amount for due in schedule(terms)] == [Decimal(100), Decimal(150), Decimal(200)]
    assert (rent_on(terms, date(2025, 2, 14)), rent_on(terms, date(2025, 2, 15))) == (1200, 2400)


def test_listed_free_months_in_the_middle_cost_nothing():
    terms = Terms(
        date(2025, 1, 1),
        date(2025, 12, 31),
        Decimal(12000),
        "monthly",
        free=(Span(date(2025, 6, 1), date(2025, 7, 31)),),
    )
    amounts = [due.amount for due in schedule(terms)]
    assert amounts == [Decimal(1000)] * 5 + [Decimal(0)] * 2 + [Decimal(1000)] * 5


def test_by_actual_days_a_leap_year_costs_no_more_than_another():
    for year in (2023, 2024):
        terms = Terms(date(year, 1, 1), date(year, 12, 31), Decimal("9999.99"), "monthly", proration="day")
        assert rent.total(terms) == Decimal("9999.99")
    february = [
        schedule(Terms(date(year, 1, 1), date(year, 12, 31), Decimal(36600), "monthly", proration="day"))[
            1
        ].amount
        for year in (2023, 2024)
    ]
    assert february == [to_cent(Fraction(36600 * 28, 365)), Decimal(2900)]


def test_the_rent_of_a_year_is_the_price_on_its_first_day():
    terms = Terms(
        date(2020, 2, 29), date(2030, 2, 27), Decimal(100), steps=(Step(date(2022, 3, 1), Decimal(7)),)
    )
    assert [rent_of_year(terms, year) for year in (0, 2, 3)] == [100, 100, 7]
