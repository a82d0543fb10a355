"""One audit package: all forms of one entity's books of one year, written into a folder in one pass.

What it accepts: a `Source`, whose lists are as long as a year's balances and whose iterators may be as
long as they like. How it works: every voucher that comes by is handed to all forms at once, so memory
stays flat. What it leaves: the files, `verify.py`, and the manifest over all of them. Nothing here
knows Odoo's models.
"""

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from odoo.addons.reform_rules.audit import flat, gbt24589, gbt24589_map, manifest, workbook
from odoo.addons.reform_rules.audit.records import (
    Account,
    Asset,
    Book,
    Named,
    Period,
    Report,
    ReportItem,
    Turnover,
    Voucher,
    monthly,
    year_rows,
)
from odoo.addons.reform_rules.errors import Problem

VERIFIER = Path(__file__).parent / "verifier" / "verify.py"
README = Path(__file__).parent / "verifier" / "说明.txt"
COMMON_XML, LEDGER_XML = "公共档案.xml", "总账.xml"


class Source(NamedTuple):
    """Everything a package is written from; `turnovers` sorted by account, party and origin. `more`: other
    tables as (file, titles, rows)."""

    book: Book
    entity: int
    periods: Sequence[Period]
    words: Sequence[tuple[str, str]]
    accounts: Sequence[Account]
    partners: Sequence[Named]
    origins: Sequence[Named]
    turnovers: Sequence[Turnover]
    vouchers: Iterable[Voucher]
    reports: Sequence[Report]
    report_items: Sequence[ReportItem]
    assets: Iterable[Asset]
    streams: Sequence[str]
    more: Iterable[tuple[str, Sequence[str], Iterable[tuple]]]
    seal: Iterable[tuple]
    heads: Mapping[str, tuple[int, str]]
    at: datetime
    by: str


class Package(NamedTuple):
    """What has been written; `problems` are places where an XML breaks its own schema."""

    manifest_digest: str
    files: int
    bytes: int
    totals: manifest.ControlTotals
    problems: list[Problem]


def write(folder: Path, source: Source) -> Package:
    """Write the package into an empty folder."""
    counts: dict[str, int | None] = {}
    _write_common(folder, source, counts)
    vouchers, entries = _write_books(folder, source, counts)
    _write_assets(folder, source, counts)
    _write_more(folder, source, counts)
    _write_seal(folder, source, counts)
    _write_schemas(folder)
    shutil.copyfile(VERIFIER, folder / "verify.py")
    shutil.copyfile(README, folder / "说明.txt")
    problems = _validate(folder)
    totals = manifest.control_totals(source.turnovers, vouchers=vouchers, entries=entries)
    files = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as stream:
            files.append(manifest.facts(path.name, stream, rows=counts.get(path.name)))
    digest = _write_manifest(folder, source, totals, files)
    return Package(digest, len(files), sum(file.bytes for file in files), totals, problems)


def _table(stack: ExitStack, folder: Path, name: str, titles: Sequence[str]) -> flat.FlatTable:
    return flat.FlatTable(
        stack.enter_context((folder / name).open("w", encoding="utf-8", newline="")), titles
    )


def _write_common(folder, source, counts):
    with (folder / COMMON_XML).open("wb") as stream:
        writer = gbt24589_map.write_common(
            stream,
            book=source.book,
            periods=source.periods,
            words=source.words,
            partners=source.partners,
            origins=source.origins,
        )
    counts[COMMON_XML] = sum(writer.rows.values())
    with ExitStack() as stack:
        table = _table(stack, folder, "科目.csv", flat.ACCOUNTS)
        for account in source.accounts:
            table.add(flat.account_row(account))
        counts["科目.csv"] = table.rows


