"""What an auditor looks at stands out for a reason, or was drawn by a lot anybody can draw again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.audit.spending_sample import (
    REASONS,
    Payment,
    SampleTooSmall,
    bands,
    draw,
    just_under,
    marks,
)
from reform_rules.money import yuan
from reform_rules.parameters import Parameters

RULES = Parameters.at(date(2026, 1, 1))
BY = bands([yuan(1000), yuan(5000), yuan(20000)], RULES)
MONDAY = date(2026, 3, 2)
CENTS = st.integers(1, 3_000_000).map(lambda cents: yuan(Decimal(cents) / 100))


def payment(key="a", amount="700", day=MONDAY, **facts):
    return Payment(key, day, yuan(amount), **{"papers": 1, **facts})


@pytest.mark.parametrize(
    ("one", "reasons"),
    [
        (payment(), ()),
        (payment(amount="10000"), ("large",)),
        (payment(amount="4999"), ("just_under",)),
        (payment(amount="5000"), ("just_under",)),
        (payment(amount="5000.01"), ()),
        (payment(amount="4749.99"), ()),
        (payment(amount="4750"), ("just_under",)),
        (payment(amount="19800"), ("large", "just_under")),
        (payment(day=MONDAY - timedelta(days=1)), ("weekend",)),
        (payment(amount="1200", cash=True), ("cash",)),
        (payment(cash=True), ()),
        (payment(papers=0), ("no_papers",)),
        (payment(approved=False), ("no_approval",)),
        (payment(from_receipts=True), ("from_receipts",)),
    ],
)
def test_a_payment_stands_out_for_its_reasons(one, reasons):
    assert marks([one], BY).get("a", ()) == reasons


def test_pieces_for_one_payee_are_added_up():
    pieces = [
        payment(key, "800", MONDAY + timedelta(days=day), payee="张某") for key, day in (("a", 0), ("b", 15))
    ]
    assert marks(pieces, BY) == {"a": ("same_payee",), "b": ("same_payee",)}
    late = [pieces[0], pieces[1]._replace(day=MONDAY + timedelta(days=16))]
    assert not marks(late, BY)
    assert not marks([one._replace(payee="") for one in pieces], BY)
    others = [pieces[0], pieces[1]._replace(payee="李某")]
    assert not marks(others, BY)


@settings(max_examples=10_000)
@given(CENTS)
def test_just_under_lies_below_its_limit_and_no_further_than_the_band(amount):
    limit = just_under(amount, BY)
    near = [each for each in BY.limits if each * Decimal("0.95") <= amount <= each]
    assert (limit is not None) == bool(near)
    assert limit is None or limit in near


PAYMENTS = st.lists(
    st.builds(
        lambda amount, day, payee, facts: (amount, day, payee, *facts),
        CENTS,
        st.integers(0, 60),
        st.sampled_from(["", "甲", "乙"]),
        st.tuples(st.booleans(), st.integers(0, 2), st.booleans(), st.booleans()),
    ),
    max_size=12,
).map(
    lambda rows: [
        Payment(str(at), MONDAY + timedelta(days=row[1]), row[0], row[2], *row[3:])
        for at, row in enumerate(rows)
    ]
)


@given(PAYMENTS, st.randoms(use_true_random=False))
def test_marks_do_not_depend_on_the_order(payments, shuffle):
    mixed = list(payments)
    shuffle.shuffle(mixed)
    found = marks(payments, BY)
    assert found == marks(mixed, BY)
    assert all(
        reasons and list(reasons) == [r for r in REASONS if r in reasons] for reasons in found.values()
    )


@given(PAYMENTS)
def test_pieces_that_are_told_pass_a_limit_together(payments):
    for one in payments:
        if "same_payee" not in marks(payments, BY).get(one.key, ()):
            continue
        near = [
            each
            for each in payments
            if each.payee == one.payee and abs((each.day - one.day).days) <= 2 * BY.split_days
        ]
        assert len(near) > 1
        assert sum(each.amount for each in near) > min(BY.limits)


KEYS = st.sets(st.text("abcdef0123", min_size=1, max_size=6), max_size=30)


@given(KEYS, st.integers(0, 10**6), st.integers(0, 40))
def test_the_same_seed_draws_the_same(keys, seed, count):
    drawn = draw(keys, seed=seed, count=count)
    assert drawn == draw(sorted(keys, reverse=True), seed=seed, count=count)
    assert len(drawn) == len(set(drawn)) == min(count, len(keys))
    assert set(drawn) <= keys


@given(KEYS, st.integers(0, 10**6), st.integers(0, 40))
def test_one_payment_more_changes_the_lot_of_no_other(keys, seed, count):
    without = draw(keys - {"zzz"}, seed=seed, count=count)
    more = draw(keys | {"zzz"}, seed=seed, count=count + 1)
    assert [key for key in more if key != "zzz"][: len(without)] == without[
        : len([k for k in more if k != "zzz"])
    ]


def test_another_seed_draws_others():
    keys = [str(number) for number in range(200)]
    assert draw(keys, seed=1, count=20) != draw(keys, seed=2, count=20)


def test_less_than_none_is_not_drawn():
    with pytest.raises(SampleTooSmall):
        draw(["a"], seed=1, count=-1)
