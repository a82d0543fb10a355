from odoo import fields, models


class ReformAsset(models.Model):
    """What decides whether a card is counted in published figures, and in which of them."""

    _inherit = "reform.asset"

    _frozen_fields = frozenset({"not_public", "reform_affected"})

    not_public = fields.Boolean(
        "Private, Not Counted",
        help="A private farm house that a scheme touches: kept on a card, never counted as public property.",
    )
    reform_affected = fields.Boolean(
        "Touched by the Reform",
        help="It came free when townships or villages were merged. Assets of a merged village are so anyway.",
    )
