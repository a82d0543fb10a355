import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.intake.cells import Row
from reform_rules.intake.headers import Column, MissingColumns, NoHeader, find, line_kind

COLUMNS = (
    Column("name", ("资产名称", "名称"), required=True),
    Column("village", ("村", "所在村", "坐落村")),
    Column("area_sqm", ("建筑面积", "面积"), "area_sqm"),
    Column("area_mu", ("占地面积", "土地面积"), "area_mu"),
    Column("cost", ("原值", "账面原值"), "amount"),
    Column("acquired", ("取得时间", "购建时间"), "date"),
    Column("note", ("备注",)),
)


def rows(*lines):
    return [Row("表", number, list(line)) for number, line in enumerate(lines, start=1) if any(line)]


def test_the_header_is_found_below_title_lines():
    lines = [
        ["前锋区闲置资产台账"],
        ["填报单位:护安镇"],
        ["序号", "资产 名称", "所在村"],
        [1.0, "村小", "沙坪"],
    ]
    header = find(rows(*lines), COLUMNS)
    assert (header.first_row, header.last_row) == (3, 3)
    assert {index: place.field for index, place in header.fields.items()} == {1: "name", 2: "village"}
    assert header.titles[0] == "序号"


@pytest.mark.parametrize(
    ("title", "field", "unit"),
    [
        ("原值（万元）", "cost", "万元"),
        ("原值(元)", "cost", "元"),
        ("账面原值", "cost", "元"),
        ("*建筑面积（㎡）", "area_sqm", "sqm"),
        ("建筑面积(平方米)", "area_sqm", "sqm"),
        ("占地面积（亩）", "area_mu", "mu"),
        ("占地面积(㎡)", "area_mu", "sqm"),
        ("3、面积/亩", "area_sqm", "mu"),
        ("取得\n时间", "acquired", ""),
    ],
)
def test_a_title_carries_its_unit(title, field, unit):
    header = find(rows(["名称", title]), COLUMNS)
    assert (header.fields[1].field, header.fields[1].unit) == (field, unit)


def test_a_unit_above_the_table_belongs_to_every_column_without_one():
    header = find(rows(["单位：万元、亩"], ["名称", "原值", "面积", "占地面积(㎡)"]), COLUMNS)
    assert [header.fields[index].unit for index in (1, 2, 3)] == ["万元", "mu", "sqm"]


def test_a_header_of_two_merged_lines_joins_its_titles():
    lines = [
        Row("表", 1, ["序号", "基本情况", "基本情况", "土地", "土地"]),
        Row("表", 2, ["序号", "名称", "村", "面积(亩)", "证号"], frozenset({0})),
        Row("表", 3, [1.0, "村小", "沙坪", 3.0, "x"]),
    ]
    header = find(lines, COLUMNS)
    assert header.last_row == 2
    assert {index: place.field for index, place in header.fields.items()} == {
        1: "name",
        2: "village",
        3: "area_mu",
    }


def test_a_line_of_data_is_never_part_of_the_header():
    header = find(rows(["名称", "村", "原值"], ["村小", "沙坪", 3.0], ["仓库", "沙坪", 4.0]), COLUMNS)
    assert (header.first_row, header.last_row) == (1, 1)


def test_a_sheet_without_titles_is_refused_with_what_was_looked_for():
    with pytest.raises(NoHeader) as refusal:
        find(rows(["村小", "沙坪", 3.0]), COLUMNS)
    assert refusal.value.expected == ("资产名称",)


def test_a_header_without_a_required_column_is_refused_with_its_title():
    with pytest.raises(MissingColumns) as refusal:
        find(rows(["村", "原值", "备注"]), COLUMNS)
    assert refusal.value.missing == ("资产名称",) and refusal.value.row == 1


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([1.0, "村小", "沙坪"], "data"),
        (["合计", None, 300.0], "total"),
        ([None, "小计", 300.0], "total"),
        (["填表人：张三", None, "审核人：李四"], "foot"),
        (["序号", "名称", "村"], "header"),
        ([3.0, "备注室", "沙坪"], "data"),
    ],
)
def test_a_line_below_the_header_is_told_apart(cells, kind):
    assert line_kind(cells, find(rows(["序号", "名称", "村"]), COLUMNS)) == kind


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(), st.text(max_size=12), st.floats(), st.sampled_from(["名称", "村", "原值(万元)"])
            ),
            max_size=6,
        ),
        max_size=12,
    )
)
def test_any_rows_are_answered(lines):
    try:
        header = find(rows(*lines), COLUMNS)
    except (NoHeader, MissingColumns):
        return
    assert header.first_row <= header.last_row
    assert len({place.field for place in header.fields.values()}) == len(header.fields)
