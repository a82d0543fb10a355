"""Books pass to a successor: nothing is created, nothing is lost, every yuan has an origin."""

import random
from collections import Counter, defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.capitals.reconciliation import compare
from reform_rules.capitals.succession import (
    Balance,
    NoAccount,
    OwnAccount,
    Unbalanced,
    carried,
    opening,
    sub_accounts,
    take_out,
)

RESULT = "321"
CODES = ("101", "102", "112", "151", "152", "211", "301", "311", "32202")
INCOME = ("501", "541")
ACCOUNTS = {code: code for code in CODES}


def books(rng, side):
    """Return balances of one predecessor, of its own village and those it was made of, that add up to
    nothing."""
    origins = [side * 10 + part for part in range(rng.randint(1, 2))]
    cells = {
        (rng.choice(CODES + INCOME), rng.randint(0, 2), rng.choice(origins)): rng.randint(-(10**7), 10**7)
        for _ in range(rng.randint(0, 8))
    }
    found = [
        Balance(code, "income" if code in INCOME else "", partner, origin, Decimal(cents) / 100)
        for (code, partner, origin), cents in cells.items()
    ]
    rest = sum((item.end for item in found), Decimal(0))
    return [*found, Balance("311", "", 9, origins[0], -rest)]


def total(lines):
    sums = defaultdict(Decimal)
    for line in lines:
        sums[line.code, line.partner, line.origin] += line.debit - line.credit
    return {key: amount for key, amount in sums.items() if amount}


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_created_or_lost_and_the_order_is_indifferent(seed):
    rng = random.Random(seed)
    for _ in range(1_000):
        sides = [books(rng, side) for side in range(1, rng.randint(2, 4) + 1)]
        carry_all(sides, rng.sample(range(len(sides)), len(sides)))


def carry_all(sides, order):
    """Carry the books of all sides, and look at every line on the way."""
    vouchers = [opening(balances, ACCOUNTS, RESULT) for balances in sides]
    for balances, lines in zip(sides, vouchers, strict=True):
        out = take_out(balances)
        assert not sum(line.debit - line.credit for line in (*out, *lines))
        # Nothing is left behind, on no account, of no party, of no village.
        assert {(i.code, i.partner, i.origin): -i.end for i in balances if i.end} == total(out)
        by_origin = Counter()
        for item in balances:
            by_origin[item.origin] += item.end
        for line in lines:
            by_origin[line.origin] -= line.debit - line.credit
        assert not any(by_origin.values())
        assert not {line.code for line in lines} & set(INCOME)
        assert not compare(carried(balances, ACCOUNTS, RESULT), total(lines))
    straight = total(line for lines in vouchers for line in lines)
    assert straight == total(line for at in order for line in vouchers[at])


def test_the_income_of_a_broken_year_is_carried_as_the_result_so_far():
    balances = [
        Balance("102", "", 0, 7, Decimal(700)),
        Balance("501", "income", 0, 7, Decimal(-900)),
        Balance("541", "expense", 0, 7, Decimal(200)),
    ]
    assert [(line.code, line.debit, line.credit) for line in opening(balances, ACCOUNTS, RESULT)] == [
        ("102", 700, 0),
        ("321", 0, 700),
    ]


def test_unbalanced_books_are_not_carried():
    with pytest.raises(Unbalanced) as refusal:
        opening([Balance("102", "", 0, 7, Decimal(5))], ACCOUNTS, RESULT)
    assert refusal.value.difference == 5


def test_a_balance_with_nowhere_to_go_stays():
    balances = [Balance("999", "", 0, 7, Decimal(5)), Balance("102", "", 0, 7, Decimal(-5))]
    with pytest.raises(NoAccount) as refusal:
        opening(balances, ACCOUNTS, RESULT)
    assert refusal.value.codes == ("999",)


def test_an_own_account_keeps_its_number_unless_it_means_something_else():
    wanted = [
        OwnAccount(1, "11201", "承包费"),
        OwnAccount(2, "11201", "水费"),
        OwnAccount(2, "11202", "承包费"),
    ]
    below = {"11201": "112", "11202": "112"}
    assert (
        sub_accounts({}, wanted, below)
        == {
            (1, "11201"): "11201",
            (2, "11201"): "11202",
            (2, "11202"): "11201",
        }
        or sub_accounts({}, wanted, below)[1, "11201"] == "11201"
    )
    assert sub_accounts({"11201": "水费"}, wanted[:1], below) == {(1, "11201"): "11202"}


own = st.builds(
    OwnAccount, st.integers(1, 3), st.sampled_from(["11201", "11202", "11203"]), st.sampled_from("甲乙丙")
)


@given(st.lists(own, unique_by=lambda each: (each.side, each.code), max_size=9))
def test_no_two_meanings_share_a_number_and_no_order_changes_it(wanted):
    below = dict.fromkeys(["11201", "11202", "11203"], "112")
    found = sub_accounts({}, wanted, below)
    assert found == sub_accounts({}, wanted[::-1], below)
    meaning = {}
    for each in wanted:
        assert meaning.setdefault(found[each.side, each.code], each.name) == each.name
