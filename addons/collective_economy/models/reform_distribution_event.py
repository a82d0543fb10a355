from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import distribution_entries as rules
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import distribution as messages

KINDS = [
    ("loss_covered", "Loss Covered from the Reserve"),
    ("reserve", "Taken to the Reserve"),
    ("dividend", "Dividend Payable"),
    ("paid", "Dividend Paid"),
    ("correction", "Correction"),
]
assert tuple(name for name, _label in KINDS) == rules.KINDS


class ReformDistributionEvent(models.Model):
    """What a distribution moves in the books: the reserve, the members' claims, their payment.

    An event is recorded once; one that was wrong is answered by another in red, and both stay.
    """

    _name = "reform.distribution.event"
    _description = "Money of a Distribution"
    _inherit = ["reform.append.only.mixin", "reform.money.event.mixin"]
    _order = "date desc, id desc"

    _frozen_columns = (
        "distribution_id", "entity_id", "kind", "date", "amount", "extra", "method", "key", "reversal_of_id",
        "paper_digest", "user_id",
    )  # fmt: skip

    _goes_back = True

    distribution_id = fields.Many2one("reform.distribution", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one("reform.entity", "Collective", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True)
    date = fields.Date(required=True)
    amount = fields.Float(digits=(16, 2), required=True)
    extra = fields.Float(
        "Residue to the Reserve", digits=(16, 2), default=0, help="Cents and the part of collective shares."
    )
    method = fields.Selection([("bank", "Bank transfer"), ("cash", "Cash")], "Way of Payment")
    key = fields.Char(required=True)
    reversal_of_id = fields.Many2one(
        "reform.distribution.event", "Takes Back", index="btree_not_null", ondelete="restrict"
    )
    reversed_by_ids = fields.One2many("reform.distribution.event", "reversal_of_id", "Taken Back by")
    part_ids = fields.One2many("reform.distribution.part", "event_id", "By Member")
    holder_count = fields.Integer("Members", compute="_compute_holder_count")
    paper = fields.Binary("Signed List", attachment=True)
    paper_name = fields.Char()
    paper_digest = fields.Char("Digest of the Signed List", readonly=True)
    note = fields.Char("Remarks")
    user_id = fields.Many2one("res.users", "Recorded by", required=True, ondelete="restrict")

    _key_unique = models.UniqueIndex("(key)", "This event has been recorded already.")
    # Of a payment one part may come back today and another next week.
    _reversed_once = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL AND kind <> 'paid'",
        "This event has been taken back already.",
    )

    @api.depends("kind", "date", "distribution_id.year")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for event in self:
            event.display_name = f"{event.distribution_id.year} {labels.get(event.kind, '')}"

    def _compute_holder_count(self):
        counts = dict(
            self.env["reform.distribution.part"]._read_group(
                [("event_id", "in", self.ids)], ["event_id"], ["__count"]
            )
        )
        for event in self:
            event.holder_count = counts.get(event, 0)

    # -- recording ---

    @api.model
    def _record(self, plan, kind, *, amount, parts=None, reverses=None, **more):
        """Return a new event of a plan with its parts by member: one statement for all of them.

        Args: parts: {line id: (partner id, yuan)}. reverses: the event taken back, in red.
        """
        number = self.sudo().search_count([("distribution_id", "=", plan.id), ("kind", "=", kind)]) + 1
        # sudo: events are written by the acts of the plan alone, which have checked the right.
        (event,) = self.sudo()._add(
            [
                {
                    "distribution_id": plan.id,
                    "entity_id": plan.entity_id.id,
                    "kind": kind,
                    "amount": float(amount),
                    "key": f"distribution:{plan.id}:{kind}:{number}",
                    "reversal_of_id": reverses.id if reverses else False,
                    "user_id": self.env.uid,
                    **more,
                }
            ]
        )
        if parts:
            self.env["reform.distribution.part"]._write_down(event, parts)
        return event.with_env(self.env)

    def _take_back(self, day, note, lines=None, **more):
        """Return the events in red that answer these, for everybody or for the members of some lines."""
        made = self.browse()
        for event in self:
            parts = {
                part.line_id.id or -part.id: (part.partner_id.id, -yuan(part.amount))
                for part in event.sudo().part_ids
                if lines is None or part.line_id in lines
            }
            whole = (
                yuan(event.amount) if lines is None else -sum(amount for _partner, amount in parts.values())
            )
            made |= self._record(
                event.distribution_id,
                event.kind,
                amount=-whole,
                parts=parts,
                reverses=event,
                date=day,
                extra=-event.extra,
                method=event.method,
                note=note,
                **more,
            )
        return made

    def _still_paid(self):
        """Return the lines whose part of a payment has not come back."""
        self.ensure_one()
        if self.kind != "paid" or self.reversal_of_id:
            return self.part_ids.line_id.browse()
        return self.part_ids.line_id - self.reversed_by_ids.part_ids.line_id

    def action_return(self):
        """Ask whose part of a payment came back, when and why."""
        self.ensure_one()
        self.distribution_id._require_group("reform_places.group_cashier")
        return {
            "type": "ir.actions.act_window",
            "name": messages.return_title(self.env),
            "res_model": "reform.distribution.return",
            "view_mode": "form",
            "target": "new",
            "context": {"default_event_id": self.id},
        }

    # -- in the books ---

    def _event_key(self):
        self.ensure_one()
        return self.key

    @api.model
    def _event_key_sql(self, alias):
        return SQL.identifier(alias, "key")

    @api.model
    def _waiting_domain(self):
        return fields.Domain("amount", "!=", 0) | fields.Domain("extra", "!=", 0)

    def _run_facts(self):
        self.ensure_one()
        return {"partner_id": False, "amount": self.amount}

    def _book_problem(self):
        """A red letter follows what it takes back, and a payment the claim."""
        self.ensure_one()
        if self.reversal_of_id and self.reversal_of_id.book_state == "none":
            return "ReversesUnbooked", {"receipt": self.reversal_of_id.display_name}
        return None

    def _book_summary(self):
        self.ensure_one()
        plan = self.distribution_id
        return messages.summary(
            self.env,
            kind=self.kind,
            year=plan.year,
            village=plan.sudo().origin_place_id.name or "",
            reversal=bool(self.reversal_of_id),
        )

    def _money_event(self):
        """Return the event as facts for the books."""
        self.ensure_one()
        plan = self.distribution_id.sudo()
        origin = plan.origin_place_id or plan.entity_id.place_id
        return {
            "key": self.key,
            "kind": self.kind,
            "entity_id": self.entity_id.id,
            "date": self._booked_on(),
            "amount": yuan(self.amount),
            "extra": yuan(self.extra),
            "method": self.method,
            "partner_id": False,
            "origin_place_id": origin.id,
            "members": self._members(),
            "reversal_of_key": self.reversal_of_id.key or "",
        }

    def _booked_on(self):
        """Return the day of the event in the books.

        Money that moved before its month was closed, and is told to the books afterwards, stands in the first
        open month: it has moved, and the closed month stays as it is.
        """
        self.ensure_one()
        book = self.env["ledger.book"]._of(self.entity_id)
        if self.kind != "paid" or book._period(self.date).state == "open":
            return self.date
        month = self.env["ledger.period"].search(
            [("book_id", "=", book.id), ("state", "=", "open"), ("date_from", ">", self.date)],
            order="date_from",
            limit=1,
        )
        return min(max(civil_day.today(), month.date_from), month.date_to) if month else self.date

    def _members(self):
        """Return ((partner id, yuan), …) of the event in the order of the households."""
        self.env["reform.distribution.part"].flush_model()
        self.env.cr.execute(
            "SELECT partner_id, amount FROM reform_distribution_part WHERE event_id = %s ORDER BY id",
            [self.id],
        )
        return tuple((partner, yuan(amount)) for partner, amount in self.env.cr.fetchall())

    def _entry(self, fact, entity, chart):
        act = rules.Act(
            kind=fact["kind"],
            key=fact["key"],
            summary=self._book_summary(),
            origin=fact["origin_place_id"],
            amount=fact["amount"],
            members=fact["members"],
            extra=fact["extra"],
            cash=fact["method"] == "cash",
            reverses=fact["reversal_of_key"],
        )
        return rules.word(act, chart), rules.entries(act, chart)

    def _voucher_event(self, charts=None):
        papers = 1 if self.paper_digest else 0
        return {**super()._voucher_event(charts), "attachment_count": papers}

    def _own_way_back(self):
        return messages.own_way_back(self.env)

    def _require_posted(self):
        """Refuse to go on before the vouchers of the events are posted."""
        # What others have posted since it was looked at is not in the cache.
        self.invalidate_recordset(["voucher_id", "book_state"])
        for event in self:
            if event.book_state == "reversed":
                raise UserError(messages.reversed_in_books(self.env, event=event.display_name))
            if event.book_state != "posted":
                raise UserError(messages.not_posted_yet(self.env, event=event.display_name))


