from odoo import api, fields, models
from odoo.addons.reform_places import civil_day

from ..models.reform_deposit_move import KINDS
from ..models.reform_rent_receipt import METHODS

ACTS = {
    "received": "action_receive_deposit",
    "returned": "action_return_deposit",
    "forfeited": "action_forfeit_deposit",
}


class ReformDepositTake(models.TransientModel):
    """A deposit at the counter: taken, given back or forfeited. The act does all the checking."""

    _name = "reform.deposit.take"
    _description = "Move a Deposit"

    lease_id = fields.Many2one("reform.lease", required=True)
    lessee_id = fields.Many2one(related="lease_id.lessee_id")
    deposit_balance = fields.Float(related="lease_id.deposit_balance")
    kind = fields.Selection([kind for kind in KINDS if kind[0] in ACTS], required=True, default="received")
    amount = fields.Float(digits=(16, 2), compute="_compute_amount", store=True, readonly=False)
    date = fields.Date(required=True, default=civil_day.today)
    method = fields.Selection(METHODS, required=True, default="bank")
    reason = fields.Char("Remarks")

    @api.depends("lease_id", "kind")
    def _compute_amount(self):
        """Propose what is missing, or what lies there."""
        for window in self:
            held = window.lease_id.deposit_balance
            missing = max(window.lease_id.deposit - held, 0)
            window.amount = missing if window.kind == "received" else held

    def action_apply(self):
        self.ensure_one()
        more = {} if self.kind == "forfeited" else {"method": self.method}
        getattr(self.lease_id, ACTS[self.kind])(
            amount=self.amount, date=self.date, reason=self.reason or None, **more
        )
        return {"type": "ir.actions.act_window_close"}
