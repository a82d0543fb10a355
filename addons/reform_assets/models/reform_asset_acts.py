from odoo import fields, models
from odoo.addons.reform_rules.assets import idle

from ..messages import act as messages


class ReformAsset(models.Model):
    """The card knows the acts that made it what it is."""

    _inherit = "reform.asset"

    # A card that takes the place of a confirmed one is confirmed by the act that was approved.
    _state_edges = frozenset({("registered", "confirmed")})

    act_line_ids = fields.One2many("reform.asset.act.line", "asset_id", "Acts")
    act_count = fields.Integer("Number of Acts", compute="_compute_act_count")

    def _compute_act_count(self):
        lines = self.env["reform.asset.act.line"]
        counted = {asset.id: set() for asset in self}
        for name in ("asset_id", "result_id"):
            for asset, acts in lines._read_group([(name, "in", self.ids)], [name], ["act_id:array_agg"]):
                counted[asset.id] |= set(acts)
        for asset in self:
            asset.act_count = len(counted.get(asset.id, ()))

    def action_acts(self):
        """Show the acts on the cards."""
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_asset_act_action")
        lines = [{"asset_id": asset.id} for asset in self]
        return {
            **action,
            "name": messages.acts_title(self.env),
            "domain": [("asset_ids", "in", self.ids)],
            "context": {
                "default_line_ids": [fields.Command.create(line) for line in lines],
                "default_place_id": self[:1].place_id.id,
            },
        }

    def _set_use(self, use_state, since, reason):
        """Write a new use; what has left the register stays out of it until its act is taken back."""
        staying = self.filtered(lambda asset: asset.use_state not in idle.LEFT)
        return super(ReformAsset, staying)._set_use(use_state, since, reason) if staying else True

    def _come_back(self, reason):
        """Let cards that had left the register be in it again, before their use is put back."""
        self.filtered(lambda asset: asset.use_state in idle.LEFT)._change(
            {"use_state": "in_use"}, kind="use", reason=reason
        )
