"""Acts on asset cards as entries."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy.asset_entries import (
    AmountMissing,
    AssetEvent,
    CardAmounts,
    KindWithoutAccount,
    entries,
    is_booked,
    outcome_of_clearing,
    postings,
    word,
)
from reform_rules.economy.events import EventUnknown, KeyMissing
from reform_rules.ledger.chart import load
from reform_rules.money import ZERO
from tests.strategies import positive_amounts

DAY = date(2026, 3, 1)
KINDS = sorted(postings()["chart_2023"]["acts"])
DEPRECIATED = ["building", "structure", "equipment", "other", "biological", "intangible"]


def card(kind="building", origin=1, **amounts):
    return CardAmounts(origin, kind, {name: Decimal(value) for name, value in amounts.items()})


def act(kind, *cards, **changes):
    return AssetEvent(kind, "act:1", DAY, "摘要", cards, **changes)


def shown(event):
    return [(line.account, str(line.debit or -line.credit)) for line in entries(event, "chart_2023")]


@st.composite
def acts(draw):
    cards = []
    for _number in range(draw(st.integers(1, 4))):
        cost, worn = draw(positive_amounts), draw(positive_amounts)
        cost, worn = max(cost, worn), min(cost, worn)
        net = cost - worn
        amounts = {
            "cost": cost,
            "accumulated": worn,
            "net": net,
            "more_cost": cost - 2 * worn,
            "less_worn": worn - 1,
            "difference": cost - 2 * worn,
            "amount": cost,
        }
        cards.append(CardAmounts(draw(st.integers(1, 3)), draw(st.sampled_from(DEPRECIATED)), amounts))
    return act(
        draw(st.sampled_from(KINDS)),
        *cards,
        cash=draw(st.booleans()),
        party=7,
        reverses=draw(st.sampled_from(["", "act:0"])),
    )


@given(acts())
def test_every_act_balances_for_every_village_of_origin(event):
    lines = entries(event, "chart_2023")
    for origin in {one.origin for one in event.cards}:
        here = [line for line in lines if line.origin == origin]
        assert sum(line.debit for line in here) == sum(line.credit for line in here)
    assert all((line.debit == 0) is not (line.credit == 0) for line in lines)


@given(acts())
def test_every_account_exists_and_takes_entries(event):
    for line in entries(event, "chart_2023"):
        account = load("chart_2023").get(line.account)
        assert account.postable
        assert line.party == (7 if account.detail == "partner" and line.account == "141" else 0)


@given(acts())
def test_what_is_taken_back_leaves_nothing(event):
    undo = event._replace(reverses=event.key, key="act:2")
    if event.reverses:
        undo = undo._replace(reverses="")
    left = {}
    for line in (*entries(event, "chart_2023"), *entries(undo, "chart_2023")):
        left[line.account, line.origin] = (
            left.get((line.account, line.origin), ZERO) + line.debit - line.credit
        )
    assert not any(left.values())


COMES_IN = ("asset_granted", "asset_donated", "asset_allocated", "asset_surplus")
worths = st.tuples(positive_amounts, positive_amounts).map(lambda pair: (max(pair), min(pair)))


def held(lines):
    """Return what the books hold of things: (cost, written off)."""
    sums = {code: sum((x.debit - x.credit for x in lines if x.account.startswith(code)), ZERO)
            for code in ("151", "152")}  # fmt: skip
    return sums["151"], -sums["152"]


@given(st.sampled_from(COMES_IN), worths, st.lists(worths, max_size=4), st.sampled_from(["removed", "given"]))
def test_the_books_hold_the_cost_and_the_wear_of_the_card_through_every_chain_of_acts(
    kind, first, later, way
):
    def amounts(new, old=(ZERO, ZERO)):
        return {
            "cost": new[0],
            "accumulated": new[1],
            "net": new[0] - new[1],
            "more_cost": new[0] - old[0],
            "less_worn": old[1] - new[1],
        }

    lines, now = [*entries(act(kind, CardAmounts(1, "building", amounts(first))), "chart_2023")], first
    assert held(lines) == now
    for worth in later:
        event = act("asset_revalued", CardAmounts(1, "building", amounts(worth, now)))
        lines, now = [*lines, *entries(event, "chart_2023")], worth
        assert held(lines) == now
    gone = act(f"asset_{way}", CardAmounts(1, "building", amounts(now)))
    assert held([*lines, *entries(gone, "chart_2023")]) == (ZERO, ZERO)


@given(positive_amounts, positive_amounts, positive_amounts, positive_amounts)
def test_clearing_is_empty_when_a_disposal_is_over(cost, worn, proceeds, costs):
    cost, worn = max(cost, worn), min(cost, worn)
    net = cost - worn
    over = [
        act("asset_removed", card(cost=cost, accumulated=worn, net=net)),
        act("disposal_proceeds", card(amount=proceeds)),
        act("disposal_costs", card(amount=costs)),
    ]
    if left := outcome_of_clearing(net, proceeds, costs):
        over.append(act(left[0], card(amount=left[1])))
    lines = [line for event in over for line in entries(event, "chart_2023") if line.account == "154"]
    assert sum((line.debit - line.credit for line in lines), ZERO) == 0


def test_a_sold_school_goes_through_clearing():
    """Cost 80,000, worn 50,000: 清理 gets the net value, the card's accounts are empty."""
    removed = act("asset_removed", card(cost="80000", accumulated="50000", net="30000"))
    assert shown(removed) == [
        ("154", "30000.00"), ("15101", "-30000.00"), ("152", "50000.00"), ("15101", "-50000.00"),
    ]  # fmt: skip
    assert word(removed, "chart_2023") == "transfer"


