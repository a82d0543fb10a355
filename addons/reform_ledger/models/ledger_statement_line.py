from odoo import api, fields, models
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger import statement as rules
from odoo.exceptions import ValidationError

from ..messages import books as messages


class LedgerStatementLine(models.Model):
    """A line of a prescribed statement, kept as data so that the county corrects it when the official text
    differs."""

    _name = "ledger.statement.line"
    _description = "Statement Line"
    _order = "statement, sequence, id"
    _rec_name = "label"

    chart_id = fields.Many2one("ledger.chart", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    statement = fields.Selection(
        [("balance_sheet", "Balance sheet"), ("income_statement", "Income and distribution statement")],
        required=True,
    )
    code = fields.Char(required=True, help="Names the line in formulas; the printed number may change.")
    label = fields.Char(required=True)
    kind = fields.Selection(
        [
            ("heading", "Heading"),
            ("item", "Item"),
            ("memo", "Of which"),
            ("subtotal", "Subtotal"),
            ("total", "Total"),
            ("difference", "Must be nil"),
        ],
        required=True,
        default="item",
    )
    column = fields.Selection([("left", "Left"), ("right", "Right")], "Half", required=True, default="left")
    level = fields.Integer("Indent")
    line_no = fields.Char("Line No.")
    formula = fields.Char(help="Signed terms such as D:112 + DD:113 or @cash + @inventory.")
    mark = fields.Char("Source Mark", help="S: published source, K: general knowledge, ?: to be checked.")

    _code_unique = models.UniqueIndex(
        "(chart_id, statement, code)", "This line exists already in the statement."
    )

    @api.constrains("formula", "code", "statement")
    def _check_formula(self):
        for chart in self.chart_id:
            for statement in set(self.mapped("statement")):
                lines = chart._statement_lines(statement)
                try:
                    rules.compute(lines, [[]])
                except RuleError as error:
                    raise ValidationError(
                        messages.formula_refused(self.env, error.name, error.facts)
                    ) from error

    def _plain(self):
        """Return the lines as rule values, in printing order."""
        return [
            rules.Line(
                line.statement,
                line.code,
                line.label,
                line.kind,
                line.column,
                line.level,
                line.line_no or "",
                line.formula or "",
                line.mark or "",
            )
            for line in self.sorted(lambda line: (line.sequence, line.id))
        ]
