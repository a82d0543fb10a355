"""Why a file as a whole cannot be read: one class per reason, and the limits that keep a worker's memory
bounded.

A file that is merely wrong in some rows is no refusal: those become problems, row by row.
"""

from __future__ import annotations

from ..errors import RuleError

# The longest legal .xls sheet (65,536 rows) with 25 filled columns is about 30 MB; text tables are smaller
# still.
FILE_BYTES = 64 * 1024 * 1024
XLS_BYTES = 48 * 1024 * 1024
TEXT_BYTES = 32 * 1024 * 1024
SHEETS = 64
# Rows of one sheet. The scan of an .xlsx recognises a row of this number or more by its digits: see
# workbook_xlsx.
ROWS = 199_999
COLUMNS = 256
# Rows × columns of one sheet, which the reader of .xlsx keeps in one block of memory.
CELLS = 6_000_000
# What the parts of an .xlsx may weigh unpacked, all together; and the ratio no honest sheet of that weight
# reaches.
UNPACKED_BYTES = 400 * 1024 * 1024
UNPACKED_RATIO = 200
UNPACKED_RATIO_FROM = 16 * 1024 * 1024
PARTS = 4_000


class Unreadable(RuleError):
    """The file cannot be taken in; `file` is its name as the user gave it."""

    file: str


class EmptyFile(Unreadable):
    """The file has no bytes, or only blanks."""


class NoCells(Unreadable):
    """The workbook opens, but no sheet holds a single value."""


class NotASheet(Unreadable):
    """The content is of another kind: pdf, word, image, archive, ods, xlsb, mhtml, xml or binary."""

    kind: str


class NoTable(Unreadable):
    """A web page in disguise without any table in it."""


class Damaged(Unreadable):
    """The file is cut short or broken inside; `detail` is the reader's own short word for it."""

    detail: str


class Encrypted(Unreadable):
    """The file is locked with a password."""


class UnknownEncoding(Unreadable):
    """A text table that is neither UTF-8, UTF-16 nor GB 18030."""


class FileTooLarge(Unreadable):
    """More bytes than are taken in."""

    size: int
    limit: int


class TooManySheets(Unreadable):
    """More sheets than are taken in."""

    count: int
    limit: int


class TooManyRows(Unreadable):
    """One sheet has more rows than are taken in."""

    sheet: str
    limit: int


class TooManyColumns(Unreadable):
    """One sheet has a value in a column beyond the limit."""

    sheet: str
    limit: int


class TooManyCells(Unreadable):
    """Rows × columns of one sheet are more than are taken in; often one stray value far from the table."""

    sheet: str
    limit: int


class ZipBomb(Unreadable):
    """The file would unpack to far more than it weighs; `size` is bytes unpacked so far."""

    size: int
    limit: int


class FormulasWithoutValues(Unreadable):
    """The cells hold formulas that no program has computed yet; `cell` is the first of them."""

    sheet: str
    cell: str
