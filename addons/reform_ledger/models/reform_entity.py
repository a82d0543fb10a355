from odoo import fields, models


class ReformEntity(models.Model):
    """An entity knows its books."""

    _inherit = "reform.entity"

    book_ids = fields.One2many("ledger.book", "entity_id", "Books")
