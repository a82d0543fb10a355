from odoo import api, fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """A person may be a member of a collective: what members owe stands in an account of their own."""

    _inherit = "res.partner"

    reform_member_entity_ids = fields.Many2many(
        "reform.entity",
        "reform_entity_member_rel",
        "partner_id",
        "entity_id",
        "Member of",
        help="Collectives the person is a member of; claims on members stand in the internal account.",
    )

    def _is_member_of(self, entity):
        """Tell whether the person is a member of the collective."""
        # sudo: membership decides the account, whoever books; nothing else of the person is read.
        return entity in self.sudo().reform_member_entity_ids

    @api.model
    def _reform_dealings(self, partner, scope):
        self.flush_model(["reform_member_entity_ids"])
        self.env["reform.member"].flush_model(["partner_id", "entity_id"])
        return [
            *super()._reform_dealings(partner, scope),
            SQL(
                "EXISTS (SELECT FROM reform_entity_member_rel m"
                " WHERE m.partner_id = %s AND m.entity_id IN %s)",
                partner,
                self._reform_entities_sql(scope),
            ),
            SQL(
                "EXISTS (SELECT FROM reform_member m WHERE m.partner_id = %s AND m.entity_id IN %s)",
                partner,
                self._reform_entities_sql(scope),
            ),
        ]
