from odoo import models
from odoo.exceptions import AccessError

from ..messages import register as messages


class ReformEntity(models.Model):
    """Who may be named as owner, operator or beneficiary of a card, and by whom."""

    _inherit = "reform.entity"

    def _refuse_foreign(self):
        """Raise AccessError unless every entity lies in the user's scope or above it."""
        if self.env.su or not self:
            return
        # sudo: the township's body stands outside the fence of the village that names it as owner.
        roots = self.env.user.sudo().reform_scope_ids
        above = {int(part) for root in roots for part in (root.parent_path or "").split("/") if part}
        inside = set(roots.ids)
        for entity in self.sudo():
            path = {int(part) for part in (entity.place_id.parent_path or "").split("/") if part}
            if entity.place_id.id not in above and not path & inside:
                raise AccessError(messages.entity_out_of_scope(self.env, entity=entity.name))
