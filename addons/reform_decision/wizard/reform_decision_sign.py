from odoo import fields, models

from ..models.reform_decision_watch import VERDICTS


class ReformDecisionSign(models.TransientModel):
    """Asks the supervisor how the case was brought to its vote; in order, the count is signed with it."""

    _name = "reform.decision.sign"
    _description = "Opinion and Signature of the Supervisors"

    decision_id = fields.Many2one("reform.decision", required=True, readonly=True)
    eligible = fields.Integer(related="decision_id.eligible")
    present = fields.Integer(related="decision_id.present")
    votes_for = fields.Integer(related="decision_id.votes_for")
    votes_against = fields.Integer(related="decision_id.votes_against")
    abstained = fields.Integer(related="decision_id.abstained")
    rule_text = fields.Text(related="decision_id.rule_text")
    verdict = fields.Selection(VERDICTS, "Supervision", required=True, default="in_order")
    opinion = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        if self.verdict == "defects":
            self.decision_id._watch("defects", self.opinion)
        else:
            self.decision_id.action_sign_tally(opinion=self.opinion)
        return {"type": "ir.actions.act_window_close"}
