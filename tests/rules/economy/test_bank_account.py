"""In whose name an account is held."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reform_rules.economy.bank_account import UNIT_WORDS, check_holder, compact, is_personal_name

SURNAMES = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@given(st.sampled_from(SURNAMES), st.text(han, min_size=1, max_size=2))
def test_a_name_of_two_or_three_signs_is_a_person(surname, given_name):
    assert is_personal_name(surname + given_name)


@given(st.text(han, min_size=4, max_size=30), st.sampled_from(UNIT_WORDS))
def test_whatever_ends_in_a_word_for_a_unit_is_none(name, word):
    assert not is_personal_name(name + word)


@given(st.text(max_size=30))
@example("R\u00b8")
def test_blanks_and_width_change_nothing(name):
    assert compact(f"  {name} ") == compact(name) == compact(compact(name))
    assert is_personal_name(name) == is_personal_name(f" {name}")


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("唐静", True),
        ("王会", True),
        ("欧阳修文", True),
        ("买买提·阿不都拉", True),
        ("John Smith", True),
        ("", False),
        ("合村股份经济合作联合社", False),
        ("王记五金店", False),
        ("护安镇合村村民委员会", False),
        ("国网四川省电力公司广安供电所", False),
        ("Reform Tools Ltd", False),
    ],
)
def test_worked_names(name, personal):
    assert is_personal_name(name) is personal


@pytest.mark.parametrize(
    ("holder", "owner", "unit", "problems"),
    [
        ("合村（股份）合作社", "合村(股份)合作社", True, []),
        ("唐静", "合村股份经济合作联合社", True, ["personal_account"]),
        ("远村股份经济合作联合社", "合村股份经济合作联合社", True, ["holder_differs"]),
        ("", "合村股份经济合作联合社", True, ["holder_missing"]),
        ("冉启富", "冉启富", False, []),
        ("冉启贵", "冉启富", False, ["holder_differs"]),
    ],
)
def test_worked_holders(holder, owner, unit, problems):
    assert [problem.name for problem in check_holder(holder, owner, owner_is_unit=unit)] == problems
