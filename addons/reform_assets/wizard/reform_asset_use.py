from odoo import fields, models
from odoo.addons.reform_places import civil_day

REPORTED = [("in_use", "In use"), ("idle", "Idle")]


class ReformAssetUse(models.TransientModel):
    """The village reports that assets have fallen idle, or are used again: since when, and why."""

    _name = "reform.asset.use"
    _inherit = "reform.selected.mixin"
    _description = "Report of Use"
    _selected = "asset_ids"

    asset_ids = fields.Many2many("reform.asset", string="Assets", required=True)
    use_state = fields.Selection(REPORTED, required=True, default="idle")
    since = fields.Date(required=True, default=civil_day.today)
    reason = fields.Char(required=True)

    def action_apply(self):
        self.ensure_one()
        self.asset_ids._report_use(self.use_state, self.since, self.reason)
        return {"type": "ir.actions.act_window_close"}
