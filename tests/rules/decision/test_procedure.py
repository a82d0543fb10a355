"""Who may decide what, in which order, on which papers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.decision.procedure import (
    BODIES,
    DELIBERATIONS,
    KINDS,
    STEPS,
    BodyMayNotDecide,
    Case,
    NotDelegable,
    Step,
    bodies,
    check_body,
    missing,
    notice_days_min,
    reading_days_min,
    statutes,
    vote_rule,
)
from reform_rules.parameters import Parameters, articles

NOW = Parameters.at(date(2026, 3, 20))
TODAY = NOW.day
GOOD = Case(
    kind="asset_lease",
    body="member_assembly",
    steps=tuple(
        Step(name, date(2026, 2, 1 + index), expected=9, present=8, has_minutes=True)
        for index, name in enumerate(DELIBERATIONS)
    ),
    notice_on=date(2026, 3, 1),
    meeting_on=date(2026, 3, 11),
    has_tally=True,
    papers=("notice", "tally_sheet", "minutes"),
)


def names(case, target, today=TODAY, rules=NOW):
    return [problem.name for problem in missing(case, target, today, rules)]


def step(case, index, **changes):
    steps = list(case.steps)
    steps[index] = steps[index]._replace(**changes)
    return case._replace(steps=tuple(steps))


@pytest.mark.parametrize("target", STEPS)
def test_a_complete_case_misses_nothing(target):
    assert names(GOOD, target) == []


REFUSALS = [
    ("StepNotHeld", "proposed", step(GOOD, 0, held_on=None)),
    ("StepNotHeld", "voted", GOOD._replace(steps=GOOD.steps[:2])),
    ("StepInFuture", "consulted", step(GOOD, 1, held_on=date(2026, 3, 21))),
    ("StepOutOfOrder", "consulted", step(GOOD, 1, held_on=date(2026, 1, 31))),
    ("StepOutOfOrder", "voted", step(GOOD, 0, held_on=date(2026, 2, 20))),
    ("MinutesMissing", "deliberated", step(GOOD, 2, has_minutes=False)),
    ("AttendanceMissing", "proposed", step(GOOD, 0, present=0)),
    ("AttendanceTooLarge", "proposed", step(GOOD, 0, present=10)),
    ("PaperMissing", "convened", GOOD._replace(papers=("tally_sheet", "minutes"))),
    ("NoticeMissing", "convened", GOOD._replace(notice_on=None)),
    ("NoticeInFuture", "convened", GOOD._replace(notice_on=date(2026, 3, 21), meeting_on=date(2026, 4, 1))),
    ("MeetingDateMissing", "convened", GOOD._replace(meeting_on=None)),
    ("NoticeBeforeDeliberation", "convened", GOOD._replace(notice_on=date(2026, 2, 2))),
    ("NoticeTooShort", "convened", GOOD._replace(meeting_on=date(2026, 3, 10))),
    ("MeetingInFuture", "voted", GOOD._replace(meeting_on=date(2026, 3, 21))),
    ("TallyMissing", "voted", GOOD._replace(has_tally=False)),
    ("PaperMissing", "voted", GOOD._replace(papers=("notice", "minutes"))),
    ("PaperMissing", "voted", GOOD._replace(papers=("notice", "tally_sheet"))),
    ("ReportsMissing", "convened", GOOD._replace(kind="distribution")),
    ("ReadingTooShort", "convened", GOOD._replace(kind="distribution", reports_on=date(2026, 3, 2))),
    ("NotDelegable", "convened", GOOD._replace(kind="merger", body="representative_assembly")),
    ("BodyMayNotDecide", "convened", GOOD._replace(body="board")),
]


@pytest.mark.parametrize(("name", "target", "case"), REFUSALS)
def test_each_hole_is_named_once_and_alone(name, target, case):
    assert names(case, target) == [name]


def test_a_step_does_not_ask_for_what_comes_later():
    empty = Case("asset_lease", "member_assembly", GOOD.steps[:1])
    assert names(empty, "proposed") == []
    assert names(empty, "consulted") == ["StepNotHeld"]


def test_a_case_that_jumped_ahead_names_every_hole():
    bare = Case("asset_lease", "member_assembly", ())
    assert names(bare, "voted") == [
        "StepNotHeld",
        "StepNotHeld",
        "StepNotHeld",
        "PaperMissing",
        "NoticeMissing",
        "MeetingDateMissing",
        "TallyMissing",
        "PaperMissing",
        "PaperMissing",
    ]


@given(st.permutations(range(3)))
def test_only_one_order_of_the_deliberations_is_in_order(order):
    days = [date(2026, 2, 1) + timedelta(days=index) for index in order]
    case = GOOD._replace(steps=tuple(s._replace(held_on=d) for s, d in zip(GOOD.steps, days, strict=True)))
    assert ("StepOutOfOrder" not in names(case, "deliberated")) is (order == [0, 1, 2])


def test_steps_on_one_day_are_in_order():
    case = GOOD._replace(steps=tuple(s._replace(held_on=date(2026, 2, 1)) for s in GOOD.steps))
    assert names(case, "voted") == []


def test_five_matters_cannot_be_left_to_representatives():
    refused = []
    for kind in KINDS:
        try:
            check_body(kind, "representative_assembly", NOW)
        except NotDelegable:
            refused.append(kind)
    assert refused == [
        "land_contracting",
        "land_compensation",
        "charter",
        "member_confirmation",
        "share_quantification",
        "merger",
    ]


def test_every_matter_has_a_body_and_every_such_body_a_rule():
    for kind in KINDS:
        assert bodies(kind, NOW), kind
        for body in bodies(kind, NOW):
            assert vote_rule(kind, body, NOW)
            assert notice_days_min(body, NOW) >= 0
        for body in set(BODIES) - set(bodies(kind, NOW)):
            with pytest.raises((NotDelegable, BodyMayNotDecide)):
                check_body(kind, body, NOW)


def test_a_meeting_of_2021_is_judged_by_the_law_of_2021():
    then = Parameters.at(date(2021, 6, 1))
    assert bodies("asset_lease", then) == ("villager_assembly", "villager_delegates")
    with pytest.raises(BodyMayNotDecide) as caught:
        check_body("asset_lease", "member_assembly", then)
    assert caught.value.facts["on"] == date(2021, 6, 1)
    rule = vote_rule("asset_lease", "villager_delegates", then)
    assert (rule.quorum.base, rule.majority.base, rule.majority.strict) == ("eligible", "present", True)


def test_construction_land_asks_two_thirds_of_all_from_every_body():
    for body in bodies("construction_land", NOW):
        rule = vote_rule("construction_land", body, NOW)
        assert rule.majority.base == "eligible"
        assert rule.majority.least(90) == 60
    assert vote_rule("asset_lease", "villager_delegates", NOW).majority.base == "present"


def test_between_2021_and_2025_the_provinces_member_assembly_decides_beside_the_villagers():
    then = Parameters.at(date(2024, 6, 1))
    assert bodies("asset_lease", then)[:2] == ("villager_assembly", "villager_delegates")
    rule = vote_rule("asset_lease", "member_assembly", then)
    assert (rule.quorum.least(100), rule.majority.least(100)) == (67, 67)
    assert statutes("asset_lease", "member_assembly", then) == ("sichuan-collective-regulation-2021",)


def test_land_for_outsiders_may_go_to_delegates_with_two_thirds_of_all_of_them():
    rule = vote_rule("land_contract", "villager_delegates", NOW)
    assert (rule.majority.base, rule.majority.least(40)) == ("eligible", 27)
    assert "land-contracting-law-52" in statutes("land_contract", "villager_delegates", NOW)


def test_reports_are_read_ten_days_before_the_members_vote_on_the_money():
    case = GOOD._replace(kind="annual_accounts", reports_on=date(2026, 3, 1))
    assert names(case, "voted") == []
    assert reading_days_min("annual_accounts", NOW) == 10
    assert reading_days_min("asset_lease", NOW) == 0
    assert reading_days_min("annual_accounts", Parameters.at(date(2024, 6, 1))) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_resolution_can_name_its_law(kind):
    for body in bodies(kind, NOW):
        assert set(statutes(kind, body, NOW)) <= articles().keys()
        assert statutes(kind, body, NOW)
