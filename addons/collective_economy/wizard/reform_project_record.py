from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from ..messages import project as messages
from ..models.reform_project_move_mixin import METHODS

# The field that asks what has happened, by project.
KIND_FIELDS = {
    "reform.grant": "grant_kind",
    "reform.levy": "levy_kind",
    "reform.land.compensation": "land_kind",
    "reform.payroll": "payroll_kind",
    "reform.purchase": "purchase_kind",
}


class ReformProjectRecord(models.TransientModel):
    """The window that asks what has happened to the money of a project."""

    _name = "reform.project.record"
    _description = "Record a Movement"

    res_model = fields.Selection("_selection_model", "Record Model", required=True)
    res_id = fields.Integer("Record ID", required=True)
    grant_kind = fields.Selection(
        [
            ("received", "Money Received"),
            ("spent_asset", "Spent on an Asset"),
            ("covered", "Works Paid before Covered"),
            ("spent_cost", "Spent on Costs"),
            ("returned", "Given Back"),
            ("finished", "Works Finished"),
        ],
        "What Has Happened",
    )
    levy_kind = fields.Selection(
        [("collected", "Collected"), ("labour", "Labour Contributed"), ("paid", "Works Paid")],
        "What Happened with the Levy",
    )
    land_kind = fields.Selection(
        [("received", "Money Received"), ("paid", "Paid to a Household")], "What Happened with the Money"
    )
    payroll_kind = fields.Selection([("paid", "Paid to a Person")], "What Happened with the Pay")
    purchase_kind = fields.Selection(
        [("received", "Received on Credit"), ("paid", "Bill Paid")], "What Happened with the Purchase"
    )
    date = fields.Date("Day", required=True, default=civil_day.today)
    amount = fields.Float(digits=(16, 2), required=True)
    method = fields.Selection(METHODS, "Way of Paying", default="bank")
    partner_id = fields.Many2one("res.partner", "Household or Person")
    account_id = fields.Many2one("ledger.account")
    note = fields.Char("Remarks")

    @api.model
    def _selection_model(self):
        return [(name, self.env[name]._description) for name in KIND_FIELDS]

    def action_record(self):
        """Record it."""
        self.ensure_one()
        kind = self[KIND_FIELDS[self.res_model]]
        if not kind:
            raise UserError(messages.say_what_happened(self.env))
        self.env[self.res_model].browse(self.res_id)._record_by_hand(
            kind,
            self.amount,
            date=self.date,
            method=self.method,
            partner=self.partner_id,
            account=self.account_id.sudo().code,
            note=self.note,
        )
        return {"type": "ir.actions.act_window_close"}
