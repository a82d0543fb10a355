from odoo import api, fields, models
from odoo.addons.reform_assets.models.reform_rent_due import IN_FORCE
from odoo.tools import SQL

from ..messages import events as messages


class ReformRentReceipt(models.Model):
    """A receipt learns to stand in the books: as money against the lessee's claim."""

    _name = "reform.rent.receipt"
    _inherit = ["reform.rent.receipt", "reform.money.event.mixin"]

    _goes_back = True

    @api.model
    def _event_key_sql(self, alias):
        return SQL("('receipt:' || %s)", SQL.identifier(alias, "key"))

    @api.model
    def _waiting_domain(self):
        return super()._waiting_domain() & fields.Domain("lease_id.state", "in", IN_FORCE)

    def _posting_kind(self):
        return "contracting_received" if self.lease_id._is_contracting() else "rent_received"

    def _book_problem(self):
        """A reversal is booked in red, and only after what it takes back."""
        self.ensure_one()
        original = self.reversal_of_id
        if original and original.book_state == "none":
            return "ReversesUnbooked", {"receipt": original.display_name or original.key}
        return None

    def _book_summary(self):
        facts = {
            "lessee": self.lessee_id.display_name,
            "lease": self.lease_id.name,
            "receipt_no": self.receipt_no or "",
        }
        if self.reversal_of_id:
            return messages.summary_receipt_reversed(self.env, **facts)
        if self.lease_id._is_contracting():
            return messages.summary_contracting_received(self.env, **facts)
        return messages.summary_rent_received(self.env, **facts)
