from odoo import fields, models

from ..models.reform_clearing_verdict import VERDICTS


class ReformClearingJudge(models.TransientModel):
    """Decide one or many differences at once: what becomes of them, why, on which papers."""

    _name = "reform.clearing.judge"
    _inherit = "reform.selected.mixin"
    _description = "Decision on Differences of a Clearing"
    _selected = "item_ids"

    item_ids = fields.Many2many("reform.clearing.item", string="Differences", required=True)
    verdict = fields.Selection(VERDICTS, "Treatment", required=True)
    reason = fields.Char(required=True)
    claim_partner_id = fields.Many2one("res.partner", "Made Good by")
    paper_ids = fields.Many2many("ir.attachment", string="Papers")

    def action_apply(self):
        self.ensure_one()
        self.item_ids._adjudicate(
            self.verdict, self.reason, claim_partner=self.claim_partner_id, papers=self.paper_ids
        )
        return {"type": "ir.actions.act_window_close"}


class ReformClearingTakeBack(models.TransientModel):
    """Take decisions back, with the reason."""

    _name = "reform.clearing.take.back"
    _inherit = "reform.selected.mixin"
    _description = "Decision Taken Back"
    _selected = "item_ids"

    item_ids = fields.Many2many("reform.clearing.item", string="Lines", required=True)
    reason = fields.Char("Why It Is Taken Back", required=True)

    def action_apply(self):
        self.ensure_one()
        self.item_ids._take_back(self.reason)
        return {"type": "ir.actions.act_window_close"}
