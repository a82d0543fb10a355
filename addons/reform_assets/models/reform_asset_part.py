from odoo import api, fields, models
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import lease_terms as messages


class ReformAssetPart(models.Model):
    """A part of a building or of a piece of land that is let by itself: a floor, a shop, a room.

    Parts do not overlap, and together they are no larger than the whole.
    """

    _name = "reform.asset.part"
    _description = "Part of an Asset"
    _order = "asset_id, name"

    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="restrict")
    place_id = fields.Many2one(related="asset_id.place_id", string="Place", store=True, index=True)
    name = fields.Char(required=True)
    floor = fields.Char()
    rooms = fields.Char()
    area_sqm = fields.Float("Area (m²)", digits=(16, 2))
    area_mu = fields.Float("Area (mu)", digits=(16, 4))
    active = fields.Boolean(default=True)

    _once = models.Constraint("UNIQUE (asset_id, name)", lambda env, _diag: messages.part_twice(env))
    _not_negative = models.Constraint(
        "CHECK (coalesce(area_sqm, 0) >= 0 AND coalesce(area_mu, 0) >= 0)",
        lambda env, _diag: messages.part_negative(env),
    )

    @api.depends("asset_id.name", "name")
    def _compute_display_name(self):
        for part in self:
            part.display_name = f"{part.asset_id.name} · {part.name}"

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._refuse_too_large()
        return parts

    def write(self, vals):
        if vals.keys() - {"active"}:
            # sudo: a part let in another village's lease stays what it was let as.
            held = self.env["reform.lease.line"].sudo().search([("part_id", "in", self.ids)], limit=1)
            if held:
                raise UserError(messages.part_is_let(self.env, part=held.part_id.display_name))
        result = super().write(vals)
        self._refuse_too_large()
        return result

    def _refuse_too_large(self):
        """Refuse parts that together are larger than the whole; a whole without an area is not measured."""
        groups = self.sudo()._read_group(
            [("asset_id", "in", self.sudo().asset_id.ids)], ["asset_id"], ["area_sqm:sum", "area_mu:sum"]
        )
        for asset, *sums in groups:
            for name, unit, total in zip(("area_sqm", "area_mu"), ("m²", "mu"), sums, strict=True):
                whole, together = yuan(asset[name]), yuan(total or 0)
                if whole and together > whole:
                    raise UserError(
                        messages.parts_too_large(
                            self.env, card=asset.display_name, parts=together, whole=whole, unit=unit
                        )
                    )
