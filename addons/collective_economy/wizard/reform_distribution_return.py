from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import ZERO, yuan


class ReformDistributionReturn(models.TransientModel):
    """The cashier says whose money came back from the bank or was handed back, and by which paper."""

    _name = "reform.distribution.return"
    _description = "Return of a Payment"

    event_id = fields.Many2one("reform.distribution.event", "Payment", required=True, readonly=True)
    distribution_id = fields.Many2one(related="event_id.distribution_id")
    paid_line_ids = fields.Many2many("reform.distribution.line", compute="_compute_paid_line_ids")
    line_ids = fields.Many2many(
        "reform.distribution.line", string="Whose Money Came Back",
        domain="[('id', 'in', paid_line_ids)]",
    )  # fmt: skip
    date = fields.Date("Came Back on", required=True, default=civil_day.today)
    total = fields.Float("Together", digits=(16, 2), compute="_compute_total")
    reason = fields.Char(required=True)
    paper = fields.Binary("Proof", required=True)
    paper_name = fields.Char()

    @api.depends("event_id")
    def _compute_paid_line_ids(self):
        for wizard in self:
            wizard.paid_line_ids = wizard.event_id._still_paid()

    @api.depends("line_ids", "event_id")
    def _compute_total(self):
        for wizard in self:
            parts = wizard.event_id.part_ids.filtered(
                lambda part, chosen=wizard.line_ids: part.line_id in chosen._origin
            )
            wizard.total = float(sum((yuan(part.amount) for part in parts), start=ZERO))

    def action_apply(self):
        """Record the return; the clerk or the accountant books it."""
        self.ensure_one()
        self.distribution_id._return(
            self.event_id,
            self.line_ids,
            date=self.date,
            reason=self.reason,
            paper=self.paper,
            paper_name=self.paper_name,
        )
        return {"type": "ir.actions.act_window_close"}
