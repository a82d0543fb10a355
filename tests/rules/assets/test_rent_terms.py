"""Clauses about rent that contradict each other are refused by name."""

from datetime import date
from decimal import Decimal

import pytest

from reform_rules.assets import rent_terms
from reform_rules.assets.rent_terms import Span, Step, Terms, refuse_nonsense, rent_by_measure

SOUND = Terms(date(2024, 1, 1), date(2026, 12, 31), Decimal(1200))
NONSENSE = [
    (
        {"uplift_percent": Decimal(5), "uplift_amount": Decimal(5), "uplift_every_years": 1},
        rent_terms.TooManyRises,
    ),
    (
        {
            "uplift_amount": Decimal(5),
            "uplift_every_years": 1,
            "steps": (Step(date(2025, 1, 1), Decimal(1)),),
        },
        rent_terms.TooManyRises,
    ),
    ({"uplift_amount": Decimal(5)}, rent_terms.NotARent),
    ({"uplift_amount": Decimal(-5), "uplift_every_years": 1}, rent_terms.NotARent),
    ({"steps": (Step(date(2025, 1, 1), Decimal(-1)),)}, rent_terms.NotARent),
    ({"steps": (Step(date(2027, 1, 1), Decimal(1)),)}, rent_terms.StepOutsideTerm),
    ({"steps": (Step(date(2025, 1, 1), Decimal(1)),) * 2}, rent_terms.StepOutsideTerm),
    ({"free": (Span(date(2025, 2, 1), date(2025, 1, 1)),)}, rent_terms.FreeTimeOutsideTerm),
    ({"free": (Span(date(2026, 12, 1), date(2027, 1, 1)),)}, rent_terms.FreeTimeOutsideTerm),
]


def test_sound_terms_pass():
    refuse_nonsense(SOUND)
    refuse_nonsense(
        SOUND._replace(
            steps=(Step(SOUND.date_start, Decimal(1)), Step(SOUND.date_end, Decimal(2))),
            free=(Span(SOUND.date_end, SOUND.date_end),),
        )
    )


@pytest.mark.parametrize(("change", "refusal"), NONSENSE)
def test_contradictions_are_refused_by_name(change, refusal):
    with pytest.raises(refusal):
        refuse_nonsense(SOUND._replace(**change))


@pytest.mark.parametrize(
    ("price", "quantity", "rent"), [("650", "12.35", "8027.50"), ("0.333", "10", "3.33"), ("15", "0", "0.00")]
)
def test_a_price_by_measure_gives_the_rent_of_a_year(price, quantity, rent):
    assert rent_by_measure(Decimal(price), Decimal(quantity)) == Decimal(rent)
