"""A signed paper beside the books of today: no difference, or each one named."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.audit.working_paper import ADDED, CHANGED, REMOVED, differences

COLUMNS = ["户名", "金额"]


def paper(*rows, key="claims"):
    return {
        "tables": [
            {
                "key": key,
                "columns": COLUMNS,
                "rows": [[{"text": name, "id": name}, {"amount": amount}] for name, amount in rows],
            }
        ]
    }


def test_a_changed_amount_is_named_with_row_and_column():
    found = differences(paper(("甲", "1.00"), ("乙", "2.00")), paper(("甲", "1.00"), ("乙", "3.00")))
    assert found == [("claims", CHANGED, "乙", "金额", "2.00", "3.00")]


def test_an_inserted_row_is_one_difference():
    found = differences(paper(("乙", "2.00")), paper(("甲", "1.00"), ("乙", "2.00")))
    assert found == [("claims", ADDED, "甲", "", "", "甲 1.00")]
    found = differences(paper(("甲", "1.00"), ("乙", "2.00")), paper(("乙", "2.00")))
    assert found == [("claims", REMOVED, "甲", "", "甲 1.00", "")]


def test_two_rows_of_one_name_are_told_apart():
    signed = paper(("甲", "1.00"), ("甲", "2.00"))
    assert differences(signed, paper(("甲", "1.00"), ("甲", "5.00"))) == [
        ("claims", CHANGED, "甲 (2)", "金额", "2.00", "5.00")
    ]


def test_a_table_that_came_or_went_is_told():
    both = {"tables": paper(("甲", "1.00"))["tables"] + paper(("丙", "4.00"), key="debts")["tables"]}
    assert [(one.table, one.what) for one in differences(paper(("甲", "1.00")), both)] == [("debts", ADDED)]
    assert [(one.table, one.what) for one in differences(both, paper(("甲", "1.00")))] == [("debts", REMOVED)]


ROWS = st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from(["1.00", "2.00", "3.00"])), max_size=6)


@given(ROWS)
def test_the_same_paper_has_no_difference(rows):
    signed = paper(*rows)
    assert differences(signed, copy.deepcopy(signed)) == []


@given(ROWS, ROWS)
def test_no_difference_means_the_same_rows(signed, now):
    if not differences(paper(*signed), paper(*now)):
        assert sorted(signed) == sorted(now)


@given(ROWS, ROWS)
def test_what_came_one_way_goes_the_other(signed, now):
    turned = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}
    there = {(one.row, one.what, one.before, one.after) for one in differences(paper(*signed), paper(*now))}
    back = {
        (one.row, turned[one.what], one.after, one.before) for one in differences(paper(*now), paper(*signed))
    }
    assert there == back
