from odoo import models


class ReformLease(models.Model):
    """Which account a contract's rent belongs to."""

    _inherit = "reform.lease"

    def _is_contracting(self):
        """Tell whether land, water or forest is let: that is contracting out, not letting of a building."""
        self.ensure_one()
        # sudo: an asset of the collective may stand outside the user's own village.
        return set(self.sudo().asset_ids.mapped("nature")) == {"resource"}
