import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_rules.audit import gbt24589
from reform_rules.audit.gbt24589_map import COMMON, LEDGER
from tests.rules.audit.sample import VOUCHERS
from tests.rules.audit.xml_files import common, ledger, read


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("<会计年度>2025</会计年度>", "<会计年度>25</会计年度>", "会计年度"),
        ("<附件数>1</附件数>", "<附件数>一</附件数>", "附件数"),
        ("<制单人>王会计</制单人>", "", "制单人"),
        ("<借方本币金额>12000.00<", "<借方本币金额>1.2e4<", "借方本币金额"),
        ("<借方本币金额>12000.00<", "<借方本币金额>12000.001<", "借方本币金额"),
        ("<总账基础信息>", "<总账基础信息/><总账基础信息>", "总账基础信息"),
    ],
)
def test_what_breaks_the_schema_is_named(old, new, word):
    text = ledger(VOUCHERS).decode("gb18030")
    assert old in text
    [problem] = gbt24589.problems(
        io.BytesIO(text.replace(old, new, 1).encode("gb18030")), LEDGER, file="总账.xml"
    )
    assert problem.name == "NotValid" and problem.file == "总账.xml"
    assert word in problem.facts["message"]


@given(st.text(max_size=400))
def test_any_text_is_written_cut_and_read_back(text):
    stream = io.BytesIO()
    writer = gbt24589.ModuleWriter(stream, COMMON)
    book = {e.name: e.blank for e in writer.tables["电子账簿"].elements} | {"单位性质": "企业单位"}
    writer.add("电子账簿", book | {"会计核算单位": text})
    writer.close()
    assert gbt24589.problems(io.BytesIO(stream.getvalue()), COMMON) == []
    [row] = read(stream.getvalue(), "电子账簿")
    assert len(row["会计核算单位"]) <= 200
    assert bool(writer.shortened) == (len(text) > 200)


def test_tables_come_in_the_order_of_the_standard_and_missing_ones_are_blank():
    writer = gbt24589.ModuleWriter(io.BytesIO(), LEDGER)
    writer.add("会计科目", {"科目编号": "101", "科目名称": "库存现金", "科目级次": 1})
    with pytest.raises(AssertionError):
        writer.add("总账基础信息", {})
    assert next(iter(read(common(), "员工档案")))["出生日期"] == "00000000"
    assert [t.code for t in gbt24589.tables(LEDGER)] == [f"T2{n:02}" for n in range(1, 10)]
    assert sum(1 for e in gbt24589.tables(LEDGER)[4].elements if e.name.startswith("辅助项")) == 30


def test_the_place_marks_of_the_standard_are_optional_and_valid():
    stream = io.BytesIO()
    writer = gbt24589.ModuleWriter(stream, LEDGER, loc_id=True)
    writer.close()
    text = stream.getvalue().decode("gb18030")
    assert 'locID="U02"' in text and '<会计科目 locID="T202">' in text and 'locID="020201"' in text
    assert gbt24589.problems(io.BytesIO(stream.getvalue()), LEDGER) == []


def test_an_unknown_edition_is_refused():
    with pytest.raises(gbt24589.EditionUnknown):
        gbt24589.tables(LEDGER, "1999")
