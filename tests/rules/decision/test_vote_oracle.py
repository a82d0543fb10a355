"""The laws' thresholds against a count that asks, person by person, whether the share is reached.

The oracle below shares nothing with the rule: it reads neither parameters nor thresholds. It is the sentence
of each law written as whole-number comparisons, and it is asked for every meeting of up to 60 people.
"""

import random
from datetime import date

import pytest

from reform_rules.decision.procedure import bodies, vote_rule
from reform_rules.decision.vote import Tally, judge
from reform_rules.parameters import Parameters

NOW = Parameters.at(date(2026, 3, 20))
SEED = 20260320


def all_two_thirds(eligible, present, yes):
    return present * 3 >= eligible * 2 and yes * 3 >= eligible * 2


def delegates_of_villagers(eligible, present, yes):
    return present * 3 >= eligible * 2 and yes * 2 > present


def villagers(eligible, present, yes):
    return present * 2 > eligible and yes * 2 > present


def council(eligible, present, yes):
    return present * 3 >= eligible * 2 and yes * 2 > eligible


ORACLES = {
    ("asset_lease", "member_assembly"): all_two_thirds,
    ("asset_lease", "representative_assembly"): all_two_thirds,
    ("asset_lease", "villager_delegates"): delegates_of_villagers,
    ("asset_lease", "villager_assembly"): villagers,
    ("board_matter", "board"): council,
    ("construction_land", "villager_delegates"): all_two_thirds,
    ("land_contract", "villager_assembly"): lambda e, p, y: p * 2 > e and y * 3 >= e * 2,
}


def meetings_up_to(size):
    for eligible in range(1, size + 1):
        for present in range(eligible + 1):
            for yes in range(present + 1):
                yield eligible, present, yes


@pytest.mark.parametrize("matter", ORACLES, ids="/".join)
def test_every_meeting_of_up_to_sixty_people(matter):
    rule, oracle = vote_rule(*matter, NOW), ORACLES[matter]
    wrong = [
        meeting
        for meeting in meetings_up_to(60)
        if judge(Tally(*meeting), rule).passed is not oracle(*meeting)
    ]
    assert not wrong


@pytest.mark.parametrize("matter", ORACLES, ids="/".join)
def test_random_meetings_of_up_to_five_thousand(matter):
    rule, oracle, draw = vote_rule(*matter, NOW), ORACLES[matter], random.Random(SEED)
    for _ in range(4000):
        eligible = draw.randint(1, 5000)
        # Around the thresholds, where an error of one person would show.
        near = draw.choice([eligible * 2 // 3, eligible // 2, eligible])
        present = min(eligible, max(0, near + draw.randint(-2, 2)))
        yes = min(present, max(0, draw.choice([near, present // 2, present * 2 // 3]) + draw.randint(-2, 2)))
        meeting = (eligible, present, yes)
        assert judge(Tally(*meeting), rule).passed is oracle(*meeting), (SEED, meeting)


def test_the_needed_counts_are_the_smallest_that_carry():
    for (kind, body), oracle in ORACLES.items():
        rule = vote_rule(kind, body, NOW)
        for eligible in range(1, 61):
            outcome = judge(Tally(eligible, eligible, 0), rule)
            carrying = [yes for yes in range(eligible + 1) if oracle(eligible, eligible, yes)]
            assert outcome.votes_needed == carrying[0], (kind, body, eligible)


def test_every_body_that_decides_leases_has_an_oracle():
    assert {body for kind, body in ORACLES if kind == "asset_lease"} == set(bodies("asset_lease", NOW))
