"""What the tests of the XML share: the sample year as files, and a reader that knows only the format."""

import io
from xml.etree import ElementTree

from reform_rules.audit.gbt24589_map import LedgerWriter, write_common
from reform_rules.audit.records import monthly
from tests.rules.audit.sample import ACCOUNTS, BOOK, ORIGINS, PARTNERS, PERIODS, WORDS, turnovers


def common():
    stream = io.BytesIO()
    write_common(stream, book=BOOK, periods=PERIODS, words=WORDS, partners=PARTNERS, origins=ORIGINS)
    return stream.getvalue()


def ledger(vouchers, reports=(), items=()):
    stream = io.BytesIO()
    writer = LedgerWriter(stream, BOOK, ACCOUNTS)
    for row in monthly(turnovers(vouchers)):
        writer.balance(row)
    for voucher in vouchers:
        if voucher.kind != "opening":
            writer.voucher(voucher)
    writer.reports(reports, items)
    writer.close()
    return stream.getvalue()


def read(data, table):
    """A reader that knows only the format: records of a table as {element: text}."""
    root = ElementTree.fromstring(data.decode("gb18030"))
    for node in root.iterfind(f"{{*}}{table}"):
        yield {child.tag.rpartition("}")[2]: child.text or "" for child in node}
