from odoo import api, fields, models

ACTS = [
    ("card_return", "Return the card"),
    ("lease_back", "Back to draft"),
    ("lease_cancel", "Cancel the lease"),
    ("lease_approve", "Approve the lease"),
    ("lease_file", "File the lease"),
    ("lease_object", "Object to the result"),
    ("lease_answer", "Answer the objection"),
    ("sublet_refuse", "Refuse the sub-letting"),
    ("lease_relist", "List again"),
    ("lease_consent", "Approve letting to an outsider"),
    ("receipt_reverse", "Reverse the receipt"),
    ("unfit_propose", "Propose as unfit"),
    ("unfit_return", "Return the proposal"),
    ("unfit_lift", "Lift the finding"),
    ("dispute_settle", "Settle the dispute"),
    ("act_return", "Return the act"),
    ("act_undo", "Take the act back"),
]
CALLS = {
    "card_return": ("reform.asset", "action_return"),
    "lease_back": ("reform.lease", "action_back_to_draft"),
    "lease_cancel": ("reform.lease", "action_cancel"),
    "lease_approve": ("reform.lease", "action_approve"),
    "lease_file": ("reform.lease", "action_file"),
    "lease_object": ("reform.lease", "action_object"),
    "lease_answer": ("reform.lease", "action_answer_objection"),
    "sublet_refuse": ("reform.lease.sublet", "action_refuse"),
    "lease_relist": ("reform.lease", "action_reopen_listing"),
    "lease_consent": ("reform.lease", "action_consent"),
    "receipt_reverse": ("reform.rent.receipt", "action_reverse"),
    "unfit_propose": ("reform.asset.idle", "action_propose_unfit"),
    "unfit_return": ("reform.asset.idle", "action_return_unfit"),
    "unfit_lift": ("reform.asset.idle", "action_lift_unfit"),
    "dispute_settle": ("reform.asset.dispute", "action_settle"),
    "act_return": ("reform.asset.act", "action_return"),
    "act_undo": ("reform.asset.act", "action_undo"),
}
NUMBERED = ("lease_approve", "lease_file", "lease_consent")


class ReformAssetReason(models.TransientModel):
    """The window that asks why, or under which number, before an act that wants to know. The act does all
    the checking.
    """

    _name = "reform.asset.reason"
    _description = "Reason of an Act"

    act = fields.Selection(ACTS, required=True)
    res_ids = fields.Json("Records", required=True)
    reason = fields.Text()
    number = fields.Char()
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
        if self.needs_number:
            getattr(records, method)(reason=self.reason or None, number=self.number)
        else:
            getattr(records, method)(reason=self.reason)
        return {"type": "ir.actions.act_window_close"}
