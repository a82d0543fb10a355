"""The manifest: every file of a package with its SHA-256, size, rows and control totals, and the seal's head.

`manifest.json` names the files, `manifest.sha256` names the manifest (in the form `sha256sum -c`
reads); the digest of the manifest is the one number to write down when a package is handed over.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from ..ledger.chart import LEVEL_LENGTHS
from ..money import ZERO
from .records import Turnover, sides

FORMAT = "reform-ledger-audit-package/1"
# The papers of one asset: files alone, without books.
DOSSIER_FORMAT = "reform-ledger-asset-dossier/1"
MANIFEST, MANIFEST_DIGEST = "manifest.json", "manifest.sha256"
FIRST_LEVEL = LEVEL_LENGTHS[0]
_CHUNK = 1 << 20


class FileFacts(NamedTuple):
    """One file of the package; `rows` and `totals` where they mean something."""

    name: str
    bytes: int
    sha256: str
    rows: int | None
    totals: dict[str, Decimal]


class ControlTotals(NamedTuple):
    """What every form of the books must add up to, in yuan."""

    vouchers: int
    entries: int
    opening_debit: Decimal
    opening_credit: Decimal
    debit: Decimal
    credit: Decimal
    closing_debit: Decimal
    closing_credit: Decimal


def control_totals(turnovers: Iterable[Turnover], *, vouchers: int, entries: int) -> ControlTotals:
    """Return the totals of a year, as at the foot of the trial balance: over first-level accounts, each of
    which stands on one side only.

    Args: turnovers: sorted by account, month 0 before the year.
    """
    added = [ZERO] * 6
    account, opening, closing = None, ZERO, ZERO

    def put() -> None:
        for at, amount in ((0, opening), (4, closing)):
            debit, credit = sides(amount)
            added[at] += debit
            added[at + 1] += credit

    for item in turnovers:
        if item.account[:FIRST_LEVEL] != account:
            put()
            account, opening, closing = item.account[:FIRST_LEVEL], ZERO, ZERO
        closing += item.debit - item.credit
        if item.month == 0:
            opening += item.debit - item.credit
        else:
            added[2] += item.debit
            added[3] += item.credit
    put()
    return ControlTotals(vouchers, entries, *added)


def facts(
    name: str, stream: BinaryIO, *, rows: int | None = None, totals: Mapping[str, Decimal] | None = None
) -> FileFacts:
    """Return the facts of a file, read once from the beginning."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return FileFacts(name, size, digest.hexdigest(), rows, dict(totals or {}))


def text(
    *,
    about: Mapping[str, object],
    seal: Mapping[str, object],
    totals: ControlTotals,
    files: Iterable[FileFacts],
) -> str:
    """Return manifest.json; `about` says whose books, which year, made when and by whom."""

    def plain(value: object) -> str:
        assert isinstance(value, Decimal), value
        return f"{value:.2f}"

    content = {
        "format": FORMAT,
        **about,
        "seal": dict(seal),
        "totals": totals._asdict(),
        "files": [
            {key: value for key, value in one._asdict().items() if value not in (None, {})}
            for one in sorted(files)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=plain) + "\n"


def dossier_text(*, about: Mapping[str, object], files: Iterable[FileFacts]) -> str:
    """Return manifest.json of a dossier; `about` says of which asset, made when and by whom."""
    content = {
        "format": DOSSIER_FORMAT,
        **about,
        "files": [{"name": one.name, "bytes": one.bytes, "sha256": one.sha256} for one in sorted(files)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def digest_line(manifest: bytes) -> str:
    """Return the line of manifest.sha256."""
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n"
