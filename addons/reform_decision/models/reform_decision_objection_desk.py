from odoo import models
from odoo.addons.reform_places.desk import todo

from .decision_table import SUPERVISOR, TOWNSHIP

ACTION = "reform_decision.reform_decision_objection_action"


class ReformDecisionObjection(models.Model):
    """On the desk: objections nobody has answered yet."""

    _inherit = "reform.decision.objection"

    def _desk_tiles(self):
        if not any(map(self.env.user.has_group, (SUPERVISOR, TOWNSHIP))):
            return []
        label, waiting = self.env._("Objections to answer"), [("state", "=", "open")]
        return [todo("objections", label, ACTION, waiting, "comment-o", 13, tone="danger")]
