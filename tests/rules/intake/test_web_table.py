import pytest

from reform_rules.intake import refusals
from reform_rules.intake.cells import read
from tests.rules.intake import sheets


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_under_the_name_of_a_sheet_is_read_with_spans(encoding):
    rows = list(read(sheets.html(encoding), "a.xls"))
    assert [row.cells for row in rows[2:]] == [["沙坪社区", "村小", "600"], ["沙坪社区", "村委会", "240"]]
    assert rows[0].cells == ["前锋区闲置资产台账"] * 3 and rows[3].filled == {0}


def test_a_table_within_a_table_is_read_alone():
    page = b"<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    assert [row.cells for row in read(page, "a")] == [["a", "b"]]


def test_a_cell_that_claims_a_million_columns_is_cut_to_the_limit():
    page = b"<table><tr><td colspan=99999>a</td></tr><tr><td>b</td></tr></table>"
    assert len(list(read(page, "a"))[0].cells) == refusals.COLUMNS
