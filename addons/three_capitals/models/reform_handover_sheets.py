from lxml import etree
from odoo import models
from odoo.addons.reform_rules.money import ZERO, yuan

from ..messages import handover_paper as messages

# Of a list on the screen, what is no part of the paper.
NOT_PRINTED = frozenset({"state", "verdict", "book_state", "category_id", "clearing_id"})
PLAIN = ("code", "name", "book_quantity", "book_amount", "counted_quantity", "counted_amount", "reason")
# Shown beside the customary columns: what only these lists have.
MORE = {"seals": ("imprint",)}


class ReformHandover(models.Model):
    """The lists of a handover (移交清册) as tables: one for each list, in the columns of its screen.

    Paper, workbook and dossier show these tables, so they show the same.
    """

    _inherit = "reform.handover"

    def _sheets(self):
        """Return a table for each list that has items, in the order of the lists."""
        self.ensure_one()
        items = self.env["reform.clearing.item"].search(
            [("clearing_id", "=", self.clearing_id.id)], order="id"
        )
        by_category = items.grouped("category_id")
        return [
            self._sheet(number, category, by_category[category])
            for number, category in enumerate(sorted(by_category, key=lambda one: (one.sequence, one.id)), 1)
        ]

    def _sheet(self, number, category, items):
        """Return the table of one list: title, columns, rows of cells, remark, as `ledger.report` does."""
        columns = self._sheet_columns(category)
        fields = items._fields
        selections = {
            name: dict(fields[name]._description_selection(self.env))
            for name, _label in columns
            if fields[name].type == "selection"
        }
        rows = [
            [
                {"text": str(row), "center": True},
                *(self._cell(item, name, selections.get(name)) for name, _label in columns),
            ]
            for row, item in enumerate(items, 1)
        ]
        return {
            "code": category.code,
            "title": messages.sheet_title(self.env, number=number, name=category.name),
            "form_no": self.name or "",
            "entity": self.sudo().entity_id.name,
            "period": messages.as_at(self.env, day=self.date_base),
            "unit": messages.unit_yuan(self.env),
            "wide": True,
            "columns": [messages.number(self.env), *(label for _name, label in columns)],
            "shape": ["no", *(_shape(fields[name]) for name, _label in columns)],
            "rows": [*rows, self._sums(items, columns)],
            "remark": messages.sheet_remark(self.env, count=len(items)),
        }

    def _sheet_columns(self, category):
        """Return [(field, label)] of a list: those its screen shows, and the answer of the receiver."""
        items = self.env["reform.clearing.item"]
        view = self.env.ref(
            f"three_capitals.reform_clearing_item_view_list_{category.code}", raise_if_not_found=False
        )
        labels = {name: facts["string"] for name, facts in items.fields_get(attributes=["string"]).items()}
        columns = [(name, labels[name]) for name in PLAIN]
        if view:
            # sudo: the columns of a list are no secret, whoever prints them.
            arch = etree.fromstring(items.sudo().get_view(view.id, "list")["arch"])
            columns = [
                (node.get("name"), node.get("string") or labels[node.get("name")])
                for node in arch.findall("field")
                if node.get("name") not in NOT_PRINTED
                and node.get("optional") != "hide"
                and node.get("column_invisible") not in ("1", "True")
            ]
        columns += [(name, labels[name]) for name in MORE.get(category.code, ())]
        return [*columns, *((name, labels[name]) for name in ("answer", "answer_note"))]

    def _cell(self, item, name, selection):
        field, value = item._fields[name], item[name]
        if field.type == "binary":
            return {"text": "", "image": value or False}
        if field.type == "float" and field.get_digits(self.env) == (16, 2):
            return {"amount": str(yuan(value))} if value else {"text": ""}
        if field.type in ("float", "integer"):
            return {"text": f"{value:g}" if value else "", "number": True}
        if field.type == "selection":
            return {"text": selection.get(value, ""), "center": True}
        if field.type == "date":
            return {"text": value.isoformat() if value else "", "center": True}
        if isinstance(value, models.BaseModel):
            # sudo: the name of a party on a list one may read.
            return {"text": value.sudo().display_name or ""}
        return {"text": str(value or "")}

    def _sums(self, items, columns):
        """Return the last row: what can be added up."""
        cells = [{"text": "", "total": True}]
        for name, _label in columns:
            field = items._fields[name]
            adds = field.type == "float" and field.get_digits(self.env) == (16, 2) and field.aggregator
            total = sum((yuan(value or 0) for value in items.mapped(name)), start=ZERO) if adds else None
            amount = {"amount": str(total), "bold": True, "total": True}
            cells.append(amount if adds else {"text": "", "total": True})
        cells[1] = {"text": messages.total(self.env), "bold": True, "total": True}
        return cells

    def _summary_rows(self):
        """Return [(list, items, accepted, reserved, refused, yuan in the books, yuan found)] and sums."""
        self.ensure_one()
        groups = self.env["reform.clearing.item"]._read_group(
            [("clearing_id", "=", self.clearing_id.id)],
            ["category_id", "answer"],
            ["__count", "book_amount:sum", "counted_amount:sum"],
        )
        known = {}
        for category, answer, count, book, counted in groups:
            row = known.setdefault(category, [0, 0, 0, 0, ZERO, ZERO])
            row[0] += count
            for at, name in enumerate(("accepted", "reserved", "refused"), 1):
                row[at] += count if answer == name else 0
            row[4] += yuan(book or 0)
            row[5] += yuan(counted or 0)
        ordered = sorted(known, key=lambda one: (one.sequence, one.id))
        rows = [(category.name, *known[category]) for category in ordered]
        # Money, things and debts do not add up to anything; items do.
        sums = [sum(row[at] for row in rows) for at in range(1, 5)]
        return rows, sums

    def action_workbook(self):
        """Download all lists as one workbook."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/three_capitals/handover/{self.id}.xlsx",
            "target": "self",
        }

    def _workbook(self):
        """Return the bytes of the workbook."""
        return self.env["ledger.report"]._xlsx(*self._sheets())


def _shape(field):
    if field.type == "float":
        return "amount"
    return {"date": "date", "integer": "no", "char": "text", "selection": "date"}.get(field.type, "text")
