"""Who is cleared, how far it has come, and by when."""

from datetime import date, timedelta
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.capitals import clearing
from reform_rules.capitals.clearing import Cell, Merging, Predecessor

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
STATES = ("listed", "counted", "varied", "adjudicated", "confirmed", "registered", "filed", "handed",
          "received", "refused", "archived")  # fmt: skip
items = st.dictionaries(st.sampled_from(STATES), st.integers(0, 40))


@st.composite
def counties(draw):
    """Mergers of villages 1…n into villages 101…, and the collectives of each village."""
    number = draw(st.integers(1, 12))
    places = draw(st.permutations(range(1, number + 1)))
    mergings, at = [], 0
    while at < number:
        size = draw(st.integers(1, 3))
        merger = len(mergings) + 1
        mergings.append(Merging(merger, tuple(places[at : at + size]), (100 + merger,)))
        at += size
    every = [*places, *(100 + merging.merger for merging in mergings)]
    collectives = {
        place: tuple(place * 10 + turn for turn in range(draw(st.integers(0, 2)))) for place in every
    }
    return mergings, collectives


@given(counties(), st.randoms())
def test_every_collective_that_ends_is_cleared_once_in_whatever_order(county, random):
    mergings, collectives = county
    found, problems = clearing.predecessors(mergings, collectives)
    assert not [problem for problem in problems if problem.level == "error"]
    ending = chain.from_iterable(merging.predecessors for merging in mergings)
    assert sorted(one.entity for one in found) == sorted(
        entity for place in ending for entity in collectives[place]
    )
    shuffled = list(mergings)
    random.shuffle(shuffled)
    assert clearing.predecessors(shuffled, collectives) == (found, problems)
    for one in found:
        takers = collectives[100 + one.merger]
        assert one.successor == (takers[0] if len(takers) == 1 else 0)


@given(counties(), st.data())
def test_a_place_in_two_mergers_is_named_and_nobody_of_it_is_cleared(county, data):
    mergings, collectives = county
    twice = data.draw(st.sampled_from(mergings[0].predecessors))
    found, problems = clearing.predecessors([*mergings, Merging(99, (twice,), (199,))], collectives)
    errors = [problem for problem in problems if problem.level == "error"]
    assert [(error.name, error.facts["place"]) for error in errors] == [("predecessor_twice", twice)]
    assert errors[0].facts["mergers"] == (mergings[0].merger, 99)
    assert twice not in {one.place for one in found}


def test_two_villages_become_one():
    mergings = [Merging(7, (1, 2), (3,))]
    collectives = {1: (10,), 2: (20,), 3: (30,)}
    assert clearing.predecessors(mergings, collectives) == (
        [Predecessor(10, 1, 30, 7), Predecessor(20, 2, 30, 7)],
        [],
    )


def test_a_village_without_a_collective_is_named():
    _found, problems = clearing.predecessors([Merging(7, (1,), (3,))], {})
    assert [(problem.name, problem.level) for problem in problems] == [("no_collective", "warning")]


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_the_whole_is_covered_only_when_all_are(done, more):
    found = clearing.coverage(done, done + more)
    assert found.percent is None if not done + more else 0 <= found.percent <= 100
    assert (found.percent == 100) is (done > 0 and more == 0)


@given(items, st.booleans())
def test_a_list_is_at_a_hundred_per_cent_only_when_everything_was_looked_at(by_state, nothing):
    found = clearing.cell(by_state, nothing=nothing)
    total = sum(by_state.values())
    if not total:
        assert found == (Cell("nothing", 100) if nothing else Cell("empty", None))
        return
    assert (found.percent == 100) is (by_state.get("listed", 0) == 0)
    assert (found.state == "listed") is (by_state.get("listed", 0) == total)


@pytest.mark.parametrize(
    ("by_state", "state", "percent"),
    [
        ({"listed": 3}, "listed", 0),
        ({"listed": 1, "counted": 2}, "counting", 66),
        ({"counted": 3}, "counted", 100),
        ({"counted": 2, "varied": 1}, "differs", 100),
        ({"listed": 1, "varied": 1}, "differs", 50),
        ({"counted": 1, "adjudicated": 4}, "counted", 100),
        ({"adjudicated": 4}, "decided", 100),
        ({"registered": 4}, "confirmed", 100),
        ({"handed": 1, "received": 4}, "handed", 100),
        ({"received": 4, "archived": 1}, "received", 100),
        ({"received": 4, "refused": 1}, "refused", 100),
    ],
)
def test_what_a_field_of_the_matrix_shows(by_state, state, percent):
    assert clearing.cell(by_state) == Cell(state, percent)


@given(days, days)
def test_the_weeks_cover_every_day_and_begin_on_mondays(first, last):
    found = clearing.weeks(first, last)
    if first > last:
        assert found == []
        return
    assert all(monday.weekday() == 0 for monday in found)
    assert found[0] <= first < found[0] + timedelta(days=7)
    assert found[-1] <= last < found[-1] + timedelta(days=7)
    assert {b - a for a, b in zip(found, found[1:], strict=False)} <= {timedelta(days=7)}


@given(days, st.integers(0, 400), st.integers(0, 600))
def test_a_step_is_due_within_the_campaign(start, span, before):
    end = start + timedelta(days=span)
    assert start <= clearing.due(start, end, before) <= end


@given(days, days, days, st.lists(days, max_size=5))
def test_the_days_of_a_campaign_are_right_or_the_reason_is_named(base, start, end, steps):
    names = [problem.name for problem in clearing.check_dates(base, start, end, steps)]
    assert ("end_before_start" in names) is (end < start)
    assert ("end_before_base" in names) is (end < base)
    if end >= start and end >= base:
        assert names.count("step_outside") == sum(not start <= day <= end for day in steps)


def test_a_campaign_without_days_has_nothing_wrong():
    assert clearing.check_dates(date(2025, 12, 31), None, None, [None, date(2020, 1, 1)]) == []
