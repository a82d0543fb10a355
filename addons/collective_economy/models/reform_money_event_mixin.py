from odoo import api, fields, models
from odoo.addons.reform_rules.economy import events
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import events as messages

BOOK_STATES = [
    ("none", "Not in the Books"),
    ("draft", "Draft"),
    ("prepared", "To Review"),
    ("reviewed", "To Post"),
    ("posted", "Posted"),
    ("reversed", "Taken Back in Red"),
]
# A posted voucher that a posted red letter took back is as if it had not been: the event does not stand.
REVERSED = "EXISTS (SELECT FROM ledger_voucher r WHERE r.reversal_of_id = v.id AND r.state = 'posted')"


class ReformMoneyEventMixin(models.AbstractModel):
    """A record whose money the books hear of: a due, a receipt, a deposit, an act on a card.

    *What it accepts*: a model with `entity_id` and `_money_event()`, which gives the facts, and
    `_event_key_sql()`. *How to use*: `_book()` prepares the vouchers; the monthly run finds every model of
    this mixin by itself and books what is `_waiting_domain()`. *How it works*: the voucher is found by the
    unique key of the event, never by a link that could be forgotten or set wrong; booking twice gives the
    same voucher.
    """

    _name = "reform.money.event.mixin"
    _description = "Event of Money"

    # The field that holds the day of the event.
    _money_day = "date"
    # Whether the event is taken back where it was made, by an event in red (`_own_way_back`).
    _goes_back = False

    voucher_id = fields.Many2one("ledger.voucher", compute="_compute_voucher_id", search="_search_voucher_id")
    book_state = fields.Selection(
        BOOK_STATES, "In the Books", compute="_compute_voucher_id", search="_search_book_state"
    )

    def _compute_voucher_id(self):
        keys = {record.id: record._event_key() for record in self if record.id}
        Voucher = self.env["ledger.voucher"]
        found = Voucher.search_fetch([("event_key", "in", list(keys.values()))], ["event_key", "state"])
        by_key = {voucher.event_key: voucher for voucher in found}
        posted = found.filtered(lambda voucher: voucher.state == "posted")
        # sudo: whoever sees the voucher is told that it does not stand any more.
        red = posted and Voucher.sudo().search_fetch(
            [("reversal_of_id", "in", posted.ids), ("state", "=", "posted")], ["reversal_of_id"]
        )
        gone = set(red.reversal_of_id.ids) if red else set()
        for record in self:
            voucher = by_key.get(keys.get(record.id), Voucher)
            record.voucher_id = voucher
            record.book_state = "reversed" if voucher.id in gone else voucher.state or "none"

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
        state = SQL("v.state")
        if {"posted", "reversed"} & set(states):
            # What was taken back is posted all the same, by its voucher alone.
            state = SQL("CASE WHEN v.state = 'posted' AND %s THEN 'reversed' ELSE v.state END", SQL(REVERSED))
        domain = self._keys_domain(SQL("%s = ANY(%s)", state, states))
        return domain | ~self._keys_domain(SQL("TRUE")) if {"none", False} & set(value) else domain

    @api.model
    def _keys_domain(self, condition):
        """Return the domain of records that have a voucher for which the condition on `v` holds."""

        def to_sql(model, alias, query):
            return SQL(
                "EXISTS (SELECT FROM ledger_voucher v WHERE v.event_key = %s AND %s)",
                model._event_key_sql(alias),
                condition,
            )

        self.env["ledger.voucher"].flush_model(["event_key", "state", "reversal_of_id"])
        return fields.Domain.custom(to_sql=to_sql)

    @api.model
    def _event_key_sql(self, alias):
        """Return the SQL that gives `_event_key()` of a row of the model's table."""
        raise NotImplementedError

    @api.model
    def _waiting_domain(self):
        """Return the domain of records the monthly run may bring into the books, whatever their day."""
        return fields.Domain("amount", "!=", 0)

    def _run_facts(self):
        """Return what the list of a run shows of the event: the other party and the amount."""
        self.ensure_one()
        return {"partner_id": self.lessee_id.id, "amount": self.amount}

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
        charts = {}
        return self.env["ledger.voucher"]._from_event([record._voucher_event(charts) for record in self])

    def _own_way_back(self):
        """Return the sentence that says by which act of its own the event is taken back; its voucher then
        refuses the red letter of the books, which the register would not hear of."""
        self.ensure_one()
        return messages.own_way_back(self.env)

    def _book_problem(self):
        """Return (name, facts) of what keeps the event out of the books, or None."""
        self.ensure_one()
        return

    def _voucher_event(self, charts=None):
        """Return the event as `ledger.voucher._from_event` takes it, in the words of whoever books.

        Args: charts: {entity id: version of its chart}, kept from one event of a set to the next.
        """
        self.ensure_one()
        self = self.with_context(lang=self.env.user.lang)
        fact = self._money_event()
        entity = self.env["reform.entity"].browse(fact["entity_id"])
        charts = {} if charts is None else charts
        if entity.id not in charts:
            charts[entity.id] = self.env["ledger.book"]._of(entity).chart_id.version
        chart = charts[entity.id]
        try:
            voucher_word, lines = self._entry(fact, entity, chart)
        except RuleError as refusal:
            raise UserError(messages.event_refused(self.env, self.display_name, refusal.name, refusal.facts))
        return {
            "entity_id": entity.id,
            "date": fact["date"],
            "word": voucher_word,
            "summary": lines[0].summary if lines else "",
            "event_key": fact["key"],
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

    def _entry(self, fact, entity, chart):
        """Return (voucher word, lines) of the facts under a chart. Raises: RuleError."""
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
            ahead=self._ahead(chart),
        )
        return events.word(event, chart), events.entries(event, chart)

    def _ahead(self, chart):
        """Return ((village of origin, yuan), …) of what came, or had come, before it fell due."""
        return ()

    def _posting_kind(self):
        """Return the kind of event (events.KINDS)."""
        raise NotImplementedError

    def _book_summary(self):
        """Return the wording of the voucher, as an accountant would write it."""
        raise NotImplementedError

    def action_voucher(self):
        """Open the voucher."""
        self.ensure_one()
        return self.voucher_id._action_form()
