from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.assets import lease as lease_rule
from odoo.addons.reform_rules.assets import lease_kind, rent, rent_change
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import lease_life as messages
from ..messages import problems
from .reform_lease_steps import DIRECTOR, SUPERVISOR, TOWNSHIP

VOTED = ("new_rent_year", "new_date_end", "new_purpose", "new_lessee_id")


class ReformLeaseAmendment(models.Model):
    """A change of a contract in force, from a day on: rent, term, use, tenant, or other clauses.

    The first four are put to the vote. Dues are not rewritten: what they charge for the days from then on is
    credited, and the dues of the new terms are appended; what was paid ahead is laid on the new dues.
    """

    _name = "reform.lease.amendment"
    _description = "Amendment"
    _inherit = ["reform.decision.gate", "reform.workflow.mixin", "mail.thread"]
    _order = "lease_id, date_from desc, id desc"

    _state_edges = frozenset(
        {("draft", "decided"), ("draft", "effective"), ("decided", "effective"), ("draft", "cancelled")}
    )
    _guarded_fields = frozenset({"before", "signed_by_id", "credited", "added"})
    _frozen_fields = frozenset(
        {"lease_id", "date_from", "reason", "clauses", "document", "document_name", *VOTED}
    )
    _decision_kind = "asset_lease"
    _decision_term_fields = ("lease_id", "date_from", *VOTED)

    name = fields.Char("Amendment", compute="_compute_name", store=True)
    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    state = fields.Selection(
        [("draft", "Draft"), ("decided", "Decided"), ("effective", "Effective"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        readonly=True,
    )
    date_from = fields.Date("From", required=True)
    reason = fields.Text(required=True)
    new_rent_year = fields.Float("New Rent per Year", digits=(16, 2), aggregator=None)
    new_date_end = fields.Date("New Last Day")
    new_purpose = fields.Char()
    new_lessee_id = fields.Many2one("res.partner", ondelete="restrict")
    clauses = fields.Text("Other Clauses")
    document = fields.Binary("Addendum", attachment=True)
    document_name = fields.Char("File Name")
    needs_decision = fields.Boolean(compute="_compute_needs_decision")
    before = fields.Json("Terms Before", readonly=True, copy=False)
    signed_by_id = fields.Many2one("res.users", "Signed by", readonly=True, copy=False)
    credited = fields.Float(digits=(16, 2), readonly=True, copy=False, aggregator=None)
    added = fields.Float("New Dues", digits=(16, 2), readonly=True, copy=False, aggregator=None)

    @api.depends("lease_id.name", "date_from")
    def _compute_name(self):
        for amendment in self:
            amendment.name = f"{amendment.lease_id.name or ''} {amendment.date_from or ''}".strip()

    @api.depends(*VOTED)
    def _compute_needs_decision(self):
        for amendment in self:
            amendment.needs_decision = any(amendment[name] for name in VOTED)

    def _get_decision_kind(self):
        self.ensure_one()
        return self.lease_id._get_decision_kind()

    def _decision_in_use(self):
        return self.state == "effective"

    def _decision_carried_out(self):
        return self.state == "effective"

    def action_decide(self):
        """Take the members' resolution over; the county speaks for state property."""
        for amendment in self:
            lease = amendment.lease_id
            if lease._approval() == "decision":
                amendment._require_group(DIRECTOR, SUPERVISOR, TOWNSHIP)
                amendment._check_decision()
            else:
                amendment._require_group("reform_places.group_county_finance")
            lease._refuse_own_hand(amendment.create_uid)
            amendment._refuse_unsound()
            amendment._move("decided")
        return True

    def action_sign(self):
        """Sign the addendum and let it take effect; never by whoever entered it."""
        self._require_group(DIRECTOR)
        for amendment in self:
            amendment.lease_id._refuse_own_hand(amendment.create_uid)
            if amendment.state == "draft" and amendment.needs_decision:
                raise UserError(messages.amendment_not_decided(self.env, amendment=amendment.display_name))
            if amendment.state == "decided" and amendment.lease_id._approval() == "decision":
                amendment._check_decision()
            amendment._refuse_unsound()
            credited, added = amendment._take_effect()
            amendment._move("effective", signed_by_id=self.env.uid, credited=credited, added=added)
        return True

    def action_cancel(self):
        self._require_group(DIRECTOR, "reform_places.group_clerk")
        return self._move("cancelled")

    def _refuse_unsound(self):
        """Refuse an amendment the contract cannot carry: wrong days, above the cap, below the floor."""
        self.ensure_one()
        lease = self.lease_id
        if lease.state != "effective":
            raise UserError(messages.amendment_needs_force(self.env, lease=lease.display_name))
        if not self.needs_decision and not (self.clauses or "").strip():
            raise UserError(messages.amendment_empty(self.env))
        begins = lease._terms().date_start
        if not begins <= self.date_from <= fields.Date.add(lease.date_end, days=1):
            raise UserError(messages.amendment_outside(self.env, date_from=begins, date_to=lease.date_end))
        if lease.in_kind and (self.new_rent_year or self.new_date_end):
            raise UserError(messages.amendment_in_kind(self.env, lease=lease.display_name))
        end = self.new_date_end or lease.date_end
        if end < lease.date_start or (self.new_date_end and end < fields.Date.add(self.date_from, days=-1)):
            raise UserError(messages.amendment_ends_before(self.env, date_end=end))
        years = lease_kind.years_max(lease.kind, lease.land_use or "", lease._rules())
        if years is not None and end > lease_rule.latest_end(lease.date_start, years):
            raise UserError(
                messages.amendment_too_long(
                    self.env, years=years, latest=lease_rule.latest_end(lease.date_start, years)
                )
            )
        if self.new_date_end and (
            found := lease_rule.check_title(lease._plain()._replace(date_end=end), lease._rules())
        ):
            raise UserError("\n".join(problems(self.env, found)))
        if self.new_rent_year < 0 or (self.new_rent_year and self.new_rent_year < lease.floor_rent):
            raise UserError(
                messages.amendment_below_floor(
                    self.env, rent=yuan(self.new_rent_year), floor=yuan(lease.floor_rent)
                )
            )

    def _take_effect(self):
        """Write the new terms, credit what fell away, append what came; return both sums."""
        self.ensure_one()
        lease, day = self.lease_id, self.date_from
        old = lease._terms()
        money = bool(self.new_rent_year or self.new_date_end or self.new_lessee_id) and not lease.in_kind
        end = self.new_date_end or lease.date_end
        self._set_guarded({"before": lease._amendable()})
        new = None
        if money and day <= end:
            rent_year = yuan(self.new_rent_year) if self.new_rent_year else None
            new = rent_change.continued(old, day, date_end=end, rent_year=rent_year)
        ahead, credited = Decimal(0), Decimal(0)
        if money and lease.due_ids:
            credited, ahead = lease._release(day, kind="amendment", reason=self.reason, origin=self)
        values = {"date_end": end}
        if new:
            values |= {"terms_now": _as_json(new), "rent_year": float(new.rent_year)}
        if self.new_purpose:
            values["purpose"] = self.new_purpose
        if self.new_lessee_id:
            values["lessee_id"] = self.new_lessee_id.id
        lease._set_guarded(values)
        lease.flush_recordset()
        if end != old.date_end:
            lease._hold_until(end)
        added = lease._append_schedule(rent.schedule(new), origin=self, ahead=ahead) if new else Decimal(0)
        if not new and ahead:
            lease._carry_to_deposit(ahead, self.reason)
        lease._reseal("amended", reason=self.reason)
        return float(credited), float(added)

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "lease": self.lease_id.name,
            "terms": {name: self._decision_term(name) for name in self._decision_term_fields},
            "clauses": self.clauses or "",
        }


class ReformLease(models.Model):
    """How a schedule is cut and continued: for amendments and early ends."""

    _inherit = "reform.lease"

    _guarded_fields = frozenset({"terms_now"})

    amendment_ids = fields.One2many("reform.lease.amendment", "lease_id", "Amendments", copy=False)
    terms_now = fields.Json("Present Terms", readonly=True, copy=False)

    def _terms(self):
        """Return the terms that hold now: those of the last amendment, else those that were signed."""
        return _from_json(self.terms_now) if self.terms_now else super()._terms()

    def _amendable(self):
        """Return what an amendment may change, as it is, for the history."""
        return {
            "rent_year": str(yuan(self.rent_year)),
            "date_end": self.date_end.isoformat(),
            "purpose": self.purpose or "",
            "lessee": self.lessee_id.display_name or "",
        }

    def _seal_payload(self):
        payload = super()._seal_payload()
        if self.terms_now:
            payload["terms_now"] = self.terms_now
        return payload

    def _rent_dues_as_agreed(self):
        """Return the dues of rent of the present terms, with their records by sequence."""
        begins = self._terms().date_start
        # sudo: an amendment is signed by people who may not read every receipt.
        dues = self.sudo().due_ids.filtered(
            lambda due: (
                due.kind == "rent"
                and due.date_from >= begins
                and not any(
                    credit.released_from and credit.released_from <= due.date_from
                    for credit in due.credit_ids
                )
            )
        )
        plain = [
            rent.Due(due.sequence, due.date_from, due.date_to, due.date_due, yuan(due.amount))
            for due in dues.sorted("sequence")
        ]
        return plain, {due.sequence: due for due in dues}

    def _release(self, day, *, kind, reason, origin):
        """Credit what the dues charge for `day` and later; return (yuan credited, yuan paid ahead)."""
        self.ensure_one()
        plain, by_sequence = self._rent_dues_as_agreed()
        rows, ahead = [], Decimal(0)
        for release in rent_change.releases(self._terms(), plain, day):
            due = by_sequence[release.sequence]
            credit = min(release.amount, yuan(due.outstanding))
            ahead += release.amount - credit
            rows.append({"due_id": due.id, "amount": credit, "released_from": release.released_from})
        if rows:
            self.env["reform.rent.credit"]._give(rows, kind=kind, reason=reason, origin=origin)
        return sum((row["amount"] for row in rows), start=Decimal(0)), ahead

    def _append_schedule(self, dues, *, origin, ahead):
        """Append dues with new numbers; lay what was paid ahead on the first of them. Return their sum."""
        self.ensure_one()
        begin = self._next_sequence()
        # sudo: nobody has the right to add dues by hand.
        added = (
            self.env["reform.rent.due"]
            .sudo()
            ._add_with_parts(
                [
                    {
                        "lease_id": self.id,
                        "sequence": begin + number,
                        "date_from": due.date_from,
                        "date_to": due.date_to,
                        "date_due": due.date_due,
                        "amount": float(due.amount),
                    }
                    for number, due in enumerate(dues)
                ]
            )
        )
        rows, rest = [], ahead
        for due in added:
            part = min(rest, yuan(due.amount))
            if part > 0:
                rows.append({"due_id": due.id, "amount": part})
                rest -= part
        if rows:
            reason = messages.paid_ahead(self.env)
            self.env["reform.rent.credit"]._give(rows, kind="settlement", reason=reason, origin=origin)
        if rest:
            self._carry_to_deposit(rest, messages.paid_ahead(self.env))
        return sum((due.amount for due in dues), start=Decimal(0))

    def _carry_to_deposit(self, amount, reason):
        """Keep rent paid for days that fell away as the lessee's money, to be given back."""
        self.ensure_one()
        return self.env["reform.deposit.move"]._record(self, "carried", amount, reason=reason)

    def _hold_until(self, last_day):
        """Hold the assets until another day; the database refuses days somebody else holds."""
        # sudo: the holding follows from an act already checked.
        self.sudo().line_ids._set_guarded({"hold_to": last_day})
        self.sudo().line_ids.flush_recordset()


def _as_json(terms):
    """Return terms as JSON keeps them; `_from_json` reads them back unchanged."""
    return {
        **terms._asdict(),
        "date_start": terms.date_start.isoformat(),
        "date_end": terms.date_end.isoformat(),
        "rent_year": str(terms.rent_year),
        "uplift_percent": str(terms.uplift_percent),
        "uplift_amount": str(terms.uplift_amount),
        "steps": [[step.date_from.isoformat(), str(step.rent_year)] for step in terms.steps],
        "free": [[span.date_from.isoformat(), span.date_to.isoformat()] for span in terms.free],
    }


def _from_json(said):
    to_date = fields.Date.to_date
    return rent.Terms(
        **{
            **said,
            "date_start": to_date(said["date_start"]),
            "date_end": to_date(said["date_end"]),
            "rent_year": Decimal(said["rent_year"]),
            "uplift_percent": Decimal(said["uplift_percent"]),
            "uplift_amount": Decimal(said["uplift_amount"]),
            "steps": tuple(rent.Step(to_date(day), Decimal(price)) for day, price in said["steps"]),
            "free": tuple(rent.Span(to_date(first), to_date(last)) for first, last in said["free"]),
        }
    )
