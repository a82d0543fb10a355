import hashlib
import io
import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.audit import manifest
from reform_rules.audit.records import Turnover
from reform_rules.money import ZERO
from tests.rules.audit.sample import VOUCHERS, books, turnovers


@given(books())
def test_control_totals_balance_when_the_vouchers_do(vouchers):
    totals = manifest.control_totals(turnovers(vouchers), vouchers=0, entries=0)
    assert totals.opening_debit == totals.opening_credit
    assert totals.debit == totals.credit
    assert totals.closing_debit == totals.closing_credit


def test_an_account_stands_on_one_side_whatever_its_parties_do():
    rows = [
        Turnover("112", 7, 31, 0, Decimal("100.00"), ZERO),
        Turnover("112", 8, 31, 0, ZERO, Decimal("30.00")),
        Turnover("311", 0, 31, 0, ZERO, Decimal("70.00")),
    ]
    totals = manifest.control_totals(rows, vouchers=1, entries=3)
    assert (totals.opening_debit, totals.opening_credit) == (Decimal("70.00"), Decimal("70.00"))
    assert (totals.vouchers, totals.entries) == (1, 3)


def test_the_sample_year_by_hand():
    totals = manifest.control_totals(turnovers(VOUCHERS), vouchers=4, entries=9)
    assert totals[2:] == tuple(
        map(Decimal, ("70000.00", "70000.00", "23996.95", "23996.95", "82000.00", "82000.00"))
    )


@given(st.binary(max_size=3000))
def test_the_facts_of_a_file_are_its_size_and_digest(data):
    facts = manifest.facts("a.csv", io.BytesIO(data), rows=3)
    assert (facts.bytes, facts.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_manifest_names_every_file_once_in_order():
    files = [manifest.facts(name, io.BytesIO(b"x"), rows=None) for name in ("b.csv", "a.csv")]
    totals = manifest.control_totals([], vouchers=0, entries=0)
    text = manifest.text(about={"year": 2025}, seal={}, totals=totals, files=files)
    content = json.loads(text)
    assert [one["name"] for one in content["files"]] == ["a.csv", "b.csv"]
    assert content["format"] == manifest.FORMAT
    assert content["totals"]["debit"] == "0.00"
    assert (
        manifest.digest_line(text.encode()) == f"{hashlib.sha256(text.encode()).hexdigest()}  manifest.json\n"
    )


def test_the_manifest_of_a_dossier_names_its_files_and_no_books():
    one = manifest.facts("03_合同/001_合同.pdf", io.BytesIO(b"paper"))
    text = manifest.dossier_text(about={"asset": {"code": "ZC1"}}, files=[one])
    content = json.loads(text)
    assert content["format"] == manifest.DOSSIER_FORMAT
    assert content["files"] == [{"name": one.name, "bytes": 5, "sha256": one.sha256}]
    assert "totals" not in content
