"""Contracts that villages could have signed, made by the thousand, and a calculator that only counts days.

The calculator shares no code with the rules: it walks the term day by day, asks of each day what a year costs
and whether the day is free, and adds up exact fractions.
"""

from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from reform_rules.assets.rent import FREQUENCIES, Span, Step, Terms

DAY = timedelta(days=1)


def contract(random, *, days_max=2000):
    """Return terms drawn from `random`: awkward first days, leap years, steps, rises, free spans."""
    first = date(1999, 1, 1) + timedelta(days=random.randrange(0, 22000))
    if random.random() < 0.1:
        first = random.choice([date(2024, 2, 29), date(2023, 1, 31), date(2028, 8, 31), date(2000, 12, 31)])
    length = random.choice([random.randrange(0, 90), random.randrange(0, days_max)])
    last = first + timedelta(days=length)
    more = {}
    manner = random.randrange(4)
    if manner == 1:
        more = {"uplift_percent": random.choice([Decimal("2.5"), Decimal(10), Decimal("7.13")])}
    elif manner == 2:
        more = {"uplift_amount": Decimal(random.randrange(1, 500000)) / 100}
    elif manner == 3 and length:
        days = random.sample(range(length + 1), min(random.randrange(1, 4), length + 1))
        more = {"steps": tuple(Step(first + timedelta(days=day), yuan_of(random)) for day in days)}
    if manner in (1, 2):
        more["uplift_every_years"] = random.randrange(1, 4)
    if random.random() < 0.3:
        begin = random.randrange(0, length + 1)
        end = min(length, begin + random.randrange(0, 200))
        more["free"] = (Span(first + timedelta(days=begin), first + timedelta(days=end)),)
    return Terms(
        date_start=first,
        date_end=last,
        rent_year=yuan_of(random),
        frequency=random.choice(list(FREQUENCIES)),
        alignment=random.choice(["contract", "calendar"]),
        pay_when=random.choice(["advance", "arrears"]),
        free_months=random.choice([0, 0, 0, 1, 5, 14]),
        proration=random.choice(["month", "day"]),
        **more,
    )


def yuan_of(random):
    return Decimal(random.choice([random.randrange(0, 100), random.randrange(0, 10**8)])) / 100


def cents(value):
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def price_of(terms, day):
    """Return what a year costs at the price of that day, and how many anniversaries have passed."""
    passed = 0
    while terms.date_start + relativedelta(months=12 * (passed + 1)) <= day:
        passed += 1
    price = cents(terms.rent_year)
    for step in sorted(terms.steps, key=lambda each: each.date_from):
        if step.date_from <= day:
            price = cents(step.rent_year)
    if terms.uplift_every_years:
        for _rise in range(passed // terms.uplift_every_years):
            price = cents(price * (1 + terms.uplift_percent / 100) + terms.uplift_amount)
    return price, passed


def rent_between(terms, first, last):
    """Return the exact rent of the days from `first` to `last`, by counting them one by one."""
    counted = Counter()
    free_until = terms.date_start + relativedelta(months=terms.free_months)
    key, key_until = None, first
    day = first
    while day <= last:
        if day >= key_until:
            key, key_until = price_and_divisor(terms, day)
        free = day < free_until and terms.free_months > 0
        if not free and not any(span.date_from <= day <= span.date_to for span in terms.free):
            counted[key] += 1
        day += DAY
    return sum((Fraction(price) * days / whole for (price, whole), days in counted.items()), Fraction(0))


def price_and_divisor(terms, day):
    """Return ((yuan of a year, days a year's rent is spread over), first day on which this may change)."""
    price, passed = price_of(terms, day)
    year_first = terms.date_start + relativedelta(months=12 * passed)
    year_after = terms.date_start + relativedelta(months=12 * (passed + 1))
    changes = [year_after, *(step.date_from for step in terms.steps if step.date_from > day)]
    if terms.proration == "day":
        return (price, (year_after - year_first).days), min(changes)
    if terms.alignment == "calendar":
        month_first = day.replace(day=1)
        month_after = month_first + relativedelta(months=1)
    else:
        number = 0
        while terms.date_start + relativedelta(months=number + 1) <= day:
            number += 12 if terms.date_start + relativedelta(months=number + 13) <= day else 1
        month_first = terms.date_start + relativedelta(months=number)
        month_after = terms.date_start + relativedelta(months=number + 1)
    return (price, 12 * (month_after - month_first).days), min([month_after, *changes])


def to_cent(amount):
    """Return an exact amount rounded half up to the cent."""
    doubled = 2 * amount.numerator * 100 // amount.denominator
    return Decimal((doubled + 1) // 2) / 100
