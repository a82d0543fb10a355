"""The voucher list of another program: lines make vouchers, vouchers balance, all make balances."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.ledger import voucher_list
from reform_rules.ledger.chart import CHART_2023
from reform_rules.ledger.voucher_list import EntryRow, Key, Reader
from reform_rules.money import ZERO, yuan

GOOD = {"date": date(2024, 3, 5), "word": "记", "number": "1", "summary": "收租金", "code": "102",
        "name": "银行存款", "debit": 100}  # fmt: skip


def read(*lines, version=CHART_2023):
    reader = Reader(version, {})
    return [reader.understand(line, frozenset()) for line in lines]


def test_a_line_is_understood():
    [(row, problems)] = read({**GOOD, "papers": 2, "party": "张三户"})
    assert problems == []
    assert row.key == Key(date(2024, 3, 1), "记", 1)
    assert (row.debit, row.credit, row.papers, row.party) == (yuan(100), ZERO, 2, "张三户")


@pytest.mark.parametrize(
    ("cells", "word", "number"),
    [
        ({"word": "收", "number": "0012"}, "收", 12),
        ({"word": None, "number": "付-7"}, "付", 7),
        ({"word": None, "number": "记字 3号"}, "记", 3),
        ({"word": None, "number": 15.0}, "记", 15),
    ],
)
def test_word_and_number_are_read_apart_and_together(cells, word, number):
    [(row, problems)] = read({name: value for name, value in {**GOOD, **cells}.items() if value is not None})
    assert (row.word, row.number, problems) == (word, number, [])


def test_a_line_without_day_and_number_goes_on_with_the_voucher_above():
    (first, _), (second, problems) = read(GOOD, {"code": "501", "name": "经营收入", "credit": 100})
    assert second.key == first.key and problems == []
    [(_row, problems)] = read({"code": "501", "name": "经营收入", "credit": 100})
    assert [each.name for each in problems] == ["VoucherNotNamed"]


@pytest.mark.parametrize(
    ("cells", "name", "column"),
    [
        ({"date": "不详"}, "NotADate", "date"),
        ({"date": "2024年3月"}, "NotADate", "date"),
        ({"number": "无号"}, "VoucherNotNamed", "number"),
        ({"code": "153", "name": "固定资产清理"}, "NameOfOtherChart", "name"),
        ({"credit": 5}, "BothSidesFilled", "credit"),
        ({"debit": 0}, "NoAmountInLine", "debit"),
        ({"debit": "若干"}, "NotAnAmount", "debit"),
    ],
)
def test_what_is_wrong_is_named_with_its_column(cells, name, column):
    [(_row, problems)] = read({**GOOD, **cells})
    assert [(each.name, each.column) for each in problems] == [(name, column)]


def entry(number, debit=0, credit=0, day=date(2024, 3, 5), code="102", party=""):
    return EntryRow(CHART_2023, day, "记", number, "x", code, "n", party, yuan(debit), yuan(credit))


def test_an_unbalanced_voucher_stays_out_as_a_whole():
    rows = [(entry(1, 5), False), (entry(1, 0, 5), False), (entry(2, 7), False), (entry(2, 0, 6), False)]
    assert [(each.name, each.row) for each in voucher_list.whole(rows)] == [
        ("VoucherNotBalanced", 2),
        ("VoucherNotBalanced", 3),
    ]


def test_a_voucher_with_one_bad_line_stays_out_with_its_good_ones():
    rows = [(entry(1, 5), True), (entry(1, 0, 5), False), (entry(1, 3, 0, date(2024, 4, 1)), False)]
    assert [(each.name, each.row) for each in voucher_list.whole(rows)] == [
        ("VoucherHasProblems", 1),
        ("VoucherNotBalanced", 2),
    ]


def test_vouchers_of_one_number_from_two_villages_are_two_vouchers():
    rows = [entry(1, 5)._replace(origin=7), entry(1, 0, 5)._replace(origin=7), entry(1, 6)._replace(origin=8)]
    assert [each.row for each in voucher_list.whole([(row, False) for row in rows])] == [2]
    assert rows[0].key != rows[2].key
    assert rows[0].key.label == rows[2].key.label == "2024-03 记-1"


def test_a_voucher_that_begins_before_the_opening_day_is_too_late_as_a_whole():
    early, late = date(2024, 3, 5), date(2024, 3, 20)
    rows = [entry(1, 5, day=early), entry(1, 0, 5, day=late), entry(2, 7, day=late)]
    found = voucher_list.too_late([(row, False) for row in rows], date(2024, 3, 10))
    assert [(each.name, each.row, each.facts["date"]) for each in found] == [
        ("BeforeOpeningDay", 0, early),
        ("BeforeOpeningDay", 1, early),
    ]
    assert voucher_list.too_late([(row, False) for row in rows], early) == []


CENTS = st.integers(1, 10**9).map(lambda cents: yuan(Decimal(cents) / 100))
DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))


@given(
    st.lists(
        st.tuples(CENTS, DAYS, st.sampled_from("102 113 301".split()), st.sampled_from(["", "张", "李"]))
    )
)
def test_balances_of_balanced_vouchers_balance_at_every_day(made):
    rows = []
    for number, (amount, day, code, party) in enumerate(made, 1):
        rows += [entry(number, amount, 0, day, code, party), entry(number, 0, amount, day, "501")]
    assert voucher_list.whole([(row, False) for row in rows]) == []
    for before in (date(2023, 7, 1), date(2024, 1, 1), date(2025, 1, 1)):
        sums = voucher_list.balances(rows, before)
        assert sum((each.net for each in sums), ZERO) == ZERO
        expected = sum((row.debit for row in rows if row.date < before), ZERO)
        assert sum((each.net for each in sums if each.net > 0), ZERO) == expected
        assert all(each.net for each in sums)
