from odoo import models


class ReformLease(models.Model):
    """A contract of a frozen organisation is begun only with leave of the township."""

    _name = "reform.lease"
    _inherit = ["reform.freeze.mixin", "reform.lease"]

    _freeze_act = "lease"
    _freeze_states = frozenset({"priced", "decided", "listed", "bid_closed", "result_published", "signed"})

    def _plain(self):
        facts = super()._plain()
        if not facts.entity_frozen or not self.env["reform.freeze"]._standing(self.entity_id):
            return facts
        return facts._replace(entity_frozen=self._held_still(self.entity_id))


class ReformLeaseAmendment(models.Model):
    """Terms that change are a contract too."""

    _name = "reform.lease.amendment"
    _inherit = ["reform.freeze.mixin", "reform.lease.amendment"]

    _freeze_act = "lease"
    _freeze_states = frozenset({"decided", "effective"})
