import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import published_case

CASES = Path(__file__).parents[3] / "addons/reform_assets/demo/published_idle_assets.csv"
# The columns of the list, by the field of the rule.
COLUMNS = {
    "name": "asset_name", "area_mu": "land_area_mu", "owner": "original_owner", "mode": "revitalisation_mode",
    "user": "tenant_or_use", "rent_year": "annual_rent_yuan", "investment": "investment_yuan",
    "income_year": "collective_income_yuan", "source": "source_url",
}  # fmt: skip


def lines():
    """Return the published lines as the rule takes them, each with the note above it."""
    with CASES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = [{field: row[COLUMNS.get(field, field)] for field in published_case.FIELDS} for row in rows]
    return list(zip(found, [{"note": ""}, *found], strict=False))


def case(name):
    return next(
        published_case.understand(cells, above["note"]) for cells, above in lines() if cells["name"] == name
    )


@pytest.mark.parametrize(("cells", "above"), lines(), ids=[cells["name"] for cells, _above in lines()])
def test_every_cell_ends_in_facts_and_comes_back_from_them(cells, above):
    told = published_case.understand(cells, above["note"])
    assert not [fact.text for fact in told.facts if fact.name == "not_understood"]
    back = published_case.cells(told.facts)
    assert back == {field: published_case.plain(cell) for field, cell in cells.items() if cell}


def test_eight_uses_stand_in_one_building():
    uses = case("原白龙村办公场所").uses
    assert len(uses) == 8
    assert [use.name for use in uses][:5] == [
        "便民代办点", "卫生服务点", "双创孵化", "镇应急救援分中心", "积分超市"
    ]  # fmt: skip


def test_a_free_loan_is_nothing_on_purpose_and_an_empty_cell_is_unknown():
    lent, empty = case("炮台小学").uses[0], case("社区影剧院").uses[0]
    assert (lent.income, lent.basis, lent.method) == (Decimal(0), "zero", "lend")
    assert (empty.income, empty.basis) == (None, "unknown")


def test_payees_share_thirty_and_seventy_percent():
    told = case("稻虾共养园区3号点储藏房")
    assert told.payees == (
        ("文河村", Decimal(30), Decimal(24000)),
        ("白里社区", Decimal(70), Decimal(56000)),
    )
    assert (told.uses[0].basis, told.term) == ("asking_price", Decimal(5))
    assert case("扶贫车间").payees == (
        ("帮扶", Decimal(70), Decimal(7000)),
        ("集体", Decimal(30), Decimal(3000)),
    )


def test_a_rise_of_ten_percent_every_three_years():
    told = case("20多户老旧房屋及闲置宅基地")
    assert told.uplift == (Decimal(10), Decimal(3))
    rents = [(fact.value, fact.qualifier) for fact in told.facts if fact.name == "rent_of_household"]
    assert rents == [(Decimal(3000), "at_least"), (Decimal(4000), "up_to")]


def test_seven_million_in_kind_with_a_guarantee():
    told = case("原村办旧酒厂")
    assert (told.contributed, told.surplus_by_share, told.funding) == (Decimal(7_000_000), True, ())
    assert (told.uses[0].method, told.uses[0].income, told.uses[0].basis) == ("equity", 220_000, "guaranteed")


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("乡镇派出所(9处打包)", 9),
        ("乡镇小学校(5处打包)", 5),
        ("闲置村委会活动室(45个打包)", 45),
        ("9口废弃塘库", 9),
    ],
)
def test_bundles_are_counted(name, units):
    assert case(name).units == units


def test_a_dangerous_building_is_pulled_down():
    told = case("原回水乡兽防站")
    assert [fact.text for fact in told.facts if fact.name == "danger_grade"] == ["D"]
    assert told.uses[0].method == "demolish"


def test_an_asking_price_is_no_rent_and_two_terms_contradict_each_other():
    told = case("肖寨村小学校舍")
    assert (told.uses[0].income, told.uses[0].basis) == (Decimal(15000), "asking_price")
    terms = [(fact.value, fact.text, fact.conflict) for fact in told.facts if fact.name == "term"]
    assert terms == [(Decimal(10), "标题", False), (Decimal(5), "正文", True)]


def test_private_houses_are_said_to_be_private():
    assert case("94套闲置农房(农户所有)").private
    assert not case("炮台小学").private


def test_a_forecast_is_an_estimate():
    assert case("集体闲置土地").uses[0].basis == "estimate"


@given(st.text(alphabet="某处闲置房屋甲乙丙丁;，、'0123456789", max_size=40))
def test_what_nobody_understands_is_told_and_never_dropped(note):
    told = published_case.understand({"name": "甲", "note": note})
    back = published_case.cells(told.facts).get("note", "")
    assert back == published_case.plain(note.strip()) or published_case.plain(note).isdigit()
