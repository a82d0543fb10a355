from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules import own_values
from reform_rules.own_values import LooserThanTheLaw, NotForACounty, NotThatKind, Own, understand, written
from reform_rules.parameters import Parameters, UnknownParameter, every_entry

DAY = date(2026, 3, 1)
NAMES = sorted(every_entry())
# Before which no national entry of today can end a value of a county again.
NEWEST = max(entry.valid_from for entries in every_entry().values() for entry in entries)
after = st.dates(NEWEST, date(2100, 1, 1))
owns = st.builds(
    Own,
    st.sampled_from(["idle_months_min", "lease_filing_days_max"]),
    st.integers(1, 500),
    after,
    st.none() | after,
    st.integers(0, 99),
)


@given(after, after, st.integers(0, 1000))
def test_a_value_counts_from_its_day_on_and_not_before(begins, day, number):
    found = own_values.in_force(day, [Own("idle_months_min", number, begins)])
    assert found == ({"idle_months_min": number} if day >= begins else {})


@given(after, st.lists(owns, max_size=8, unique_by=lambda own: own.order))
def test_of_several_the_youngest_counts_until_it_is_withdrawn(day, values):
    found = own_values.in_force(day, values)
    for name in ("idle_months_min", "lease_filing_days_max"):
        begun = [
            own
            for own in values
            if own.name == name
            and own.valid_from <= day
            and not (own.withdrawn_from and own.withdrawn_from <= own.valid_from)
        ]
        last = max(begun, key=lambda own: (own.valid_from, own.order), default=None)
        counts = last and (last.withdrawn_from is None or day < last.withdrawn_from)
        assert found.get(name) == (last.value if counts else None)


@given(st.lists(owns, min_size=1, max_size=6, unique_by=lambda own: own.order), after)
def test_the_day_a_value_ends_agrees_with_which_one_counts(values, day):
    own, *others = values
    ends = own_values.ends_before(own, others)
    alone_counts = own.valid_from <= day and (ends is None or day < ends)
    others = [other._replace(value=-1) for other in others]
    assert (own_values.in_force(day, [own, *others]).get(own.name) == own.value) == alone_counts


@given(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 99), max_size=5))
def test_overrides_lie_over_the_numbers_and_touch_no_other(overrides):
    plain = Parameters.at(NEWEST)
    laid = plain.with_overrides(overrides)
    for name in NAMES:
        assert laid.value(name) == overrides.get(name, plain.value(name))


@given(*[st.dictionaries(st.sampled_from(NAMES), st.integers(0, 99), max_size=4) for _ in "ab"])
def test_overrides_laid_twice_are_those_laid_together(first, second):
    twice, once = (
        Parameters.at(NEWEST).with_overrides(first).with_overrides(second),
        Parameters.at(NEWEST).with_overrides({**first, **second}),
    )
    assert [twice.value(name) for name in NAMES] == [once.value(name) for name in NAMES]


def test_an_unknown_name_is_refused():
    with pytest.raises(UnknownParameter):
        Parameters.at(DAY).with_overrides({"nothing_like_it": 1})
    with pytest.raises(UnknownParameter):
        understand("nothing_like_it", "1", DAY)
    with pytest.raises(UnknownParameter):
        own_values.words_of("nothing_like_it")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_back(name):
    entry = own_values.entry_on(name, DAY)
    text = written(entry.value, entry.unit)
    if entry.unit == "account":
        with pytest.raises(NotForACounty):
            understand(name, text, DAY)
    else:
        assert understand(name, text, DAY) == entry.value


@given(st.sampled_from(NAMES), st.text(max_size=12))
def test_anything_typed_is_a_value_of_the_kind_or_refused(name, text):
    try:
        value = understand(name, text, DAY)
    except (NotThatKind, NotForACounty, LooserThanTheLaw):
        return
    national = own_values.entry_on(name, DAY).value
    assert isinstance(value, Decimal | int if isinstance(national, int) else type(national))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("idle_months_min", " 12 ", 12),
        ("act_director_yuan_max", "20000.50", Decimal("20000.50")),
        ("reprice_floor_pct", "87.5", Decimal("87.5")),
        ("decision_member_assembly_quorum", "3/4", ">= 3/4 of eligible"),
        ("decision_villager_assembly_majority", "超过 2/3", "> 2/3 of present"),
        ("count_record_month_day", "11月30日", (11, 30)),
        ("arrears_band_days", "60，180", (60, 180)),
        ("decision_proxy_bodies", "", ()),
        ("decision_gate_stage", "posted", "posted"),
        ("decision_proxy_bodies", "董事会、成员大会", ("board", "member_assembly")),
    ],
)
def test_what_people_type(name, text, value):
    assert understand(name, text, DAY, {"董事会": "board", "成员大会": "member_assembly"}) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("idle_months_min", "half a year"),
        ("idle_months_min", "6.5"),
        ("idle_months_min", "-1"),
        ("idle_months_min", ""),
        ("idle_months_min", "NaN"),
        ("act_director_yuan_max", "Infinity"),
        ("decision_member_assembly_quorum", "5/4"),
        ("decision_member_assembly_quorum", "> 1/1"),
        ("decision_member_assembly_quorum", "3/0"),
        ("count_record_month_day", "2-30"),
        ("arrears_band_days", "90、30"),
        ("decision_proxy_bodies", "committee"),
        ("decision_gate_stage", "passed、published"),
    ],
)
def test_what_is_no_value_is_refused(name, text):
    with pytest.raises(NotThatKind) as refusal:
        understand(name, text, DAY)
    assert refusal.value.facts["parameter"] == name


@pytest.mark.parametrize(
    ("name", "stricter", "looser"),
    [
        ("lease_years_max", "15", "21"),
        ("decision_member_assembly_notice_days_min", "15", "9"),
        ("decision_member_assembly_quorum", "3/4", "1/2"),
        ("decision_board_majority", "> 2/3", "1/2"),
    ],
)
def test_what_the_law_says_may_only_be_made_stricter(name, stricter, looser):
    assert understand(name, stricter, DAY)
    with pytest.raises(LooserThanTheLaw):
        understand(name, looser, DAY)


def test_a_newer_law_ends_an_older_value_of_the_county():
    own = Own("decision_posting_days_min", 10, date(2020, 1, 1))
    assert own_values.in_force(DAY, [own]) == {"decision_posting_days_min": 10}
    older = Own("lease_years_max", 10, date(2020, 6, 1))
    assert own_values.in_force(date(2020, 12, 31), [older]) == {"lease_years_max": 10}
    assert own_values.in_force(date(2021, 1, 1), [older]) == {}
    assert own_values.ends_before(older, []) == date(2021, 1, 1)


def test_a_value_withdrawn_leaves_the_national_number():
    values = [
        Own("idle_months_min", 9, DAY),
        Own("idle_months_min", 12, DAY + timedelta(days=10), DAY + timedelta(days=20), 1),
    ]
    days = [DAY + timedelta(days=n) for n in (0, 10, 19, 20)]
    assert [own_values.in_force(day, values).get("idle_months_min") for day in days] == [9, 12, 12, None]
