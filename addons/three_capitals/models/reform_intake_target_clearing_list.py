from tempfile import SpooledTemporaryFile

import xlsxwriter
from odoo import models
from odoo.addons.reform_assets.models.reform_count_workbook import _page_name, _styles, _write_row
from odoo.addons.reform_rules.capitals import list_forms, list_sheet, lists
from odoo.addons.reform_rules.intake import place_names
from odoo.exceptions import UserError

from ..messages import clearing_lists as messages
from .reform_clearing_count import COUNTERS
from .reform_clearing_forms import OFFICIAL

_SPOOL_BYTES = 8 * 2**20
# Names of the sheet ← fields of the line.
MEASURES = {"quantity": "counted_quantity", "amount": "counted_amount"}
_EYE = ("账面数量", "账面金额（元）", "编号", "说明")


class ReformIntakeTargetClearingList(models.AbstractModel):
    """The lists of a clearing, filled in on paper or on a computer and sent back.

    The mark of a line names the item and the clearing, or the list to which a new line is added. The same
    sheet twice counts once.
    """

    _name = "reform.intake.target.clearing_list"
    _inherit = "reform.intake.target"
    _description = "List of a Clearing, Filled In"

    def _title(self):
        return messages.sheet_title(self.env)

    def _res_model(self):
        return "reform.clearing.item"

    def _columns(self):
        return list_sheet.COLUMNS

    def _column_notes(self):
        return messages.sheet_notes(self.env)

    def _example(self):
        return {
            "line_no": "QL12-345", "name": "库存现金", "amount": "2765", "reason": "短款35元，原因待查",
            "note": "出纳、监事在场清点",
        }  # fmt: skip

    def _importers(self):
        return COUNTERS

    # --- understanding ---

    def _reader(self, batch, units):
        return list_sheet.Reader(self._known(batch))

    def _known(self, batch):
        """Return {mark: list_sheet.Known} of what takes counts within the places of batch and user."""
        domain = [
            ("clearing_id.state", "=", "counting"),
            ("entity_id.place_id", "child_of", batch.place_id.id),
        ]
        parts = self.env["reform.clearing.list"].search(domain)
        known = {
            f"QL{part.clearing_id.id}-{part.list_code}".upper(): list_sheet.Known(
                part.clearing_id.id, 0, part.list_code, ""
            )
            for part in parts
            if part.list_code not in lists.BOOKS_ONLY
        }
        items = self.env["reform.clearing.item"].search_fetch(
            [*domain, ("category_id.code", "not in", list(lists.BOOKS_ONLY))],
            ["clearing_id", "category_id", "name"],
        )
        for item in items:
            known[item._mark()] = list_sheet.Known(
                item.clearing_id.id, item.id, item.category_id.code, item.name
            )
        return known

    def _words(self, values):
        return place_names.Words("", "", "")

    def _label(self, values):
        return values.name or values.line_no

    def _owner_key(self, values):
        # A new line is known by its name, all others by their mark.
        return values.line_no if values.item_id else f"{values.line_no}:{values.name}"

    def _figures(self, values):
        return list_sheet.figures(values.get("said") or {})

    def _existing(self, place_ids):
        """Return what the user has counted already: the same again is known, another one differs."""
        if not place_ids:
            return []
        counts = self.env["reform.clearing.count"].search(
            [
                ("clearing_id.state", "=", "counting"),
                ("user_id", "=", self.env.uid),
                ("said_measure", "=", True),
            ]
        )
        items = counts.item_id
        return [
            (item._sheet_key(), item.name, place_id, item.id, item.display_name, item._sheet_figures())
            for place_id in place_ids
            for item in items
        ]

    # --- writing ---

    def _check_rights(self, batch):
        items = self.env["reform.clearing.item"]
        items.check_access("read")
        self.env["reform.clearing"]._require_group(*COUNTERS)

    def _apply(self, batch, rows):
        """Lay what a set of rows says on their lines; lines that say nothing are left as they are."""
        items = self.env["reform.clearing.item"]
        categories = self.env["reform.clearing.category"]._ids_by_code()
        told, ids = [], []
        for _row_id, values, _place_id, _origin_id, _reference in rows:
            said = self._said(values.get("said") or {})
            if values["item_id"]:
                ids.append(values["item_id"])
                if said:
                    told.append((items.browse(values["item_id"]), said))
            elif said:
                clearing = self.env["reform.clearing"].browse(values["clearing_id"])
                found = clearing._add_found(
                    [{"name": values["name"], "category_id": categories[values["category"]], **said}],
                    way="sheet",
                )
                ids.append(found.id)
            else:
                ids.append(False)
        if told:
            items._count_each(told, way="sheet", ref=batch.file_name)
        return ids

    def _said(self, said):
        """Return what a line says by the fields of the item, numbers as numbers."""
        return {MEASURES.get(name, name): self._value(name, value) for name, value in said.items()}

    def _value(self, name, value):
        if name in list_sheet.COUNTS:
            return int(value)
        return float(value) if name in MEASURES or name in list_sheet.AMOUNTS else value


