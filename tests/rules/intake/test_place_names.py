from datetime import date

import pytest

from reform_rules.intake.place_names import Candidate, Words, names, resolve

AT = date(2021, 6, 1)
PLACES = [
    Candidate(1, "前锋区", "county", "前锋区", ""),
    Candidate(2, "护安镇", "township", "前锋区", "护安镇"),
    Candidate(3, "沙坪社区", "village", "前锋区", "护安镇", date(2020, 5, 1)),
    Candidate(4, "沙坪村", "village", "前锋区", "护安镇", None, date(2020, 4, 30)),
    Candidate(5, "新民村", "village", "前锋区", "护安镇"),
    Candidate(6, "新民村", "village", "前锋区", "观塘镇"),
    Candidate(7, "石桥村", "village", "前锋区", "护安镇", date(2020, 5, 1)),
    Candidate(8, "石桥村", "village", "前锋区", "护安镇", None, date(2020, 4, 30)),
]
BY_NAME = {}
for place in PLACES:
    BY_NAME.setdefault(place.name, []).append(place)


def found(*words, at=AT):
    return resolve(Words(*words), BY_NAME, at)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("前锋区", "护安镇", "沙坪社区"), 3),
        (("", "", "沙坪社区居委会"), 3),
        (("前锋区", "护安镇", "沙坪村"), 4),
        (("前锋区", "护安镇", "原沙坪村"), 4),
        (("", "护安镇", "新民村村委会"), 5),
        (("", "护安镇", "石桥村"), 7),
        (("", "护安镇", "原石桥村"), 8),
        (("前锋区", "护安镇", ""), 2),
        (("前锋区", "", ""), 1),
    ],
)
def test_a_place_is_found_by_its_names(words, key):
    assert found(*words).place.key == key


def test_a_name_means_the_place_of_the_day():
    assert found("", "护安镇", "石桥村", at=date(2019, 1, 1)).place.key == 8


def test_two_villages_of_one_name_are_listed_and_not_guessed():
    result = found("前锋区", "", "新民村")
    assert result.place is None
    assert result.problems[0].name == "PlaceAmbiguous"
    assert result.problems[0].facts["candidates"] == "前锋区护安镇新民村、前锋区观塘镇新民村"


def test_a_village_of_another_township_is_shown_as_similar():
    problem = found("", "护安乡", "沙坪社区").problems[0]
    assert problem.name == "PlaceUnknown" and problem.facts["similar"] == "前锋区护安镇沙坪社区"


def test_a_former_village_is_listed_with_its_mark():
    assert PLACES[3].full_name == "前锋区护安镇原沙坪村"


def test_several_villages_in_one_cell_are_the_townships():
    result = found("前锋区", "护安镇", "沙坪社区/新民村")
    assert result.place.key == 2 and [p.name for p in result.problems] == ["PlaceSeveral"]


def test_no_words_at_all_are_a_problem():
    assert found("", "", "").problems[0].name == "PlaceMissing"


def test_all_spellings_are_looked_up():
    assert names(Words("前锋区", "", "原沙坪村村委会")) == [
        "前锋区",
        "原沙坪村村委会",
        "原沙坪村",
        "沙坪村村委会",
        "沙坪村",
    ]
