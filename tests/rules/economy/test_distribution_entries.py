"""Acts of a distribution as entries."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy.distribution_entries import (
    KINDS,
    Act,
    ActUnknown,
    NothingMoved,
    claims_code,
    entries,
    postings,
    word,
)
from reform_rules.ledger.chart import load
from reform_rules.money import ZERO, yuan
from tests.strategies import positive_amounts

CHART = "chart_2023"
members = st.dictionaries(st.integers(1, 50), positive_amounts, min_size=1, max_size=8)


def act(kind, amount="0.00", **changes):
    return Act(kind, "distribution:1:x", "摘要", 7, Decimal(amount), **changes)


def accounts(kind, **changes):
    return [
        (line.account, line.debit, line.credit, line.party) for line in entries(act(kind, **changes), CHART)
    ]


@given(st.sampled_from(KINDS), members, positive_amounts, st.booleans(), st.booleans())
def test_every_act_balances_and_its_red_letter_takes_back_each_line(kind, parts, amount, cash, with_extra):
    extra = Decimal("0.03") if with_extra and kind == "dividend" else ZERO
    black = act(kind, amount, members=tuple(parts.items()), extra=extra, cash=cash)
    red = black._replace(
        amount=-amount,
        members=tuple((member, -part) for member, part in parts.items()),
        extra=-extra,
        reverses="distribution:1:x",
    )
    lines = entries(black, CHART)
    assert sum(line.debit - line.credit for line in lines) == 0
    assert all(bool(line.debit) != bool(line.credit) for line in lines)
    assert [(line.account, -line.debit, -line.credit, line.party) for line in lines] == [
        (line.account, line.debit, line.credit, line.party) for line in entries(red, CHART)
    ]


def test_every_account_takes_entries_in_its_chart():
    for version, kinds in postings().items():
        chart = load(version)
        for sides in kinds.values():
            for side in sides.values():
                assert all(chart.get(code).postable for code in side.values())


def test_the_reserve_is_taken_from_the_distribution_of_the_year():
    assert accounts("reserve", amount="90000") == [("3220101", 90000, 0, 0), ("311", 0, 90000, 0)]


def test_a_loss_is_covered_from_the_reserve():
    assert accounts("loss_covered", amount="500") == [("311", 500, 0, 0), ("32202", 0, 500, 0)]


def test_each_member_has_his_own_claim_and_the_cents_go_to_the_reserve():
    parts = ((1, yuan("33.33")), (2, yuan("33.33")), (3, ZERO))
    assert accounts("dividend", members=parts, extra=Decimal("0.02")) == [
        ("3220102", Decimal("66.66"), 0, 0),
        ("3220101", Decimal("0.02"), 0, 0),
        ("113", 0, Decimal("33.33"), 1),
        ("113", 0, Decimal("33.33"), 2),
        ("311", 0, Decimal("0.02"), 0),
    ]
    assert claims_code(CHART) == "113"


def test_paying_takes_the_claims_away_by_bank_or_in_notes():
    assert accounts("paid", members=((1, yuan(5)),)) == [("113", 5, 0, 1), ("102", 0, 5, 0)]
    assert accounts("paid", members=((1, yuan(5)),), cash=True)[-1][0] == "101"
    assert word(act("paid"), CHART) == "payment"
    assert word(act("dividend"), CHART) == "transfer"


def test_a_correction_may_give_one_what_another_got_too_much():
    assert accounts("correction", members=((1, yuan(5)), (2, yuan(-5)))) == [
        ("113", 0, 5, 1),
        ("113", 0, -5, 2),
    ]


def test_what_moves_nothing_or_is_unknown_is_refused():
    with pytest.raises(NothingMoved):
        entries(act("reserve"), CHART)
    with pytest.raises(NothingMoved):
        entries(act("reserve", amount="-1"), CHART)
    with pytest.raises(NothingMoved):
        entries(act("reserve", amount="1", reverses="distribution:1:y"), CHART)
    with pytest.raises(ActUnknown):
        entries(act("reserve", amount="1"), "chart_1995")
