from odoo import api, fields, models
from odoo.exceptions import UserError

from ..label_sheet import PER_SHEET
from ..messages import reports as messages


class ReformAssetLabel(models.TransientModel):
    """Which cards get a label, and how many labels of the first sheet are gone already."""

    _name = "reform.asset.label"
    _inherit = "reform.selected.mixin"
    _description = "Print Labels"
    _selected = "asset_ids"

    asset_ids = fields.Many2many("reform.asset", string="Assets", required=True)
    skip = fields.Integer("Labels Used Up", help="Of the first sheet; it has 24 labels, three in a row.")
    sheet_count = fields.Integer("Sheets", compute="_compute_sheet_count")

    @api.depends("asset_ids", "skip")
    def _compute_sheet_count(self):
        for window in self:
            window.sheet_count = -(-(len(window.asset_ids) + max(window.skip, 0)) // PER_SHEET)

    def action_print(self):
        self.ensure_one()
        if not 0 <= self.skip < PER_SHEET:
            raise UserError(messages.labels_used_up(self.env, count=PER_SHEET))
        return {"type": "ir.actions.act_url", "url": f"/reform_assets/labels/{self.id}.pdf", "target": "new"}
