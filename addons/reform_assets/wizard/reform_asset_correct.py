from odoo import api, fields, models

from ..models.reform_asset import CONDITIONS, NATURES, OWNER_CLASSES
from ..models.reform_asset_correction import CORRECTABLE


class ReformAssetCorrect(models.TransientModel):
    """The county puts a confirmed card right: the fields as they are, to be changed, and the reason."""

    _name = "reform.asset.correct"
    _description = "Correction of an Asset Card"
    _inherit = ["reform.asset.detail.mixin"]

    asset_id = fields.Many2one("reform.asset", required=True)
    name = fields.Char("Asset Name", required=True)
    place_id = fields.Many2one("reform.place", required=True)
    origin_place_id = fields.Many2one("reform.place", "Origin Village")
    entity_id = fields.Many2one("reform.entity", "Owner")
    owner_class = fields.Selection(OWNER_CLASSES, required=True)
    land_owner_id = fields.Many2one("reform.entity")
    building_owner_id = fields.Many2one("reform.entity")
    card_kind = fields.Selection(related="category_id.card_kind")
    nature = fields.Selection(NATURES)
    condition = fields.Selection(CONDITIONS)
    certificate_no = fields.Char("Certificate No.")
    acquired_date = fields.Date("Acquired On")
    area_sqm = fields.Float("Area (㎡)", digits=(16, 2))
    land_area_mu = fields.Float("Land Beneath (mu)", digits=(16, 4))
    cost = fields.Float("Original Cost", digits=(16, 2))
    net_value = fields.Float("Net Book Value", digits=(16, 2))
    accumulated = fields.Float("Accumulated Depreciation", digits=(16, 2))
    reason = fields.Text(required=True)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        asset = (
            self.env["reform.asset"]
            .browse(values.get("asset_id") or self.env.context.get("active_id"))
            .exists()
        )
        if asset:
            asset.check_access("read")
            values["asset_id"] = asset.id
            present = asset._convert_to_write({name: asset[name] for name in CORRECTABLE})
            values |= {name: value for name, value in present.items() if name not in values}
        return values

    def action_apply(self):
        """Correct the fields that differ."""
        self.ensure_one()
        given = self._convert_to_write({name: self[name] for name in CORRECTABLE})
        present = self.asset_id._convert_to_write({name: self.asset_id[name] for name in CORRECTABLE})
        changed = {name: value for name, value in given.items() if value != present[name]}
        self.asset_id._correct(changed, self.reason)
        return {"type": "ir.actions.act_window_close"}
