"""Schedules cut short, changed, renewed and outlived: nothing is lost between the pieces."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from reform_rules.assets.rent import Step, Terms, schedule, total
from reform_rules.assets.rent_change import continued, cut, months_after, releases
from tests.contracts import contract, rent_between, to_cent

DAY = timedelta(days=1)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_released_and_what_is_kept_are_the_whole(seed):
    random = Random(100 + seed)
    for _number in range(400):
        terms = contract(random)
        dues = schedule(terms)
        day = terms.date_start + timedelta(
            days=random.randrange((terms.date_end - terms.date_start).days + 1)
        )
        released = releases(terms, dues, day)
        kept = total(cut(terms, day - DAY)) if day > terms.date_start else Decimal(0)
        assert sum(each.amount for each in released) == total(terms) - kept
        if day > terms.date_start:
            assert kept == to_cent(rent_between(terms, terms.date_start, day - DAY))
        assert all(each.released_from >= day for each in released)
        by_sequence = {due.sequence: due for due in dues}
        for each in released:
            assert Decimal(0) <= each.amount <= by_sequence[each.sequence].amount


@pytest.mark.parametrize("seed", range(4))
def test_a_chain_of_renewals_leaves_no_day_out_and_counts_none_twice(seed):
    random = Random(200 + seed)
    for _number in range(250):
        terms, chain = contract(random, days_max=500), []
        for _renewal in range(random.randrange(1, 5)):
            chain += schedule(terms)
            end = terms.date_end + timedelta(days=random.randrange(1, 700))
            terms = continued(terms, terms.date_end + DAY, date_end=end, rent_year=Decimal(1200))
        chain += schedule(terms)
        for earlier, later in zip(chain, chain[1:], strict=False):
            assert later.date_from == earlier.date_to + DAY
        assert chain[-1].date_to == terms.date_end


@pytest.mark.parametrize("seed", range(4))
def test_an_amendment_that_changes_nothing_costs_the_same_by_days(seed):
    random = Random(300 + seed)
    for _number in range(250):
        terms = contract(random)._replace(
            uplift_percent=Decimal(0), uplift_amount=Decimal(0), uplift_every_years=0, free_months=0,
            alignment="calendar", proration="month",
        )  # fmt: skip
        days = (terms.date_end - terms.date_start).days
        if not days:
            continue
        day = terms.date_start + timedelta(days=random.randrange(1, days + 1))
        after = continued(terms, day, date_end=terms.date_end)
        together = rent_between(cut(terms, day - DAY), terms.date_start, day - DAY)
        together += rent_between(after, day, terms.date_end)
        assert to_cent(together) == total(terms)


def test_a_new_rent_ends_the_steps_and_the_old_price_keeps_them():
    terms = Terms(
        date(2024, 1, 1), date(2028, 12, 31), Decimal(1000), steps=(Step(date(2026, 1, 1), Decimal(2000)),)
    )
    assert continued(terms, date(2025, 1, 1), date_end=terms.date_end).steps == terms.steps
    changed = continued(terms, date(2025, 1, 1), date_end=terms.date_end, rent_year=Decimal(5))
    assert (changed.steps, changed.rent_year) == ((), Decimal("5.00"))


def test_who_stays_on_pays_by_the_month_at_the_last_price():
    terms = Terms(
        date(2023, 2, 1), date(2025, 1, 31), Decimal(1000), uplift_percent=Decimal(10), uplift_every_years=1
    )
    dues = months_after(terms, date(2025, 4, 1))
    assert [(due.date_from, due.date_to, due.amount) for due in dues] == [
        (date(2025, 2, 1), date(2025, 2, 28), Decimal("91.67")),
        (date(2025, 3, 1), date(2025, 3, 31), Decimal("91.67")),
        (date(2025, 4, 1), date(2025, 4, 30), Decimal("91.67")),
    ]
    assert months_after(terms, date(2025, 1, 31)) == []
