from odoo import fields, models
from odoo.addons.reform_rules.money import yuan


class ReformLease(models.Model):
    """What follows a lease: the one that comes after it, the day it ended before its time, further dues."""

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

    def _next_sequence(self):
        """Return the next number for a due; dues in kind have numbers of the same row."""
        self.ensure_one()
        lease = self.sudo()
        numbers = [*lease.due_ids.mapped("sequence"), *lease.quantity_ids.mapped("sequence")]
        return max(numbers, default=0) + 1

    def _append_due(self, kind, date_from, date_to, date_due, amount):
        """Append one due to the schedule, and return it. For our own acts; they seal the lease afterwards."""
        self.ensure_one()
        # sudo: nobody has the right to add dues by hand.
        due = (
            self.env["reform.rent.due"]
            .sudo()
            ._add_with_parts(
                [
                    {
                        "lease_id": self.id,
                        "sequence": self._next_sequence(),
                        "kind": kind,
                        "date_from": date_from,
                        "date_to": date_to,
                        "date_due": date_due,
                        "amount": float(yuan(amount)),
                    }
                ]
            )
        )
        self._reseal(f"due {kind}")
        return due.with_env(self.env)

    def _reseal(self, kind, reason=None):
        """Seal the present content of leases whose state does not move."""
        self.invalidate_recordset(["due_ids"])
        self._seal({lease: (lease.state, lease.state) for lease in self}, kind=kind, reason=reason)
