import pytest

from reform_rules.intake.cells import read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_table_is_read_in_any_usual_encoding(encoding, separator):
    text = "\r\n".join(
        separator.join(line) for line in [["名称", "面积", "村"], ["村小", "600.5", "沙坪社区"]]
    )
    rows = list(read(text.encode(encoding), "a.xls"))
    assert [row.cells for row in rows] == [["名称", "面积", "村"], ["村小", "600.5", "沙坪社区"]]


def test_a_row_of_blanks_is_left_out_and_the_numbers_stay():
    assert [row.row for row in read("名称,面积\n , \n村小,3\n".encode(), "a")] == [1, 3]


def test_quotes_may_hold_the_separator_and_a_new_line():
    assert list(read('名称,备注\n村小,"甲,乙\n丙"\n'.encode(), "a"))[1].cells == ["村小", "甲,乙\n丙"]


@pytest.mark.parametrize("text", ["{}", "just a sentence"])
def test_a_text_without_separator_is_a_table_of_one_column(text):
    assert list(read(text.encode(), "a"))[0].cells == [text]
