from odoo import api, fields, models
from odoo.addons.reform_places import civil_day

REPORTED = [("in_use", "In use"), ("idle", "Idle")]


class ReformAssetUse(models.TransientModel):
    """The village reports that assets have fallen idle, or are used again: since when, and why."""

    _name = "reform.asset.use"
    _description = "Report of Use"

    asset_ids = fields.Many2many("reform.asset", string="Assets", required=True)
    use_state = fields.Selection(REPORTED, required=True, default="idle")
    since = fields.Date(required=True, default=civil_day.today)
    reason = fields.Char(required=True)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "reform.asset":
            values.setdefault("asset_ids", [fields.Command.set(self.env.context.get("active_ids") or [])])
        return values

    def action_apply(self):
        self.ensure_one()
        self.asset_ids._report_use(self.use_state, self.since, self.reason)
        return {"type": "ir.actions.act_window_close"}
