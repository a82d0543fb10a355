from itertools import islice

from odoo import api, models
from odoo.addons.reform_print import engine
from odoo.exceptions import UserError

from ..messages import reports as messages

PAGE = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"/></head><body>%s</body></html>'
# A page is set line by line; beyond this a workbook is what people read.
LINES = 3000
# A column of an amount needs about four times a line number.
WEIGHTS = {"code": 6, "name": 15, "text": 14, "no": 5, "date": 7, "side": 3, "amount": 9}


class LedgerReportPaper(models.AbstractModel):
    """A result on paper: the cells of the screen, on A4 pages that repeat their head."""

    _name = "ledger.report.paper"
    _description = "Report on Paper"

    @api.model
    def _pdf(self, *results):
        """Return one PDF of one or several results; UserError when one is too long to be read on paper.

        Several are one document: the fonts, which are most of its size, are in it once.
        """
        html = "".join(str(self._html(result)) for result in results)
        return engine.render([PAGE % html], lambda _path: None)

    def _html(self, result):
        rows = iter(result["rows"])
        shown = list(islice(rows, LINES))
        if next(rows, None) is not None:
            raise UserError(messages.too_long_for_paper(self.env, limit=LINES))
        tables = [{**result, "rows": shown, "title": None}, *result.get("tables", ())]
        return self.env["ir.qweb"]._render(
            "reform_ledger.report_paper",
            {
                "result": result,
                "tables": [self._drawn(table) for table in tables],
                "size": self._size(tables[0]),
            },
        )

    def _drawn(self, table):
        """Return a table as the template draws it: widths in percent and rows of (text, class, indent)."""
        weights = [WEIGHTS[each] for each in table["shape"]]
        return {
            "title": table["title"],
            "columns": table["columns"],
            "widths": [f"{100 * each / sum(weights):.2f}%" for each in weights],
            "rows": [[self._cell(cell) for cell in row] for row in table["rows"]],
            "numbers": len(table["columns"]),
        }

    @staticmethod
    def _cell(cell):
        if "amount" in cell:
            text = cell["amount"] and f"{_grouped(cell['amount'])}"
            style = "num neg" if text.startswith("-") else "num"
        else:
            text, style = cell.get("text", ""), "center" if cell.get("center") else ""
            if cell.get("right"):
                style = "num"
        names = [style, "bold" if cell.get("bold") else "", "total" if cell.get("total") else ""]
        return text, " ".join(filter(None, names)), 0.9 * (cell.get("indent") or 0)

    @staticmethod
    def _size(table):
        """Return the type size in points: twelve columns of amounts still fit a landscape page."""
        columns = len(table["columns"])
        room = 12 if table.get("wide") else 7
        return 9 if columns <= room - 2 else 8 if columns <= room else max(5, 8 * room // columns)


def _grouped(text):
    """Return an exact amount with separators; nothing is computed."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _dot, cents = digits.partition(".")
    groups = []
    while whole:
        whole, group = whole[:-3], whole[-3:]
        groups.append(group)
    return f"{sign}{','.join(reversed(groups))}.{cents}"
