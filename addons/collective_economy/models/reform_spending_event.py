from odoo import api, fields, models
from odoo.addons.reform_rules.economy import spending as rules
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL

from ..messages import spending as messages


class ReformSpending(models.Model):
    """A paid request stands in the books: what it was spent on against bank or cash, once."""

    _name = "reform.spending"
    _inherit = ["reform.spending", "reform.money.event.mixin"]

    _money_day = "paid_on"

    def _event_key(self):
        self.ensure_one()
        return f"spending:{self.name}"

    @api.model
    def _event_key_sql(self, alias):
        return SQL("('spending:' || %s)", SQL.identifier(alias, "name"))

    @api.model
    def _waiting_domain(self):
        return fields.Domain("state", "in", ("paid", "booked"))

    def _run_facts(self):
        self.ensure_one()
        return {"partner_id": self.payee_id.id, "amount": self.amount}

    def _book_problem(self):
        self.ensure_one()
        return None if self.state in ("paid", "booked") else ("NotPaidYet", {})

    def _book(self):
        """Return the prepared vouchers, and let the requests know that they stand in the books."""
        vouchers = super()._book()
        # sudo: booking is checked above; the clerk or accountant who books moves what others have made.
        self.sudo().filtered(lambda request: request.state == "paid")._move("booked", turn=False)
        return vouchers

    def _book_summary(self):
        return messages.summary(self.env, purpose=self.purpose, payee=self.payee_id.name)

    def _money_event(self):
        """Return the payment as facts for the books."""
        self.ensure_one()
        amount = yuan(self.amount)
        origin = self.origin_place_id or self.sudo().entity_id.place_id
        return {
            "key": self._event_key(),
            "kind": "spending",
            "entity_id": self.entity_id.id,
            "date": self.paid_on,
            "amount": amount,
            "method": self.method,
            "partner_id": self.payee_id.id,
            "parts": [{"origin_place_id": origin.id, "amount": amount}],
        }

    def _voucher_event(self, charts=None):
        return {**super()._voucher_event(charts), "attachment_count": self.paper_count}

    def _entry(self, fact, entity, chart):
        account = self.account_id
        lines = rules.entries(
            key=fact["key"],
            amount=fact["amount"],
            account=account.code,
            account_kind=account.kind,
            summary=self._book_summary(),
            parts=[(part["origin_place_id"], part["amount"]) for part in fact["parts"]],
            cash=fact["method"] == "cash",
            party=fact["partner_id"] if account.detail == "partner" else 0,
            chart=chart,
        )
        return "payment", lines

    def action_vouchers(self):
        """Open the vouchers of the requests."""
        return self.voucher_id._action_form()
