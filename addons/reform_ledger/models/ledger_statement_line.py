from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger import statement as rules
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..messages import books as messages
from ..messages import statements

# What a statement of a past month would look different for.
CONTENT = frozenset(
    {"chart_id", "sequence", "statement", "code", "label", "kind", "column", "level", "line_no", "formula",
     "valid_from", "valid_to"}
)  # fmt: skip


class LedgerStatementLine(models.Model):
    """A line of a prescribed statement, kept as data so that the county corrects it when the official text
    differs.

    A line that statements were drawn up with is not rewritten: its correction applies from a day on, and the
    statements of the months before read as they did.
    """

    _name = "ledger.statement.line"
    _description = "Statement Line"
    _order = "statement, sequence, valid_from, id"
    _rec_name = "label"

    chart_id = fields.Many2one("ledger.chart", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    statement = fields.Selection(
        [
            ("balance_sheet", "Balance sheet"),
            ("income_statement", "Income and distribution statement"),
            ("notes", "Notes"),
            ("statistics", "Agricultural statistics"),
        ],
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
            ("text", "Text"),
        ],
        required=True,
        default="item",
    )
    column = fields.Selection([("left", "Left"), ("right", "Right")], "Half", required=True, default="left")
    level = fields.Integer("Indent")
    line_no = fields.Char("Line No.")
    formula = fields.Char(help="Signed terms such as D:112 + DD:113 or @cash + @inventory.")
    mark = fields.Char("Source Mark", help="S: published source, K: general knowledge, ?: to be checked.")

    valid_from = fields.Date(
        "Applies From",
        compute="_compute_valid_from",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Statements of this month and later are drawn up with the line.",
    )
    valid_to = fields.Date("Applies Until")

    _code_unique = models.UniqueIndex(
        "(chart_id, statement, code, valid_from)", "This line exists already in the statement."
    )
    _validity = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_to >= valid_from)", "A line ends after it has begun."
    )

    @api.depends("chart_id")
    def _compute_valid_from(self):
        for line in self:
            line.valid_from = line.valid_from or line.chart_id.valid_from

    @api.constrains("formula", "code", "statement", "valid_from", "valid_to")
    def _check_formula(self):
        """Every edition that the statement ever had must compute, and name a line once."""
        for chart in self.chart_id:
            for statement in set(self.mapped("statement")):
                lines = chart.statement_line_ids.filtered(lambda line: line.statement == statement)  # noqa: B023  # used at once
                ends = {day + timedelta(days=1) for day in lines.mapped("valid_to") if day}
                for day in sorted({*lines.mapped("valid_from"), *ends}):
                    self._check_edition(chart._statement_lines(statement, day))

    def _check_edition(self, lines):
        codes = [line.code for line in lines]
        if twice := next((code for code in codes if codes.count(code) > 1), None):
            raise ValidationError(statements.line_twice(self.env, line=twice))
        try:
            rules.compute(lines, [[]])
        except RuleError as error:
            raise ValidationError(messages.formula_refused(self.env, error.name, error.facts)) from error

    def write(self, vals):
        if CONTENT & vals.keys():
            self._refuse_used()
        return super().write(vals)

    def unlink(self):
        self._refuse_used()
        return super().unlink()

    def _refuse_used(self):
        """Refuse to rewrite lines that statements of posted vouchers have been drawn up with."""
        for chart in self.chart_id:
            since = min(self.filtered(lambda line: line.chart_id == chart).mapped("valid_from"))  # noqa: B023  # used at once
            used = (
                self.env["ledger.voucher"]
                .sudo()
                .search_count(
                    [("book_id.chart_id", "=", chart.id), ("state", "=", "posted"), ("date", ">=", since)],
                    limit=1,
                )
            )
            if used:
                raise UserError(statements.correct_from_a_day(self.env, line=self[0].label))

    def _correct(self, day, vals):
        """Return the line that takes the place of this one from a day on; {} as vals only ends it.

        Raises: UserError: the day does not lie after the beginning of the line, or the line has ended.
        """
        self.ensure_one()
        self.env["ledger.voucher"]._require_group("reform_places.group_county_finance")
        if self.valid_to or day <= self.valid_from:
            raise UserError(statements.not_a_later_day(self.env, line=self.label, date=self.valid_from))
        # In SQL, because the end and the new beginning are one step: between them the formulas of other
        # lines would name a line that is not there.
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE ledger_statement_line SET valid_to = %s WHERE id = %s",
                day - timedelta(days=1),
                self.id,
            )
        )
        self.invalidate_recordset()
        if vals:
            return self.create({**self._content(), **vals, "valid_from": day})
        self._check_formula()
        return self.browse()

    def _content(self):
        return {
            name: self[name].id if self._fields[name].type == "many2one" else self[name]
            for name in (CONTENT | {"mark"}) - {"valid_from", "valid_to"}
        }

    def action_correct(self):
        """Ask what the line reads, and since when."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct a Statement Line"),
            "res_model": "ledger.statement.correction",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_id": self.id},
        }

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
