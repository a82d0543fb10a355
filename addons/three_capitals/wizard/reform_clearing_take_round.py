from odoo import fields, models

from ..messages import clearing_lists as messages
from ..models.reform_clearing_round import OVER


class ReformClearingTakeRound(models.TransientModel):
    """Choose the counting round whose result is taken over."""

    _name = "reform.clearing.take.round"
    _description = "Taking Over a Counting Round"

    clearing_id = fields.Many2one("reform.clearing", required=True)
    date_base = fields.Date(related="clearing_id.date_base")
    round_id = fields.Many2one(
        "reform.count.round",
        "Counting Round",
        required=True,
        domain=f"[('record_date', '=', date_base), ('state', 'in', {list(OVER)!r})]",
    )

    def action_apply(self):
        self.ensure_one()
        taken, unseen = self.clearing_id._take_round(self.round_id)
        sentences = [messages.round_taken(self.env, count=taken)]
        if unseen:
            sentences.append(messages.round_unseen(self.env, count=unseen))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": " ".join(sentences),
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
