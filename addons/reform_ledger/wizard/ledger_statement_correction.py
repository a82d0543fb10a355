from odoo import api, fields, models
from odoo.addons.reform_places import civil_day


class LedgerStatementCorrection(models.TransientModel):
    """What a statement line reads from a day on, and since when."""

    _name = "ledger.statement.correction"
    _description = "Correction of a Statement Line"

    line_id = fields.Many2one("ledger.statement.line", required=True, ondelete="cascade")
    date = fields.Date(
        "Applies From",
        required=True,
        default=lambda self: civil_day.today().replace(day=1),
        help="Statements of the months before stay as they were.",
    )
    only_end = fields.Boolean("The Line Falls Away")
    label = fields.Char(compute="_compute_content", store=True, readonly=False)
    formula = fields.Char(compute="_compute_content", store=True, readonly=False)
    line_no = fields.Char("Line No.", compute="_compute_content", store=True, readonly=False)
    mark = fields.Char("Source Mark", compute="_compute_content", store=True, readonly=False)

    @api.depends("line_id")
    def _compute_content(self):
        for correction in self:
            line = correction.line_id
            correction.label, correction.formula = line.label, line.formula
            correction.line_no, correction.mark = line.line_no, line.mark

    def action_correct(self):
        """Let the line end and its correction begin."""
        self.ensure_one()
        vals = {name: self[name] for name in ("label", "formula", "line_no", "mark")}
        self.line_id._correct(self.date, {} if self.only_end else vals)
        return {"type": "ir.actions.act_window_close"}
