from odoo import api, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """Whoever rents from a village is known there."""

    _inherit = "res.partner"

    @api.model
    def _reform_dealings(self, partner, scope):
        self.env["reform.lease"].flush_model(["lessee_id", "entity_id"])
        return [
            *super()._reform_dealings(partner, scope),
            SQL(
                "EXISTS (SELECT FROM reform_lease l WHERE l.lessee_id = %s AND l.entity_id IN %s)",
                partner,
                self._reform_entities_sql(scope),
            ),
        ]
