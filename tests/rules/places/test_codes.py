import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.places.codes import LEVELS, NotADivisionCode, parent_of, parse, short_name

codes = st.from_regex(r"[1-9][0-9]{11}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("51", "510000000000", "province"),
        ("5116", "511600000000", "prefecture"),
        ("511603", "511603000000", "county"),
        ("511603000000", "511603000000", "county"),
        ("511603106", "511603106000", "township"),
        (" 511603106217 ", "511603106217", "village"),
        ("441900003001", "441900003001", "village"),
    ],
)
def test_the_zeros_at_the_end_tell_the_level(text, code, level):
    assert parse(text) == (code, level)


@pytest.mark.parametrize(
    "text", ["", "5", "51160310621", "5116031062170", "51160310621x", "５１１６０３", "000000000001", None]
)
def test_what_is_no_code_is_refused_with_the_value(text):
    with pytest.raises(NotADivisionCode) as refusal:
        parse(text)
    assert refusal.value.value == text


@given(codes)
def test_every_unit_lies_within_the_units_above_it(text):
    code = parse(text)
    seen = [code.level]
    while code is not None and (above := parent_of(code)):
        assert code.within(above)
        assert not above.within(code)
        seen.append(above.level)
        code = above
    assert seen == sorted(set(seen), key=LEVELS.index, reverse=True)
    assert seen[-1] == "province"


@given(codes)
def test_the_short_form_means_the_same_unit(text):
    assert parse(parse(text).short) == parse(text)


def test_a_city_without_counties_is_the_parent_of_its_townships():
    assert parent_of(parse("441900003000")) == parse("4419")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("鹅凤村委会", "鹅凤村"),
        ("捧印村村民委员会", "捧印村"),
        ("堰坝村民委员会", "堰坝村"),
        ("堰坝社区村民委员会", "堰坝社区"),
        ("警钟街社区居民委员会", "警钟街社区"),
        ("东升居民委员会", "东升社区"),
        ("南岸街道办事处", "南岸街道"),
        ("丝丽雅居民区", "丝丽雅居民区"),
        ("护安镇", "护安镇"),
        (" 大坪 村委会", "大坪村"),
        ("村委会", "村委会"),
    ],
)
def test_the_committees_name_gives_the_name_people_use(name, short):
    assert short_name(name) == short
    assert short_name(short) == short
