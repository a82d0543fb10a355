from decimal import Decimal
from tempfile import SpooledTemporaryFile

import xlsxwriter
from odoo import fields, models
from odoo.addons.reform_assets.models.reform_count_workbook import _page_name, _styles, _write_row
from odoo.addons.reform_print import engine
from odoo.addons.reform_rules.capitals import list_forms
from odoo.addons.reform_rules.money import yuan

from ..messages import clearing_forms as messages

_SPOOL_BYTES = 8 * 2**20
PAGE = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"/></head><body>%s</body></html>'
# A form is an official paper in Chinese, whatever language its reader works in.
OFFICIAL = {"lang": "zh_CN"}
AMOUNTS = (
    "book_amount", "book_accumulated", "net_amount", "counted_amount", "diff_amount", "statement_amount",
    "outstanding_amount", "price", "received", "used", "owed",
)  # fmt: skip
NUMBERS = (
    "book_quantity", "counted_quantity", "diff_quantity", "book_area_mu", "n100", "n50", "n20", "n10", "n5",
    "n1", "n05", "n01", "ukeys", "used_count", "void_count", "unused_count", "pieces", "age_days",
)  # fmt: skip
TEXTS = (
    "name", "code", "unit", "specification", "certificate_no", "evidence", "disputed", "collectable",
    "original_held", "material", "seal_state", "number_from", "number_to", "reason", "verdict", "note",
    "issue_codes", "imprint",
)  # fmt: skip


class ReformClearing(models.Model):
    """The lists on paper: one result, shown on the screen, written into a workbook, or set as a PDF."""

    _inherit = "reform.clearing"

    def _lists_result(self, codes=None):
        """Return the lists as a paper shows them, in their order.

        Args: codes: of these lists only. Returns: dicts `code`, `title`, `columns` (list_forms.Column),
        `rows` and `foot` (values by column), `nothing` (what is stated of an empty list).
        """
        self.ensure_one()
        clearing = self.with_context(**OFFICIAL)
        result = []
        for each in clearing.list_ids:
            code = each.list_code
            if codes and code not in codes:
                continue
            lines = self.env["reform.clearing.item"].search(
                [("clearing_id", "=", self.id), ("category_id", "=", each.category_id.id)]
            )
            rows = [
                list_forms.cells(code, number, line._form_line())
                for number, line in enumerate(lines.with_context(**OFFICIAL), 1)
            ]
            result.append(
                {
                    "code": code,
                    "title": list_forms.TITLES[code],
                    "columns": list_forms.columns(code),
                    "rows": rows,
                    "foot": list_forms.totals(code, rows) if rows else [],
                    "nothing": "" if rows else list_forms.NOTHING if each.nothing_by_id else "",
                }
            )
        return result

    def _forms_head(self):
        """Return the line above each list: whose it is, as at which day."""
        self.ensure_one()
        return (
            f"单位：{self.sudo().entity_id.name}",
            f"清理基准日：{self.date_base:%Y年%m月%d日}",
            "金额单位：元",
        )

    # --- workbook ---

    def _lists_workbook(self, codes=None):
        """Return the workbook of the lists as an open file, a sheet for each."""
        self.ensure_one()
        stream = SpooledTemporaryFile(max_size=_SPOOL_BYTES, mode="w+b")  # noqa: SIM115 -- the caller reads it
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(stream, options) as book:
            book.set_properties({"created": self.frozen_at or self.create_date})
            styles = _styles(book)
            parts = self._lists_result(codes)
            if not codes:
                self._write_overview(book, styles, parts)
            for part in parts:
                self._write_list(book, styles, part)
        stream.seek(0)
        return stream

    def _write_head(self, page, styles, title, titles, widths):
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        for index, width in enumerate(widths):
            page.set_column(index, index, width)
        page.write_string(0, 0, title, styles["title"])
        page.write_string(1, 0, "    ".join(self._forms_head()), styles["small"])
        for index, text in enumerate(titles):
            page.write_string(2, index, text, styles["head"])
        page.repeat_rows(2)
        page.freeze_panes(3, 2)
        return 3

    def _write_list(self, book, styles, part):
        page = book.add_worksheet(_page_name(book, part["title"]))
        columns = part["columns"]
        row = self._write_head(
            page,
            styles,
            part["title"],
            [each.title for each in columns],
            [each.weight + 2 for each in columns],
        )
        if part["nothing"]:
            page.write_string(row, 0, part["nothing"], styles["small"])
            row += 1
        for cells in part["rows"]:
            _write_row(page, row, cells, styles)
            row += 1
        if part["foot"]:
            _write_row(page, row, part["foot"], styles)
            row += 1
        for index, text in enumerate(list_forms.FOOT):
            page.write_string(row + 1, 1 + 3 * index, f"{text}：", styles["small"])

    def _write_overview(self, book, styles, parts):
        page = book.add_worksheet("汇总表")
        titles = ("序号", "清册", "项数", "账面金额（元）", "实存金额（元）", "差异（元）", "有差异（项）")
        row = self._write_head(page, styles, "三资清理汇总表", titles, (6, 28, 8, 16, 16, 16, 12))
        by_code = {each.list_code: each for each in self.list_ids}
        for number, part in enumerate(parts, 1):
            each = by_code[part["code"]]
            _write_row(
                page,
                row,
                [Decimal(number), part["title"], Decimal(each.item_count), yuan(each.book_amount),
                 yuan(each.counted_amount), yuan(each.diff_amount), Decimal(each.differing_count)],
                styles,
            )  # fmt: skip
            row += 1
        for index, text in enumerate(list_forms.FOOT):
            page.write_string(row + 1, 1 + index, f"{text}：", styles["small"])

    # --- paper ---

    def _lists_pdf(self, codes=None):
        """Return the lists as one PDF, each on its own page."""
        self.ensure_one()
        html = self.env["ir.qweb"]._render(
            "three_capitals.clearing_lists_paper",
            {
                "lists": [self._drawn(part) for part in self._lists_result(codes)],
                "head": self._forms_head(),
                "foot": list_forms.FOOT,
                "digest": self.lists_digest or "",
            },
        )
        return engine.render([PAGE % html], lambda _path: None)

    def _drawn(self, part):
        """Return a list as the template draws it: widths in percent, cells as (text, class)."""
        weights = [column.weight for column in part["columns"]]
        total = sum(weights)
        return {
            **part,
            "widths": [f"{100 * weight / total:.2f}%" for weight in weights],
            "size": 9 if total <= 120 else 8 if total <= 150 else 7,
            "drawn": [
                [_cell(value, column) for value, column in zip(row, part["columns"], strict=True)]
                for row in part["rows"]
            ],
            "drawn_foot": [
                _cell(value, column) for value, column in zip(part["foot"], part["columns"], strict=False)
            ],
        }

    def action_workbook(self):
        """Hand out the workbook of all lists."""
        return self._action_file("xlsx")

    def action_paper(self):
        """Hand out the lists as a PDF."""
        return self._action_file("pdf")

    def _action_file(self, kind, code=None):
        self.ensure_one()
        query = f"?code={code}" if code else ""
        return {
            "type": "ir.actions.act_url",
            "url": f"/three_capitals/clearing/{self.id}/lists.{kind}{query}",
            "target": "self",
        }

    def _file_name(self, kind, code=None):
        """Return the name under which a list or all of them are saved."""
        name = list_forms.TITLES[code] if code else messages.all_lists(self.with_context(**OFFICIAL).env)
        return f"{self.sudo().entity_id.name}-{name}-{self.date_base:%Y%m%d}.{kind}"


