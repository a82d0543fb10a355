"""Acts on cards: what each needs, and who approves it."""

from datetime import date
from decimal import Decimal

import pytest

from reform_rules.assets import act
from reform_rules.assets.act import Card, Facts
from reform_rules.assets.act_parts import Values
from reform_rules.parameters import Parameters

TODAY = date(2025, 6, 1)
RULES = Parameters.at(TODAY)
WHOLE = Values(Decimal("80000.00"), Decimal("50000.00"), Decimal("300.00"), Decimal("1.5"), Decimal(1))
HALL = Card("ZC0000001", 1, "building", "in_use", WHOLE, acquired=date(1998, 9, 1))
NEW = WHOLE._replace(accumulated=Decimal(0))
HALF = Values(Decimal("40000.00"), Decimal("25000.00"), Decimal("150.00"), Decimal("0.75"), Decimal("0.5"))


def facts(kind, regime="collective", **changes):
    """Return an act of that kind with nothing wrong."""
    more = {
        "split": {"after": (HALF, HALF)},
        "merge": {"cards": (HALL, HALL._replace(code="ZC0000002"))},
        "lend": {"borrower": True, "returns_on": date(2026, 6, 1)},
        "give_back": {"cards": (HALL._replace(use_state="lent"),)},
        "move": {"new_place": True},
        "improve": {"amount": Decimal(1000)},
        "revalue": {"after": (WHOLE,)},
    }.get(kind, {"after": (NEW if kind in act.NEW_COST else WHOLE,)})
    values = {
        "kind": kind, "regime": regime, "on": TODAY, "cards": (HALL,),
        "papers": frozenset(act.papers_of(kind, regime)), **more, **changes,
    }  # fmt: skip
    return Facts(**values)


def names(kind, **changes):
    return [problem.name for problem in act.check(facts(kind, **changes), TODAY)]


@pytest.mark.parametrize("regime", ["state", "collective"])
@pytest.mark.parametrize("kind", sorted(act.KINDS))
def test_a_sound_act_of_every_kind_has_no_problem(kind, regime):
    assert act.check(facts(kind, regime), TODAY) == []


@pytest.mark.parametrize("kind", sorted(act.KINDS))
def test_each_missing_paper_is_named_unless_another_act_holds_them(kind):
    needed = act.papers_of(kind, "collective")
    assert names(kind, papers=frozenset()) == ["act_paper_missing"] * len(needed)
    assert names(kind, papers=None) == []


REFUSED = [
    ("bought", {"cards": (), "after": ()}, "act_no_card"),
    ("bought", {"on": None}, "act_day_missing"),
    ("improve", {"on": date(2025, 6, 2)}, "act_day_future"),
    ("improve", {"on": date(1998, 8, 31)}, "act_before_acquired"),
    ("improve", {"cards": (HALL._replace(use_state="disposed"),)}, "act_card_gone"),
    ("removal", {"cards": (HALL._replace(use_state="leased"),)}, "act_card_let"),
    ("lend", {"cards": (HALL._replace(let=True),)}, "act_card_let"),
    ("improve", {"cards": (HALL._replace(confirmed=False),)}, "act_card_unconfirmed"),
    ("removal", {"cards": (HALL._replace(disputed=True),)}, "act_card_disputed"),
    ("improve", {"cards": (HALL, HALL._replace(owner=2))}, "act_owners_mixed"),
    ("shortage", {"regime": None}, "act_owner_unconfirmed"),
    ("improve", {"amount": Decimal(0)}, "act_amount_missing"),
    ("revalue", {"after": (WHOLE._replace(accumulated=Decimal(80001)),)}, "act_net_negative"),
    ("bought", {"after": (WHOLE._replace(cost=Decimal(0), accumulated=Decimal(0)),)}, "act_cost_missing"),
    ("bought", {"after": (WHOLE,)}, "act_worn_before"),
    ("surplus", {"after": (WHOLE,), "papers": None}, "act_worn_before"),
    ("bought", {"cards": (HALL._replace(has_come_in=True),)}, "act_came_in_before"),
    ("split", {"after": (HALF,)}, "act_parts_few"),
    ("split", {"after": (HALF, HALF._replace(cost=Decimal("40000.01")))}, "act_parts_not_whole"),
    ("merge", {"cards": (HALL,)}, "act_merge_few"),
    ("merge", {"cards": (HALL, HALL._replace(card_kind="equipment"))}, "act_kinds_mixed"),
    ("move", {"new_place": False}, "act_place_missing"),
    ("give_back", {"cards": (HALL,)}, "act_not_lent"),
    ("lend", {"borrower": False}, "act_borrower_missing"),
    ("lend", {"returns_on": None}, "act_return_missing"),
    ("lend", {"returns_on": TODAY}, "act_return_backwards"),
]


@pytest.mark.parametrize(("kind", "changes", "name"), REFUSED)
def test_each_refusal_is_named_and_nothing_else(kind, changes, name):
    assert names(kind, **changes) == [name]


def test_a_disposal_that_was_decided_knows_of_the_lease():
    let = (HALL._replace(let=True, use_state="leased", confirmed=False),)
    assert names("removal", cards=let, papers=None) == []
    assert names("split", cards=let, papers=None) == ["act_card_let"]
    assert names("shortage", regime=None, papers=None) == []
    nothing = (WHOLE._replace(cost=Decimal(0), accumulated=Decimal(0)),)
    assert names("surplus", after=nothing, papers=None) == []


def test_the_day_a_thing_came_in_may_lie_before_what_the_card_says():
    assert names("bought", on=date(1990, 1, 1)) == []


def test_state_property_is_approved_by_finance_and_a_collectives_by_its_worth():
    def who(kind, regime, amount):
        return act.approvers(kind, regime, Decimal(amount), RULES)

    assert who("bought", "state", 1) == ("county_finance",)
    assert who("bought", "collective", 50_000) == ("director", "township", "county_agriculture")
    assert who("bought", "collective", "50000.01") == ("township", "county_agriculture")
    assert who("split", "collective", 1) == ("township", "county_agriculture")
    assert who("bought", "collective", "500000.01") == ("county_agriculture",)
    assert who("removal", "collective", 1) == ("county_agriculture",)
    assert who("lend", None, 1) == ("county_agriculture",)
