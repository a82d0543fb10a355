"""Lines of a member roster, as villages keep it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy.roster import Identity, IdentityWrong, Reader, identity, masked
from tests.strategies import days

AS_OF = date(2025, 6, 1)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(born, order):
    """Return a made-up identity number with its check character; 999999 is the code of no place."""
    body = f"999999{born:%Y%m%d}{order:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def read(**cells):
    row, problems = Reader({}, AS_OF).understand({"household": "12", "name": "谢长贵", **cells})
    return row, {problem.name for problem in problems}


@given(days, st.integers(0, 999))
def test_a_number_says_its_day_and_sex_and_one_wrong_digit_is_noticed(born, order):
    right = number(born, order)
    assert identity(right) == Identity(born, "male" if order % 2 else "female")
    for at in (0, 5, 16):
        wrong = right[:at] + str((int(right[at]) + 1) % 10) + right[at + 1 :]
        with pytest.raises(IdentityWrong):
            identity(wrong)


def test_a_line_is_a_member_of_a_household():
    row, problems = read(
        relation="户主",
        sex="男",
        birth="1962年3月",
        cause="原始取得",
        since="1982",
        phone=13900000001.0,
        group="3",
    )
    assert not problems
    assert (row.household, row.is_head, row.sex, row.birth_year, row.cause) == (
        "12", True, "male", 1962, "original",
    )  # fmt: skip
    assert (row.since, row.phone, row.group) == (date(1982, 1, 1), "13900000001", "3")


def test_birth_and_sex_come_from_the_number_and_contradict_it_nowhere():
    own = number(date(1990, 5, 6), 121)
    row, problems = read(identity=own)
    assert (row.birth_year, row.sex, row.identity, problems) == (1990, "male", own, set())
    assert read(identity=own, birth="1991-01-01")[1] == {"BirthContradicts"}
    assert read(identity=own, sex="女")[1] == {"SexContradicts"}


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"name": ""}, "NameMissing"),
        ({"name": "长" * 61}, "NameTooLong"),
        ({"household": ""}, "HouseholdMissing"),
        ({"sex": "不详"}, "SexUnknown"),
        ({"identity": "51302119900101123"}, "IdentityWrong"),
        ({"birth": "去年"}, "NotADate"),
        ({"birth": "2026-01-01"}, "AfterSheet"),
        ({"cause": "买来"}, "CauseUnknown"),
    ],
)
def test_a_bad_line_is_returned_with_its_reason(cells, name):
    assert read(**cells)[1] == {name}


def test_a_wrong_number_is_told_by_its_end_alone():
    _row, problems = Reader({}, AS_OF).understand(
        {"household": "1", "name": "谢长贵", "identity": "510623196203041234"}
    )
    assert [problem.facts for problem in problems] == [{"tail": "1234"}]


def test_a_masked_number_shows_its_end():
    assert masked("6214660000000012345") == "***************2345"
    assert masked("12") == "**"
    assert masked("") == ""