def test_a_contribution_in_kind_above_its_book_value_raises_the_reserve():
    """喻家观村: buildings put into a company for 7,000,000, here with a net value of 6,500,000."""
    event = act(
        "asset_contributed",
        card(cost="9000000", accumulated="2500000", net="6500000", difference="500000"),
        party=7,
    )
    assert ("311", "-500000.00") in shown(event)
    stake = sum(line.debit for line in entries(event, "chart_2023") if line.account == "141")
    assert stake == Decimal("7000000.00")


@pytest.mark.parametrize(
    ("cash", "account", "voucher_word"), [(False, "102", "payment"), (True, "101", "payment")]
)
def test_what_is_bought_is_paid(cash, account, voucher_word):
    event = act("asset_bought", card("equipment", cost="1200"), cash=cash)
    assert shown(event) == [("15102", "1200.00"), (account, "-1200.00")]
    assert word(event, "chart_2023") == voucher_word


def test_a_revaluation_moves_cost_and_wear_each_on_its_account():
    """100 with 40 written off is worth 120 as new: the wear goes, the reserve has both."""
    event = act("asset_revalued", card(more_cost="20", less_worn="40"))
    assert shown(event) == [("15101", "20.00"), ("311", "-20.00"), ("152", "40.00"), ("311", "-40.00")]


def test_what_is_allocated_brings_what_the_giver_had_written_off():
    event = act("asset_allocated", card(cost="100", accumulated="40", net="60"))
    assert shown(event) == [("15101", "60.00"), ("311", "-60.00"), ("15101", "40.00"), ("152", "-40.00")]


def test_lines_of_nothing_are_left_out():
    removed = act("asset_removed", card(cost="100", accumulated="0", net="100"))
    assert shown(removed) == [("154", "100.00"), ("15101", "-100.00")]


@pytest.mark.parametrize("kind", ["asset_split", "asset_move", "asset_opening"])
def test_acts_within_the_register_change_no_book(kind):
    assert not is_booked(kind, "chart_2023")
    assert entries(act(kind, card(cost="1")), "chart_2023") == ()


def test_refusals_name_what_is_wrong():
    with pytest.raises(KindWithoutAccount):
        entries(act("asset_removed", card("resource", cost="1", accumulated="0", net="1")), "chart_2023")
    with pytest.raises(AmountMissing):
        entries(act("asset_removed", card(cost="1")), "chart_2023")
    with pytest.raises(KeyMissing):
        entries(act("asset_removed")._replace(key=" "), "chart_2023")
    with pytest.raises(EventUnknown):
        entries(act("asset_eaten"), "chart_2023")