class ReformClearingItem(models.Model):
    """A line on its form."""

    _inherit = "reform.clearing.item"

    def _form_line(self):
        """Return the line as plain values by the names of `list_forms`."""
        self.ensure_one()
        line = {name: self[name] or "" for name in TEXTS}
        if self.imprint:
            line["imprint"] = f"data:image/png;base64,{self.imprint.decode()}"
        line |= {name: yuan(self[name]) for name in AMOUNTS}
        line |= {name: Decimal(str(self[name] or 0)).normalize() for name in NUMBERS}
        return {
            **line,
            "date_from": self.date_from or None,
            "date_to": self.date_to or None,
            "place": self.place_id.name or "",
            "party": self.partner_id.name or "",
            "keeper": self.keeper or self.partner_id.name or "",
            "keeper_found": self.keeper_found or self.keeper or "",
            "counted": self.state != "listed",
        }


class ReformClearingList(models.Model):
    """One list, looked at as it will be printed."""

    _inherit = "reform.clearing.list"

    form_html = fields.Html("Form", compute="_compute_form_html", sanitize=False)

    def _compute_form_html(self):
        for each in self:
            parts = each.clearing_id._lists_result([each.list_code])
            each.form_html = self.env["ir.qweb"]._render(
                "three_capitals.clearing_list_table",
                {"part": each.clearing_id._drawn(parts[0]), "screen": True},
            )

    def action_form(self):
        """Open the list as it will be printed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": list_forms.TITLES[self.list_code],
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def action_workbook(self):
        """Hand out this list as a workbook."""
        return self.clearing_id._action_file("xlsx", self.list_code)

    def action_paper(self):
        """Hand out this list as a PDF."""
        return self.clearing_id._action_file("pdf", self.list_code)


def _cell(value, column):
    """Return (text, class) of a value."""
    if value is None or value == "":
        return "", ""
    if column.kind == "amount" and not isinstance(value, str):
        return f"{yuan(value):,.2f}", "num neg" if value < 0 else "num"
    if isinstance(value, Decimal):
        return f"{value:f}", "center" if column.field == "number" else "num"
    if column.kind == "date" and not isinstance(value, str):
        return f"{value:%Y-%m-%d}", "center"
    return value, "picture" if column.field == "imprint" and value.startswith("data:") else ""
