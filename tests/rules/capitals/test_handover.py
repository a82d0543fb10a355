"""Posting, parties, answers and signatures of a handover."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.capitals.handover import (
    ANSWER_WORDS,
    ANSWERS,
    NEED_TEXT,
    ROLE_WORDS,
    ROLES,
    CopiesOutside,
    Party,
    PostedInFuture,
    PostedTooShort,
    Posting,
    Signature,
    TermReversed,
    check_copies,
    check_posting,
    check_term,
    completion,
    deadline,
    filing,
    in_term,
    parties,
)
from reform_rules.parameters import Parameters

TODAY = date(2026, 3, 20)
RULES = Parameters.at(TODAY)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
THREE = [
    Party("giver", "张三", "会计", 1),
    Party("receiver", "李四", "理事长", 2),
    Party("witness", "王五", "", 3),
]


def names(problems):
    return [problem.name for problem in problems]


def test_seven_days_are_posted_and_six_are_not():
    check_posting(TODAY, TODAY + timedelta(days=7), TODAY, RULES)
    with pytest.raises(PostedTooShort) as refused:
        check_posting(TODAY, TODAY + timedelta(days=6), TODAY, RULES)
    assert refused.value.facts == {"days": 6, "limit": 7}


def test_nothing_is_posted_tomorrow():
    with pytest.raises(PostedInFuture):
        check_posting(TODAY + timedelta(days=1), TODAY + timedelta(days=9), TODAY, RULES)


@pytest.mark.parametrize(
    ("posting", "refusals"),
    [
        (None, ["NotPosted"]),
        (Posting(TODAY, TODAY + timedelta(days=7), digest_posted="a", digest_now="a"), ["StillPosted"]),
        (Posting(TODAY, TODAY, 2, "a", "a"), ["ObjectionsOpen"]),
        (Posting(TODAY, TODAY, 0, "a", "b"), ["ListsChanged"]),
        (Posting(TODAY, TODAY, 0, "a", "a", decided=False), ["AssemblyMissing"]),
        (Posting(TODAY, TODAY, 0, "a", "a"), []),
    ],
)
def test_a_filing_names_everything_in_its_way(posting, refusals):
    assert names(filing(posting, TODAY)) == refusals


def test_three_different_people_hand_over():
    assert parties(THREE) == []


@pytest.mark.parametrize("role", ROLES)
def test_nobody_of_the_three_may_be_missing(role):
    left = [party for party in THREE if party.role != role]
    assert names(parties(left)) == ["PartyMissing"]
    assert names(parties([*left, Party(role, " ")])) == ["PartyMissing"]


def test_one_person_is_not_two_parties_neither_by_login_nor_by_name():
    assert names(parties([THREE[0], THREE[1]._replace(user=1), THREE[2]])) == ["SamePerson"]
    assert names(parties([THREE[0], THREE[1]._replace(name="张 三"), THREE[2]])) == ["SamePerson"]
    # Two without a login are two people as long as their names differ.
    assert parties([party._replace(user=0) for party in THREE]) == []


def test_the_newest_signature_of_a_role_counts():
    old = [Signature(role, "old") for role in ROLES]
    new = [Signature(role, "new") for role in ROLES]
    answers = [("accepted", "")]
    assert completion(answers=answers, signatures=[*old, *new], digest="new") == []
    assert names(completion(answers=answers, signatures=[*new, old[1]], digest="new")) == ["SignatureVoid"]
    assert names(completion(answers=answers, signatures=new[:2], digest="new")) == ["SignatureMissing"]


@given(
    st.lists(st.tuples(st.sampled_from([None, *ANSWERS]), st.sampled_from(["", " ", "房屋漏雨"]))),
    st.lists(st.tuples(st.sampled_from(ROLES), st.sampled_from(["now", "before"]))),
)
def test_complete_means_all_answered_in_words_and_signed_as_it_is_now(answers, signed):
    signatures = [Signature(*each) for each in signed]
    newest = dict(signed)
    holds = all(
        answer and (answer not in NEED_TEXT or text.strip()) for answer, text in answers
    ) and newest == dict.fromkeys(ROLES, "now")
    assert (completion(answers=answers, signatures=signatures, digest="now") == []) == holds


@given(
    st.lists(st.tuples(st.sampled_from(ANSWERS), st.just("有保留")), min_size=1),
    st.text("0123456789abcdef", min_size=1),
)
def test_a_change_of_the_list_voids_every_signature(answers, digest):
    signatures = [Signature(role, digest) for role in ROLES]
    assert completion(answers=answers, signatures=signatures, digest=digest) == []
    found = completion(answers=answers, signatures=signatures, digest=digest + "0")
    assert names(found) == ["SignatureVoid"] * 3


def test_a_new_committee_has_ten_days():
    assert deadline(date(2026, 1, 25), RULES) == date(2026, 2, 4)


@pytest.mark.parametrize("copies", [0, 2, 5])
def test_three_or_four_copies(copies):
    check_copies(3, RULES)
    check_copies(4, RULES)
    with pytest.raises(CopiesOutside) as refused:
        check_copies(copies, RULES)
    assert refused.value.facts == {"copies": copies, "low": 3, "high": 4}


@given(DAYS, DAYS, DAYS)
def test_a_day_is_in_the_term_before_it_or_after_it(day, one, other):
    begin, end = min(one, other), max(one, other)
    check_term(begin, end)
    assert sum((day < begin, in_term(day, begin, end), day > end)) == 1
    assert in_term(day, None, None)
    assert not in_term(None, begin, end)


def test_an_office_does_not_end_before_it_begins():
    check_term(None, TODAY)
    with pytest.raises(TermReversed):
        check_term(TODAY, TODAY - timedelta(days=1))


def test_every_answer_and_every_role_has_its_word():
    assert set(ANSWER_WORDS) == set(ANSWERS)
    assert set(ROLE_WORDS) == set(ROLES)
