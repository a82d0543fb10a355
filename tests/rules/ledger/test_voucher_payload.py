"""The sealed payload tells every change of a voucher, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest

from reform_rules.ledger.voucher_payload import SealedEntry, SealedVoucher, payload

HEAD = SealedVoucher(5, 2, date(2025, 3, 1), "general", 1, "normal", "租金", "k", 1, 0, 7, 8, 9)
LINES = [
    SealedEntry(1, "102", Decimal("5.00"), Decimal("0.00"), Decimal("0.0000"), "租金", 0, 4),
    SealedEntry(2, "50103", Decimal("0.00"), Decimal("5.00"), Decimal("1.5000"), "租金", 3, 4),
]


def test_order_and_scale_do_not_matter():
    spelled = [
        line._replace(debit=+line.debit.normalize(), quantity=line.quantity.normalize()) for line in LINES
    ]
    assert payload(HEAD, LINES) == payload(HEAD, spelled[::-1])


@pytest.mark.parametrize("field", SealedVoucher._fields)
def test_every_field_of_the_head_is_sealed(field):
    value = getattr(HEAD, field)
    other = (
        value + 1 if isinstance(value, int) else date(2025, 3, 2) if isinstance(value, date) else value + "x"
    )
    assert payload(HEAD._replace(**{field: other}), LINES) != payload(HEAD, LINES)


@pytest.mark.parametrize("field", SealedEntry._fields)
def test_every_field_of_an_entry_is_sealed(field):
    value = getattr(LINES[1], field)
    other = (
        value + "x" if isinstance(value, str) else value + (1 if isinstance(value, int) else Decimal("0.01"))
    )
    assert payload(HEAD, [LINES[0], LINES[1]._replace(**{field: other})]) != payload(HEAD, LINES)


def test_an_entry_left_out_or_repeated_shows():
    assert payload(HEAD, LINES[:1]) != payload(HEAD, LINES) != payload(HEAD, [*LINES, LINES[1]])
