from odoo import models


class ReformSpending(models.Model):
    """A frozen organisation spends nothing without leave of the township."""

    _name = "reform.spending"
    _inherit = ["reform.freeze.mixin", "reform.spending"]

    _freeze_act = "spending"
    _freeze_states = frozenset({"asked", "approved", "paid"})
