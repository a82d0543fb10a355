from odoo import fields, models
from odoo.exceptions import UserError

from ..messages import books as messages


class ReformEntity(models.Model):
    """An entity knows its books, and stays where they are kept: who answers for the place reads them."""

    _inherit = "reform.entity"

    book_ids = fields.One2many("ledger.book", "entity_id", "Books")

    def write(self, vals):
        if "place_id" in vals:
            for entity in self.sudo():
                if entity.place_id.id != vals["place_id"] and entity.book_ids.period_ids.voucher_ids:
                    raise UserError(messages.entity_keeps_place(self.env, entity=entity.display_name))
        return super().write(vals)
