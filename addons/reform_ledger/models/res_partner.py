from odoo import api, fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """Whoever stands in the books of a collective is known there."""

    _inherit = "res.partner"

    reform_entity_id = fields.Many2one(
        "reform.entity",
        "Is the Legal Entity",
        ondelete="restrict",
        index="btree_not_null",
        help="The collective or body that this party is: what two collectives owe each other is taken out of"
        " their common statements.",
    )

    @api.model
    def _reform_dealings(self, partner, scope):
        self.env["ledger.entry"].flush_model(["partner_id", "entity_id"])
        self.env["ledger.opening.line"].flush_model(["partner_id", "opening_id"])
        return [
            *super()._reform_dealings(partner, scope),
            SQL(
                "EXISTS (SELECT FROM ledger_entry e WHERE e.partner_id = %s AND e.entity_id IN %s)",
                partner,
                self._reform_entities_sql(scope),
            ),
            SQL(
                "EXISTS (SELECT FROM ledger_opening_line l JOIN ledger_opening o ON o.id = l.opening_id"
                " WHERE l.partner_id = %s AND o.entity_id IN %s)",
                partner,
                self._reform_entities_sql(scope),
            ),
        ]
