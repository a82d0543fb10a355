from itertools import zip_longest

from odoo import models
from odoo.addons.reform_rules.ledger import opening as opening_rules
from odoo.addons.reform_rules.ledger import statement as statement_rules
from odoo.exceptions import UserError

from ..messages import opening as messages
from ..messages.books import form_no, sheet_balanced, sheet_unbalanced


class LedgerReport(models.AbstractModel):
    """The balance sheet of the day the books are opened, drawn up from the opening itself."""

    _inherit = "ledger.report"

    def _kinds(self):
        return (*super()._kinds(), "opening_balance_sheet")

    def _result_opening_balance_sheet(self, entity, _first, _last):
        """Return the opening balance sheet: with the difference register, and before it."""
        opening = self.env["ledger.opening"].search([("entity_id", "=", entity.id)], limit=1)
        if not opening:
            raise UserError(messages.no_opening(self.env, entity=entity.display_name))
        own, adjusted = opening._new_rows()
        lines = opening.chart_id._statement_lines("balance_sheet", opening.date_opening)
        figures = statement_rules.compute(
            lines, (opening_rules.sums([*own, *adjusted]), opening_rules.sums(own))
        )
        balanced = statement_rules.figure(figures, "total_assets") == statement_rules.figure(
            figures, "total_liabilities_equity"
        )
        remark = sheet_balanced(self.env) if balanced else sheet_unbalanced(self.env)
        return {
            "title": messages.opening_balance_sheet(self.env),
            "form_no": form_no(self.env, number="01"),
            "period": f"{opening.date_opening:%Y-%m-%d}",
            "columns": messages.opening_columns(self.env),
            "rows": self._sheet_halves(figures, self._opening_cells(opening, figures)),
            "balanced": balanced and not opening.question_count,
            "remark": messages.not_converted(self.env) if opening.question_count else remark,
        }

    def _opening_cells(self, opening, figures):
        """Return for each figure its cells; booked openings lead to the entries of their voucher."""
        lines = [each.line for each in figures]
        cells = []
        for line, amounts in figures:
            bold = line.kind in ("heading", "subtotal", "total")
            codes = statement_rules.codes(lines, line.code)
            drill = {"drill": self._opening_domain(opening, codes)} if codes and opening.voucher_id else {}
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
        return cells

    def _opening_domain(self, opening, codes):
        accounts = [("account_id.code", "=like", f"{code}%") for code in codes]
        return [("voucher_id", "=", opening.voucher_id.id), *["|"] * (len(accounts) - 1), *accounts]

    def _sheet_halves(self, figures, cells):
        """Return the rows of a sheet with two halves, both totals on the last line."""
        halves = [
            [cells[at] for at, each in enumerate(figures) if each.line.column == half]
            for half in ("left", "right")
        ]
        longest = max(map(len, halves))
        for half in halves:
            half[-1:-1] = [[{"text": ""}] * 4] * (longest - len(half))
        return [left + right for left, right in zip_longest(*halves)]
