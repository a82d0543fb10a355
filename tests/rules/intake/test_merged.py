import pytest

from reform_rules.intake.cells import read
from tests.rules.intake import sheets


@pytest.mark.parametrize("make", [sheets.xls, sheets.xlsx])
def test_a_merged_cell_fills_its_area_and_says_so(make):
    rows = [["镇台账"], ["村", "名称"], [None, "村小"], [None, "村委会"], [None, "仓库"]]
    read_rows = list(read(make(rows, merges=[(2, 4, 0, 0, "沙坪社区")]), "a"))
    assert [row.cells[:2] for row in read_rows[2:]] == [
        ["沙坪社区", "村小"],
        ["沙坪社区", "村委会"],
        ["沙坪社区", "仓库"],
    ]
    assert [sorted(row.filled) for row in read_rows[2:]] == [[], [0], [0]]


def test_a_line_of_merged_values_only_is_no_line():
    from reform_rules.intake.merged import filled_rows

    lines = [(0, ["村", "名称"]), (1, ["甲", "x"]), (2, [None, None]), (3, [None, "y"])]
    rows = list(filled_rows("s", lines, [(1, 3, 0, 0)]))
    assert [(row.row, row.cells, sorted(row.filled)) for row in rows] == [
        (1, ["村", "名称"], []),
        (2, ["甲", "x"], []),
        (4, ["甲", "y"], [0]),
    ]
