from odoo import fields, models
from odoo.exceptions import UserError

from .. import messages
from ..messages import approval
from .decision_table import ORDER, SUPERVISOR

VERDICTS = [("in_order", "In Order"), ("defects", "Defects to Be Mended")]


class ReformDecision(models.Model):
    """The supervision of the whole way: without an opinion of the supervisors no count is signed.

    Found in order, the count can be signed; found wanting, the case stands still until a new opinion says
    otherwise. Every opinion is kept among the approvals.
    """

    _inherit = "reform.decision"

    _guarded_fields = frozenset({"watch_verdict", "watch_opinion", "watch_by_id", "watch_at"})

    watch_verdict = fields.Selection(VERDICTS, "Supervision", readonly=True, copy=False)
    watch_opinion = fields.Text("Opinion of the Supervisors", readonly=True, copy=False)
    watch_by_id = fields.Many2one(
        "res.users", "Supervised by", readonly=True, copy=False, ondelete="restrict"
    )
    watch_at = fields.Datetime("Supervised at", readonly=True, copy=False)

    def _watch(self, verdict, opinion):
        """Keep the opinion of a supervisor about one case that has not been voted yet."""
        self.ensure_one()
        if not (opinion or "").strip():
            raise UserError(messages.opinion_missing(self.env))
        if ORDER[self.state] >= ORDER["voted"]:
            raise UserError(messages.watched_too_late(self.env, case=self.name, state=self._state_label()))
        self._authority((SUPERVISOR,))
        # sudo: supervisors give opinions without a right to write cases.
        self.sudo()._set_guarded(
            {
                "watch_verdict": verdict,
                "watch_opinion": opinion.strip(),
                "watch_by_id": self.env.uid,
                "watch_at": fields.Datetime.now(),
            }
        )
        if verdict == "defects":
            self._return("watched", SUPERVISOR, reason=opinion)
        else:
            self._approve("watched", SUPERVISOR, reason=opinion)

    def action_watch(self):
        """Ask the supervisor for the opinion, and let the count be signed with it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.decision.sign",
            "view_mode": "form",
            "target": "new",
            "name": messages.sign_title(self.env),
            "context": {"default_decision_id": self.id},
        }

    def _approval_step_labels(self):
        return {**super()._approval_step_labels(), "watched": approval.watched(self.env)}
