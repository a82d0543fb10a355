import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import indicators
from reform_rules.assets.indicators import Item, Published

# The published figures, where the project is read together with its sources.
_BESIDE = [parent / "shared/data/cases/county_stats.csv" for parent in Path(__file__).resolve().parents]
STATS = next((file for file in _BESIDE if file.exists()), _BESIDE[0])
counts = st.integers(min_value=0, max_value=100_000)


@pytest.mark.parametrize(
    ("done", "total", "rate"),
    [
        (344, 344, "100.00"),
        (2304, 2309, "99.78"),
        (48, 51, "94.12"),
        (10, 10, "100.00"),
        (1661, 1690, "98.28"),
    ],
)
def test_published_figures_are_reproduced(done, total, rate):
    assert indicators.percent(Decimal(done), Decimal(total)) == Decimal(rate)


@given(counts, counts)
def test_a_rate_is_half_up_and_never_over_a_hundred(done, total):
    if done > total:
        with pytest.raises(indicators.RateOver100):
            indicators.percent(Decimal(done), Decimal(total))
        return
    rate = indicators.percent(Decimal(done), Decimal(total))
    if not total:
        assert rate is None
        return
    exact = Fraction(done * 100, total)
    assert rate == Decimal(int(exact * 100 + Fraction(1, 2))) / 100
    assert 0 <= rate <= 100


@given(st.lists(st.tuples(st.integers(1, 10**6), st.booleans())))
def test_the_rate_of_a_list_is_the_rate_of_its_sums(rows):
    items = [Item(n, Decimal(due), Decimal(due if done else 0)) for n, (due, done) in enumerate(rows)]
    result = indicators.rate(items)
    assert result.denominator == sum(due for due, _done in rows)
    assert result.percent == indicators.percent(result.numerator, result.denominator)


def test_something_done_that_was_not_due_is_refused():
    with pytest.raises(indicators.NumeratorOutside) as refusal:
        indicators.rate([Item(1, Decimal(1), Decimal(1)), Item(7, Decimal(0), Decimal(1))])
    assert refusal.value.ids == (7,)


def test_a_negative_figure_is_refused():
    with pytest.raises(indicators.FigureNegative):
        indicators.percent(Decimal(-1), Decimal(5))


def test_the_mean_needs_both_rates():
    assert indicators.mean(Decimal("94.12"), Decimal("80.01")) == Decimal("87.07")
    assert indicators.mean(Decimal("94.12"), None) is None


def test_a_sum_is_no_rate():
    result = indicators.total([Item(1, Decimal(0), Decimal("5.50")), Item(2, Decimal(0), Decimal("4.50"))])
    assert (result.numerator, result.percent) == (Decimal("10.00"), None)


@pytest.mark.parametrize(
    ("figure", "refusal"),
    [
        (Published(None, Decimal(5)), "total_missing"),
        (Published(Decimal(5), None), "done_missing"),
        (Published(Decimal(20000), Decimal(11300), same_set=False), "not_one_set"),
        (Published(Decimal(5), Decimal(6)), "over_100"),
        (Published(Decimal(0), Decimal(0)), "total_zero"),
    ],
)
def test_a_figure_that_is_no_rate_says_why(figure, refusal):
    assert indicators.judge_published(figure).refusal == refusal


def test_a_printed_rate_may_be_cut_off_instead_of_rounded():
    assert indicators.judge_published(Published(Decimal(39), Decimal(28), Decimal("71.79"))).agrees
    assert indicators.judge_published(Published(Decimal(51), Decimal(48), Decimal("94.11"))).agrees
    assert indicators.judge_published(Published(Decimal(51), Decimal(48), Decimal("94.50"))).agrees is False


def _figure(row):
    def number(field):
        return Decimal(row[field]) if row[field] else None

    return Published(
        total=number("idle_assets_total"),
        done=number("revitalised"),
        percent=number("rate_published_pct"),
        same_set="非同一分母" not in row["note"],
    )


@pytest.mark.skipif(not STATS.exists(), reason="the published figures are not here")
def test_every_published_row_is_reproduced_or_refused_with_its_reason():
    with STATS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 20
    for row in rows:
        verdict = indicators.judge_published(_figure(row))
        if row["rate_computed_pct"]:
            assert verdict.percent == Decimal(row["rate_computed_pct"]), row["county"]
            assert verdict.agrees in (True, None), row["county"]
        else:
            assert verdict.refusal in ("total_missing", "done_missing", "not_one_set"), row["county"]
            assert verdict.percent is None


@pytest.mark.skipif(not STATS.exists(), reason="the published figures are not here")
def test_fifty_one_is_thirty_three_and_eighteen():
    with STATS.open(encoding="utf-8", newline="") as lines:
        note = next(row["note"] for row in csv.DictReader(lines) if row["idle_assets_total"] == "51")
    assert "33宗" in note and "18宗" in note
    assert 33 + 18 == 51
    assert Decimal("4501.24") + Decimal("8870.50") == Decimal("13371.74")
    assert Decimal("90713.60") + Decimal("102291.13") == Decimal("193004.73")
