from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.places.lineage import (
    EndsBeforeItBegins,
    Lineage,
    LineageCycle,
    MergedTwice,
    Merger,
    NobodyEnds,
    Unit,
    kind_of,
)

DAY = date(2020, 6, 1)
LATER = date(2022, 6, 1)


@st.composite
def histories(draw):
    """Draw mergers in time order: each ends some standing places and forms new ones, or none (unresolved)."""
    standing = list(range(draw(st.integers(min_value=1, max_value=12))))
    origins, total, day, mergers = list(standing), len(standing), date(2000, 1, 1), []
    for key in range(draw(st.integers(min_value=0, max_value=8))):
        if not standing:
            break
        day += timedelta(days=draw(st.integers(min_value=0, max_value=900)))
        old = draw(st.lists(st.sampled_from(standing), min_size=1, max_size=4, unique=True))
        new = list(range(total, total + draw(st.integers(min_value=0, max_value=3))))
        total += len(new)
        standing = [place for place in standing if place not in old] + new
        mergers.append(Merger(f"m{key}", day, tuple(old), tuple(new)))
    return origins, total, draw(st.permutations(mergers)), mergers


@given(histories())
def test_both_ways_agree(history):
    _origins, total, mergers, _ordered = history
    lineage = Lineage(mergers)
    for place in range(total):
        for later in lineage.successors(place):
            assert place in lineage.predecessors(later)
        for earlier in lineage.predecessors(place):
            assert place in lineage.successors(earlier)
        assert place not in lineage.successors(place)


@given(histories(), st.dates(min_value=date(1999, 1, 1), max_value=date(2022, 1, 1)))
def test_nothing_is_lost_at_any_day_except_what_is_unresolved(history, day):
    origins, total, mergers, _ordered = history
    lineage = Lineage(mergers)
    for origin in origins:
        if not lineage.standing(origin, day):
            ways = [origin, *lineage.successors(origin)]
            assert any(lineage.unresolved(place) and lineage.ended(place) <= day for place in ways)
    for place in range(total):
        for other in lineage.standing(place, day):
            assert lineage.stands(other, day)


@given(histories())
def test_the_last_day_counts_what_the_mergers_leave(history):
    origins, total, mergers, ordered = history
    lineage = Lineage(mergers)
    left = set(origins)
    for merger in ordered:
        left = (left - set(merger.predecessors)) | set(merger.successors)
    end = date(2100, 1, 1)
    assert {place for place in range(total) if lineage.stands(place, end)} == left


@given(histories())
def test_who_came_from_a_place_at_a_day_is_who_it_became_at_the_other(history):
    _origins, total, mergers, ordered = history
    lineage = Lineage(mergers)
    if not ordered:
        return
    early, late = ordered[0].day - timedelta(days=1), ordered[-1].day
    for place in range(total):
        if lineage.stands(place, early):
            for later in lineage.successors(place, late):
                assert place in lineage.predecessors(later, early)


@given(histories())
def test_a_place_that_goes_back_to_its_own_past_is_refused(history):
    _origins, total, mergers, ordered = history
    lineage = Lineage(mergers)
    for place in range(total):
        ends = [later for later in lineage.successors(place) if not lineage.next(later)]
        ends = [later for later in ends if not lineage.unresolved(later)]
        if ends:
            closing = Merger("back", date(2099, 1, 1), (ends[0],), (place,))
            with pytest.raises(LineageCycle) as refusal:
                Lineage([*ordered, closing])
            assert {place, ends[0]} <= set(refusal.value.places)


def test_three_generations_are_found_at_their_days():
    lineage = Lineage([Merger(1, DAY, ("a", "b"), ("ab",)), Merger(2, LATER, ("ab", "c"), ("abc",))])
    assert lineage.successors("a") == ["ab", "abc"]
    assert lineage.successors("a", date(2021, 1, 1)) == ["ab"]
    assert lineage.predecessors("abc", date(2021, 1, 1)) == ["ab", "c"]
    assert lineage.predecessors("abc", date(2019, 1, 1)) == ["c", "a", "b"]
    assert lineage.standing("abc", DAY) == ["ab", "c"]
    assert lineage.standing("a", LATER) == ["abc"]
    assert lineage.standing("a", DAY - timedelta(days=1)) == ["a"]


def test_an_unresolved_village_stays_unresolved():
    lineage = Lineage([Merger(1, DAY, ("a",), ())])
    assert lineage.unresolved("a")
    assert lineage.standing("a", DAY) == []
    assert not lineage.unresolved("b")


def test_a_village_that_absorbed_another_was_there_before():
    mergers = [Merger(1, DAY, ("a",), ("big",)), Merger(2, LATER, ("b",), ("big",))]
    lineage = Lineage(mergers, since={"big": date(1990, 1, 1)})
    assert lineage.stands("big", date(2000, 1, 1))
    assert lineage.before("big") == ("a", "b")
    assert lineage.predecessors("big", date(2021, 1, 1)) == ["b"]


@pytest.mark.parametrize(
    ("mergers", "refusal"),
    [
        ([Merger(1, DAY, (), ("a",))], NobodyEnds),
        ([Merger(1, DAY, ("a",), ("b",)), Merger(2, DAY, ("a",), ("c",))], MergedTwice),
        ([Merger(1, DAY, ("a", "a"), ("b",))], MergedTwice),
        ([Merger(1, DAY, ("a",), ("a",))], LineageCycle),
        ([Merger(1, DAY, ("a",), ("b",)), Merger(2, LATER, ("b",), ("a",))], LineageCycle),
        ([Merger(1, LATER, ("a",), ("b",)), Merger(2, DAY, ("b",), ("c",))], EndsBeforeItBegins),
    ],
)
def test_a_history_that_cannot_be_is_refused(mergers, refusal):
    with pytest.raises(refusal):
        Lineage(mergers)


def test_a_long_line_of_renamings_needs_no_deep_stack():
    chain = [Merger(n, DAY + timedelta(days=n), (n,), (n + 1,)) for n in range(5000)]
    assert Lineage(chain).successors(0)[-1] == 5000


V, C = "village", "community"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ([Unit("甲村", V), Unit("乙村", V)], [Unit("甲村", V)], "two_into_one"),
        ([Unit("甲村", V)] * 3, [Unit("丁村", V)], "three_into_one"),
        ([Unit("甲村", V)] * 4, [Unit("丁村", V)], "many_into_one"),
        ([Unit("甲村", V), Unit("甲社区", C)], [Unit("甲社区", C)], "merged_into_community"),
        ([Unit("甲社区", C), Unit("乙社区", C)], [Unit("甲社区", C)], "two_into_one"),
        ([Unit("甲村", V)], [Unit("甲社区", C)], "became_community"),
        ([Unit("甲村", V)], [Unit("甲村", V)], "retained"),
        ([Unit("甲村", V)], [Unit("乙村", V)], "renamed"),
        ([Unit("甲村", V)], [Unit("乙村", V), Unit("丙村", V)], "split"),
        ([Unit("甲镇")], [Unit("乙镇", since=date(1990, 1, 1))], "absorbed"),
        ([Unit("甲镇")], [Unit("乙镇", since=DAY)], "renamed"),
        ([Unit("甲村", V)], [], "unresolved"),
    ],
)
def test_the_kind_follows_from_who_ended_and_who_followed(old, new, kind):
    assert kind_of(old, new, DAY) == kind
