import io
from datetime import date
from itertools import zip_longest

import xlsxwriter
from odoo import api, fields, models
from odoo.addons.reform_rules.ledger import statement as statement_rules
from odoo.addons.reform_rules.ledger import trial_balance as trial_balance_rules
from odoo.addons.reform_rules.periods import Month, month_of
from odoo.exceptions import UserError

from ..messages import books as messages

KINDS = ("trial_balance", "balance_sheet", "income_statement")


class LedgerReport(models.AbstractModel):
    """The trial balance and the two statements of one collective, as one result that screen and workbook
    both show.

    A result is plain JSON: `title`, `form_no`, `entity`, `period`, `unit`, `columns` (titles), `rows`
    (lists of cells),
    `balanced`, `remark`. A cell is {"text"} or {"amount": "1234.50"} with `bold`, `indent`, and `drill`,
    the domain of
    the entries behind it.
    """

    _name = "ledger.report"
    _description = "Statements of a Collective"

    @api.model
    def _action(self, kind, entity):
        """Return the action that shows a report of an entity."""
        action = self.env["ir.actions.client"]._for_xml_id(f"reform_ledger.ledger_report_action_{kind}")
        return {**action, "params": {"kind": kind, "entity_id": entity.id}}

    @api.model
    @api.readonly
    def get_defaults(self):
        """Return the entity and months a report begins with: the first books in reach, the year of their
        last voucher."""
        book = self.env["ledger.book"].search([], limit=1)
        last = self.env["ledger.voucher"].search(
            [("book_id", "=", book.id), ("state", "=", "posted")], order="date desc", limit=1
        )
        month = month_of(last.date or fields.Date.context_today(self))
        return {
            "entity_id": book.entity_id.id,
            "month_from": str(Month(month.year, 1)),
            "month_to": str(month),
        }

    @api.model
    @api.readonly
    def get_result(self, kind, entity_id, month_from, month_to):
        """Return the result of a report (see the class); months as "2025-03", both inclusive."""
        entity = self.env["reform.entity"].browse(int(entity_id)).exists()
        if kind not in self._kinds() or not entity:
            raise UserError(messages.choose_entity(self.env))
        entity.check_access("read")
        first, last = self._month(month_from), self._month(month_to)
        if kind != "trial_balance":
            first = Month(last.year, 1)
        if first > last:
            raise UserError(messages.months_reversed(self.env))
        return {
            "kind": kind,
            "entity": entity.name,
            "entity_id": entity.id,
            "unit": messages.unit_yuan(self.env),
            **getattr(self, f"_result_{kind}")(entity, first, last),
        }

    @api.model
    def _kinds(self):
        """Return the names of the reports; each has its `_result_<kind>(entity, first, last)`."""
        return KINDS

    @api.model
    def _month(self, text):
        try:
            year, month = str(text).split("-")
            return month_of(date(int(year), int(month), 1))
        except ValueError:
            raise UserError(messages.not_a_month(self.env, text=text)) from None

    # -- trial balance ---------------------------------------------------------------------------------------

    def _result_trial_balance(self, entity, first, last):
        table = self.env["ledger.book"]._trial_balance(entity, first.first, last.last)
        totals = trial_balance_rules.totals(table)
        rows = [
            [
                {"text": row.code, "indent": row.level - 1, "bold": row.level == 1},
                {"text": row.name, "indent": row.level - 1, "bold": row.level == 1},
                *self._trial_amounts(
                    row[4:], self._entries_domain(entity, [row.code], first, last), row.level == 1
                ),
            ]
            for row in table
        ]
        rows.append(
            [
                {"text": ""},
                {"text": messages.total(self.env), "bold": True},
                *self._trial_amounts(totals, None, True),
            ]
        )
        return {
            "title": messages.trial_balance(self.env),
            "form_no": "",
            "period": messages.month_range(self.env, first=first, last=last),
            "columns": messages.trial_balance_columns(self.env),
            "rows": rows,
            "balanced": totals.balanced,
            "remark": messages.trial_balanced(self.env)
            if totals.balanced
            else messages.trial_unbalanced(self.env),
        }

    def _trial_amounts(self, amounts, domain, bold):
        # Nothing is shown as nothing: a page of zeros hides the figures.
        return [
            {
                "amount": str(amount) if amount else "",
                "bold": bold,
                **({"drill": domain} if domain and amount and at in (2, 3) else {}),
            }
            for at, amount in enumerate(amounts)
        ]

    def _entries_domain(self, entity, codes, first, last):
        """Return the domain of the posted entries behind a figure."""
        accounts = [("account_id.code", "=like", f"{code}%") for code in codes]
        return [
            ("entity_id", "=", entity.id),
            ("date", ">=", str(first.first)),
            ("date", "<=", str(last.last)),
            ("voucher_id.state", "=", "posted"),
            *["|"] * (len(accounts) - 1),
            *accounts,
        ]

    # -- statements ------------------------------------------------------------------------------------------

    def _result_balance_sheet(self, entity, first, last):
        figures, cells = self._statement_cells(entity, "balance_sheet", Month(1900, 1), last)
        halves = [
            [cells[at] for at, each in enumerate(figures) if each.line.column == half]
            for half in ("left", "right")
        ]
        # Both totals stand on the last line, as on the printed form.
        longest = max(map(len, halves))
        for half in halves:
            half[-1:-1] = [[{"text": ""}] * 4] * (longest - len(half))
        rows = [left + right for left, right in zip_longest(*halves)]
        balanced = statement_rules.figure(figures, "total_assets") == statement_rules.figure(
            figures, "total_liabilities_equity"
        )
        pending = statement_rules.figure(figures, "pending_difference")
        remark = messages.sheet_balanced(self.env) if balanced else messages.sheet_unbalanced(self.env)
        if pending:
            remark = messages.pending_not_nil(self.env, amount=pending)
        return {
            "title": messages.balance_sheet(self.env),
            "form_no": messages.form_no(self.env, number="01"),
            "period": f"{last.last:%Y-%m-%d}",
            "columns": messages.balance_sheet_columns(self.env),
            "rows": rows,
            "balanced": balanced and not pending,
            "remark": remark,
        }

    def _result_income_statement(self, entity, first, last):
        figures, cells = self._statement_cells(entity, "income_statement", first, last)
        own = self.env["ledger.book"]._statement(entity, "balance_sheet", last.last)
        agrees = statement_rules.figure(own, "undistributed") == statement_rules.figure(
            figures, "closing_undistributed"
        )
        return {
            "title": messages.income_statement(self.env),
            "form_no": messages.form_no(self.env, number="02"),
            "period": messages.month_range(self.env, first=first, last=last),
            "columns": messages.income_statement_columns(self.env),
            "rows": cells,
            "balanced": agrees,
            "remark": messages.income_agrees(self.env) if agrees else messages.income_differs(self.env),
        }

    def _statement_cells(self, entity, kind, first, last):
        """Return the figures and, for each, its cells: label, line number, two amounts."""
        figures = self.env["ledger.book"]._statement(entity, kind, last.last)
        lines = [each.line for each in figures]
        cells = []
        for line, amounts in figures:
            bold = line.kind in ("heading", "subtotal", "total")
            codes = statement_rules.codes(lines, line.code)
            drill = {"drill": self._entries_domain(entity, codes, first, last)} if codes else {}
            cells.append(
                [
                    {"text": line.label, "indent": line.level, "bold": bold},
                    {"text": line.line_no, "center": True},
                    *(
                        {"text": ""}
                        if amount is None
                        else {"amount": str(amount), "bold": bold, **(drill if not at else {})}
                        for at, amount in enumerate(amounts)
                    ),
                ]
            )
        return figures, cells

    # -- workbook --------------------------------------------------------------------------------------------

    @api.model
    def _xlsx(self, result):
        """Return the bytes of a workbook that shows a result, cell by cell."""
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        sheet = book.add_worksheet(result["title"][:31])
        width = len(result["columns"])
        styles = {}

        def style(**facts):
            key = tuple(sorted(facts.items()))
            if key not in styles:
                styles[key] = book.add_format({"font_size": 10, "valign": "vcenter", **facts})
            return styles[key]

        sheet.merge_range(0, 0, 0, width - 1, result["title"], style(bold=True, align="center", font_size=16))
        sheet.write_string(1, width - 1, result["form_no"], style(align="right"))
        sheet.write_string(2, 0, messages.prepared_for(self.env, entity=result["entity"]), style())
        sheet.write_string(2, width // 2, result["period"], style(align="center"))
        sheet.write_string(2, width - 1, result["unit"], style(align="right"))
        for at, title in enumerate(result["columns"]):
            sheet.write_string(3, at, title, style(bold=True, border=1, align="center", text_wrap=True))
        for row_no, row in enumerate(result["rows"], 4):
            for at, cell in enumerate(row):
                bold = bool(cell.get("bold"))
                if cell.get("amount"):
                    sheet.write_number(
                        row_no, at, float(cell["amount"]), style(bold=bold, border=1, num_format="#,##0.00")
                    )
                else:
                    sheet.write_string(
                        row_no,
                        at,
                        cell.get("text", ""),
                        style(bold=bold, border=1, indent=cell.get("indent", 0)),
                    )
        sheet.write_string(len(result["rows"]) + 4, 0, result["remark"], style(italic=True))
        for at in range(width):
            texts = [len(row[at].get("text", "")) for row in result["rows"]]
            sheet.set_column(at, at, min(36, max([8, 2 * max(texts, default=0)])) if any(texts) else 16)
        sheet.freeze_panes(4, 0)
        sheet.repeat_rows(0, 3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        book.close()
        return stream.getvalue()
