import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import reform_rules
from reform_rules.parameters import NotYetInForce, Parameters, UnknownParameter, articles, every_entry

MARKS = {"T", "S", "K", "D", "?", "E"}
ROOM = Path(reform_rules.__file__).parent


def test_a_number_comes_with_its_article():
    parameters = Parameters.at(date(2025, 6, 1))
    assert parameters.value("merger_creditor_notice_days") == 10
    assert parameters.article("merger_creditor_notice_days") == "collective-law-23"


def test_a_number_is_unknown_before_it_came_into_force():
    with pytest.raises(NotYetInForce) as refusal:
        Parameters.at(date(2025, 4, 30)).value("merger_creditor_notice_days")
    assert refusal.value.facts == {"parameter": "merger_creditor_notice_days", "day": date(2025, 4, 30)}


def test_an_unknown_name_is_refused_also_as_an_override():
    with pytest.raises(UnknownParameter):
        Parameters.at(date(2025, 6, 1)).value("nothing_like_it")
    with pytest.raises(UnknownParameter):
        Parameters.at(date(2025, 6, 1), overrides={"nothing_like_it": 1})


def test_a_countys_own_number_wins_and_no_article_speaks_for_it():
    parameters = Parameters.at(date(2025, 6, 1), overrides={"merger_creditor_notice_days": 15})
    assert parameters.value("merger_creditor_notice_days") == 15
    assert parameters.article("merger_creditor_notice_days") == ""


@pytest.mark.parametrize("name", sorted(every_entry()))
def test_every_number_has_a_unit_a_mark_and_a_known_article(name):
    entries = every_entry()[name]
    assert len({entry.valid_from for entry in entries}) == len(entries), "two entries of one day"
    for entry in entries:
        assert entry.unit
        assert entry.mark in MARKS
        assert entry.article in articles()
        assert Parameters.at(entry.valid_from).value(name) == entry.value
    with pytest.raises(NotYetInForce):
        Parameters.at(entries[0].valid_from - timedelta(days=1)).value(name)


@pytest.mark.parametrize("name", sorted(articles()))
def test_every_article_says_what_it_says_and_since_when(name):
    article = articles()[name]
    assert set(article) == {"law", "article", "in_force", "says", "mark"}
    assert isinstance(article["in_force"], date)
    assert article["mark"] in MARKS
    assert all(article[key] for key in ("law", "article", "says"))


def test_every_source_named_in_a_rule_is_an_article():
    named = {
        (path.name, source)
        for path in ROOM.rglob("*.py")
        for line in re.findall(r"^\s*Source: (.+)$", path.read_text(encoding="utf-8"), flags=re.M)
        for source in re.split(r"[,;]\s*|\s+", line.strip().rstrip("."))
        if source
    }
    unknown = {(file, source) for file, source in named if source not in articles()}
    assert not unknown
