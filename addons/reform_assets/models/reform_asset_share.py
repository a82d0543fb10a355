from decimal import Decimal

from odoo import api, fields, models


class ReformAssetShare(models.Model):
    """One of several owners of one thing, with the part that is his: a factory three villages built together.

    The parts of a card make a hundred to the last digit, or the card is not checked.
    """

    _name = "reform.asset.share"
    _description = "Co-owner of an Asset"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "asset_id, percent desc, id"
    _rec_name = "entity_id"

    _workflow_parent = "asset_id"

    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one("reform.entity", "Co-owner", required=True, index=True, ondelete="restrict")
    percent = fields.Float("Part (%)", digits=(7, 4), required=True)

    _once = models.UniqueIndex("(asset_id, entity_id)", "A co-owner is named once; put the parts together.")
    _part = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100)", "A part is above 0 and at most 100 percent."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_foreign(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_foreign([vals])
        return super().write(vals)

    def _refuse_foreign(self, vals_list):
        ids = {vals["entity_id"] for vals in vals_list if vals.get("entity_id")}
        self.env["reform.entity"].browse(sorted(ids))._refuse_foreign()

    def _sealed(self):
        return [[share.entity_id.id, str(Decimal(repr(share.percent)).normalize())] for share in self]
