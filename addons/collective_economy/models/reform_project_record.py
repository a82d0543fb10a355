from odoo import api, fields, models
from odoo.addons.reform_rules.economy import project_entries

from .reform_project_move_mixin import METHODS

PROJECTS = (
    "reform.grant",
    "reform.levy",
    "reform.land.compensation",
    "reform.payroll",
    "reform.purchase",
)


class ReformProjectRecord(models.TransientModel):
    """The window that asks what has happened to the money of a project."""

    _name = "reform.project.record"
    _description = "Record a Movement"

    res_model = fields.Selection("_selection_model", "Record Model", required=True)
    res_id = fields.Integer("Record ID", required=True)
    kind = fields.Selection("_selection_kind", "What Happened", required=True)
    date = fields.Date("Day", required=True, default=fields.Date.context_today)
    amount = fields.Float(digits=(16, 2), required=True)
    method = fields.Selection(METHODS, "Paid by", default="bank")
    partner_id = fields.Many2one("res.partner", "Other Party")
    account_id = fields.Many2one("ledger.account", "Account")
    needs_account = fields.Boolean(compute="_compute_needs_account")
    note = fields.Char("Remarks")

    @api.model
    def _selection_model(self):
        return [(name, self.env[name]._description) for name in PROJECTS]

    @api.model
    def _selection_kind(self):
        names = [self.env.context.get("project_model")]
        models_ = [name for name in names if name in PROJECTS] or PROJECTS
        labels = {}
        for name in models_:
            kinds = {kind for group in self.env[name]._recordable.values() for kind in group}
            field = self.env[self.env[name]._move_model]._fields["kind"]
            labels |= {kind: label for kind, label in field._description_selection(self.env) if kind in kinds}
        return list(labels.items())

    @api.depends("kind", "res_model")
    def _compute_needs_account(self):
        for window in self:
            events = self.env[self.env[window.res_model]._move_model]._events if window.res_model else {}
            event = events.get(window.kind)
            window.needs_account = bool(
                event and window.res_model == "reform.grant" and project_entries.choices(event, "chart_2023")
            )

    def action_record(self):
        """Record it."""
        self.ensure_one()
        assert self.res_model in PROJECTS, self.res_model
        self.env[self.res_model].browse(self.res_id)._record_by_hand(
            self.kind,
            self.amount,
            date=self.date,
            method=self.method,
            partner=self.partner_id,
            account=self.account_id.sudo().code,
            note=self.note,
        )
        return {"type": "ir.actions.act_window_close"}
