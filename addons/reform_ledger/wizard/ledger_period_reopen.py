from odoo import fields, models


class LedgerPeriodReopen(models.TransientModel):
    """The county says why it opens a closed month again."""

    _name = "ledger.period.reopen"
    _description = "Reopening of a Closed Period"

    period_ids = fields.Many2many("ledger.period", string="Periods", required=True)
    reason = fields.Text(required=True)

    def action_reopen(self):
        self.ensure_one()
        self.period_ids._reopen(self.reason)
        return {"type": "ir.actions.act_window_close"}
