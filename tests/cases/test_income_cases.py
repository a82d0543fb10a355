"""The published incomes of merged villages, as a village accountant can read them in income.toml."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from reform_rules.economy.growth import base_from_growth, growth
from reform_rules.economy.tier import tier
from reform_rules.money import yuan
from reform_rules.parameters import Parameters

CASES = tomllib.loads((Path(__file__).parent / "income.toml").read_text(encoding="utf-8"))["case"]


def of(rule):
    """Return the mark that runs a test for every case of a rule, named by the case."""
    found = [case for case in CASES if case["rule"] == rule]
    return pytest.mark.parametrize("case", found, ids=[case["name"] for case in found])


def test_every_case_has_a_rule_that_reads_it():
    assert {case["rule"] for case in CASES} == {"income_growth", "income_average", "income_tier", "parameter"}


@of("income_growth")
def test_a_published_growth_is_reproduced(case):
    given, expected = case["input"], case["output"]
    actual = yuan(given["actual"])
    if "base" in given:
        base = yuan(given["base"])
    else:
        base = base_from_growth(actual, Decimal(given["growth_percent"]))
        assert base == yuan(expected["base"])
    found = growth(base, actual, Parameters.at(case["date"]))
    assert ("n/a" if found.percent is None else str(found.percent)) == expected["percent"]
    assert ("n/a" if found.reached is None else found.reached) == expected["reached"]
    assert found.difference == yuan(expected["difference"])
    if "published_percent" in expected:
        gap = abs(found.percent - Decimal(expected["published_percent"]))
        assert gap <= Decimal(expected["tolerance"])


@of("income_average")
def test_a_published_average_is_reproduced(case):
    given = case["input"]
    assert yuan(yuan(given["total"]) / given["villages"]) == yuan(case["output"]["average"])


@of("income_tier")
def test_a_village_stands_in_the_tier_of_its_year(case):
    found = tier(Decimal(case["input"]["operating_return"]), Parameters.at(case["date"]))
    assert (found.key, found.hollow) == (case["output"]["tier"], case["output"]["hollow"])


@of("parameter")
def test_a_published_threshold_is_that_of_the_day(case):
    assert Parameters.at(case["date"]).value(case["input"]["parameter"]) == case["output"]["value"]
