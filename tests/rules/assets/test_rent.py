"""The rent schedule: it adds up, it leaves no day out, and a second calculator agrees to the cent."""

from bisect import bisect_right
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reform_rules.assets import rent
from reform_rules.assets.rent import Terms, schedule

YEARS_MAX = 20
MONTHS_IN = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@st.composite
def terms(draw, *, years_max=YEARS_MAX):
    """Draw terms that a village could agree on, awkward days included."""
    first = draw(st.dates(min_value=date(1999, 1, 1), max_value=date(2060, 12, 31)))
    length = draw(st.integers(min_value=0, max_value=years_max * 365))
    rise = draw(st.sampled_from([Decimal(0), Decimal("2.5"), Decimal("3"), Decimal("7.13"), Decimal("100")]))
    return Terms(
        date_start=first,
        date_end=first + timedelta(days=length),
        rent_year=draw(st.decimals(min_value=0, max_value=10**7, places=2)),
        frequency=draw(st.sampled_from(list(rent.FREQUENCIES))),
        alignment=draw(st.sampled_from(rent.ALIGNMENTS)),
        pay_when=draw(st.sampled_from(rent.PAY_WHEN)),
        uplift_percent=rise,
        uplift_every_years=draw(st.integers(min_value=1, max_value=6)) if rise else 0,
        free_months=draw(st.integers(min_value=0, max_value=14)),
    )


