import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets.asset_ledger import COLUMNS, AssetRow, Reader
from reform_rules.intake.cells import Fault, Row
from reform_rules.intake.headers import find

AS_OF = date(2026, 6, 30)
GOOD = {
    "name": "原沙坪村小",
    "village": "沙坪社区",
    "owner": "村集体",
    "nature": "经营性",
    "area_sqm": 600.0,
    "area_mu": "2.4",
    "cost": "12.5",
    "net_value": 3.0,
    "acquired": "1998年9月",
    "condition": "一般",
    "use_state": "闲置",
    "idle_since": "2019.07",
}


def understand(**changes):
    cells = {field: value for field, value in {**GOOD, **changes}.items() if value is not None}
    return Reader({"cost": "万元", "net_value": "万元"}, AS_OF).understand(cells)


def found(**changes):
    return [(problem.name, problem.column, problem.level) for problem in understand(**changes)[1]]


def test_a_clean_line_becomes_an_asset():
    row, problems = understand()
    assert not problems
    assert row == AssetRow(
        name="原沙坪村小",
        village="沙坪社区",
        owner="村集体",
        owner_class="village_collective",
        nature="operating",
        area_sqm=Decimal("600.00"),
        area_mu=Decimal("2.4000"),
        cost=Decimal("125000.00"),
        net_value=Decimal("30000.00"),
        acquired=date(1998, 9, 1),
        condition="fair",
        condition_text="一般",
        use_state="idle",
        idle_since=date(2019, 7, 1),
    )


REFUSED = [
    ({"name": None}, ("ValueMissing", "name", "error")),
    ({"name": "长" * 201}, ("NameTooLong", "name", "error")),
    ({"owner": "张三"}, ("OwnerUnknown", "owner", "error")),
    ({"owner": None}, ("OwnerMissing", "owner", "warning")),
    ({"owner": "农户"}, ("OwnerPrivate", "owner", "warning")),
    ({"owner": "权属不清"}, ("OwnerUnconfirmed", "owner", "warning")),
    ({"nature": "很好"}, ("WordUnknown", "nature", "error")),
    ({"accumulated": "130000"}, ("AccumulatedWrong", "accumulated", "error")),
    ({"quantity": "-3"}, ("AmountNegative", "quantity", "error")),
    ({"use_state": "??"}, ("WordUnknown", "use_state", "error")),
    ({"area_sqm": "六百多平"}, ("NotAnArea", "area_sqm", "error")),
    ({"area_sqm": 0.0}, ("AreaNotPositive", "area_sqm", "error")),
    ({"area_sqm": 6e6}, ("FigureAbsurd", "area_sqm", "error")),
    ({"area_sqm": "600余"}, ("OnlyAbout", "area_sqm", "warning")),
    ({"cost": "十来万"}, ("NotAnAmount", "cost", "error")),
    ({"cost": -1.0, "net_value": None}, ("AmountNegative", "cost", "error")),
    ({"net_value": 13.0}, ("NetAboveCost", "net_value", "error")),
    ({"cost": Fault("#REF!"), "net_value": None}, ("FaultyCell", "cost", "error")),
    ({"acquired": "去年"}, ("NotADate", "acquired", "error")),
    ({"acquired": "2026年7月", "idle_since": None}, ("DateInFuture", "acquired", "error")),
    ({"idle_since": "1990"}, ("IdleBeforeAcquired", "idle_since", "error")),
    ({"nature": "资源性"}, ("ResourceHasCost", "cost", "error")),
    ({"latitude": 104.0}, ("CoordinateOutside", "latitude", "error")),
    ({"year": "2099"}, ("YearWrong", "year", "error")),
]


@pytest.mark.parametrize(("changes", "problem"), REFUSED, ids=[problem[0] for _c, problem in REFUSED])
def test_one_fault_gives_one_named_problem(changes, problem):
    assert found(**changes) == [problem]


