from odoo import api, fields, models
from odoo.addons.reform_places import civil_day


class LedgerVoucherFromTemplate(models.TransientModel):
    """Which template, for whom, which day, and the sum it divides."""

    _name = "ledger.voucher.from.template"
    _description = "Voucher from Template"

    entity_id = fields.Many2one(
        "reform.entity",
        required=True,
        default=lambda self: self.env["ledger.voucher"]._default_entity(),
    )
    template_id = fields.Many2one(
        "ledger.voucher.template", required=True, domain="[('entity_id', 'in', [False, entity_id])]"
    )
    divides = fields.Boolean(related="template_id.divides")
    date = fields.Date(required=True, default=civil_day.today)
    total = fields.Float("Sum to Divide", digits=(16, 2))

    @api.onchange("template_id")
    def _onchange_template_id(self):
        if self.template_id.entity_id:
            self.entity_id = self.template_id.entity_id

    def action_make(self):
        self.ensure_one()
        return self.template_id._make(self.entity_id, self.date, self.total)._action_form()
