import io
from tempfile import TemporaryFile

import xlsxwriter
from odoo import api, models

from ..messages import books as messages

# Widths of columns by what stands in them, in characters.
WIDTHS = {"code": 11, "name": 30, "text": 26, "no": 9, "date": 11, "side": 6, "amount": 16}
HEAD_ROWS = 4
# What a sheet of a workbook can hold; a longer book goes on in the next sheet.
SHEET_ROWS = 1_000_000
AMOUNT = "#,##0.00;[Red]-#,##0.00"


class LedgerReport(models.AbstractModel):
    """The workbook of a result: the cells of the screen, row by row as they come, in constant memory."""

    _inherit = "ledger.report"

    @api.model
    def _xlsx(self, *results):
        """Return the bytes of a workbook that shows results, cell by cell."""
        stream = io.BytesIO()
        self._write_xlsx(results, stream)
        return stream.getvalue()

    @api.model
    def _xlsx_file(self, result):
        """Return the workbook as an open file at its beginning, for books too long for the memory."""
        stream = TemporaryFile()  # noqa: SIM115 -- the caller reads it
        self._write_xlsx([result], stream)
        stream.seek(0)
        return stream

    def _write_xlsx(self, results, stream):
        book = xlsxwriter.Workbook(stream, {"constant_memory": True})
        styles = _Styles(book)
        for result in results:
            self._write_result(book, styles, result)
        book.close()

    def _write_result(self, book, styles, result):
        sheet = self._sheet(book, styles, result, result["title"])
        row_no, numbered = HEAD_ROWS, 1
        for row in result["rows"]:
            if row_no >= SHEET_ROWS:
                numbered += 1
                sheet, row_no = self._sheet(book, styles, result, f"{result['title']}{numbered}"), HEAD_ROWS
            self._write_row(sheet, styles, row_no, row, result["columns"])
            row_no += 1
        sheet.write_string(row_no, 0, result["remark"], styles(italic=True))
        for remark in result.get("remarks", ()):
            row_no += 1
            sheet.write_string(row_no, 0, remark["text"], styles(italic=True))
        self._write_signatures(sheet, styles, row_no + 2, result)
        for table in result.get("tables", ()):
            extra = self._sheet(book, styles, {**result, "form_no": "", **table}, table["title"])
            for at, row in enumerate(table["rows"], HEAD_ROWS):
                self._write_row(extra, styles, at, row, table["columns"])

    def _sheet(self, book, styles, result, name):
        """Add a sheet with the head of the printed form and return it."""
        columns = result["columns"]
        last = len(columns) - 1
        sheet = book.add_worksheet("".join(each for each in name if each not in "[]:*?/\\")[:31])
        for at, shape in enumerate(result.get("shape") or ["text"] * len(columns)):
            sheet.set_column(at, at, WIDTHS[shape])
        sheet.freeze_panes(HEAD_ROWS, 0)
        sheet.repeat_rows(0, HEAD_ROWS - 1)
        if result.get("wide"):
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        sheet.merge_range(0, 0, 0, last, result["title"], styles(bold=True, align="center", font_size=16))
        sheet.write_string(1, 0, result.get("prepared_on", ""), styles())
        sheet.write_string(1, last, result["form_no"], styles(align="right"))
        sheet.write_string(2, 0, messages.prepared_for(self.env, entity=result["entity"]), styles())
        sheet.write_string(2, max(1, len(columns) // 2), result["period"], styles(align="center"))
        sheet.write_string(2, last, result["unit"], styles(align="right"))
        for at, title in enumerate(columns):
            head = styles(bold=True, border=1, align="center", text_wrap=True, bg_color="#EDEDED")
            sheet.write_string(3, at, title, head)
        return sheet

    def _write_row(self, sheet, styles, row_no, row, columns):
        for at in range(len(columns)):
            cell = row[at] if at < len(row) else {}
            facts = {"border": 1, **({"bold": True} if cell.get("bold") else {})}
            if cell.get("total"):
                facts["bg_color"] = "#F6F6F1"
            if cell.get("amount"):
                sheet.write_number(row_no, at, float(cell["amount"]), styles(num_format=AMOUNT, **facts))
                continue
            if cell.get("indent"):
                facts["indent"] = cell["indent"]
            if cell.get("center"):
                facts["align"] = "center"
            sheet.write_string(row_no, at, cell.get("text", ""), styles(**facts))

    def _write_signatures(self, sheet, styles, row_no, result):
        labels = result.get("labels")
        if not labels:
            return
        texts = [
            f"{labels['head']}：",
            f"{labels['accountant']}：",
            f"{labels['maker']}：{result.get('prepared_by', '')}",
        ]
        step = max(1, len(result["columns"]) // len(texts))
        for at, text in enumerate(texts):
            sheet.write_string(row_no, at * step, text, styles())


class _Styles:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book):
        self.book, self.made = book, {}

    def __call__(self, **facts):
        key = tuple(sorted(facts.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_size": 10, "valign": "vcenter", **facts})
        return self.made[key]