class ReformDistributionPart(models.Model):
    """What an event of a distribution gives or takes one member."""

    _name = "reform.distribution.part"
    _description = "Member's Part of an Event"
    _inherit = ["reform.append.only.mixin"]
    _order = "event_id, id"

    _frozen_columns = ("event_id", "partner_id", "amount", "kind", "date")

    event_id = fields.Many2one("reform.distribution.event", required=True, index=True, ondelete="restrict")
    line_id = fields.Many2one("reform.distribution.line", index="btree_not_null", ondelete="set null")
    entity_id = fields.Many2one("reform.entity", "Collective", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True)
    date = fields.Date(required=True)
    partner_id = fields.Many2one("res.partner", "Member", required=True, index=True, ondelete="restrict")
    amount = fields.Float(digits=(16, 2), required=True)

    @api.model
    def _write_down(self, event, parts):
        """Insert the parts of an event, {line id (or below nothing): (partner id, yuan)}, at once."""
        self.env.flush_all()
        lines = [line if line > 0 else None for line in parts]
        self.env.cr.execute(
            SQL(
                """INSERT INTO reform_distribution_part (event_id, line_id, entity_id, kind, date, partner_id,
                          amount, create_uid, create_date, write_uid, write_date)
                   SELECT %(event)s, p.line, %(entity)s, %(kind)s, %(date)s, p.partner, p.amount,
                          %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC'
                     FROM unnest(%(lines)s::int[], %(partners)s::int[], %(amounts)s::numeric[])
                          WITH ORDINALITY AS p(line, partner, amount, place)
                    WHERE p.amount <> 0 ORDER BY place""",
                event=event.id,
                entity=event.entity_id.id,
                kind=event.kind,
                date=event.date,
                user=self.env.uid,
                lines=lines,
                partners=[partner for partner, _amount in parts.values()],
                amounts=[str(amount) for _partner, amount in parts.values()],
            )
        )
        self.invalidate_model()
        known = self.env["reform.distribution.line"].browse(filter(None, lines))
        for name in ("paid", "corrected", "unpaid", "paid_on"):
            self.env.add_to_compute(known._fields[name], known)


