from tempfile import SpooledTemporaryFile

import xlsxwriter
from odoo import models
from odoo.addons.reform_assets.models.reform_count_workbook import _page_name, _styles, _write_row
from odoo.addons.reform_rules.capitals import handover as rules
from odoo.addons.reform_rules.capitals import list_forms
from odoo.addons.reform_rules.money import ZERO, yuan

_SPOOL_BYTES = 8 * 2**20


class ReformHandover(models.Model):
    """The lists of a handover (移交清册): those of the clearing, each line with the receiver's answer.

    Paper, workbook and dossier show these tables, so they show the same.
    """

    _inherit = "reform.handover"

    def _sheets(self):
        """Return the lists that have items, as the clearing gives them, with two columns for the answers."""
        self.ensure_one()
        items = self.env["reform.clearing.item"].search([("clearing_id", "=", self.clearing_id.id)])
        by_code = items.grouped("list_code")
        parts = []
        for part in self.clearing_id._lists_result(list(by_code)):
            columns = (*part["columns"], *(list_forms.Column(*each) for each in rules.ANSWER_COLUMNS))
            rows = [
                [*row, rules.ANSWER_WORDS.get(item.answer, ""), item.answer_note or ""]
                for row, item in zip(part["rows"], by_code[part["code"]], strict=True)
            ]
            foot = [*part["foot"], None, None] if part["foot"] else []
            title = f"{len(parts) + 1}. {part['title']}"
            parts.append({**part, "title": title, "columns": columns, "rows": rows, "foot": foot})
        return parts

    def _drawn_sheets(self):
        """Return the lists as the template of a list draws them."""
        return [self.clearing_id._drawn(part) for part in self._sheets()]

    def _summary_rows(self):
        """Return [(list, items, accepted, reserved, refused, yuan in the books, yuan decided)] and sums."""
        self.ensure_one()
        groups = self.env["reform.clearing.item"]._read_group(
            [("clearing_id", "=", self.clearing_id.id)],
            ["category_id", "answer"],
            ["__count", "book_amount:sum", "decided_amount:sum"],
        )
        known = {}
        for category, answer, count, book, decided in groups:
            row = known.setdefault(category, [0, 0, 0, 0, ZERO, ZERO])
            row[0] += count
            for at, name in enumerate(rules.ANSWERS, 1):
                row[at] += count if answer == name else 0
            row[4] += yuan(book or 0)
            row[5] += yuan(decided or 0)
        ordered = sorted(known, key=lambda one: (one.sequence, one.id))
        rows = [(category.name, *known[category]) for category in ordered]
        # Money, things and debts do not add up to anything; items do.
        sums = [sum(row[at] for row in rows) for at in range(1, 5)]
        return rows, sums

    # -- workbook --------------------------------------------------------------------------------------------

    def action_workbook(self):
        """Download all lists as one workbook."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/three_capitals/handover/{self.id}.xlsx",
            "target": "self",
        }

    def _workbook(self):
        """Return the workbook of the lists as an open file, a sheet for each."""
        self.ensure_one()
        stream = SpooledTemporaryFile(max_size=_SPOOL_BYTES, mode="w+b")  # noqa: SIM115 -- the caller reads it
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(stream, options) as book:
            book.set_properties({"created": self.create_date, "comments": self._print_digest()})
            styles = _styles(book)
            for part in self._sheets():
                self._write_sheet(book, styles, part)
        stream.seek(0)
        return stream

    def _write_sheet(self, book, styles, part):
        columns = part["columns"]
        page = book.add_worksheet(_page_name(book, part["title"]))
        row = self.clearing_id._write_head(
            page,
            styles,
            part["title"],
            [each.title for each in columns],
            [each.weight + 2 for each in columns],
        )
        for cells in [*part["rows"], *filter(None, [part["foot"]])]:
            shown = ["见纸质清册" if _is_picture(value) else value for value in cells]
            _write_row(page, row, shown, styles)
            row += 1
        for index, party in enumerate(self._parties()):
            label = f"{rules.ROLE_WORDS[party.role]}：{party.name}"
            page.write_string(row + 1, 1 + 3 * index, label, styles["small"])


def _is_picture(value):
    return isinstance(value, str) and value.startswith("data:image/")
