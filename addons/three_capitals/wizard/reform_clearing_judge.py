from odoo import api, fields, models

from ..models.reform_clearing_verdict import VERDICTS


class ReformClearingJudge(models.TransientModel):
    """Decide one or many differences at once: what becomes of them, why, on which papers."""

    _name = "reform.clearing.judge"
    _description = "Decision on Differences of a Clearing"

    item_ids = fields.Many2many("reform.clearing.item", string="Differences", required=True)
    verdict = fields.Selection(VERDICTS, "Treatment", required=True)
    reason = fields.Char(required=True)
    claim_partner_id = fields.Many2one("res.partner", "Made Good by")
    paper_ids = fields.Many2many("ir.attachment", string="Papers")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "reform.clearing.item":
            values.setdefault("item_ids", [fields.Command.set(self.env.context.get("active_ids") or [])])
        return values

    def action_apply(self):
        self.ensure_one()
        self.item_ids._adjudicate(
            self.verdict, self.reason, claim_partner=self.claim_partner_id, papers=self.paper_ids
        )
        return {"type": "ir.actions.act_window_close"}


class ReformClearingTakeBack(models.TransientModel):
    """Take decisions back, with the reason."""

    _name = "reform.clearing.take.back"
    _description = "Decision Taken Back"

    item_ids = fields.Many2many("reform.clearing.item", string="Lines", required=True)
    reason = fields.Char("Why It Is Taken Back", required=True)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "reform.clearing.item":
            values.setdefault("item_ids", [fields.Command.set(self.env.context.get("active_ids") or [])])
        return values

    def action_apply(self):
        self.ensure_one()
        self.item_ids._take_back(self.reason)
        return {"type": "ir.actions.act_window_close"}
