"""What of a posted voucher is sealed: one plain mapping, the same for the model, the export and the verifier.

Whoever recomputes `digest(canonical(payload(...)))` from the voucher's figures and gets another value than
the
seal holds has found a change.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

VERSION = 1


class SealedEntry(NamedTuple):
    """One line as sealed: account by chart code, party and origin place by their numbers (0: none)."""

    line_no: int
    account: str
    debit: Decimal
    credit: Decimal
    quantity: Decimal
    summary: str
    partner: int
    origin: int


class SealedVoucher(NamedTuple):
    """The head as sealed; `word` is the database key (general, receipt …), makers are user numbers."""

    id: int
    entity: int
    date: date
    word: str
    number: int
    kind: str
    summary: str
    event_key: str
    attachment_count: int
    reversal_of: int
    prepared_by: int
    reviewed_by: int
    posted_by: int


def payload(voucher: SealedVoucher, entries: Iterable[SealedEntry]) -> dict[str, object]:
    """Return the mapping whose canonical text is sealed; entries in line order.

    >>> from datetime import date
    >>> from decimal import Decimal as D
    >>> head = SealedVoucher(1, 2, date(2025, 3, 1), "general", 1, "normal", "租金", "", 0, 0, 7, 8, 9)
    >>> payload(head, [SealedEntry(1, "102", D("5"), D("0"), D("0"), "租金", 0, 4)])["entries"]
    [[1, '102', '5.00', '0.00', '0.0000', '租金', 0, 4]]
    """
    return {
        "version": VERSION,
        **voucher._asdict(),
        "date": voucher.date.isoformat(),
        "entries": [
            [
                line.line_no,
                line.account,
                f"{line.debit + 0:.2f}",
                f"{line.credit + 0:.2f}",
                f"{line.quantity + 0:.4f}",
                line.summary,
                line.partner,
                line.origin,
            ]
            for line in sorted(entries)
        ],
    }
