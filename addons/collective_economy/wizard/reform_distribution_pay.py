from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import ZERO, yuan


class ReformDistributionPay(models.TransientModel):
    """The cashier says who has been paid, how, and by which paper."""

    _name = "reform.distribution.pay"
    _description = "Payment of Dividends"

    distribution_id = fields.Many2one("reform.distribution", required=True, readonly=True)
    method = fields.Selection(
        [("bank", "Bank transfer"), ("cash", "Cash")], "Way of Payment", required=True, default="bank"
    )
    date = fields.Date("Paid on", required=True, default=civil_day.today)
    line_ids = fields.Many2many(
        "reform.distribution.line",
        string="Who Is Paid",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    total = fields.Float("Together", digits=(16, 2), compute="_compute_total")
    paper = fields.Binary("Bank Receipt or Signed List")
    paper_name = fields.Char()
    note = fields.Char("Remarks")

    @api.depends("method", "distribution_id")
    def _compute_line_ids(self):
        for wizard in self:
            open_lines = wizard.distribution_id.line_ids.filtered(lambda line: line.unpaid > 0)
            if wizard.method == "bank":
                open_lines = open_lines.filtered("account_verified")
            wizard.line_ids = open_lines

    @api.depends("line_ids")
    def _compute_total(self):
        for wizard in self:
            wizard.total = float(sum((yuan(line.unpaid) for line in wizard.line_ids), start=ZERO))

    def action_pay(self):
        """Record the payment."""
        self.ensure_one()
        self.distribution_id._pay(
            self.line_ids,
            method=self.method,
            date=self.date,
            paper=self.paper,
            paper_name=self.paper_name,
            note=self.note or "",
        )
        return {"type": "ir.actions.act_window_close"}
