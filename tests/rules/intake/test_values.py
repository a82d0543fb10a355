from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.errors import RuleError
from reform_rules.intake import values
from reform_rules.intake.cells import Fault
from tests.strategies import positive_amounts

DAYS = [
    ("2021年3月5日", date(2021, 3, 5), "day"),
    ("2021年3月", date(2021, 3, 1), "month"),
    ("2021年", date(2021, 1, 1), "year"),
    ("2021.03", date(2021, 3, 1), "month"),
    ("2021.3.5", date(2021, 3, 5), "day"),
    ("2021-3-5", date(2021, 3, 5), "day"),
    ("2021/03/05 00:00:00", date(2021, 3, 5), "day"),
    ("20210315", date(2021, 3, 15), "day"),
    (20210315.0, date(2021, 3, 15), "day"),
    ("202103", date(2021, 3, 1), "month"),
    (2021.0, date(2021, 1, 1), "year"),
    (44270.0, date(2021, 3, 15), "day"),
    ("44270", date(2021, 3, 15), "day"),
    ("２０２１年３月", date(2021, 3, 1), "month"),
    ("二〇二一年三月", date(2021, 3, 1), "month"),
    ("二〇二一年十二月三十一日", date(2021, 12, 31), "day"),
    ("2015年至今", date(2015, 1, 1), "year"),
    ("2019年底", date(2019, 1, 1), "year"),
    (date(2020, 2, 29), date(2020, 2, 29), "day"),
    (datetime(2020, 2, 29, 8, 0), date(2020, 2, 29), "day"),
]


@pytest.mark.parametrize(("written", "day", "precision"), DAYS)
def test_a_date_is_read_however_it_is_written(written, day, precision):
    assert values.day(written) == values.Day(day, precision)


@pytest.mark.parametrize("written", ["", "3年", "2021年13月", "2021-02-30", "很久", "1234", 7.0, True])
def test_what_is_no_date_is_refused_with_the_value(written):
    with pytest.raises(values.NotADate) as refusal:
        values.day(written)
    assert refusal.value.value == written


AMOUNTS = [
    (1234.5, "元", "1234.50"),
    ("1,234.50", "元", "1234.50"),
    ("１２３４", "元", "1234.00"),
    ("3.5", "万元", "35000.00"),
    ("3.5万元", "元", "35000.00"),
    ("￥1,200元", "万元", "1200.00"),
    ("十二万元", "元", "120000.00"),
    ("三百五十", "元", "350.00"),
    ("0", "元", "0.00"),
]


@pytest.mark.parametrize(("written", "unit", "yuan"), AMOUNTS)
def test_an_amount_is_read_with_its_unit(written, unit, yuan):
    assert values.amount(written, unit) == values.Read(Decimal(yuan))


@pytest.mark.parametrize("written", ["10余万元", "约10万元", "近10万元"])
def test_an_amount_that_is_only_about_says_so(written):
    assert values.amount(written, "元") == values.Read(Decimal("100000.00"), about=True)


AREAS = [
    ("600㎡", "sqm", "sqm", "600.00"),
    ("600余㎡", "sqm", "sqm", "600.00"),
    ("1.5亩", "sqm", "sqm", "1000.00"),
    (2.4, "mu", "mu", "2.4000"),
    ("16.37", "mu", "mu", "16.3700"),
    ("三亩", "sqm", "mu", "3.0000"),
    ("1 200 平方米", "sqm", "sqm", "1200.00"),
]


@pytest.mark.parametrize(("written", "unit", "into", "area"), AREAS)
def test_an_area_is_read_with_its_unit(written, unit, into, area):
    assert values.area(written, unit, into=into).value == Decimal(area)


READERS = [values.number, lambda v: values.amount(v, "元"), lambda v: values.area(v, "sqm", into="sqm")]
NO_NUMBERS = ["无", "六百多平", "1-2", "-", None, True, date(2020, 1, 1), float("nan")]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("written", NO_NUMBERS)
def test_what_is_no_number_is_refused(read, written):
    with pytest.raises(RuleError):
        read(written)


@pytest.mark.parametrize("read", [values.text, values.number, values.day, lambda v: values.amount(v, "元")])
def test_a_faulty_cell_is_named_with_its_code(read):
    with pytest.raises(values.FaultyCell) as refusal:
        read(Fault("#REF!"))
    assert refusal.value.code == "#REF!"


def test_a_whole_number_as_text_has_no_point():
    assert values.text(13800000000.0) == "13800000000"


def test_a_refusal_shows_what_stands_in_the_cell():
    with pytest.raises(RuleError) as refusal:
        values.area("六百多平", "sqm", into="sqm")
    assert refusal.value.facts == {"value": "六百多平"}


@given(positive_amounts)
def test_an_amount_survives_every_way_of_writing_it(amount):
    assert values.amount(f"{amount:,}", "元").value == amount
    assert values.amount(f"{amount / 10_000:f}万元", "元").value == amount


@given(st.dates(date(1930, 1, 1), date(2060, 1, 1)))
def test_a_date_survives_every_way_of_writing_it(day):
    serial = (day - date(1899, 12, 30)) / timedelta(days=1)
    for written in (f"{day:%Y年%m月%d日}", f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}", serial):
        assert values.day(written).value == day


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none()))
def test_any_cell_is_read_or_refused(value):
    for read in (
        values.number,
        values.day,
        lambda v: values.amount(v, "万元"),
        lambda v: values.area(v, "mu", into="mu"),
    ):
        try:
            read(value)
        except RuleError:
            pass
