"""Who came, and in which way: sign-in sheets that can have happened, and those that cannot."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.decision.attendance import (
    MODES,
    Attendee,
    Heads,
    HeadsDoNotAddUp,
    ModeNotAllowed,
    check_heads,
    check_sheet,
    count,
)
from reform_rules.parameters import Parameters

NOW = Parameters.at(date(2026, 3, 20))
BODY = "member_assembly"
SHEET = [
    Attendee("张三", "1"),
    Attendee("张母", "1", "proxy", 0),
    Attendee("李四", "2", "online"),
    Attendee("王五", "3"),
]


def names(sheet, rules=NOW):
    return [problem.name for problem in check_sheet(sheet, rules)]


def test_a_sheet_is_counted_by_how_they_came():
    assert names(SHEET) == []
    assert count(SHEET) == Heads(onsite=2, online=1, proxy=1, households=3)
    assert count(SHEET).present == 4
    assert count([]) == Heads(0)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("AttendeeTwice", Attendee("张三", "1")),
        ("CarrierMissing", Attendee("赵六", "3", "proxy")),
        ("CarrierMissing", Attendee("赵六", "3", "proxy", 4)),
        ("CarrierIsProxy", Attendee("赵六", "1", "proxy", 1)),
        ("CarrierOutsideHousehold", Attendee("赵六", "4", "proxy", 0)),
        ("CarrierOutsideHousehold", Attendee("赵六", "", "proxy", 0)),
    ],
)
def test_a_line_that_cannot_be_is_named_with_its_row(name, line):
    problems = check_sheet([*SHEET, line], NOW)
    assert [(problem.name, problem.row) for problem in problems] == [(name, 5)]


def test_nobody_carries_more_votes_than_the_limit():
    limit = NOW.value("decision_proxies_per_person_max")
    sheet = [Attendee("户主", "9")] + [Attendee(f"家人{n}", "9", "proxy", 0) for n in range(limit)]
    assert names(sheet) == []
    assert names([*sheet, Attendee("又一人", "9", "proxy", 0)]) == ["TooManyProxies"]


def test_heads_that_do_not_add_up_are_refused():
    check_heads(Heads(20, 3, 1), 24, BODY, NOW)
    for present in (23, 25, 0):
        with pytest.raises(HeadsDoNotAddUp) as caught:
            check_heads(Heads(20, 3, 1), present, BODY, NOW)
        assert caught.value.facts == {"onsite": 20, "online": 3, "proxy": 1, "present": present}


@pytest.mark.parametrize(
    ("body", "heads"),
    [
        ("representative_assembly", Heads(20, 0, 1)),
        ("board", Heads(4, 0, 1)),
        ("villager_assembly", Heads(20, 1)),
        ("villager_delegates", Heads(20, 0, 1)),
    ],
)
def test_a_way_of_coming_that_the_body_does_not_know_is_refused(body, heads):
    with pytest.raises(ModeNotAllowed):
        check_heads(heads, heads.present, body, NOW)


def test_before_the_laws_of_collectives_nobody_came_online():
    with pytest.raises(ModeNotAllowed):
        check_heads(Heads(20, 1), 21, "villager_delegates", Parameters.at(date(2015, 1, 1)))


@st.composite
def sheets(draw):
    """Sheets of at most 30 lines, whose proxies name any line, good or bad."""
    size = draw(st.integers(1, 30))
    people = st.tuples(
        st.integers(0, 40).map(str),
        st.integers(0, 5).map(str),
        st.sampled_from(MODES),
        st.integers(0, size - 1),
    )
    return [
        Attendee(name, house, mode, carrier if mode == "proxy" else None)
        for name, house, mode, carrier in draw(st.lists(people, min_size=size, max_size=size))
    ]


@given(sheets())
def test_the_heads_are_the_lines_and_a_good_sheet_satisfies_everything_one_by_one(sheet):
    heads = count(sheet)
    assert heads.present == len(sheet)
    # The oracle asks the law's sentence of every single proxy.
    limit = NOW.value("decision_proxies_per_person_max")
    good = len({(line.name, line.household) for line in sheet}) == len(sheet)
    for index, line in enumerate(sheet):
        if line.mode == "proxy":
            carrier = sheet[line.carrier]
            good &= line.carrier != index and carrier.mode != "proxy" and carrier.household == line.household
        good &= sum(other.mode == "proxy" and other.carrier == index for other in sheet) <= limit
    assert (names(sheet) == []) is good
