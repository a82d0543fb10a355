from odoo import api, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """Whoever is paid by a collective is somebody its people deal with."""

    _inherit = "res.partner"

    @api.model
    def _reform_dealings(self, partner, scope):
        self.env["reform.spending"].flush_model(["payee_id", "entity_id"])
        return [
            *super()._reform_dealings(partner, scope),
            SQL(
                "EXISTS (SELECT FROM reform_spending s WHERE s.payee_id = %s AND s.entity_id IN %s)",
                partner,
                self._reform_entities_sql(scope),
            ),
        ]
