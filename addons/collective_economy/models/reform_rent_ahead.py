from odoo import models
from odoo.addons.reform_rules.economy import events
from odoo.addons.reform_rules.money import ZERO, yuan

from .reform_rent_due import SAME_CLAIM


class ReformMoneyEventMixin(models.AbstractModel):
    """An event of a contract may have money in it that came before it fell due."""

    _inherit = "reform.money.event.mixin"

    def _holds_ahead(self, chart):
        """Tell whether the voucher of the event keeps money as received ahead."""
        self.ensure_one()
        account = (
            events.postings().get(chart, {}).get(self._posting_kind(), {}).get("ahead", {}).get("account")
        )
        lines = self.sudo().voucher_id.entry_ids
        return any(line.account_id.code.startswith(account or "-") for line in lines)

    @staticmethod
    def _parts_of(lines):
        """Return {village of origin: yuan} of lines of receipts, divided as their contract is."""
        parts = {}
        for line in lines:
            for part in line.receipt_id.lease_id._parts(yuan(line.amount)):
                origin = part["origin_place_id"]
                parts[origin] = parts.get(origin, ZERO) + part["amount"]
        return tuple(parts.items())


class ReformRentReceipt(models.Model):
    """What is laid on a due of a later day is no income and no claim paid: it is owed until that day.

    Source: accounting-system-2023
    """

    _inherit = "reform.rent.receipt"

    def _ahead(self, chart):
        self.ensure_one()
        day = (self.reversal_of_id or self).date
        # sudo: on which dues a receipt was laid decides its accounts, whoever books it.
        later = self.sudo().line_ids.filtered(
            lambda line: line.due_id.date_due > day and line.due_id.kind not in SAME_CLAIM
        )
        # A due that is in the books already is a claim: money laid on it pays that claim.
        return self._parts_of(later.filtered(lambda line: line.due_id.book_state == "none"))


class ReformRentDue(models.Model):
    """A due takes first what had come ahead for it: that money becomes income on the day it falls due."""

    _inherit = "reform.rent.due"

    def _ahead(self, chart):
        self.ensure_one()
        due = self.sudo()
        if not yuan(due.paid_amount):
            return ()
        lines = due.env["reform.rent.receipt.line"].search([("due_id", "=", due.id)])
        came = lines.filtered(
            lambda line: (
                (line.receipt_id.reversal_of_id or line.receipt_id).date < due.date_due
                and line.receipt_id._holds_ahead(chart)
            )
        )
        parts = self._parts_of(came)
        return parts if sum((amount for _origin, amount in parts), ZERO) > 0 else ()
