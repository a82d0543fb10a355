"""Entries balance or are refused by name; the red letter undoes exactly."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.ledger.entry import AccountFacts, Entry, Voucher, cancels, check, difference, red_letter
from reform_rules.money import ZERO, split, yuan

ACCOUNTS = {
    "102": AccountFacts(postable=True, detail_required=False),
    "113": AccountFacts(postable=True, detail_required=True),
    "322": AccountFacts(postable=False, detail_required=False),
    "50103": AccountFacts(postable=True, detail_required=False),
}
DAY = date(2025, 3, 5)


def voucher(*lines, summary="租金"):
    entries = [
        Entry(no, account, Decimal(debit), Decimal(credit), summary, *rest)
        for no, (account, debit, credit, *rest) in enumerate(lines, 1)
    ]
    return Voucher(DAY, "general", summary, entries)


@st.composite
def balanced(draw):
    """A voucher of two to twelve entries whose credit side is split out of its debit side."""
    total = draw(st.decimals(min_value="0.10", max_value="99999999.99", places=2))
    sides = []
    for side in ("debit", "credit"):
        weights = draw(st.lists(st.integers(1, 1000), min_size=1, max_size=6))
        sides += [(side, part) for part in split(yuan(total), weights) if part != ZERO]
    lines = [
        ("102", part, ZERO, 0, draw(st.integers(0, 3))) if side == "debit" else ("50103", ZERO, part, 0, 1)
        for side, part in sides
    ]
    return voucher(*lines)


@settings(max_examples=100)
@given(balanced())
def test_a_balanced_voucher_has_no_problem_and_one_cent_more_has_one(made):
    assert check(made, ACCOUNTS) == []
    assert difference(made.entries) == ZERO
    first = made.entries[0]
    side = "debit" if first.debit else "credit"
    off = [first._replace(**{side: getattr(first, side) + Decimal("0.01")}), *made.entries[1:]]
    assert [problem.name for problem in check(made._replace(entries=off), ACCOUNTS)] == ["VoucherUnbalanced"]
    assert abs(difference(off)) == Decimal("0.01")


def test_ten_thousand_generated_entries_balance_and_a_cent_moved_is_always_found():
    seed = 20240101
    random = Random(seed)
    entries = 0
    while entries < 10_000:
        total = yuan(random.randrange(1000, 10**10)) / 100
        debits, credits = (
            split(total, [random.randrange(1, 99) for _ in range(random.randrange(1, 7))]) for _ in "dc"
        )
        made = voucher(
            *[("102", part, ZERO, 0, 1) for part in debits if part],
            *[("50103", ZERO, part, 0, 2) for part in credits if part],
        )
        entries += len(made.entries)
        assert check(made, ACCOUNTS) == [], seed
        at = random.randrange(len(made.entries))
        line = made.entries[at]
        moved = (
            line._replace(debit=line.debit + Decimal("0.01"))
            if line.debit
            else line._replace(credit=line.credit + Decimal("0.01"))
        )
        off = [*made.entries[:at], moved, *made.entries[at + 1 :]]
        assert abs(difference(off)) == Decimal("0.01"), seed
        assert [problem.name for problem in check(made._replace(entries=off), ACCOUNTS)] == [
            "VoucherUnbalanced"
        ], seed


@settings(max_examples=100)
@given(balanced(), st.randoms(use_true_random=False))
def test_the_red_letter_cancels_account_by_account_whatever_the_order(made, random):
    copy = red_letter(made.entries)
    random.shuffle(copy)
    assert cancels(made.entries, copy)
    assert check(made._replace(entries=copy), ACCOUNTS) == []
    for account in ACCOUNTS:
        both = [line for line in [*made.entries, *copy] if line.account == account]
        assert sum((line.debit for line in both), ZERO) == sum((line.credit for line in both), ZERO) == ZERO
    changed = [copy[0]._replace(origin=99), *copy[1:]]
    assert not cancels(made.entries, changed)
    assert not cancels(made.entries, copy[1:])


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("VoucherEmpty", voucher()),
        ("SummaryMissing", voucher(("102", "1", "0"), ("50103", "0", "1"), summary=" ")),
        ("AccountUnknown", voucher(("999", "1", "0"), ("50103", "0", "1"))),
        ("AccountNotPostable", voucher(("322", "1", "0"), ("50103", "0", "1"))),
        ("PartyMissing", voucher(("113", "1", "0"), ("50103", "0", "1"))),
        ("AmountOnBothSides", voucher(("102", "1", "1"), ("50103", "1", "0"), ("50103", "0", "1"))),
        ("AmountMissing", voucher(("102", "0", "0"), ("102", "1", "0"), ("50103", "0", "1"))),
        (
            "AmountTooLarge",
            voucher(
                ("102", "1000000000000", "0"), ("50103", "0", "500000000000"), ("50103", "0", "500000000000")
            ),
        ),
        ("AmountNotInCents", voucher(("102", "0.001", "0"), ("102", "0.999", "0"), ("50103", "0", "1"))),
        ("VoucherUnbalanced", voucher(("102", "100", "0"), ("50103", "0", "70"))),
    ],
)
def test_each_fault_is_named_alone(name, made):
    assert {problem.name for problem in check(made, ACCOUNTS)} == {name}


def test_a_problem_says_line_and_amounts():
    (problem,) = check(voucher(("102", "100", "0"), ("50103", "0", "70")), ACCOUNTS)
    assert problem.facts == {"debit": Decimal(100), "credit": Decimal(70), "difference": Decimal(30)}
    (problem,) = check(voucher(("102", "1", "0"), ("113", "0", "1")), ACCOUNTS)
    assert (problem.row, problem.facts) == (2, {"line": 2, "account": "113"})
    assert check(voucher(("102", "1", "0"), ("113", "0", "1", 7)), ACCOUNTS) == []
