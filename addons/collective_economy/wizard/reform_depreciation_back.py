from odoo import fields, models


class ReformDepreciationBack(models.TransientModel):
    """The reason for taking months of cards back in red."""

    _name = "reform.depreciation.back"
    _description = "Take Depreciation Back"

    line_ids = fields.Many2many("reform.depreciation.line", string="Months of Cards", required=True)
    reason = fields.Char(required=True)

    def action_take_back(self):
        self.ensure_one()
        return self.line_ids.action_take_back(reason=self.reason)
