from odoo import fields, models


class ReformLease(models.Model):
    """How the rent of a lease is agreed: as money, or as so much of a crop at a price posted later."""

    _inherit = "reform.lease"

    _frozen_fields = frozenset({"in_kind"})

    in_kind = fields.Boolean(
        "Rent in Kind", help="The rent is a quantity; its price is posted when it falls due."
    )
