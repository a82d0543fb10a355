import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reform_rules.places.credit_code import ALPHABET, NotACreditCode, check_character, compact

bodies = st.from_regex(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{9}}", fullmatch=True)


@pytest.mark.parametrize("code", ["91110000600037341L", "9111 0000-6000 3734 1l", "N25116039999990011"])
def test_a_right_code_is_accepted_as_people_write_it(code):
    assert len(compact(code)) == 18


@pytest.mark.parametrize(
    "code", ["", "91110000600037341", "91110000600037341M", "9111000O600037341L", "91ABCDEF600037341L"]
)
def test_a_wrong_code_is_refused_with_what_was_given(code):
    with pytest.raises(NotACreditCode) as refusal:
        compact(code)
    assert refusal.value.value == code


@given(bodies, st.integers(min_value=0, max_value=16), st.sampled_from(ALPHABET))
def test_one_mistyped_character_is_always_found(body, place, char):
    code = body + check_character(body)
    assert compact(code) == code
    assume(code[place] != char and not (2 <= place < 8 and not char.isdigit()))
    with pytest.raises(NotACreditCode):
        compact(code[:place] + char + code[place + 1 :])


@given(st.from_regex(r"[0-9]{8}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True))
def test_the_check_character_is_the_one_of_the_reference_library(body):
    uscc = pytest.importorskip("stdnum.cn.uscc")
    assert check_character(body) == uscc.calc_check_digit(body)
