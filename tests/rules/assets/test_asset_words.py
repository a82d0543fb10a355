import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import asset_words as words


@pytest.mark.parametrize(
    ("text", "table", "found"),
    [
        ("非经营性", words.NATURE_WORDS, "public_welfare"),
        ("经营性", words.NATURE_WORDS, "operating"),
        ("D级危房", words.CONDITION_WORDS, "dangerous"),
        ("年久失修，漏雨", words.CONDITION_WORDS, "poor"),
        ("基本完好", words.CONDITION_WORDS, "fair"),
        ("完好", words.CONDITION_WORDS, "good"),
        ("已出租", words.USE_WORDS, "leased"),
        ("国有/集体", words.OWNER_WORDS, "unconfirmed"),
        ("", words.USE_WORDS, None),
        ("??", words.USE_WORDS, None),
    ],
)
def test_a_word_means_what_sheets_mean_by_it(text, table, found):
    assert words.meaning(text, table) == found


@given(st.text(max_size=20))
def test_blanks_and_width_never_change_the_meaning(text):
    for table in (words.OWNER_WORDS, words.USE_WORDS, words.CONDITION_WORDS):
        assert words.meaning(f" {text} ", table) == words.meaning(text, table)
