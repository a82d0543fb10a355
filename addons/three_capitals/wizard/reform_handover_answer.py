from odoo import fields, models


class ReformHandoverAnswer(models.TransientModel):
    """The reservation, or the reason of a refusal, for one item or many."""

    _name = "reform.handover.answer"
    _description = "Answer to Items"

    answer = fields.Selection(
        [("reserved", "Accepted with Reservation"), ("refused", "Not Accepted")], required=True
    )
    res_ids = fields.Json("Items", required=True)
    text = fields.Char("Reason or Reservation", required=True)

    def action_apply(self):
        """Answer; the act does all the checking."""
        self.ensure_one()
        self.env["reform.clearing.item"].browse(self.res_ids)._answer(self.answer, self.text)
        return {"type": "ir.actions.act_window_close"}
