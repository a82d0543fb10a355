from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import plan
from reform_rules.parameters import Parameters

TODAY = date(2026, 6, 1)
RULES = Parameters.at(TODAY)
USE = plan.UseLine(destination="office", method="self_use", proof="handover", allowed=True)
SOUND = plan.PlanFacts(
    uses=(USE,),
    owner_classes=frozenset({"village_collective"}),
    deadline=date(2026, 12, 31),
    has_responsible=True,
    budget=Decimal("20000.00"),
)
SEEN = plan.Acceptance(
    on=TODAY,
    has_photo=True,
    income=Decimal(0),
    jobs=0,
    beneficiaries=12,
    area_in_use=Decimal(80),
    area=Decimal(100),
)


def names(found):
    return [problem.name for problem in found]


def test_a_sound_plan_can_be_discussed():
    assert plan.check_draft(SOUND, TODAY) == []


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"confirmed": False}, "plan_card_not_confirmed"),
        ({"owners": 2}, "plan_owners_mixed"),
        ({"uses": ()}, "plan_without_use"),
        ({"deadline": None}, "plan_deadline_missing"),
        ({"deadline": TODAY - timedelta(days=1)}, "plan_deadline_past"),
        ({"has_responsible": False}, "plan_responsible_missing"),
        ({"budget": Decimal(-1)}, "plan_budget_negative"),
        ({"scheme_in_force": False}, "plan_scheme_not_in_force"),
        ({"uses": (USE._replace(allowed=False),)}, "plan_pair_not_allowed"),
        ({"uses": (USE._replace(share=Decimal(60)),) * 2}, "plan_shares_over_100"),
        ({"uses": (USE._replace(basis="zero", income=Decimal(5)),)}, "plan_zero_with_income"),
        ({"uses": (USE._replace(income=Decimal(5)),)}, "plan_income_without_basis"),
        ({"uses": (USE._replace(basis="estimate", income=Decimal(-5)),)}, "plan_income_negative"),
        ({"dangerous": True}, "plan_building_dangerous"),
    ],
)
def test_each_lack_of_a_draft_has_its_name(changes, name):
    assert names(plan.check_draft(SOUND._replace(**changes), TODAY)) == [name]


def test_a_dangerous_building_may_be_pulled_down_or_reinforced_with_a_report():
    pulled_down = SOUND._replace(dangerous=True, uses=(USE._replace(removes_building=True),))
    assert plan.check_draft(pulled_down, TODAY) == []
    reinforced = SOUND._replace(dangerous=True, reinforce=True)
    assert names(plan.check_prepare(reinforced)) == ["plan_safety_report_missing"]
    assert plan.check_prepare(reinforced._replace(has_safety_report=True)) == []


@pytest.mark.parametrize(
    ("owner_class", "school", "who"),
    [
        ("state", False, ("county_finance",)),
        ("state", True, ("county_finance",)),
        ("village_collective", False, ("decision",)),
        ("town_collective", True, ("decision", "county_agriculture")),
    ],
)
def test_the_owner_class_says_who_approves(owner_class, school, who):
    facts = SOUND._replace(owner_classes=frozenset({owner_class}), is_school=school)
    assert plan.approvers(facts) == who


def test_an_approval_asks_for_the_papers_of_its_owner_class():
    state = SOUND._replace(owner_classes=frozenset({"state"}), is_school=True)
    assert names(plan.check_approval(state, TODAY)) == [
        "plan_collective_decision_missing",
        "plan_education_opinion_missing",
    ]
    whole = state._replace(has_collective_decision=True, has_education_opinion=True)
    assert plan.check_approval(whole, TODAY) == []
    unconfirmed = SOUND._replace(owner_classes=frozenset({"unconfirmed"}))
    assert names(plan.check_approval(unconfirmed, TODAY)) == ["plan_owner_unconfirmed"]


@pytest.mark.parametrize(
    ("proof", "paper", "name"),
    [
        ("handover", "handover", "handover_missing"),
        ("agreement", "agreement", "agreement_missing"),
        ("share_paper", "share_paper", "share_paper_missing"),
        ("lease", None, "contract_missing"),
        ("removal", None, "plan_use_leaves_register"),
    ],
)
def test_a_use_shows_itself_by_its_proof(proof, paper, name):
    facts = SOUND._replace(uses=(USE._replace(proof=proof),))
    assert names(plan.check_in_use(facts)) == [name]
    if paper:
        assert plan.check_in_use(facts._replace(papers=frozenset({paper}))) == []
    if proof == "lease":
        assert plan.check_in_use(facts._replace(uses=(USE._replace(proof=proof, has_contract=True),))) == []


def test_a_frozen_owner_begins_nothing():
    assert names(plan.check_prepare(SOUND._replace(entity_frozen=True))) == ["plan_entity_frozen"]


@given(days=st.integers(min_value=-5, max_value=60))
def test_a_visit_is_at_most_thirty_days_old_and_never_in_the_future(days):
    found = names(plan.check_acceptance(SEEN._replace(on=TODAY - timedelta(days=days)), TODAY, RULES))
    expected = ["acceptance_date_wrong"] if days < 0 else ["acceptance_too_old"] if days > 30 else []
    assert found == expected


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"has_photo": False}, "acceptance_photo_missing"),
        ({"jobs": None}, "acceptance_figures_missing"),
        ({"income": Decimal(-1)}, "acceptance_figures_negative"),
        ({"area_in_use": Decimal(101)}, "acceptance_area_too_large"),
    ],
)
def test_each_lack_of_an_acceptance_has_its_name(changes, name):
    assert names(plan.check_acceptance(SEEN._replace(**changes), TODAY, RULES)) == [name]


@pytest.mark.parametrize(
    ("results", "kind"),
    [
        ((), None),
        (("in_use",), None),
        (("idle_again", "in_use"), "idle_again"),
        (("missed",), None),
        (("missed", "missed"), "missed"),
        (("in_use", "missed", "missed"), None),
        (("missed", "in_use", "missed"), None),
    ],
)
def test_idle_again_or_two_missed_in_a_row_end_the_use(results, kind):
    assert plan.relapse_due(results, RULES) == kind
