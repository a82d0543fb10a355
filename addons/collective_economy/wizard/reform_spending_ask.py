from odoo import api, fields, models
from odoo.addons.reform_places import civil_day


class ReformSpendingAsk(models.TransientModel):
    """The window that asks why, or under which reference, before an act that wants to know.

    The act does all the checking.
    """

    _name = "reform.spending.ask"
    _description = "Question of an Act on Requests to Spend"

    act = fields.Selection(
        [("return", "Send back"), ("withdraw", "Withdraw"), ("pay", "Record the payment")], required=True
    )
    res_ids = fields.Json("Records", required=True)
    reason = fields.Char()
    reference = fields.Char("Bank Reference or Receipt No.")
    date = fields.Date("Paid On", default=civil_day.today)
    total = fields.Float("Sum", digits=(16, 2), compute="_compute_total")
    payees = fields.Text(compute="_compute_total")

    @api.depends("res_ids")
    def _compute_total(self):
        for window in self:
            requests = self.env["reform.spending"].browse(window.res_ids or [])
            window.total = sum(requests.mapped("amount"))
            window.payees = "\n".join(
                " ".join(filter(None, (one.payee_id.name, one.bank, one.account_no, f"{one.amount:,.2f}")))
                for one in requests
            )

    def action_apply(self):
        """Call the act again, with what was written."""
        self.ensure_one()
        requests = self.env["reform.spending"].browse(self.res_ids)
        if self.act == "pay":
            requests.action_pay(reference=self.reference or " ", date=self.date)
        elif self.act == "return":
            requests.action_return(reason=self.reason)
        else:
            requests.action_withdraw(reason=self.reason)
        return {"type": "ir.actions.act_window_close"}
