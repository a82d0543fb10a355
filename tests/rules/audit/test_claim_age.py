"""What is open is as old as the oldest growth nobody has settled."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.audit.claim_age import BANDS, Move, band, by_band, open_parts
from reform_rules.money import ZERO, yuan

DAY = date(2022, 1, 1)
MOVES = st.lists(
    st.tuples(st.integers(0, 1500), st.integers(-100_000, 100_000)).map(
        lambda pair: Move(DAY + timedelta(days=pair[0]), yuan(Decimal(pair[1]) / 100))
    ),
    max_size=15,
)


def move(day, amount):
    return Move(date.fromisoformat(day), yuan(amount))


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([], []),
        ([("2022-01-01", 100)], [("2022-01-01", 100)]),
        ([("2022-01-01", 100), ("2023-01-01", 50), ("2023-06-01", -120)], [("2023-01-01", 30)]),
        # Paid on the day it arose.
        ([("2022-01-01", -100), ("2022-01-01", 100)], []),
        # Paid in advance, then billed.
        ([("2022-01-01", -100), ("2022-03-01", 150)], [("2022-03-01", 50)]),
        ([("2022-01-01", 100), ("2022-02-01", -130)], [("2022-02-01", -30)]),
    ],
)
def test_the_oldest_is_settled_first(moves, expected):
    assert open_parts([move(*one) for one in moves]) == [move(*one) for one in expected]


@settings(max_examples=5_000)
@given(MOVES)
def test_the_open_parts_add_up_to_the_balance_and_have_one_sign(moves):
    parts = open_parts(moves)
    assert sum((part.amount for part in parts), ZERO) == sum((one.amount for one in moves), ZERO)
    assert len({part.amount > 0 for part in parts}) <= 1
    assert all(part.amount for part in parts)
    assert {part.day for part in parts} <= {one.day for one in moves}


@given(MOVES, st.integers(0, 1600))
def test_every_yuan_up_to_the_day_has_a_band(moves, days):
    at = DAY + timedelta(days=days)
    found = by_band(moves, at)
    assert list(found) == [name for name, _years in BANDS]
    assert sum(found.values()) == sum((one.amount for one in moves if one.day <= at), ZERO)


@pytest.mark.parametrize(
    ("arisen", "at", "expected"),
    [
        ("2024-02-29", "2025-02-28", "y1"),
        ("2024-02-29", "2025-03-01", "y2"),
        ("2022-05-10", "2025-05-09", "y3"),
        ("2022-05-10", "2025-05-10", "old"),
    ],
)
def test_a_full_year_begins_the_next_band(arisen, at, expected):
    assert band(date.fromisoformat(arisen), date.fromisoformat(at)) == expected
