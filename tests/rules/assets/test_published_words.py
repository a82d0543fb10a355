from reform_rules.assets import published_words
from reform_rules.assets.published_words import DESTINATIONS, METHODS, NAME, NOTE, OWNER, USE


def test_every_pattern_tells_at_least_one_fact_and_fills_it_from_its_own_groups():
    for pattern, said in (*NOTE, *USE, *NAME, *OWNER):
        assert said, pattern.pattern
        known = set(pattern.groupindex)
        for fact in said:
            for template in (fact.value, fact.text, fact.as_of):
                wanted = {part.split("}")[0] for part in template.split("{")[1:]}
                assert wanted <= known, (pattern.pattern, wanted)
            assert bool(fact.value) == bool(fact.unit), (pattern.pattern, fact.name)


def test_no_pattern_matches_nothing():
    assert not [pattern.pattern for pattern, _said in (*NOTE, *USE, *NAME, *OWNER) if pattern.match("")]


def test_a_longer_word_stands_before_the_one_it_contains():
    for table in (DESTINATIONS, METHODS):
        words = [word for word, _code in table]
        for number, word in enumerate(words):
            assert not [later for later in words[number + 1 :] if word in later and word != later], word


def test_statuses_are_nine():
    assert len(set(published_words.STATUSES.values())) == 9
