from odoo import models

from .reform_integration_side import LIVE


class ReformHandover(models.Model):
    """With a handover between collectives that become one, the books, cards, contracts and people go over."""

    _inherit = "reform.handover"

    def _carry_over(self):
        """Carry the predecessor into its successor, in the one transaction of its handover."""
        result = super()._carry_over()
        if self.clearing_id.kind == "merger":
            self.clearing_id._side()._carry()
        return result


class ReformClearing(models.Model):
    """What the integration of its organisation means for a clearing."""

    _inherit = "reform.clearing"

    def _side(self):
        """Return the organisations' places in their integrations; none for those that are in none."""
        # sudo: in which integration a collective is does not depend on who asks.
        return (
            self.env["reform.integration.side"]
            .sudo()
            .search([("entity_id", "in", self.entity_id.ids), ("state", "in", LIVE)])
        )

    def _freeze_ends(self):
        """A collective whose books stay apart lives on, and is free again after the handover."""
        apart = self._side().filtered(lambda side: side.integration_id.books == "apart").entity_id
        lives_on = self.filtered(lambda clearing: clearing.kind == "merger" and clearing.entity_id in apart)
        return super()._freeze_ends() | lives_on
