from odoo import models
from odoo.addons.reform_rules.ledger import opening as opening_rules
from odoo.addons.reform_rules.ledger import statement as statement_rules
from odoo.exceptions import UserError

from ..messages import opening as messages
from ..messages.books import form_no, sheet_balanced, sheet_unbalanced
from .ledger_report import Kind


class LedgerReport(models.AbstractModel):
    """The balance sheet of the day the books are opened, drawn up from the opening itself."""

    _inherit = "ledger.report"

    def _kinds(self):
        return (*super()._kinds(), "opening_balance_sheet")

    def _kind(self, kind):
        # Books are opened on one day: there is no month to choose.
        return Kind(dated=False) if kind == "opening_balance_sheet" else super()._kind(kind)

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
        columns, rows = self._halves(
            figures, self._opening_cells(opening, figures), messages.opening_columns(self.env)
        )
        return {
            "title": messages.opening_balance_sheet(self.env),
            "form_no": form_no(self.env, number="01"),
            "period": f"{opening.date_opening:%Y-%m-%d}",
            "columns": columns,
            "shape": self._statement_shape(columns),
            "wide": True,
            "rows": rows,
            "balanced": balanced and not opening.question_count,
            "remark": messages.not_converted(self.env) if opening.question_count else remark,
        }

    def _opening_cells(self, opening, figures):
        """Return for each figure its cells; booked openings lead to the entries of their voucher."""
        lines = [each.line for each in figures]
        cells = []
        for line, amounts in figures:
            codes = statement_rules.codes(lines, line.code)
            drill = {"drill": self._opening_domain(opening, codes)} if codes and opening.voucher_id else {}
            cells.append(self._statement_row(line, amounts, drill))
        return cells

    def _opening_domain(self, opening, codes):
        accounts = [("account_id.code", "=like", f"{code}%") for code in codes]
        return [("voucher_id", "=", opening.voucher_id.id), *["|"] * (len(accounts) - 1), *accounts]