def _write_books(folder, source, counts):
    """Write balances and vouchers into every form; return the numbers of vouchers and entries."""
    with ExitStack() as stack:
        ledger = gbt24589_map.LedgerWriter(
            stack.enter_context((folder / LEDGER_XML).open("wb")), source.book, source.accounts
        )
        balances = _table(stack, folder, "科目余额.csv", flat.BALANCES)
        for row in monthly(source.turnovers, len(source.periods)):
            ledger.balance(row)
            balances.add(flat.balance_row(row))
        vouchers = _table(stack, folder, "凭证.csv", flat.VOUCHERS)
        entries = _table(stack, folder, "分录.csv", flat.ENTRIES)
        journal = workbook.Journal(
            stack.enter_context((folder / "凭证序时簿.xlsx").open("wb")), source.book, source.at
        )
        for voucher in source.vouchers:
            vouchers.add(flat.voucher_row(voucher))
            for line in voucher.lines:
                entries.add(flat.entry_row(voucher, line))
            # Opening balances are no movement of the year: the standard shows them as balances alone.
            if voucher.kind != "opening":
                ledger.voucher(voucher)
                journal.add(voucher)
        journal.close()
        ledger.reports(source.reports, source.report_items)
        counts[LEDGER_XML] = sum(ledger.close().rows.values())
        counts |= {"科目余额.csv": balances.rows, "凭证.csv": vouchers.rows, "分录.csv": entries.rows}
        counts["凭证序时簿.xlsx"] = journal.rows
    with (folder / "科目余额表.xlsx").open("wb") as stream:
        accounts = {account.code: account for account in source.accounts}
        counts["科目余额表.xlsx"] = workbook.write_trial_balance(
            stream, source.book, year_rows(source.turnovers, accounts), source.at
        )
    return counts["凭证.csv"], counts["分录.csv"]


def _write_assets(folder, source, counts):
    with ExitStack() as stack:
        table = _table(stack, folder, "资产台账.csv", flat.ASSETS)
        for asset in source.assets:
            table.add(flat.asset_row(asset))
        counts["资产台账.csv"] = table.rows


def _write_more(folder, source, counts):
    """Write clearings, handovers, mergers and findings: tables that people read."""
    for name, titles, rows in source.more:
        with ExitStack() as stack:
            table = _table(stack, folder, name, titles)
            for row in rows:
                table.add(flat.inert(value) if isinstance(value, str) else value for value in row)
            counts[name] = table.rows


def _write_seal(folder, source, counts):
    with ExitStack() as stack:
        table = _table(stack, folder, "封存链.csv", flat.SEAL)
        for row in source.seal:
            table.add(row)
        counts["封存链.csv"] = table.rows


def _write_schemas(folder):
    for module in (gbt24589_map.COMMON, gbt24589_map.LEDGER):
        (folder / f"{module}.xsd").write_bytes(gbt24589.schema(module))


def _validate(folder):
    problems = []
    for module in (gbt24589_map.COMMON, gbt24589_map.LEDGER):
        with (folder / f"{module}.xml").open("rb") as stream:
            problems += gbt24589.problems(stream, module, file=f"{module}.xml")
    return problems


def _write_manifest(folder, source, totals, files):
    book = source.book
    text = manifest.text(
        about={
            "entity": {"id": source.entity, "name": book.entity, "credit_code": book.credit_code},
            "book": book.number,
            "year": book.year,
            "from": source.periods[0].date_from.isoformat(),
            "to": source.periods[-1].date_to.isoformat(),
            "chart": book.chart,
            "account_rule": book.account_rule,
            "standard": gbt24589.STANDARD[gbt24589.EDITION],
            "software": f"{book.developer} {book.version}",
            "made_at": source.at.isoformat(),
            "made_by": source.by,
            "streams": list(source.streams),
        },
        seal={stream: {"seq": seq, "hash": own} for stream, (seq, own) in sorted(source.heads.items())},
        totals=totals,
        files=files,
    )
    data = text.encode()
    (folder / manifest.MANIFEST).write_bytes(data)
    (folder / manifest.MANIFEST_DIGEST).write_text(manifest.digest_line(data), encoding="utf-8")
    return hashlib.sha256(data).hexdigest()


def total_difference(totals: manifest.ControlTotals, expected: Sequence[Decimal]) -> list[str]:
    """Return the names of the totals that differ from those of the ledger's own trial balance."""
    names = ("opening_debit", "opening_credit", "debit", "credit", "closing_debit", "closing_credit")
    return [name for name, amount in zip(names, expected, strict=True) if getattr(totals, name) != amount]
