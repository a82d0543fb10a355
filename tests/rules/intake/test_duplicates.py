import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.intake.duplicates import Line, Twin, alike_key, content_digest, same_key, twins


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("沙坪联合社", "原沙坪村小（旧）", "沙坪社区"), ("沙坪联合社 ", "原沙坪村小(旧)", "沙坪　社区")),
        (("", "村小ＡＢ", "甲"), ("", "村小ab", "甲")),
    ],
)
def test_blanks_width_and_brackets_do_not_make_another_thing(one, other):
    assert same_key(*one) == same_key(*other)


def test_another_place_or_owner_is_another_thing():
    things = [("甲", "村小", "一村"), ("甲", "村小", "二村"), ("乙", "村小", "一村")]
    assert len({same_key(*thing) for thing in things}) == 3


@pytest.mark.parametrize("name", ["原沙坪村小", "闲置沙坪村小", "旧沙坪村小", "沙坪村小旧址"])
def test_names_that_differ_by_their_dress_are_alike(name):
    assert alike_key(name, "沙坪社区") == alike_key("沙坪村小", "沙坪社区")


def test_a_name_that_is_all_dress_keeps_itself():
    assert alike_key("闲置房屋", "甲") != alike_key("闲置", "甲")


def test_a_repeated_line_names_the_first_and_an_alike_one_is_told_apart():
    lines = [Line(2, "a", "A"), Line(3, "b", "A"), Line(5, "a", "A"), Line(9, "c", "C")]
    assert twins(lines) == [Twin(3, 2, "alike"), Twin(5, 2, "same")]


def test_digests_differ_when_a_cell_moves():
    assert content_digest(["a", "", "b"]) != content_digest(["a", "b", ""])


@given(
    st.lists(
        st.tuples(st.integers(), st.sampled_from("abc"), st.sampled_from("AB")), unique_by=lambda t: t[0]
    )
)
def test_one_line_of_every_thing_is_never_a_twin(items):
    lines = [Line(*item) for item in items]
    same = {twin.number for twin in twins(lines) if twin.kind == "same"}
    assert len([line for line in lines if line.number not in same]) == len({line.same for line in lines})
