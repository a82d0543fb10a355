from odoo import fields, models

from ..messages import disposal as messages


class ReformLease(models.Model):
    """A lease goes on when what it lets is sold: the new owner steps in, the lease stays as it was signed."""

    _inherit = "reform.lease"
    _guarded_fields = frozenset({"disposal_id", "successor_owner"})

    disposal_id = fields.Many2one(
        "reform.disposal", "Owner Changed by", readonly=True, copy=False, index="btree_not_null"
    )
    successor_owner = fields.Char("New Owner of the Asset", readonly=True, copy=False)

    def _holds_its_assets(self):
        """Tell whether the lease binds whoever owns its assets today."""
        self.ensure_one()
        return self.state in ("signed", "filed", "effective", "expiring", "holding_over", "arrears")

    def _follow(self, disposal, owner):
        """Note the new owner; sealed, because dues after this day are his."""
        self._set_guarded({"disposal_id": disposal.id, "successor_owner": owner})
        self.flush_recordset()
        reason = messages.lease_follows(self.env, disposal=disposal.name, owner=owner)
        self._seal({lease: (lease.state, lease.state) for lease in self}, kind="owner_changed", reason=reason)
        self._message_log_batch({lease.id: reason for lease in self})
