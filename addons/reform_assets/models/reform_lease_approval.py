from odoo import models


class ReformLease(models.Model):
    """The filing of a contract by the township is kept as an approval."""

    _name = "reform.lease"
    _inherit = ["reform.lease", "reform.approval.mixin"]

    def _approval_requesters(self):
        return super()._approval_requesters() | self.sudo().signed_by_id
