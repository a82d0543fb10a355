"""A running balance is the opening and what came since; totals are what the entries add up to."""

import random
from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reform_rules.ledger import account_book as rules
from reform_rules.ledger.account_book import DAY, ENTRY, MONTH, YEAR, Carried, Entry, Sum, Turnover
from reform_rules.ledger.trial_balance import AccountName, AccountSum, rows
from reform_rules.money import ZERO, yuan
from reform_rules.periods import Month, month_of, months_between

FIRST = date(2024, 11, 1)
COLUMNS = ("51301", "51302", "513")


def book(seed):
    """Return (opening, entries) of about half a year; to the cent, red letters among them."""
    dice = random.Random(seed)
    day, entries = FIRST + timedelta(dice.randrange(60)), []
    for _ in range(dice.randrange(12)):
        day += timedelta(dice.choice((0, 0, 1, 9, 33)))
        amount = yuan(dice.randrange(-(10**9), 10**9)) / 100
        code = dice.choice(("51301", "5130201", "51399", "513"))
        sides = (amount, ZERO) if dice.random() < 0.5 else (ZERO, amount)
        entries.append(Entry(day, *sides, code))
    return yuan(dice.randrange(-(10**8), 10**8)), entries


def fold(entries):
    return sum((each.debit for each in entries), ZERO), sum((each.credit for each in entries), ZERO)


@settings(max_examples=10_000, deadline=None)
@given(st.integers(0, 2**40))
def test_a_running_balance_is_the_opening_and_what_came_since(seed):
    opening, entries = book(seed)
    balance, since = opening, []
    for line in rules.lines(entries, Carried(FIRST, opening), totals=(DAY, MONTH, YEAR), columns=COLUMNS):
        if line.kind == ENTRY:
            balance += line.debit - line.credit
            since.append(line.entry)
        elif line.kind in (DAY, MONTH, YEAR):
            span = {DAY: lambda d: d, MONTH: month_of, YEAR: lambda d: d.year}[line.kind]
            inside = [each for each in since if span(each.date) == span(line.date)]
            assert (line.debit, line.credit) == fold(inside)
            assert sum(line.columns, ZERO) == line.debit - line.credit
        assert line.balance == balance
    assert since == entries
    assert balance == opening + fold(entries)[0] - fold(entries)[1]


@settings(max_examples=2_000, deadline=None)
@given(st.integers(0, 2**40), st.integers(1, 5))
def test_pages_put_together_are_the_book(seed, size):
    opening, entries = book(seed)
    whole = list(rules.lines(entries, Carried(FIRST, opening), totals=(DAY, MONTH, YEAR), columns=COLUMNS))
    pages = []
    for at in range(0, max(len(entries), 1), size):
        following = entries[at + size].date if at + size < len(entries) else None
        part = rules.lines(
            entries[at : at + size],
            before(opening, entries[:at], entries[at].date) if at else Carried(FIRST, opening),
            totals=(DAY, MONTH, YEAR),
            columns=COLUMNS,
            following=following,
        )
        pages += list(part)[1 if at else 0 :]
    assert pages == whole


def before(opening, entries, day):
    """Return what a page that begins on a day finds booked before it."""

    def turnover(inside):
        columns = tuple(
            sum((e.debit - e.credit for e in inside if rules.column_of(e.code, COLUMNS) == at), ZERO)
            for at in range(len(COLUMNS))
        )
        return Turnover(*fold(inside), columns)

    debit, credit = fold(entries)
    return Carried(
        day,
        opening + debit - credit,
        turnover([e for e in entries if e.date == day]),
        turnover([e for e in entries if month_of(e.date) == month_of(day)]),
        turnover([e for e in entries if e.date.year == day.year]),
        continued=True,
    )


@settings(max_examples=2_000, deadline=None)
@given(st.integers(0, 2**40))
def test_general_ledger_book_and_trial_balance_agree(seed):
    opening, entries = book(seed)
    months = months_between(FIRST, entries[-1].date if entries else FIRST)
    turnover = [
        (month, Turnover(*fold([e for e in entries if month_of(e.date) == month]))) for month in months
    ]
    general = list(rules.general(opening, Turnover(), turnover, month_of(FIRST)))
    detail = list(rules.lines(entries, Carried(FIRST, opening)))
    assert general[-1].balance == detail[-1].balance
    by_month = {line.date: line for line in general if line.kind == MONTH}
    for line in detail:
        if line.kind == MONTH:
            month = by_month[month_of(line.date).last]
            assert (line.debit, line.credit, line.balance) == (month.debit, month.credit, month.balance)
    sums = [AccountSum(e.code, 0, ZERO, e.debit, e.credit) for e in entries]
    table = rows([AccountSum("513", 0, opening, ZERO, ZERO), *sums], defaultdict(lambda: AccountName("", "")))
    for row in table:
        if row.code == "513":
            assert row.closing_debit - row.closing_credit == general[-1].balance
            assert (row.debit, row.credit) == fold(entries)


@given(st.lists(st.tuples(*[st.integers(-(10**9), 10**9)] * 3)))
def test_an_auxiliary_book_adds_up_to_its_account(rows_):
    sums = [Sum(at, *map(yuan, amounts)) for at, amounts in enumerate(rows_)]
    total = rules.total(sums)
    assert total.closing == sum((each.closing for each in sums), ZERO)


def test_a_page_of_an_accountant():
    entries = [
        Entry(date(2025, 3, 4), yuan(100), ZERO),
        Entry(date(2025, 3, 20), ZERO, yuan(30)),
        Entry(date(2025, 5, 2), yuan(5), ZERO),
    ]
    carried = Carried(date(2025, 3, 1), yuan(10), year=Turnover(yuan(12), yuan(2)))
    shown = [(line.kind, line.debit, line.credit, line.balance) for line in rules.lines(entries, carried)]
    assert shown == [
        ("opening", 0, 0, 10),
        ("entry", 100, 0, 110),
        ("entry", 0, 30, 80),
        ("month", 100, 30, 80),
        ("year", 112, 32, 80),
        ("entry", 5, 0, 85),
        ("month", 5, 0, 85),
        ("year", 117, 32, 85),
    ]


def test_the_year_to_date_begins_anew_with_the_year():
    entries = [Entry(date(2024, 12, 31), yuan(7), ZERO), Entry(date(2025, 1, 1), yuan(1), ZERO)]
    years = [line for line in rules.lines(entries, Carried(FIRST)) if line.kind == YEAR]
    assert [(line.date.year, line.debit) for line in years] == [(2024, 7), (2025, 1)]
    months = [(Month(2024, 12), Turnover(yuan(7))), (Month(2025, 1), Turnover(yuan(1)))]
    assert [line.debit for line in rules.general(ZERO, Turnover(), months, Month(2024, 12))] == [
        0,
        7,
        7,
        1,
        1,
    ]


def test_an_empty_book_shows_its_opening_alone():
    (line,) = rules.lines([], Carried(FIRST, yuan(3)))
    assert (line.kind, line.balance) == ("opening", 3)


def test_a_balance_is_written_with_its_side():
    assert [rules.side(yuan(amount)) for amount in (5, -5, 0)] == [("debit", 5), ("credit", 5), ("flat", 0)]


def test_an_entry_goes_to_the_nearest_column():
    assert [rules.column_of(code, COLUMNS) for code in ("5130102", "51399", "514")] == [0, 2, -1]
