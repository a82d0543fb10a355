from odoo import models


class ReformPurchase(models.Model):
    """A frozen organisation buys nothing on credit without leave of the township."""

    _name = "reform.purchase"
    _inherit = ["reform.freeze.mixin", "reform.purchase"]

    _freeze_act = "purchase"
    _freeze_states = frozenset({"approved"})
