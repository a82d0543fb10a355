"""Whatever is decided on a conversion, not a cent is lost, and nothing undecided goes through."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.ledger import chart, opening, statement
from reform_rules.ledger.chart_2004 import CHART_2004, OldRow, propose, ref, targets_of
from reform_rules.ledger.opening import Decision, Difference, Part
from reform_rules.money import ZERO, yuan

EXAMPLES = 10_000
TARGETS = targets_of()
POSTABLE = sorted(code for code, target in TARGETS.items() if target.postable)
OLD = [account.code for account in chart.load(CHART_2004).accounts]
NEW = POSTABLE


def cents(random, most=10**9):
    return yuan(random.randint(1, most)) / 100


def trial_balance(random):
    """Return a balanced trial balance of one of the charts, parties and villages included."""
    version, codes = random.choice([(CHART_2004, OLD), (chart.CHART_2023, NEW)])
    rows, gap = [], ZERO
    for _ in range(random.randint(1, 8)):
        amount = cents(random)
        debit = random.random() < 0.5
        gap += amount if debit else -amount
        sides = (amount, ZERO) if debit else (ZERO, amount)
        rows.append(
            OldRow(ref(version, random.choice(codes)), "", random.randint(1, 3), *sides, random.randint(1, 2))
        )
    if gap:
        sides = (ZERO, gap) if gap > 0 else (-gap, ZERO)
        rows.append(OldRow(ref(version, "301"), "", 1, *sides, 1))
    return rows


def decision(random, row):
    """Return any decision: one target, or a split of the balance into up to three parts and a rest."""
    parts, left = [], row.amount
    for _ in range(random.randint(0, 3)):
        part = min(left, cents(random, int(row.amount * 100)))
        if part:
            parts.append(Part(random.choice(POSTABLE), part, random.randint(0, 3)))
            left -= part
    return Decision(random.choice(POSTABLE), tuple(parts))


def test_conversion_keeps_both_totals_whatever_is_decided():
    seed = 20240101
    random = Random(seed)
    for example in range(EXAMPLES):
        rows = trial_balance(random)
        proposals = propose(rows, TARGETS, new_year=random.random() < 0.5)
        decisions = {
            at: decision(random, row)
            for at, row in enumerate(rows)
            if proposals[at].question or random.random() < 0.3
        }
        assert opening.problems(rows, decisions, proposals, TARGETS) == [], (seed, example)
        made = opening.convert(rows, decisions, proposals)
        for side in ("debit", "credit"):
            before = sum((getattr(row, side) for row in rows), ZERO)
            assert sum((getattr(row, side) for row in made), ZERO) == before, (seed, example)
        # Per row as well: a balance never leaves its village, nor its party unless told.
        for at, row in enumerate(rows):
            own = [each for each in made if each.row == at]
            assert sum((each.debit - each.credit for each in own), ZERO) == row.debit - row.credit
            assert {each.origin for each in own} == {row.origin}
            named = {part.party for part in decisions[at].parts} if at in decisions else set()
            assert {each.party for each in own} <= {row.party, *named}
            assert all(each.debit >= 0 and each.credit >= 0 for each in own)


def test_the_opening_balance_sheet_balances_for_every_conversion():
    sheet = [line for line in statement.load() if line.statement == statement.BALANCE_SHEET]
    random = Random(7)
    for _ in range(150):
        rows = trial_balance(random)
        proposals = propose(rows, TARGETS, new_year=True)
        decisions = {at: decision(random, row) for at, row in enumerate(rows)}
        figures = statement.balance_sheet(sheet, opening.sums(opening.convert(rows, decisions, proposals)))
        assert statement.figure(figures, "total_assets") == statement.figure(
            figures, "total_liabilities_equity"
        )


def old(code, debit=0, credit=0, party=0, name="", origin=0):
    return OldRow(ref(CHART_2004, code), name, party, yuan(debit), yuan(credit), origin)


def refused(rows, decisions=None):
    proposals = propose(rows, TARGETS, new_year=True)
    return [(each.name, each.row) for each in opening.problems(rows, decisions or {}, proposals, TARGETS)]


@pytest.mark.parametrize(
    ("rows", "decisions", "expected"),
    [
        ([old("102", 5), old("301", credit=5)], {}, []),
        ([old("102", 5), old("301", credit=4)], {}, [("OpeningUnbalanced", -1)]),
        ([old("131", 5), old("301", credit=5)], {}, [("QuestionOpen", 0)]),
        ([old("131", 5), old("301", credit=5)], {0: Decision("151")}, [("TargetNotPostable", 0)]),
        ([old("131", 5), old("301", credit=5)], {0: Decision("")}, [("TargetMissing", 0)]),
        ([old("131", 5), old("301", credit=5)], {0: Decision("", (Part("131", yuan(5)),))}, []),
        (
            [old("131", 5), old("301", credit=5)],
            {0: Decision("132", (Part("131", yuan(6)),))},
            [("PartsBeyond", 0)],
        ),
        ([old("113", 5), old("301", credit=5)], {}, [("PartyMissing", 0)]),
        ([old("113", 5, party=1), old("301", credit=5)], {}, []),
        ([old("102", 5, 5)], {}, [("BothSides", 0)]),
        ([old("102", -5), old("301", credit=-5)], {}, [("AmountNegative", 0), ("AmountNegative", 1)]),
    ],
)
def test_refusals(rows, decisions, expected):
    assert refused(rows, decisions) == expected


def test_nothing_undecided_is_converted():
    rows = [old("132", 5), old("301", credit=5)]
    with pytest.raises(opening.DecisionMissing) as refusal:
        opening.convert(rows, {}, propose(rows, TARGETS, new_year=True))
    assert refusal.value.facts == {"code": "132", "question": "purpose"}


def test_totals_of_details_and_of_parties_are_left_out_and_must_add_up():
    rows = [
        old("102", 30),
        old("10201", 10),
        old("10202", 20),
        old("113", 5),
        old("113", 8, party=1),
        old("113", credit=3, party=2),
        old("301", credit=35),
    ]
    assert opening.leaves(rows) == ([1, 2, 4, 5, 6], [])
    at, wrong = opening.leaves([rows[0]._replace(debit=yuan(31)), *rows[1:]])
    assert at == [1, 2, 4, 5, 6]
    assert [(each.name, each.row, each.facts["details"]) for each in wrong] == [("TotalDiffers", 0, yuan(30))]


def test_the_same_code_of_two_villages_is_no_total_of_the_other():
    rows = [old("102", 30, origin=1), old("10201", 10, origin=2)]
    assert opening.leaves(rows) == ([0, 1], [])


@given(st.lists(st.tuples(st.sampled_from(POSTABLE), st.sampled_from(POSTABLE), st.integers(1, 10**9))))
def test_the_difference_register_always_balances(lines):
    made = opening.adjust(
        Difference("asset", debit, credit, yuan(amount) / 100, "盘盈") for debit, credit, amount in lines
    )
    assert sum((each.debit - each.credit for each in made), ZERO) == ZERO
    assert len(made) == 2 * len(lines)


def test_a_difference_needs_an_amount_a_reason_and_accounts_that_take_entries():
    lines = [
        Difference("asset", "15101", "311", yuan(5), "账外房屋"),
        Difference("asset", "15101", "311", ZERO, " "),
        Difference("claim", "113", "151", yuan(5), "漏记"),
    ]
    assert [(each.name, each.row) for each in opening.differences(lines, TARGETS)] == [
        ("DifferenceWithoutAmount", 1),
        ("DifferenceWithoutReason", 1),
        ("PartyMissing", 2),
        ("TargetNotPostable", 2),
    ]