class ReformDistributionFacts(models.Model):
    """What the members' accounts in the books must say, by the register of distributions."""

    _inherit = "reform.distribution"

    @api.model
    def _register_facts(self, entity, day):
        """Return {partner id: yuan} the members may claim of a collective at the end of a day.

        Counts what is posted by then: claims and corrections less payments, red letters among them.
        """
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT p.partner_id, sum(CASE p.kind WHEN 'paid' THEN -p.amount ELSE p.amount END)
                 FROM reform_distribution_part p
                 JOIN reform_distribution_event e ON e.id = p.event_id
                 JOIN ledger_voucher v ON v.event_key = e.key AND v.state = 'posted'
                WHERE p.entity_id = %s AND v.date <= %s
                GROUP BY 1 HAVING sum(CASE p.kind WHEN 'paid' THEN -p.amount ELSE p.amount END) <> 0""",
            [entity.id, day],
        )
        return {partner: yuan(amount) for partner, amount in self.env.cr.fetchall()}

    @api.model
    def _reform_invariants(self):
        return [
            *super()._reform_invariants(),
            (messages.check_parts(self.env), self._check_parts()),
        ]

    @api.model
    def _check_parts(self):
        """Return a sentence for each locked plan whose parts, collective part and residue are not its
        dividend."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT d.id, d.dividend, coalesce(sum(l.amount), 0) + coalesce(d.collective_part, 0)
                      + coalesce(d.residue, 0)
                 FROM reform_distribution d LEFT JOIN reform_distribution_line l ON l.distribution_id = d.id
                WHERE d.register_digest IS NOT NULL GROUP BY d.id
               HAVING d.dividend <> coalesce(sum(l.amount), 0) + coalesce(d.collective_part, 0)
                      + coalesce(d.residue, 0)"""
        )
        return [
            messages.parts_differ(
                self.env,
                plan=self.browse(plan).sudo().display_name,
                dividend=yuan(dividend),
                parts=yuan(parts or ZERO),
            )
            for plan, dividend, parts in self.env.cr.fetchall()
        ]
