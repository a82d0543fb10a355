from odoo import fields, models
from odoo.addons.reform_decision.models.decision_table import SUPERVISOR, TOWNSHIP
from odoo.addons.reform_places.desk import glance, todo

ACTION = "three_capitals.reform_handover_action"
CLEARINGS = "three_capitals.reform_clearing_action"
OBJECTIONS = "three_capitals.reform_clearing_objection_action"


class ReformHandover(models.Model):
    """On the desk: what waits for one's answers or one's hand."""

    _inherit = "reform.handover"

    def _desk_tiles(self):
        env, user = self.env, self.env.uid
        unsigned = fields.Domain.OR(
            [(f"{role}_id", "=", user), (f"{role}_signed", "=", False)]
            for role in ("giver", "receiver", "witness")
        )
        sign = fields.Domain("state", "=", "signing") & unsigned
        answer = [("state", "=", "draft"), ("receiver_id", "=", user)]
        running = [("state", "in", ("draft", "signing", "refused"))]
        tiles = [
            todo("handover_answer", env._("Handovers to answer"), ACTION, answer, "check-square-o", 11),
            todo("handover_sign", env._("Handovers to sign"), ACTION, sign, "pencil-square-o", 12),
            glance("handovers", env._("Handovers under way"), ACTION, running, "exchange", 62),
        ]
        if env.user.has_group(TOWNSHIP):
            refused = [("state", "=", "refused")]
            complete = [
                ("state", "=", "signing"),
                *((f"{role}_signed", "=", True) for role in ("giver", "receiver", "witness")),
            ]
            tiles += [
                todo(
                    "handover_refused", env._("Handovers refused"), ACTION, refused, "hand-paper-o", 10,
                    tone="danger",
                ),
                todo(
                    "handover_complete", env._("Handovers to complete"), ACTION, complete,
                    "flag-checkered", 13,
                ),
            ]  # fmt: skip
        return tiles


class ReformClearingObjection(models.Model):
    """On the desk: objections to posted lists."""

    _inherit = "reform.clearing.objection"

    def _desk_tiles(self):
        if not any(map(self.env.user.has_group, (SUPERVISOR, TOWNSHIP))):
            return []
        label, waiting = self.env._("Objections to cleared lists"), [("state", "in", ("open", "answered"))]
        return [todo("clearing_objections", label, OBJECTIONS, waiting, "comment-o", 13, tone="danger")]
