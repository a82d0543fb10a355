"""The chart of 2023 is complete, and every code hangs below its parent."""

import pytest

from reform_rules.ledger import chart


def test_there_are_forty_two_prescribed_accounts_each_once():
    table = chart.load()
    assert len(table.first_level()) == 42
    codes = [account.code for account in table.accounts]
    assert codes == sorted(codes) and len(set(codes)) == len(codes)
    identifiers = [account.identifier for account in table.accounts]
    assert len(set(identifiers)) == len(identifiers)


def test_every_account_has_a_known_kind_and_hangs_below_one_of_its_kind_and_side():
    table = chart.load()
    for account in table.accounts:
        assert account.kind in chart.KINDS and account.side in ("debit", "credit")
        if account.parent:
            above = table.get(account.parent)
            assert (above.kind, above.side, above.postable) == (account.kind, account.side, False)
            chart.check_sub_account(account.code, account.parent)


def test_contra_assets_stand_in_credit():
    sides = {account.code: account.side for account in chart.load().accounts}
    assert [code for code in ("133", "152", "162") if sides[code] == "credit"] == ["133", "152", "162"]
    assert {account.code for account in chart.load().accounts if account.kind == "contra_asset"} == {
        "133",
        "152",
        "162",
    }


@pytest.mark.parametrize(
    ("code", "name", "two_sided", "must_be_nil"),
    [
        ("113", "内部往来", True, ""),
        ("153", "在建工程", False, ""),
        ("154", "固定资产清理", True, ""),
        ("181", "待处理财产损溢", True, "period"),
        ("211", "应付款", False, ""),
        ("321", "本年收益", True, "year"),
        ("511", "经营支出", False, ""),
        ("521", "所得税费用", False, ""),
    ],
)
def test_codes_mean_what_they_mean_since_2024(code, name, two_sided, must_be_nil):
    account = chart.load().get(code)
    assert (account.name, account.two_sided, account.must_be_nil) == (name, two_sided, must_be_nil)


@pytest.mark.parametrize(
    ("code", "parent"),
    [("10", ""), ("1011", "101"), ("10201", "101"), ("102０1", "102"), ("102", "101"), ("10201", "")],
)
def test_a_code_that_does_not_extend_its_parent_is_refused(code, parent):
    with pytest.raises(chart.CodeNotBelowParent) as refused:
        chart.check_sub_account(code, parent)
    assert refused.value.facts == {"code": code, "parent": parent}


def test_unknown_charts_and_codes_are_refused():
    with pytest.raises(chart.ChartUnknown):
        chart.load("chart_1999")
    with pytest.raises(chart.ChartUnknown):
        chart.load("../chart_2023")
    with pytest.raises(chart.AccountUnknown) as refused:
        chart.load().get("999")
    assert refused.value.facts == {"version": "chart_2023", "code": "999"}
