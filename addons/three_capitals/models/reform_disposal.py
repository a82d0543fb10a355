from odoo import models


class ReformDisposal(models.Model):
    """A frozen organisation disposes of nothing without leave; a number written on the form is no leave."""

    _name = "reform.disposal"
    _inherit = ["reform.freeze.mixin", "reform.disposal"]

    _freeze_act = "disposal"
    _freeze_states = frozenset(
        {
            "classified", "valued", "value_published", "decided", "approved", "listed", "sold", "transferred",
            "contributed", "scrapped", "demolished", "delivered",
        }
    )  # fmt: skip

    def _plain(self):
        facts = super()._plain()
        giver = self.sudo().entity_id
        if not facts.entity_frozen or not self.env["reform.freeze"]._standing(giver):
            return facts
        return facts._replace(frozen_leave=not self._held_still(giver))
