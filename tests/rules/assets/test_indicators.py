from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import indicators
from reform_rules.assets.indicators import Item, Published

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
