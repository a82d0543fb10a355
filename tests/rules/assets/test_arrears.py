"""Arrears: the state of a due, its age band, and where a payment goes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import arrears
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2025, 6, 1))
AT = date(2025, 6, 1)

EDGES = [
    (0, "none"),
    (15, "none"),
    (16, "from_0016"),
    (30, "from_0016"),
    (31, "from_0031"),
    (90, "from_0031"),
    (91, "from_0091"),
    (180, "from_0091"),
    (181, "from_0181"),
    (4000, "from_0181"),
]


@pytest.mark.parametrize(("days", "band"), EDGES)
def test_each_edge_of_the_bands_is_where_the_parameters_put_it(days, band):
    assert arrears.band_of(days, RULES) == band


@given(st.integers(min_value=0, max_value=10_000))
def test_the_due_days_of_a_band_are_exactly_its_days_of_age(days):
    date_due = AT - timedelta(days=days)
    found = [
        band.name
        for band in arrears.bands(RULES)
        for earliest, latest in [arrears.due_days_of(band, AT)]
        if (earliest or date.min) <= date_due <= latest
    ]
    assert (found or ["none"]) == [arrears.band_of(days, RULES)]


def test_a_county_may_set_its_own_bands_and_grace():
    own = Parameters.at(AT, overrides={"arrears_grace_days": 0, "arrears_band_days": (60,)})
    assert [band.name for band in arrears.bands(own)] == ["from_0001", "from_0061"]
    assert arrears.band_of(1, own) == "from_0001"


STANDINGS = [
    ("0", 100, "unpaid", "none"),
    ("40", -5, "partial", "none"),
    ("0", -15, "unpaid", "none"),
    ("0", -16, "overdue", "from_0016"),
    ("99.99", -200, "overdue", "from_0181"),
    ("100", -200, "paid", "none"),
]


@pytest.mark.parametrize(("paid", "days_ahead", "state", "band"), STANDINGS)
def test_a_due_is_unpaid_partial_overdue_or_paid(paid, days_ahead, state, band):
    standing = arrears.standing(
        amount=Decimal(100), paid=Decimal(paid), date_due=AT + timedelta(days=days_ahead), at=AT, rules=RULES
    )
    assert (standing.state, standing.band) == (state, band)
    assert standing.outstanding == Decimal(100) - Decimal(paid)


cents = st.decimals(min_value=0, max_value=10**6, places=2)


@given(
    st.lists(cents, min_size=1, max_size=30),
    st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2),
)
def test_a_payment_is_laid_out_in_full_oldest_first_and_never_beyond_what_is_owed(rests, amount):
    outstanding = list(enumerate(rests))
    owed = sum(rests)
    if amount > owed:
        with pytest.raises(arrears.ReceiptExceedsDues) as refusal:
            arrears.allocate(outstanding, amount)
        assert refusal.value.facts == {"amount": amount, "outstanding": owed}
        return
    laid = arrears.allocate(outstanding, amount)
    assert sum(laid.values()) == amount
    assert all(0 < part <= rests[due] for due, part in laid.items())
    touched = [due for due, rest in outstanding if due in laid]
    # Every due before the last one touched is paid in full.
    assert all(laid.get(due, Decimal(0)) == rests[due] for due in range(touched[-1]))


@pytest.mark.parametrize("amount", [Decimal(0), Decimal("-1")])
def test_nothing_is_not_a_receipt(amount):
    with pytest.raises(arrears.NothingReceived):
        arrears.allocate([(1, Decimal(5))], amount)
