"""Every published row about mergers, incomes and idle assets: reproduced, or refused with its reason."""

import csv
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reform_rules.assets import indicators
from reform_rules.economy import published as income
from reform_rules.money import yuan
from reform_rules.parameters import Parameters
from reform_rules.places import reduction

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "published.toml").read_text(encoding="utf-8"))["case"]
RULES = Parameters.at(date(2025, 12, 31))


def table(name):
    """Return the rows of a shipped table."""
    with (HERE / "published" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# Rule of the cases → its table and the columns that identify a row.
TABLES = {
    "merger": ("merger_stats", ("area", "level")),
    "income": ("merged_village_income", ("village_county",)),
    "county": ("county_stats", ("county",)),
}
ROWS = {
    rule: {tuple(row[column] for column in columns): row for row in table(name)}
    for rule, (name, columns) in TABLES.items()
}


def of(rule):
    """Return the mark that runs a test for every case of a rule, named by the case."""
    found = [case for case in CASES if case["rule"] == rule]
    return pytest.mark.parametrize("case", found, ids=[case["name"] for case in found])


def number(text):
    return Decimal(text) if text else None


def decimals(text):
    return max(0, -Decimal(text).as_tuple().exponent)


@pytest.mark.parametrize("rule", TABLES)
def test_every_published_row_has_exactly_one_case(rule):
    named = [tuple(case["row"]) for case in CASES if case["rule"] == rule]
    assert sorted(named) == sorted(ROWS[rule])
    assert len(ROWS[rule]) == len(table(TABLES[rule][0])), "two rows look the same"


def test_the_tables_are_whole():
    assert {rule: len(rows) for rule, rows in ROWS.items()} == {"merger": 13, "income": 14, "county": 21}
    assert {case["rule"] for case in CASES} == {*TABLES, "growth_of_counts"}


@of("merger")
def test_a_published_reduction_is_reproduced_or_refused(case):
    row, given, expected = ROWS["merger"][tuple(case["row"])], case["input"], case["output"]
    assert row["consistent"] in ("是", "")
    for *parts, whole in expected.get("sums", []):
        assert sum(parts) == whole
        assert str(whole) in {*row.values()} or str(whole) in row["note"], "the row speaks of another sum"
    if "points" in expected:
        _percentage_points(row, expected)
        return
    before, after = int(row["before"]), int(row["after"])
    assert reduction.reduction_of(before, after).reduction == int(row["reduction"])
    told = given.get("published") or row["reduction_pct_published"]
    found = reduction.judge(
        (before, after),
        published=number(told),
        decimals=decimals(told or "0"),
        counted_of=tuple(given["counted_of"]) if "counted_of" in given else None,
    )
    agrees = None if expected["agrees"] == "" else expected["agrees"]
    assert (found.refusal, found.agrees) == (expected.get("refusal", ""), agrees)
    assert str(found.percent) == expected["percent"] == row["reduction_pct_computed"]
    if "counted_of" in given:
        _another_denominator(row, given, expected, found)
    if "merged" in given:
        twos, threes = given["merged"]
        derived = reduction.derive(
            before, merged={2: twos, 3: threes}, into_community=given["into_community"]
        )
        assert derived == (expected["touched"], expected["untouched"], after, int(row["reduction"]))


def _percentage_points(row, expected):
    """A distance between two percentages is no reduction: 13.38 points are 32.67 % of the target."""
    assert expected["refusal"] == "points_not_percent" and "百分点" in row["note"]
    target, reached = Decimal(row["before"]), Decimal(row["after"])
    points = reduction.points_over_target(reached, target)
    assert str(points) == expected["points"] == row["reduction"] == row["reduction_pct_published"]
    as_percent = (points * 100 / target).quantize(Decimal("0.01"))
    assert reduction.agrees(as_percent, number(row["reduction_pct_published"])) is False


def _another_denominator(row, given, expected, found):
    """The published percentage is that of villages and communities; of the row's own counts it is wrong."""
    told = number(given["published"])
    assert str(told) in row["note"] and all(str(count) in row["note"] for count in given["counted_of"])
    assert str(reduction.reduction_of(*given["counted_of"]).percent) == expected["counted_percent"]
    assert reduction.agrees(found.percent, told, decimals=1) is False


@of("growth_of_counts")
def test_a_published_growth_may_be_cut_off_instead_of_rounded(case):
    given, expected = case["input"], case["output"]
    told = -Decimal(given["published"])
    found = reduction.judge((given["before"], given["after"]), published=told, decimals=2)
    assert (str(-found.percent), found.agrees) == (expected["percent"], expected["agrees"])


@of("income")
def test_a_published_income_is_reproduced_or_refused(case):
    row, given, expected = ROWS["income"][tuple(case["row"])], case["input"], case["output"]
    actual = number(row["income_after_yuan"])
    figure = income.Published(
        base=number(row["income_before_yuan"]),
        actual=actual,
        percent=number(row["growth_published_pct"]),
        measure=given.get("measure", income.INCOME),
    )
    found = income.judge(figure, RULES)
    assert found.refusal == expected.get("refusal", "")
    assert ("" if found.percent is None else str(found.percent)) == expected.get("percent", "")
    assert found.implied_base == number(expected.get("implied_base"))
    if row["growth_computed_pct"]:
        assert str(found.percent) == row["growth_computed_pct"]
    else:
        assert found.refusal or found.implied_base, "the sheet reckons nothing here"
    if "average_of" in expected:
        assert yuan(actual / expected["average_of"]) == yuan(expected["average"])
        assert str((actual / expected["average_of"] / 10_000).quantize(Decimal("0.01"))) in row["note"]
    if given.get("forecast"):
        assert "反推" in row["note"] and round(found.implied_base / 10_000, 1) == Decimal("41.0")


@of("county")
def test_a_published_rate_is_reproduced_or_refused(case):
    row, expected = ROWS["county"][tuple(case["row"])], case["output"]
    found = indicators.judge_published(
        indicators.Published(
            total=number(row["idle_assets_total"]),
            done=number(row["revitalised"]),
            percent=number(row["rate_published_pct"]),
            same_set=case["input"].get("same_set", True),
        )
    )
    assert ("" if found.percent is None else str(found.percent)) == expected.get("percent", "")
    assert (found.refusal, found.agrees) == (expected.get("refusal", ""), expected.get("agrees"))
    assert ("非同一分母" in row["note"]) is (found.refusal == "not_one_set")


def test_fifty_one_is_thirty_three_and_eighteen():
    row = next(row for row in table("county_stats") if row["idle_assets_total"] == "51")
    assert "33宗" in row["note"] and "18宗" in row["note"]
    assert 33 + 18 == int(row["idle_assets_total"])
    assert Decimal("4501.24") + Decimal("8870.50") == Decimal(row["area_sqm"])


def _beside(name):
    """Return the table as it lies beside the project, where it does, without the addresses."""
    files = (parent / "shared/data/cases" / f"{name}.csv" for parent in HERE.resolve().parents)
    for file in files:
        if file.exists():
            with file.open(encoding="utf-8", newline="") as lines:
                return [
                    {key: value for key, value in row.items() if key != "source_url"}
                    for row in csv.DictReader(lines)
                ]
    return table(name)


@pytest.mark.parametrize("name", [name for name, _columns in TABLES.values()])
def test_the_shipped_rows_are_the_published_ones(name):
    assert table(name) == _beside(name)
    assert not any("http" in value for row in table(name) for value in row.values())
