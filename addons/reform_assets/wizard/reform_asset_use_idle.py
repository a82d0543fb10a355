from odoo import fields, models


class ReformAssetUse(models.TransientModel):
    """Who reports an asset idle says how little it is used."""

    _inherit = "reform.asset.use"

    low_use_kind_id = fields.Many2one(
        "reform.low.use.kind",
        "Kind of Idleness",
        default=lambda self: self.env.ref("reform_assets.low_use_kind_whole", raise_if_not_found=False),
    )

    def action_apply(self):
        result = super().action_apply()
        if self.use_state == "idle" and self.low_use_kind_id:
            self.asset_ids._classify_idle(self.low_use_kind_id)
        return result