class ReformClearingItem(models.Model):
    """A line on the sheet of its list."""

    _inherit = "reform.clearing.item"

    def _mark(self):
        """Return the mark by which the line comes back."""
        self.ensure_one()
        return f"QL{self.clearing_id.id}-{self.id}"

    def _sheet_key(self):
        self.ensure_one()
        if self.source != "found":
            return self._mark()
        return f"QL{self.clearing_id.id}-{self.category_id.code}".upper() + f":{self.name}"

    def _sheet_figures(self):
        self.ensure_one()
        said = {"quantity": self.counted_quantity, "amount": self.counted_amount}
        wanted = {column.field for column in list_sheet.columns_of(self.category_id.code)}
        return list_sheet.figures({name: value for name, value in said.items() if name in wanted})

    def _sheet_cells(self, columns, told):
        self.ensure_one()
        cells = [self._mark(), self.name]
        for column in columns[2:]:
            field = MEASURES.get(column.field, column.field)
            value = told.get(field)
            if column.field in list_forms.WORDS:
                value = list_forms.WORDS[column.field].get(value or "", "")
            if column.field in MEASURES:
                value = value if self.state != "listed" else None
            cells.append(value if column.field in MEASURES else value or None)
        return cells


class ReformClearing(models.Model):
    """The sheets of a clearing, and the window that takes them back."""

    _inherit = "reform.clearing"

    def _sheet_workbook(self, codes=None):
        """Return the lists to be filled in as an open workbook, a sheet for each, the books beside it."""
        self.ensure_one()
        stream = SpooledTemporaryFile(max_size=_SPOOL_BYTES, mode="w+b")  # noqa: SIM115 -- the caller reads it
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(stream, options) as book:
            book.set_properties({"created": self.frozen_at or self.create_date})
            styles = _styles(book)
            for part in self.with_context(**OFFICIAL).list_ids:
                code = part.list_code
                if code not in lists.BOOKS_ONLY and (not codes or code in codes):
                    self._write_sheet(book, styles, part)
        stream.seek(0)
        return stream

    def _write_sheet(self, book, styles, part):
        code = part.list_code
        columns = list_sheet.columns_of(code)
        page = book.add_worksheet(_page_name(book, list_forms.TITLES[code]))
        for index, title in enumerate((*(column.titles[0] for column in columns), *_EYE)):
            page.write_string(0, index, title, styles["fill" if 1 < index < len(columns) else "head"])
        page.set_column(0, len(columns) + len(_EYE) - 1, 13)
        page.set_column(1, 1, 26)
        page.freeze_panes(1, 2)
        items = self.env["reform.clearing.item"].search(
            [("clearing_id", "=", self.id), ("category_id", "=", part.category_id.id)]
        )
        for index, column in enumerate(columns):
            if column.field in list_forms.WORDS:
                words = list(list_forms.WORDS[column.field].values())
                page.data_validation(1, index, len(items) + 20, index, {"validate": "list", "source": words})
        row = 1
        for line in items.with_context(**OFFICIAL):
            told = line._form_line()
            eye = [
                told["book_quantity"] or None,
                told["book_amount"] or None,
                told["code"],
                told["specification"],
            ]
            _write_row(page, row, [*line._sheet_cells(columns, told), *eye], styles)
            row += 1
        mark = f"QL{self.id}-{code}".upper()
        _write_row(page, row, [mark, list_sheet.NEW_LINE, *[None] * (len(columns) - 2 + len(_EYE))], styles)

    def action_sheet(self):
        """Hand out the lists to be filled in."""
        self.ensure_one()
        if self.state != "counting":
            raise UserError(
                messages.not_counting(self.env, clearing=self.display_name, state=self._state_label())
            )
        url = f"/three_capitals/clearing/{self.id}/sheet.xlsx"
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def action_load_sheet(self):
        """Open the window that takes filled lists back."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.intake.batch",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                "default_target": "clearing_list",
                "default_place_id": self.place_id.id,
                "default_as_of": str(self.date_base),
            },
        }
