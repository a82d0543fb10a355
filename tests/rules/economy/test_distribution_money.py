from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.economy import distribution_entries, distribution_money
from reform_rules.ledger import chart

CHART = "chart_2023"


def test_borrowed_tied_and_owed_money_is_told_apart():
    told = {
        "101": 5, "102": 995, "201": -10, "221": -20, "231": -30, "241": -40, "113": -50, "211": -60,
        "214": 7,
    }  # fmt: skip
    money = distribution_money.money({code: Decimal(left) for code, left in told.items()}, CHART)
    assert money == (1000, 10, 80, 120)
    assert (money.own(False), money.own(True)) == (870, 790)


@given(
    st.dictionaries(
        st.sampled_from(("101", "102", "113", "201", "211", "214", "221", "231", "241", "151")),
        st.decimals(-(10**6), 10**6, places=2),
    )
)
def test_nothing_owed_to_the_collective_makes_more_of_its_money(balances):
    money = distribution_money.money(balances, CHART)
    assert min(money) >= 0
    assert money.own(True) <= money.own(False) <= money.on_hand


VERSIONS = sorted(path.stem for path in chart.DATA.glob("chart_*.csv"))


@pytest.mark.parametrize("version", filter(distribution_entries.knows, VERSIONS))
def test_the_accounts_are_known_wherever_a_dividend_is_booked(version):
    known = {account.code for account in chart.load(version).accounts}
    assert {code for codes in distribution_money.accounts(version).values() for code in codes} <= known
