from odoo import fields, models


class ReformEntity(models.Model):
    """An organisation knows by which clearings it was held still."""

    _inherit = "reform.entity"

    freeze_ids = fields.One2many("reform.freeze", "entity_id", "Freezes")
