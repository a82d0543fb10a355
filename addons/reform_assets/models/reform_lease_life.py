from odoo import fields, models


class ReformLease(models.Model):
    """What follows a lease: the one that comes after it, and the day on which it ended before its time."""

    _inherit = "reform.lease"

    _guarded_fields = frozenset({"predecessor_id", "successor_id", "terminated_from"})

    predecessor_id = fields.Many2one(
        "reform.lease", "Renews", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    successor_id = fields.Many2one(
        "reform.lease", "Followed by", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    terminated_from = fields.Date(
        readonly=True, copy=False, help="First day that no longer belongs to the term, after an early end."
    )
