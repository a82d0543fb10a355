from odoo import fields, models


class ReformClearingFind(models.TransientModel):
    """Put something on a list that no book knew: a seal, a debt without an entry, bags of fertiliser."""

    _name = "reform.clearing.find"
    _description = "Thing Found While Clearing"

    clearing_id = fields.Many2one("reform.clearing", required=True)
    category_id = fields.Many2one("reform.clearing.category", "List", required=True)
    name = fields.Char("What It Is", required=True)
    code = fields.Char("No.")
    partner_id = fields.Many2one("res.partner", "Party")
    unit = fields.Char()
    specification = fields.Char("Details")
    date_from = fields.Date("Arisen or Begun")
    counted_quantity = fields.Float("Quantity Found", digits=(16, 4), default=1)
    counted_amount = fields.Float("Amount Found", digits=(16, 2))
    reason = fields.Char("Why No Book Knew It")
    evidence = fields.Char("Basis")
    note = fields.Char("Remarks")

    def action_apply(self):
        self.ensure_one()
        names = (
            "category_id", "name", "code", "partner_id", "unit", "specification", "date_from",
            "counted_quantity", "counted_amount", "reason", "evidence", "note",
        )  # fmt: skip
        values = self._convert_to_write({name: self[name] for name in names})
        self.clearing_id._add_found(
            [{name: value for name, value in values.items() if value or name == "counted_amount"}]
        )
        return {"type": "ir.actions.act_window_close"}
