"""Quorum and majority, against an oracle that asks every head count in turn."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.decision.vote import (
    CountNegative,
    MoreHouseholdsThanEligible,
    MorePresentThanEligible,
    MoreVotesThanPresent,
    NobodyEligible,
    Tally,
    Threshold,
    ThresholdUnreadable,
    VoteRule,
    judge,
)

TWO_THIRDS = Threshold(2, 3, False, "eligible")
HALF_OF_PRESENT = Threshold(1, 2, True, "present")
MEMBERS = VoteRule(TWO_THIRDS, TWO_THIRDS)
VILLAGERS = VoteRule(Threshold(1, 2, True, "eligible"), HALF_OF_PRESENT, Threshold(2, 3, False, "households"))
thresholds = st.tuples(st.integers(1, 9), st.integers(1, 9), st.booleans()).map(
    lambda drawn: Threshold(min(drawn[:2]), max(drawn[:2]), drawn[2], "eligible")
)


@st.composite
def tallies(draw):
    eligible = draw(st.integers(1, 3000))
    present = draw(st.integers(0, eligible))
    votes_for = draw(st.integers(0, present))
    votes_against = draw(st.integers(0, present - votes_for))
    return Tally(eligible, present, votes_for, votes_against, present - votes_for - votes_against)


def least_by_asking_every_count(threshold, whole):
    """Return the first head count whose exact share reaches the threshold: slow, and plainly right."""
    share = Fraction(threshold.part, threshold.of)
    for count in range(whole + 2):
        if count > share * whole or (not threshold.strict and count == share * whole):
            return count
    raise AssertionError("no count of people reaches the threshold")


@given(thresholds, st.integers(1, 400))
def test_the_least_count_is_the_first_that_reaches_the_share(threshold, whole):
    assert threshold.least(whole) == least_by_asking_every_count(threshold, whole)


def test_every_small_meeting_of_members_is_judged_as_the_law_says():
    judged = 0
    for eligible in range(1, 16):
        for present in range(eligible + 1):
            for votes_for in range(present + 1):
                expected = 3 * present >= 2 * eligible and 3 * votes_for >= 2 * eligible
                assert judge(Tally(eligible, present, votes_for), MEMBERS).passed is expected
                judged += 1
    assert judged == 815


def test_every_small_villagers_assembly_is_judged_as_the_law_says():
    for eligible in range(1, 10):
        for present in range(eligible + 1):
            for votes_for in range(present + 1):
                for households_present in range(7):
                    tally = Tally(eligible, present, votes_for, 0, 0, 6, households_present)
                    quorate = 2 * present > eligible or 3 * households_present >= 2 * 6
                    expected = quorate and 2 * votes_for > present
                    assert judge(tally, VILLAGERS).passed is expected, tally


@given(tallies())
def test_one_more_yes_never_turns_a_yes_into_a_no(tally):
    if tally.votes_against:
        better = tally._replace(votes_for=tally.votes_for + 1, votes_against=tally.votes_against - 1)
        assert judge(better, MEMBERS).passed >= judge(tally, MEMBERS).passed
        assert judge(better, VILLAGERS).passed >= judge(tally, VILLAGERS).passed


@given(tallies())
def test_a_resolution_of_members_never_passes_without_two_thirds_of_all(tally):
    if judge(tally, MEMBERS).passed:
        assert 3 * tally.votes_for >= 2 * tally.eligible


def test_the_outcome_names_the_counts_it_follows_from():
    outcome = judge(Tally(eligible=100, present=70, votes_for=66, votes_against=4), MEMBERS)
    assert (outcome.passed, outcome.quorate) == (False, True)
    assert (outcome.present_needed, outcome.votes_needed, outcome.majority_of) == (67, 67, 100)
    assert judge(Tally(100, 70, 67, 3), MEMBERS).passed


def test_half_of_those_present_is_not_more_than_half():
    assert not judge(Tally(eligible=100, present=60, votes_for=30), VILLAGERS).passed
    assert judge(Tally(eligible=100, present=60, votes_for=31), VILLAGERS).passed


def test_without_a_quorum_unanimity_does_not_help():
    outcome = judge(Tally(eligible=100, present=66, votes_for=66), MEMBERS)
    assert (outcome.passed, outcome.quorate, outcome.present_needed) == (False, False, 67)


@pytest.mark.parametrize(
    ("tally", "refusal", "facts"),
    [
        (Tally(-1, 5, 3), CountNegative, {"field": "eligible", "count": -1}),
        (Tally(10, 5, 3, -2), CountNegative, {"field": "votes_against", "count": -2}),
        (Tally(0, 0, 0), NobodyEligible, {"eligible": 0}),
        (Tally(10, 11, 3), MorePresentThanEligible, {"present": 11, "eligible": 10}),
        (Tally(10, 8, 7, 2), MoreVotesThanPresent, {"votes": 9, "present": 8}),
        (Tally(10, 8, 11), MoreVotesThanPresent, {"votes": 11, "present": 8}),
        (Tally(10, 8, 7, 0, 0, 4, 5), MoreHouseholdsThanEligible, {"present": 5, "eligible": 4}),
    ],
)
def test_a_tally_that_cannot_have_happened_is_refused(tally, refusal, facts):
    with pytest.raises(refusal) as caught:
        judge(tally, MEMBERS)
    assert caught.value.facts == facts


@given(tallies(), st.integers(1, 50))
def test_more_votes_than_people_are_always_refused(tally, extra):
    with pytest.raises(MoreVotesThanPresent):
        judge(tally._replace(votes_for=tally.votes_for + extra), MEMBERS)


def test_a_threshold_is_read_as_it_is_written():
    assert Threshold.parse(">= 2/3 of eligible") == TWO_THIRDS
    assert Threshold.parse("> 1/2 of present") == HALF_OF_PRESENT


@pytest.mark.parametrize(
    "text", ["2/3", ">= 3/2 of eligible", ">= 2/3 of everybody", "= 2/3 of eligible", ""]
)
def test_an_unreadable_threshold_is_refused(text):
    with pytest.raises(ThresholdUnreadable):
        Threshold.parse(text)
