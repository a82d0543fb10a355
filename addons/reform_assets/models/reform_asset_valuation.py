from odoo import api, fields, models
from odoo.addons.reform_places import civil_day

from ..messages import valuation as messages


class ReformAsset(models.Model):
    """What an asset is worth today, seen from its card."""

    _inherit = "reform.asset"

    valuation_line_ids = fields.One2many("reform.valuation.line", "asset_id", "Valued in")
    valuation_count = fields.Integer(compute="_compute_valuation_count")
    appraised_value = fields.Float(digits=(16, 2), compute="_compute_appraised_value")
    valued_until = fields.Date("Value Holds until", compute="_compute_appraised_value")

    @api.depends("valuation_line_ids")
    def _compute_valuation_count(self):
        counted = dict(
            self.env["reform.valuation.line"]._read_group(
                [("asset_id", "in", self.ids)], ["asset_id"], ["valuation_id:count_distinct"]
            )
        )
        for asset in self:
            asset.valuation_count = counted.get(asset, 0)

    @api.depends("valuation_line_ids.valuation_id.state")
    @api.depends_context("tz")
    def _compute_appraised_value(self):
        today = civil_day.today()
        lines = self.env["reform.valuation"]._valid_lines(self, today)
        for asset in self:
            line = lines.get(asset, self.env["reform.valuation.line"]).sudo()
            asset.appraised_value, asset.valued_until = line.value, line.valuation_id.valid_to

    def action_valuations(self):
        """Show the valuations of the cards."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.valuation",
            "name": messages.valuations_title(self.env),
            "view_mode": "list,form",
            "domain": [("line_ids.asset_id", "in", self.ids)],
        }
