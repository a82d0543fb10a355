from odoo import fields, models


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
