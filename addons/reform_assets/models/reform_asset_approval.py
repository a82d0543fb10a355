from odoo import models


class ReformAsset(models.Model):
    """The names put to a card are kept as approvals; they outlive a return, and deputies may give them."""

    _name = "reform.asset"
    _inherit = ["reform.asset", "reform.approval.mixin"]

    _approval_chains = (("village_checked", "town_checked", "confirmed"),)