@pytest.mark.parametrize(
    ("words", "owner_class"),
    [
        ("国有(公安)", "state"),
        ("教育部门(镇教育管理组)", "state"),
        ("镇集体", "town_collective"),
        ("原白龙村集体", "village_collective"),
        ("三组集体", "group_collective"),
        ("村经济合作社", "village_collective"),
        ("国有/集体", "unconfirmed"),
        ("供销社", "unconfirmed"),
    ],
)
def test_owners_are_known_by_the_words_sheets_use(words, owner_class):
    assert understand(owner=words)[0].owner_class == owner_class


def test_an_amount_shared_by_merged_lines_is_asked_back():
    row, problems = Reader({}, AS_OF).understand(
        {"name": "村小", "owner": "村集体", "cost": 5.0}, shared=frozenset({"cost"})
    )
    assert [(problem.name, problem.column) for problem in problems] == [("SharedFigure", "cost")]


def test_zero_rent_is_not_an_unknown_rent():
    assert understand(rent_year=0.0)[0].rent_year == 0 and understand()[0].rent_year is None


PUBLISHED = Path(__file__).parents[3] / "addons/reform_assets/demo/published_idle_assets.csv"
FIELDS = {
    "asset_name": "name",
    "land_area_mu": "area_mu",
    "original_owner": "owner",
    "revitalisation_mode": "mode",
    "tenant_or_use": "user",
    "annual_rent_yuan": "rent_year",
    "investment_yuan": "investment",
    "collective_income_yuan": "income_year",
}


def test_every_published_case_is_understood():
    reader = Reader({}, AS_OF)
    lines = list(csv.DictReader(PUBLISHED.open(encoding="utf-8")))
    assert len(lines) == 70
    for line in lines:
        cells = {FIELDS.get(field, field): value for field, value in line.items() if value}
        row, problems = reader.understand(cells)
        assert [problem for problem in problems if problem.level == "error"] == [], line
        assert row.rent_year == (Decimal(line["annual_rent_yuan"]) if line["annual_rent_yuan"] else None)


def test_the_titles_of_no_two_fields_are_the_same():
    titles = [title for column in COLUMNS for title in column.titles]
    assert len(titles) == len(set(titles))


def test_our_own_titles_make_a_header():
    header = find([Row("表", 1, [column.titles[0] for column in COLUMNS])], COLUMNS)
    assert [place.field for place in header.fields.values()] == [column.field for column in COLUMNS]


cell = st.one_of(
    st.none(), st.text(max_size=20), st.floats(), st.booleans(), st.dates(), st.just(Fault("#N/A"))
)


@given(st.dictionaries(st.sampled_from([column.field for column in COLUMNS]), cell))
def test_any_line_is_answered_and_twice_the_same(cells):
    reader = Reader({}, AS_OF)
    first = reader.understand(cells)
    assert reader.understand(cells) == first
    assert all(problem.column for problem in first[1])


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from([None, "村小", " ", 1.0, True]),
        "owner": st.sampled_from([None, "国有", "张三", "农户", "不清"]),
        "nature": st.sampled_from([None, "公益性", "怪"]),
        "use_state": st.sampled_from([None, "出租", "怪"]),
        "area_sqm": st.sampled_from([None, 1, 1.0, True, "1", "约600", -3.0, "六百多平"]),
        "cost": st.sampled_from([None, 0.0, "3万", 1e9, Fault("#REF!")]),
        "year": st.sampled_from([None, 2021.0, "2021", "2199", "去年"]),
        "idle_since": st.sampled_from([None, "2019.07", date(2030, 1, 1), "1990"]),
    },
)


@given(st.lists(CHANGES, max_size=8))
def test_a_line_is_understood_alike_whatever_was_read_before_it(lines):
    reader = Reader({"cost": "万元", "net_value": "万元"}, AS_OF)
    for changes in lines:
        cells = {field: value for field, value in {**GOOD, **changes}.items() if value is not None}
        assert reader.understand(cells) == understand(**changes)