def by_days(terms):
    """Return the exact rent of every day of the term: a slow second calculator that shares no code."""
    days = [terms.date_start + timedelta(days=n) for n in range((terms.date_end - terms.date_start).days + 1)]
    begin = terms.date_start if terms.alignment == "contract" else terms.date_start.replace(day=1)
    count = 12 * (terms.date_end.year - begin.year + 2)
    month_starts = [begin + relativedelta(months=n) for n in range(count)]
    year_starts = [terms.date_start + relativedelta(years=n) for n in range(count // 12 + 1)]
    free_until = terms.date_start + relativedelta(months=terms.free_months)
    result = []
    for day in days:
        month = bisect_right(month_starts, day) - 1
        in_month = (month_starts[month + 1] - month_starts[month]).days
        price = terms.rent_year
        years = bisect_right(year_starts, day) - 1
        for _rise in range(years // terms.uplift_every_years if terms.uplift_every_years else 0):
            price = (price * (1 + terms.uplift_percent / 100)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        result.append(Fraction(0) if day < free_until else Fraction(price) / 12 / in_month)
    return result


def to_cent(amount):
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(amount.numerator) / Decimal(amount.denominator)
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@settings(max_examples=2000, deadline=None)
@given(terms())
@example(Terms(date(2024, 2, 29), date(2044, 2, 28), Decimal("10000"), "monthly"))
@example(Terms(date(2023, 1, 31), date(2023, 2, 28), Decimal("0.01"), "monthly", "calendar"))
def test_dues_add_up_and_cover_every_day_once(terms):
    dues = schedule(terms)
    assert sum(due.amount for due in dues) == rent.total(terms)
    assert [due.sequence for due in dues] == list(range(1, len(dues) + 1))
    assert dues[0].date_from == terms.date_start
    assert dues[-1].date_to == terms.date_end
    for earlier, later in zip(dues, dues[1:], strict=False):
        assert later.date_from == earlier.date_to + timedelta(days=1)
        assert earlier.date_due < later.date_due
    for due in dues:
        assert due.date_from <= due.date_to
        assert due.amount >= 0
        assert due.amount == due.amount.quantize(Decimal("0.01"))
        assert due.date_due == (due.date_from if terms.pay_when == "advance" else due.date_to)


@settings(max_examples=300, deadline=None)
@given(terms(years_max=5))
@example(
    Terms(
        date(2024, 2, 29),
        date(2028, 3, 1),
        Decimal("9999.99"),
        "quarterly",
        "calendar",
        "arrears",
        Decimal(3),
        2,
        1,
    )
)
def test_a_second_calculator_that_counts_days_agrees_to_the_cent(terms):
    exact = by_days(terms)
    running, paid = Fraction(0), Decimal(0)
    for due in schedule(terms):
        first = (due.date_from - terms.date_start).days
        last = (due.date_to - terms.date_start).days
        running += sum(exact[first : last + 1], start=Fraction(0))
        assert due.amount == to_cent(running) - paid
        paid = to_cent(running)


@settings(max_examples=300, deadline=None)
@given(terms())
def test_full_years_cost_the_agreed_rent_whatever_the_frequency(terms):
    years = (terms.date_end.year - terms.date_start.year) or 1
    end = terms.date_start + relativedelta(years=years) - timedelta(days=1)
    plain = terms._replace(date_end=end, alignment="contract", free_months=0)
    agreed = sum(rent.rent_of_year(plain, year) for year in range(years))
    assert sum(due.amount for due in schedule(plain)) == agreed
    if plain.frequency in MONTHS_IN:
        assert len(schedule(plain)) == years * 12 // MONTHS_IN[plain.frequency]
    yearly = schedule(plain._replace(frequency="yearly"))
    assert [due.amount for due in yearly] == [rent.rent_of_year(plain, year) for year in range(years)]


@settings(max_examples=200, deadline=None)
@given(terms(years_max=6), st.sampled_from(list(rent.FREQUENCIES)))
def test_frequency_moves_the_rent_but_never_changes_it(terms, other):
    assert rent.total(terms) == rent.total(terms._replace(frequency=other))


def test_a_twenty_year_monthly_lease_has_240_dues_and_rises_every_third_year():
    terms = Terms(
        date(2024, 3, 1),
        date(2044, 2, 29),
        Decimal("12000"),
        "monthly",
        uplift_percent=Decimal(5),
        uplift_every_years=3,
    )
    dues = schedule(terms)
    assert len(dues) == 240
    assert {due.amount for due in dues[:36]} == {Decimal("1000.00")}
    assert {due.amount for due in dues[36:72]} == {Decimal("1050.00")}
    # 12000.00, 12600.00, 13230.00, 13891.50, 14586.08, 15315.38, 16081.15: each rise in whole cents.
    assert rent.rent_of_year(terms, 19) == Decimal("16081.15")


def test_a_month_begun_in_the_middle_is_paid_by_days():
    dues = schedule(Terms(date(2024, 2, 15), date(2024, 4, 10), Decimal("12000"), "monthly", "calendar"))
    # 15 of 29 days in the leap February, all of March, 10 of 30 days in April.
    assert [due.amount for due in dues] == [Decimal("517.24"), Decimal("1000.00"), Decimal("333.33")]


def test_rent_free_months_fall_due_with_nothing():
    terms = Terms(date(2025, 1, 1), date(2025, 12, 31), Decimal("12000"), "quarterly", free_months=2)
    assert [due.amount for due in schedule(terms)] == [
        Decimal(1000),
        Decimal(3000),
        Decimal(3000),
        Decimal(3000),
    ]


def test_calendar_years_end_with_december():
    dues = schedule(
        Terms(date(2024, 7, 1), date(2026, 6, 30), Decimal("6000"), "yearly", "calendar", "arrears")
    )
    assert [(due.date_due, due.amount) for due in dues] == [
        (date(2024, 12, 31), Decimal(3000)),
        (date(2025, 12, 31), Decimal(6000)),
        (date(2026, 6, 30), Decimal(3000)),
    ]


def test_no_cent_is_lost_in_twelfths():
    dues = schedule(Terms(date(2025, 1, 1), date(2025, 12, 31), Decimal("1000"), "monthly"))
    assert sum(due.amount for due in dues) == Decimal("1000.00")
    assert {due.amount for due in dues} == {Decimal("83.33"), Decimal("83.34")}


NONSENSE = [
    ({"date_end": date(2023, 12, 31)}, rent.TermBackwards),
    ({"date_end": date(2999, 1, 1)}, rent.TermBeyondReckoning),
    ({"rent_year": Decimal("-1")}, rent.NotARent),
    ({"free_months": -1}, rent.NotARent),
    ({"uplift_percent": Decimal(5), "uplift_every_years": 0}, rent.NotARent),
    ({"uplift_percent": Decimal(-5), "uplift_every_years": 1}, rent.NotARent),
]


@pytest.mark.parametrize(("change", "refusal"), NONSENSE)
def test_nonsense_is_refused_by_name(change, refusal):
    sound = Terms(date(2024, 1, 1), date(2024, 12, 31), Decimal("1200"))
    with pytest.raises(refusal):
        schedule(sound._replace(**change))
