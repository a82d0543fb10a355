from odoo import api, fields, models
from odoo.addons.reform_places import civil_day


class ReformAgencyAsk(models.TransientModel):
    """The window that asks why, from when, or who, before an act that wants to know.

    The act does all the checking.
    """

    _name = "reform.agency.ask"
    _description = "Question of an Act of Agency Bookkeeping"

    act = fields.Selection(
        [("end", "End"), ("replace", "Change the people"), ("return", "Send back")], required=True
    )
    res_model = fields.Char("Record Model", required=True)
    res_ids = fields.Json("Records", required=True)
    reason = fields.Char()
    date = fields.Date("Last Day", default=civil_day.today)
    accountant_ids = fields.Many2many("res.users", string="New Accountants")
    cashier_id = fields.Many2one("res.users", "New Cashier")
    clerk_id = fields.Many2one("res.users", "New Reporting Clerk")
    names = fields.Text(compute="_compute_names")

    @api.depends("res_model", "res_ids")
    def _compute_names(self):
        for window in self:
            records = self.env[window.res_model].browse(window.res_ids or [])
            window.names = "\n".join(records.mapped("display_name"))

    def action_apply(self):
        """Call the act again, with what was written."""
        self.ensure_one()
        records = self.env[self.res_model].browse(self.res_ids)
        more = {}
        if self.act == "end":
            more["date"] = self.date
        if self.act == "replace":
            more["people"] = {
                "accountant_ids": self.accountant_ids.ids,
                "cashier_id": self.cashier_id.id,
                "clerk_id": self.clerk_id.id,
            }
        getattr(records, f"action_{self.act}")(reason=self.reason, **more)
        return {"type": "ir.actions.act_window_close"}
