from odoo import fields, models
from odoo.addons.reform_places import civil_day

from ..models.reform_disposal_proceeds import KINDS, METHODS


class ReformDisposalReceive(models.TransientModel):
    """The window in which a payment of a disposal is recorded. The act does all the checking."""

    _name = "reform.disposal.receive"
    _description = "Record Money of a Disposal"

    disposal_id = fields.Many2one("reform.disposal", required=True, ondelete="cascade")
    kind = fields.Selection(KINDS, required=True, default="proceeds")
    amount = fields.Float(digits=(16, 2), required=True)
    date = fields.Date(required=True, default=civil_day.today)
    method = fields.Selection(METHODS, required=True, default="bank")
    reference = fields.Char("Receipt No.")

    def action_apply(self):
        """Record it, with what was written."""
        self.ensure_one()
        self.disposal_id.action_receive(
            kind=self.kind, amount=self.amount, date=self.date, method=self.method, reference=self.reference
        )
        return {"type": "ir.actions.act_window_close"}
