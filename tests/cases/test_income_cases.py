"""The published incomes of merged villages, as a village accountant can read them in income.toml."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from reform_rules.economy.growth import base_from_growth, growth
from reform_rules.money import yuan
from reform_rules.parameters import Parameters

CASES = tomllib.loads((Path(__file__).parent / "income.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
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
