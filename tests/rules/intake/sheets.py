"""Small real files for the reader's tests, made in memory by the ordinary libraries."""

import io
import zipfile
from datetime import date

import xlsxwriter
import xlwt

HEAD = ["序号", "资产名称", "坐落村", "建筑面积(㎡)", "原值(万元)", "取得时间", "在用"]
BODY = [
    [1.0, "原沙坪村小", "沙坪社区", 600.0, 12.5, date(2003, 9, 1), True],
    [2.0, "老村委会", "沙坪社区", 240.0, 8.0, date(1998, 1, 15), False],
]


def xls(rows=(HEAD, *BODY), *, merges=(), formula=None, sheets=1):
    """Return an .xls; merges: (top, bottom, left, right, value); formula: (row, column, text)."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number in range(sheets):
        sheet = book.add_sheet(f"台账{number + 1}")
        for top, bottom, left, right, value in merges:
            sheet.write_merge(top, bottom, left, right, value)
        for index, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(index, column, value, day)
                elif value is not None:
                    sheet.write(index, column, value)
        if formula:
            row, column, text = formula
            sheet.write(row, column, xlwt.Formula(text))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(rows=(HEAD, *BODY), *, merges=(), formulas=(), sheets=1, last_cell=None):
    """Return an .xlsx; formulas: (row, column, text, value), a value of '' means not computed."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for number in range(sheets):
            sheet = book.add_worksheet(f"台账{number + 1}")
            for index, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(index, column, value)
            for top, bottom, left, right, value in merges:
                sheet.merge_range(top, left, bottom, right, value)
            for row, column, text, value in formulas:
                sheet.write_formula(row, column, text, None, value)
            if last_cell:
                sheet.write(*last_cell)
    return out.getvalue()


def html(encoding="utf-8", table=None):
    """Return a web page under the name of a sheet; the first cell of the first row spans two rows."""
    table = table or (
        "<tr><td colspan=3>前锋区闲置资产台账</td></tr>"
        "<tr><th>村</th><th>资产名称</th><th>面积</th></tr>"
        "<tr><td rowspan='2'>沙坪社区</td><td>村小</td><td>600</td></tr>"
        "<tr><td>村委会</td><td>240</td></tr>"
    )
    page = f"<html><head><meta charset='{encoding}'></head><body><table>{table}</table></body></html>"
    return page.encode(encoding)


def repacked(data, changes):
    """Return the archive with some parts replaced or added: {path: bytes}."""
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename not in changes:
                target.writestr(entry.filename, source.read(entry.filename))
        for path, content in changes.items():
            target.writestr(path, content)
    return out.getvalue()


def ole(stream):
    """Return bytes that begin like an OLE container and name a stream in its directory."""
    sector = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016
    return sector + stream.encode("utf-16-le") + b"\0" * 2048
