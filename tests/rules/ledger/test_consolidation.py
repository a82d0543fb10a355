"""What collectives owe and sell each other is taken out of their common statement, and nothing else."""

import random
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.ledger import consolidation as rules
from reform_rules.ledger import statement
from reform_rules.ledger.consolidation import Mutual
from reform_rules.ledger.trial_balance import AccountSum
from reform_rules.money import ZERO, yuan

KINDS = {"112": "asset", "113": "asset", "211": "liability", "141": "asset", "301": "equity", "501": "income"}
LINES = [line for line in statement.load() if line.statement == "balance_sheet"]


def sums_of(facts):
    """Return (sums, mutuals) of rows (entity, other, code, amount debit-positive)."""
    sums, mutuals = [], []
    for row, (entity, other, code, amount) in enumerate(facts):
        amount = yuan(amount)
        sides = (amount, ZERO) if amount > 0 else (ZERO, -amount)
        sums.append(AccountSum(code, 100 + row, ZERO, *sides))
        if other:
            kind = KINDS.get(code, "expense" if code[0] == "5" else "asset")
            mutuals.append(Mutual(row, entity, other, code, kind, amount, amount))
    return sums, mutuals


def test_a_claim_meets_the_debt_of_the_other():
    sums, mutuals = sums_of([(1, 2, "112", 100), (1, 0, "112", 40), (2, 1, "211", -70), (2, 0, "102", 9)])
    (pair,) = rules.eliminations(mutuals)
    assert (pair.kind, pair.entity, pair.other, pair.amount, pair.difference) == ("claim", 1, 2, 70, 30)
    after = rules.without(sums, mutuals, [pair])
    assert [each.end for each in after] == [30, 40, 0, 9]


def test_the_internal_account_stands_on_either_side():
    sums, mutuals = sums_of([(1, 2, "113", 50), (2, 1, "113", -50)])
    taken = rules.eliminations(mutuals)
    assert [each.amount for each in taken] == [50]
    assert [each.end for each in rules.without(sums, mutuals, taken)] == [0, 0]


def test_what_only_one_side_knows_stays_and_is_named():
    sums, mutuals = sums_of([(1, 2, "112", 50)])
    taken = rules.eliminations(mutuals)
    assert [(each.amount, each.difference) for each in taken] == [(0, 50)]
    assert rules.without(sums, mutuals, taken) == sums


def test_income_meets_expense_and_a_holding_meets_capital():
    sums, mutuals = sums_of([
        (1, 2, "50103", -30), (2, 1, "51301", 30), (3, 2, "141", 500), (2, 3, "301", -500), (2, 3, "211", -1),
    ])  # fmt: skip
    mutuals = [each._replace(kind="income") if each.code == "50103" else each for each in mutuals]
    taken = rules.eliminations(mutuals)
    assert [(each.kind, each.amount) for each in taken if each.amount] == [("expense", 30), ("holding", 500)]
    assert [each.end for each in rules.without(sums, mutuals, taken)] == [0, 0, 0, 0, -1]


@settings(max_examples=2_000, deadline=None)
@given(st.integers(0, 2**40))
def test_eliminations_leave_the_sheet_balanced_and_take_no_more_than_there_is(seed):
    dice = random.Random(seed)
    facts = []
    for _ in range(dice.randrange(12)):
        entity, other = dice.randrange(1, 4), dice.randrange(0, 4)
        code, amount = dice.choice(sorted(KINDS)), dice.randrange(-(10**6), 10**6)
        # Every figure is booked against the bank of the same entity.
        facts += [(entity, other if other != entity else 0, code, amount), (entity, 0, "102", -amount)]
    sums, mutuals = sums_of(facts)
    taken = rules.eliminations(mutuals)
    after = rules.without(sums, mutuals, taken)
    assert sum((each.end for each in after), ZERO) == sum((each.end for each in sums), ZERO)
    for left, right in zip(sums, after, strict=True):
        assert abs(right.end) <= abs(left.end) and left.end * right.end >= 0
    by_pair = defaultdict(lambda: ZERO)
    for each in taken:
        assert 0 <= each.amount <= max(each.left, each.right, ZERO)
        by_pair[each.kind] += each.amount
    figures = [statement.compute(LINES, [each])[-1].amounts[0] for each in (sums, after)]
    assert figures[0] - figures[1] <= by_pair["claim"] + by_pair["holding"]
