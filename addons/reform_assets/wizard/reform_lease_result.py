from odoo import fields, models
from odoo.addons.reform_places import civil_day


class ReformLeaseResult(models.TransientModel):
    """Where and when the result of the bids was posted. The act does all the checking."""

    _name = "reform.lease.result"
    _description = "Publish a Result"

    lease_id = fields.Many2one("reform.lease", required=True)
    date = fields.Date(required=True, default=civil_day.today)
    place = fields.Char("Posted at", required=True)
    photo = fields.Image()

    def action_apply(self):
        self.ensure_one()
        self.lease_id.action_publish_result(date=self.date, place=self.place, photo=self.photo)
        return {"type": "ir.actions.act_window_close"}


class ReformLeaseTerminate(models.TransientModel):
    """The last day and the reason of an early end. The act does all the checking."""

    _name = "reform.lease.terminate"
    _description = "End a Contract Early"

    lease_id = fields.Many2one("reform.lease", required=True)
    last_day = fields.Date(required=True, default=civil_day.today)
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        self.lease_id.action_terminate(last_day=self.last_day, reason=self.reason)
        return {"type": "ir.actions.act_window_close"}
