import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.audit import flat
from reform_rules.audit.records import Asset
from tests.rules.audit.sample import BY_CODE, VOUCHERS


def read(stream):
    return list(csv.reader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline="")))


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2
        )
    )
)
def test_any_text_comes_back_as_it_was(rows):
    stream = io.StringIO(newline="")
    table = flat.FlatTable(stream, ["一", "二"])
    for row in rows:
        table.add(row)
    assert read(stream) == [["一", "二"], *rows]
    assert table.rows == len(rows)
    assert stream.getvalue().startswith("\ufeff")


def test_values_are_plain_decimals_and_iso_dates():
    stream = io.StringIO(newline="")
    flat.FlatTable(stream, ["x"]).add(
        [Decimal("-0.00"), Decimal("1234567.5"), date(2025, 3, 1), None, True, 7]
    )
    assert read(stream)[1] == ["0.00", "1234567.50", "2025-03-01", "", "1", "7"]


def test_every_row_has_a_value_for_every_title():
    voucher = VOUCHERS[0]
    assert len(flat.voucher_row(voucher)) == len(flat.VOUCHERS)
    assert len(flat.entry_row(voucher, voucher.lines[0])) == len(flat.ENTRIES)
    assert len(flat.account_row(BY_CODE["101"])) == len(flat.ACCOUNTS)
    assert len(Asset._fields) == len(flat.ASSETS)


def test_no_text_of_the_register_is_a_formula():
    for text in ("=HYPERLINK(1)", "+1", "-1", "@x", "\tx"):
        assert flat.inert(text) == f"'{text}"
    assert flat.inert("老村委会") == "老村委会"
