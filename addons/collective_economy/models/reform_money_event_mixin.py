from odoo import api, fields, models
from odoo.addons.reform_rules.economy import events
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import messages

BOOK_STATES = [
    ("none", "Not in the Books"),
    ("draft", "Draft"),
    ("prepared", "To Review"),
    ("reviewed", "To Post"),
    ("posted", "Posted"),
]


class ReformMoneyEventMixin(models.AbstractModel):
    """A record whose money the books hear of: a due, a receipt.

    *What it accepts*: a model with `_money_event()`, which gives the facts, and `_event_key_sql()`.
    *How to use*: `_book()` prepares the vouchers. *How it works*: the voucher is found by the unique key of
    the event, never by a link that could be forgotten or set wrong; booking twice gives the same voucher.
    """

    _name = "reform.money.event.mixin"
    _description = "Event of Money"

    voucher_id = fields.Many2one("ledger.voucher", compute="_compute_voucher_id", search="_search_voucher_id")
    book_state = fields.Selection(
        BOOK_STATES, "In the Books", compute="_compute_voucher_id", search="_search_book_state"
    )

    def _compute_voucher_id(self):
        keys = {record.id: record._event_key() for record in self if record.id}
        found = self.env["ledger.voucher"].search([("event_key", "in", list(keys.values()))])
        by_key = {voucher.event_key: voucher for voucher in found}
        for record in self:
            voucher = by_key.get(keys.get(record.id), self.env["ledger.voucher"])
            record.voucher_id = voucher
            record.book_state = voucher.state or "none"

    def _search_voucher_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        ids = [each for each in value if each]
        linked = self._keys_domain(SQL("v.id = ANY(%s)", ids))
        return linked | ~self._keys_domain(SQL("TRUE")) if False in value else linked

    def _search_book_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        states = [state for state in value if state and state != "none"]
        domain = self._keys_domain(SQL("v.state = ANY(%s)", states))
        return domain | ~self._keys_domain(SQL("TRUE")) if "none" in value else domain

    @api.model
    def _keys_domain(self, condition):
        """Return the domain of records that have a voucher for which the condition on `v` holds."""

        def to_sql(model, alias, query):
            return SQL(
                "EXISTS (SELECT FROM ledger_voucher v WHERE v.event_key = %s AND %s)",
                model._event_key_sql(alias),
                condition,
            )

        self.env["ledger.voucher"].flush_model(["event_key", "state"])
        return fields.Domain.custom(to_sql=to_sql)

    @api.model
    def _event_key_sql(self, alias):
        """Return the SQL that gives `_event_key()` of a row of the model's table."""
        raise NotImplementedError

    # -- booking ---

    def action_book(self):
        """Prepare the vouchers; they are then reviewed and posted by two other people."""
        vouchers = self._book()
        return vouchers._action_form()

    def _book(self):
        """Return the prepared vouchers of the records, in order; what was booked before gives its voucher
        again.

        Raises: UserError: what keeps an event out of the books, all of it together.
        """
        self.env["reform.lease"]._require_group("reform_places.group_accountant", "reform_places.group_clerk")
        self.check_access("read")
        found = [(record, record._book_problem()) for record in self]
        problems = [
            messages.event_refused(self.env, record.display_name, name, facts)
            for record, problem in found
            if problem
            for name, facts in [problem]
        ]
        if problems:
            raise UserError("\n".join(problems))
        return self.env["ledger.voucher"]._from_event([record._voucher_event() for record in self])

    def _book_problem(self):
        """Return (name, facts) of what keeps the event out of the books, or None."""
        self.ensure_one()
        return

    def _voucher_event(self):
        """Return the event as `ledger.voucher._from_event` takes it, in the words of whoever books."""
        self.ensure_one()
        self = self.with_context(lang=self.env.user.lang)
        fact = self._money_event()
        entity = self.env["reform.entity"].browse(fact["entity_id"])
        chart = self.env["ledger.book"]._of(entity).chart_id.version
        partner = self.env["res.partner"].browse(fact["partner_id"])
        event = events.Event(
            kind=self._posting_kind(),
            key=fact["key"],
            on=fact["date"],
            amount=fact["amount"],
            summary=self._book_summary(),
            parts=tuple((part["origin_place_id"], part["amount"]) for part in fact["parts"]),
            member=partner._is_member_of(entity),
            cash=fact.get("method") == "cash",
            party=partner.id,
            reverses=fact.get("reversal_of_key") or "",
        )
        try:
            lines = events.entries(event, chart)
        except RuleError as refusal:
            raise UserError(messages.event_refused(self.env, self.display_name, refusal.name, refusal.facts))
        return {
            "entity_id": entity.id,
            "date": event.on,
            "word": events.word(event, chart),
            "summary": event.summary,
            "event_key": event.key,
            "entries": [
                {
                    "account": line.account,
                    "debit": line.debit,
                    "credit": line.credit,
                    "partner_id": line.party or False,
                    "origin_place_id": line.origin,
                    "summary": line.summary,
                }
                for line in lines
            ],
        }

    def _posting_kind(self):
        """Return the kind of event (events.KINDS)."""
        raise NotImplementedError

    def _book_summary(self):
        """Return the wording of the voucher, as an accountant would write it."""
        raise NotImplementedError

    def _is_contracting(self):
        """Tell whether land, water or forest is let: that is contracting out, not letting of a building."""
        self.ensure_one()
        # sudo: an asset of the collective may stand outside the user's own village.
        return set(self.sudo().lease_id.asset_ids.mapped("nature")) == {"resource"}

    def action_voucher(self):
        """Open the voucher."""
        self.ensure_one()
        return self.voucher_id._action_form()
