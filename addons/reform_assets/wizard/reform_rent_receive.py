from uuid import uuid4

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day

from ..models.reform_rent_receipt import METHODS


class ReformRentReceive(models.TransientModel):
    """A payment at the counter: how much, when, how. It is laid on the oldest dues first."""

    _name = "reform.rent.receive"
    _description = "Record a Receipt"

    lease_id = fields.Many2one("reform.lease", required=True)
    lessee_id = fields.Many2one(related="lease_id.lessee_id")
    date = fields.Date("Received On", required=True, default=civil_day.today)
    amount = fields.Float(
        digits=(16, 2), required=True, compute="_compute_amount", store=True, readonly=False
    )
    method = fields.Selection(METHODS, required=True, default="bank")
    receipt_no = fields.Char("Receipt No.")
    payer = fields.Char()
    note = fields.Char("Remarks")
    # One window is one payment: pressing the button twice records it once.
    key = fields.Char(required=True, default=lambda self: uuid4().hex)

    @api.depends("lease_id")
    def _compute_amount(self):
        """Propose what is open up to today, or the next due."""
        today = civil_day.today()
        for window in self:
            open_dues = window.lease_id.due_ids.filtered("outstanding").sorted("date_due")
            due_now = open_dues.filtered(lambda due: due.date_due <= today) or open_dues[:1]
            window.amount = sum(due_now.mapped("outstanding"))

    def action_apply(self):
        self.ensure_one()
        self.env["reform.rent.receipt"].create(
            {
                "lease_id": self.lease_id.id,
                "date": self.date,
                "amount": self.amount,
                "method": self.method,
                "receipt_no": self.receipt_no,
                "payer": self.payer,
                "note": self.note,
                "key": self.key,
            }
        )
        return {"type": "ir.actions.act_window_close"}
