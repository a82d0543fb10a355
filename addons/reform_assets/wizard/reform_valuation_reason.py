from odoo import api, fields, models
from odoo.addons.reform_places import civil_day

ACTS = [
    ("valuation_approve", "Approve the valuation"),
    ("valuation_confirm", "Confirm the value"),
    ("valuation_return", "Return the valuation"),
    ("valuation_dispute", "Contest the value"),
    ("valuation_withdraw", "Withdraw the valuation"),
    ("disposal_approve", "Approve the disposal"),
    ("disposal_return", "Return the proposal"),
    ("disposal_fail", "The listing has failed"),
    ("disposal_withdraw", "Withdraw the disposal"),
]
CALLS = {
    "valuation_approve": ("reform.valuation", "action_approve"),
    "valuation_confirm": ("reform.valuation", "action_confirm"),
    "valuation_return": ("reform.valuation", "action_return"),
    "valuation_dispute": ("reform.valuation", "action_dispute"),
    "valuation_withdraw": ("reform.valuation", "action_withdraw"),
    "disposal_approve": ("reform.disposal", "action_approve"),
    "disposal_return": ("reform.disposal", "action_return"),
    "disposal_fail": ("reform.disposal", "action_fail"),
    "disposal_withdraw": ("reform.disposal", "action_withdraw"),
}
NUMBERED = ("valuation_approve", "valuation_confirm", "disposal_approve")


class ReformValuationReason(models.TransientModel):
    """The window that asks why, or under which number, before an act that wants to know. The act does all
    the checking.
    """

    _name = "reform.valuation.reason"
    _description = "Reason of an Act on a Valuation or Disposal"

    act = fields.Selection(ACTS, required=True)
    res_ids = fields.Json("Records", required=True)
    reason = fields.Text()
    number = fields.Char()
    date = fields.Date(default=civil_day.today)
    needs_number = fields.Boolean(compute="_compute_needs_number")

    @api.depends("act")
    def _compute_needs_number(self):
        for window in self:
            window.needs_number = window.act in NUMBERED

    def action_apply(self):
        """Call the act again, with what was written."""
        self.ensure_one()
        model, method = CALLS[self.act]
        records = self.env[model].browse(self.res_ids)
        getattr(records, method)(reason=self.reason or None, number=self.number or None, date=self.date)
        return {"type": "ir.actions.act_window_close"}
