from odoo import fields, models

from ..models.reform_asset import NATURES, OWNER_CLASSES
from ..models.reform_count_line import VERDICTS


class ReformCountJudge(models.TransientModel):
    """Decide one or many differences at once: what they mean, why, on which papers."""

    _name = "reform.count.judge"
    _inherit = "reform.selected.mixin"
    _description = "Decision on Differences"
    _selected = "line_ids"

    line_ids = fields.Many2many("reform.count.line", string="Differences", required=True)
    verdict = fields.Selection(VERDICTS, "Ruling", required=True)
    reason = fields.Char(required=True)
    paper_ids = fields.Many2many("ir.attachment", string="Papers")

    def action_apply(self):
        self.ensure_one()
        self.line_ids._judge(self.verdict, self.reason, self.paper_ids)
        return {"type": "ir.actions.act_window_close"}


class ReformCountJudgeFind(models.TransientModel):
    """Decide whether an unknown item is a surplus, whose it is, and what it is worth."""

    _name = "reform.count.judge.find"
    _inherit = "reform.selected.mixin"
    _description = "Decision on an Unknown Item"
    _selected = "find_ids"

    find_ids = fields.Many2many("reform.count.find", string="Unknown Items", required=True)
    accept = fields.Selection(
        [("yes", "A surplus: it gets a card"), ("no", "Item Rejected")], "Decision", required=True
    )
    owner_class = fields.Selection(OWNER_CLASSES)
    entity_id = fields.Many2one("reform.entity", "Owner")
    category_id = fields.Many2one("reform.asset.category")
    nature = fields.Selection(NATURES)
    value = fields.Float(digits=(16, 2), help="In yuan: replacement or market value of one such item.")
    reason = fields.Char(required=True)

    def action_apply(self):
        self.ensure_one()
        self.find_ids._judge(
            self.accept == "yes",
            self.reason,
            owner_class=self.owner_class,
            entity_id=self.entity_id.id,
            category_id=self.category_id.id,
            nature=self.nature,
            value=self.value,
        )
        return {"type": "ir.actions.act_window_close"}
