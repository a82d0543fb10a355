from odoo import fields, models
from odoo.addons.reform_places import civil_day

from ..models.reform_freeze import KINDS


class ReformClearingAsk(models.TransientModel):
    """The window that asks why a clearing is given up, or what the township lets pass; the act checks."""

    _name = "reform.clearing.ask"
    _description = "Act on Clearings"

    act = fields.Selection([("cancel", "Cancel"), ("grant", "Give Leave")], required=True)
    clearing_ids = fields.Many2many("reform.clearing", string="Clearings", required=True)
    reason = fields.Char("Why")
    kind = fields.Selection(KINDS, "Act Allowed", default="spending")
    what = fields.Char("What May Be Done")
    date_until = fields.Date("Until", default=lambda self: fields.Date.add(civil_day.today(), days=7))
    doc_no = fields.Char("Document No.")

    def action_apply(self):
        """Call the act again, with what was written."""
        self.ensure_one()
        if self.act == "cancel":
            self.clearing_ids.action_cancel(reason=self.reason)
        else:
            for clearing in self.clearing_ids:
                self.env["reform.freeze.exception"]._grant(
                    clearing,
                    kind=self.kind,
                    what=self.what,
                    reason=self.reason,
                    date_until=self.date_until,
                    doc_no=self.doc_no,
                )
        return {"type": "ir.actions.act_window_close"}
