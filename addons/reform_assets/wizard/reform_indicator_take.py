from odoo import fields, models
from odoo.addons.reform_places import civil_day

from ..models.reform_indicator_snapshot import TAKERS


class ReformIndicatorTake(models.TransientModel):
    """The window that asks of which day and for which place the figures are to be frozen."""

    _name = "reform.indicator.take"
    _description = "Freeze Indicator Figures"

    place_id = fields.Many2one(
        "reform.place", required=True, default=lambda self: self.env.user.sudo().reform_scope_ids[:1]
    )
    as_of = fields.Date("As of", required=True, default=civil_day.today)
    date_from = fields.Date("Period from", help="Empty: since 1 January.")
    each_township = fields.Boolean("And for Each Township", default=True)
    indicator_ids = fields.Many2many("reform.indicator", string="Indicators", help="Empty: all of them.")

    def action_take(self):
        """Freeze the figures and show them."""
        self.ensure_one()
        self.env["reform.workflow.mixin"]._require_group(*TAKERS)
        places = self.place_id
        if self.each_township:
            places |= self.env["reform.place"].search(
                [("id", "child_of", self.place_id.id), ("level", "=", "township")]
            )
        # Only places the user answers for: the fence of the cards holds for their figures too.
        places = places.filtered_domain(
            [] if self.env.su else [("id", "child_of", self.env.user.sudo().reform_scope_ids.ids)]
        )
        snapshots = self.env["reform.indicator.snapshot"]._take(
            self.indicator_ids.mapped("code"), places, self.as_of, self.date_from or None
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "reform_assets.reform_indicator_snapshot_action"
        )
        return {**action, "domain": [("id", "in", snapshots.ids)], "context": {}}
