"""The accounts of 2004 find their place in 2023; a code without its chart finds none."""

import pytest

from reform_rules.errors import RuleError
from reform_rules.ledger import chart, chart_2004
from reform_rules.ledger.chart_2004 import CHART_2004, OldRow, Ref, propose, ref, targets_of
from reform_rules.money import ZERO, yuan

TARGETS = targets_of()


def row(code, name="", amount=100, version=CHART_2004, party=0):
    return OldRow(ref(version, code), name, party, yuan(amount), ZERO)


def proposal(code, name="", **facts):
    new_year = facts.pop("new_year", True)
    return propose([row(code, name, **facts)], TARGETS, new_year=new_year)[0]


def test_every_account_of_2004_has_a_place_in_2023_or_a_question():
    table = chart_2004.conversion(chart_2004.ways())
    assert set(table) == {account.code for account in chart.load(CHART_2004).first_level()}
    for question, options in table.values():
        assert question in ("", *chart_2004.QUESTIONS)
        assert options and all(option.code in TARGETS for option in options)
        # Whoever is asked has something to choose from, or an account that should have been nil.
        assert len(options) > 1 or question in ("", "unclosed")


@pytest.mark.parametrize(
    ("code", "name", "target"),
    [
        ("101", "现金", "101"),
        ("102", "银行存款", "102"),
        ("153", "固定资产清理", "154"),
        ("154", "在建工程", "153"),
        ("202", "应付款", "211"),
        ("211", "应付工资", "212"),
        ("322", "收益分配", "32202"),
        ("15101", "房屋及建筑物", "15101"),
        ("113001", "张三户", "113"),
    ],
)
def test_swapped_codes_go_where_their_name_goes(code, name, target):
    found = proposal(code, name)
    assert (found.target, found.question) == (target, "")


@pytest.mark.parametrize(
    ("code", "question", "among"),
    [
        ("131", "purpose", {"131", "132"}),
        ("132", "purpose", {"132", "131", "134"}),
        ("212", "settle", {"311", "211", "212"}),
        ("321", "unclosed", {"32202"}),
        ("151", "detail", {"15101", "15102", "15199"}),
        ("502", "unclosed", {"32202", "51103"}),
    ],
)
def test_what_has_more_than_one_answer_is_asked(code, question, among):
    found = proposal(code)
    assert (found.target, found.question) == ("", question)
    assert among <= {option.code for option in found.options}
    assert all(TARGETS[option.code].postable for option in found.options)


@pytest.mark.parametrize(
    ("code", "question", "codes"),
    [
        ("511", "nature", ["50106", "502"]),
        ("521", "nature", ["503", "50401"]),
        ("551", "nature", ["51501", "514"]),
    ],
)
def test_income_and_expense_of_a_running_year_are_divided_by_nature(code, question, codes):
    found = proposal(code, new_year=False)
    assert found.question == question
    assert set(codes) <= {option.code for option in found.options}


def test_a_name_of_the_other_chart_is_asked_and_never_taken():
    assert proposal("153", "在建工程").question == "chart"
    assert proposal("211", "应付款").question == "chart"
    assert proposal("154", "在建工程", version=chart.CHART_2023).question == "chart"
    assert proposal("153", "在建工程", version=chart.CHART_2023).target == "153"
    assert proposal("999", "某科目").question == "unknown"


def test_a_bare_code_is_never_accepted():
    for version in ("", "2004", "chart_1999", None):
        with pytest.raises(chart_2004.ChartVersionMissing) as refused:
            ref(version, "211")
        assert refused.value.facts == {"code": "211"}
    for account in ("211", Ref("", "211"), Ref("2004", "211")):
        with pytest.raises(RuleError):
            propose([OldRow(account, "应付款", 0, ZERO, yuan(1))], TARGETS, new_year=True)


def test_the_same_code_means_two_things_in_two_charts():
    assert [proposal("211", version=version, name="").target for version in chart_2004.VERSIONS] == [
        "212",
        "211",
    ]


def test_own_sub_accounts_are_found_and_asked_for():
    own = {
        **TARGETS,
        "102": TARGETS["102"]._replace(postable=False),
        "10201": chart_2004.Target("基本户", True, False),
        "10202": chart_2004.Target("专用户", True, False),
    }
    assert propose([row("10203", "基本户")], own, new_year=True)[0].target == "10201"
    asked = propose([row("102", "银行存款")], own, new_year=True)[0]
    assert (asked.question, [option.code for option in asked.options]) == ("detail", ["10201", "10202"])
