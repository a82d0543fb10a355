from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import arrears
from odoo.addons.reform_rules.money import split, yuan
from odoo.tools import SQL

from .. import messages

STATES = [
    ("unpaid", "Unpaid"),
    ("partial", "Partly paid"),
    ("paid", "Paid"),
    ("overdue", "Overdue"),
    ("credited", "Credited"),
]
KINDS = [
    ("rent", "Rent"),
    ("share", "Share of Profit"),
    ("holding_over", "Holding Over"),
    ("damage", "Damage"),
    ("late_fee", "Late Fee"),
    ("deferred", "Deferred"),
]
IN_FORCE = ("effective", "ended", "handed_back", "settled")


class ReformRentDue(models.Model):
    """One sum of rent that falls due on one day: for which days, how much, how much of it has come in.

    Dues come from the schedule made at signing and are never changed. What has been received follows from the
    receipts; how late a due is follows from today, so the list of arrears is right at any moment without a
    nightly job.
    """

    _name = "reform.rent.due"
    _description = "Rent Due"
    _inherit = ["reform.append.only.mixin"]
    _order = "date_due, lease_id, sequence"

    _frozen_columns = ("lease_id", "sequence", "kind", "date_from", "date_to", "date_due", "amount")

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    lease_state = fields.Selection(related="lease_id.state", string="Lease Status")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="lease_id.township_id", string="Township", store=True, index=True)
    lessee_id = fields.Many2one(
        "res.partner", compute="_compute_lessee_id", store=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer("No.", required=True, aggregator=None)
    kind = fields.Selection(KINDS, required=True, default="rent")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    date_due = fields.Date("Due on", required=True, index=True)
    amount = fields.Float(digits=(16, 2), required=True)
    receipt_line_ids = fields.One2many("reform.rent.receipt.line", "due_id", "Received with", readonly=True)
    credit_ids = fields.One2many("reform.rent.credit", "due_id", "Credits", readonly=True)
    paid_amount = fields.Float("Received", digits=(16, 2), compute="_compute_paid_amount", store=True)
    credited_amount = fields.Float("Credited", digits=(16, 2), compute="_compute_paid_amount", store=True)
    outstanding = fields.Float(digits=(16, 2), compute="_compute_paid_amount", store=True)
    state = fields.Selection(STATES, compute="_compute_state", search="_search_state")
    days_overdue = fields.Integer(compute="_compute_state", aggregator="max")
    ageing = fields.Selection("_selection_ageing", compute="_compute_state", search="_search_ageing")

    _once = models.Constraint("UNIQUE (lease_id, sequence)", lambda env, _diag: messages.due_twice(env))
    _never_overpaid = models.Constraint(
        "CHECK (amount >= 0 AND coalesce(paid_amount, 0) >= 0 AND coalesce(credited_amount, 0) >= 0"
        " AND coalesce(paid_amount, 0) + coalesce(credited_amount, 0) <= amount)",
        lambda env, _diag: messages.due_overpaid(env),
    )
    _open = models.Index("(date_due) WHERE outstanding > 0")

    @api.depends("lease_id")
    def _compute_lessee_id(self):
        """Keep who owed it when it was agreed: a later tenant does not take old arrears over."""
        for due in self:
            due.lessee_id = due.lessee_id or due.lease_id.lessee_id

    @api.depends("receipt_line_ids.amount", "credit_ids.amount")
    def _compute_paid_amount(self):
        for due in self:
            paid = sum((yuan(line.amount) for line in due.receipt_line_ids), start=Decimal(0))
            credited = sum((yuan(credit.amount) for credit in due.credit_ids), start=Decimal(0))
            due.paid_amount, due.credited_amount = float(paid), float(credited)
            due.outstanding = float(yuan(due.amount) - paid - credited)

    @api.model
    def _today(self):
        return civil_day.today()

    @api.model
    def _bands(self):
        """Return the age bands of today's rules."""
        return arrears.bands(self.env["reform.parameter"]._at(self._today()))

    @api.model
    def _selection_ageing(self):
        bands = self._bands()
        return [
            (arrears.NOT_OVERDUE, messages.band_none(self.env)),
            *((band.name, messages.band(self.env, band.days_from, band.days_to)) for band in bands),
        ]

    @api.depends("amount", "paid_amount", "credited_amount", "date_due", "lease_id.state")
    @api.depends_context("tz")
    def _compute_state(self):
        at = self._today()
        rules = self.env["reform.parameter"]._at(at)
        for due in self:
            standing = arrears.standing(
                amount=yuan(due.amount) - yuan(due.credited_amount),
                paid=yuan(due.paid_amount),
                date_due=due.date_due or at,
                at=at,
                rules=rules,
            )
            if due.lease_id.state not in IN_FORCE and standing.state == "overdue":
                # Nobody is in arrears with a lease that is not in force yet, or never came to be.
                standing = standing._replace(state="unpaid", days_overdue=0, band=arrears.NOT_OVERDUE)
            if standing.state == "paid" and due.credited_amount and not due.paid_amount:
                standing = standing._replace(state="credited")
            due.state, due.days_overdue, due.ageing = standing.state, standing.days_overdue, standing.band

    def _late_domain(self):
        """Return the domain of dues in arrears today."""
        latest = arrears.due_days_of(self._bands()[0], self._today())[1]
        return [("outstanding", ">", 0), ("date_due", "<=", latest), ("lease_id.state", "in", IN_FORCE)]

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain(self._late_domain())
        part_paid = fields.Domain("paid_amount", ">", 0)
        still_open = fields.Domain("outstanding", ">", 0)
        credited = fields.Domain("credited_amount", ">", 0) & ~part_paid & ~still_open
        domains = {
            "paid": ~still_open & ~credited,
            "credited": credited,
            "overdue": late,
            "partial": still_open & ~late & part_paid,
            "unpaid": still_open & ~late & ~part_paid,
        }
        return fields.Domain.OR(domains[state] for state in value if state in domains)

    def _search_ageing(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain(self._late_domain())
        wanted = []
        if arrears.NOT_OVERDUE in value:
            wanted.append(~late)
        for band in self._bands():
            if band.name in value:
                earliest, latest = arrears.due_days_of(band, self._today())
                days = fields.Domain("date_due", "<=", latest)
                wanted.append(
                    late & days & fields.Domain("date_due", ">=", earliest) if earliest else late & days
                )
        return fields.Domain.OR(wanted)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let state, age and days be grouped, sorted and counted in the database, as of today."""
        if field_expr not in ("state", "ageing", "days_overdue"):
            return super()._field_to_sql(alias, field_expr, query)
        column = {
            name: self._field_to_sql(alias, name, query)
            for name in ("outstanding", "paid_amount", "credited_amount", "date_due")
        }
        in_force = SQL(
            "(SELECT l.state IN %s FROM reform_lease l WHERE l.id = %s)",
            IN_FORCE,
            self._field_to_sql(alias, "lease_id", query),
        )
        days = SQL("(%s::date - %s)", self._today(), column["date_due"])
        bands = self._bands()
        late = SQL("(%s > 0 AND %s >= %s AND %s)", column["outstanding"], days, bands[0].days_from, in_force)
        if field_expr == "state":
            return SQL(
                """(CASE WHEN %s <= 0 AND %s > 0 AND %s <= 0 THEN 'credited'
                         WHEN %s <= 0 THEN 'paid' WHEN %s THEN 'overdue'
                         WHEN %s > 0 THEN 'partial' ELSE 'unpaid' END)""",
                column["outstanding"],
                column["credited_amount"],
                column["paid_amount"],
                column["outstanding"],
                late,
                column["paid_amount"],
            )
        if field_expr == "days_overdue":
            return SQL(
                "(CASE WHEN %s > 0 AND %s THEN greatest(%s, 0) ELSE 0 END)",
                column["outstanding"],
                in_force,
                days,
            )
        cases = [
            SQL("WHEN %s <= %s THEN %s", days, band.days_to, band.name)
            for band in bands
            if band.days_to is not None
        ]
        return SQL(
            "(CASE WHEN NOT %s THEN %s %s ELSE %s END)",
            late,
            arrears.NOT_OVERDUE,
            SQL(" ").join(cases),
            bands[-1].name,
        )

    @api.depends("lease_id.name", "sequence")
    def _compute_display_name(self):
        for due in self:
            due.display_name = f"{due.lease_id.name}/{due.sequence}"

    # --- for the books ---

    def _event_key(self):
        """Return the key that makes the claim on this due a single event, whoever posts it and how often."""
        self.ensure_one()
        return f"lease:{self.lease_id.name}:{self.sequence}:rent"

    def _money_event(self):
        """Return the claim on this due as facts for the books.

        `parts` gives the amount by asset and origin village, in proportion to area (equally when one has
        none); the parts add up to the amount.
        """
        self.ensure_one()
        amount = yuan(self.amount)
        parts = self.lease_id._parts(amount)
        return {
            "key": self._event_key(),
            "kind": "rent_due",
            "entity_id": self.entity_id.id,
            "date": self.date_due,
            "amount": amount,
            "partner_id": self.lessee_id.id,
            "lease_id": self.lease_id.id,
            "origin_place_id": parts[0]["origin_place_id"],
            "parts": parts,
        }

    @api.model
    def _reform_invariants(self):
        return [
            (messages.check_dues_paid(self.env), self._check_paid_amounts()),
            (messages.check_schedules(self.env), self._check_schedules()),
        ]

    def _check_paid_amounts(self):
        """Return a sentence for each due whose received amount is not the sum of its receipts."""
        self.flush_model()
        self.env["reform.rent.receipt.line"].flush_model()
        self.env["reform.rent.credit"].flush_model()
        self.env.cr.execute(
            """SELECT d.id FROM reform_rent_due d
                 LEFT JOIN (SELECT due_id, sum(amount) AS paid
                              FROM reform_rent_receipt_line GROUP BY due_id) r ON r.due_id = d.id
                 LEFT JOIN (SELECT due_id, sum(amount) AS credited
                              FROM reform_rent_credit GROUP BY due_id) c ON c.due_id = d.id
                WHERE coalesce(d.paid_amount, 0) <> coalesce(r.paid, 0)
                   OR coalesce(d.credited_amount, 0) <> coalesce(c.credited, 0)
                   OR coalesce(d.outstanding, 0)
                      <> d.amount - coalesce(r.paid, 0) - coalesce(c.credited, 0)
                ORDER BY d.id"""
        )
        return [
            messages.due_paid_wrong(self.env, due=due.display_name)
            for due in self.browse(row[0] for row in self.env.cr.fetchall()).sudo()
        ]

    def _check_schedules(self):
        """Return a sentence for each lease whose dues of rent leave a day out or count one twice.

        A due counts until the day before the one from which a credit released its days (an amendment, an
        early end); a due released as a whole does not count.
        """
        self.env["reform.rent.credit"].flush_model()
        self.env.cr.execute(
            """SELECT DISTINCT lease_id FROM (
                   SELECT d.lease_id, d.date_from, d.date_to, l.date_start,
                          coalesce(l.terminated_from - 1, l.date_end) AS date_end,
                          lag(d.date_to) OVER w AS before, lead(d.date_from) OVER w AS after
                     FROM (SELECT d.id, d.lease_id, d.sequence, d.date_from,
                                  least(d.date_to, min(c.released_from) - 1) AS date_to
                             FROM reform_rent_due d LEFT JOIN reform_rent_credit c ON c.due_id = d.id
                            WHERE d.kind = 'rent'
                            GROUP BY d.id) AS d
                     JOIN reform_lease l ON l.id = d.lease_id AND l.in_kind IS NOT TRUE
                    WHERE d.date_from <= d.date_to
                   WINDOW w AS (PARTITION BY d.lease_id ORDER BY d.date_from, d.sequence)) AS due
                WHERE date_from <> coalesce(before + 1, date_start)
                   OR date_to <> coalesce(after - 1, date_end)"""
        )
        leases = self.env["reform.lease"].browse(row[0] for row in self.env.cr.fetchall()).sudo()
        return [messages.schedule_broken(self.env, lease=lease.name) for lease in leases]


class ReformLease(models.Model):
    """How the rent of a lease is laid on the villages its assets came from."""

    _inherit = "reform.lease"

    def _parts(self, amount):
        """Return the amount by asset: list of {asset_id, origin_place_id, amount}; the parts add up."""
        self.ensure_one()
        # sudo: an asset of the collective may stand outside the user's own village.
        assets = self.sudo().asset_ids.sorted("id")
        lines = self.sudo().line_ids.grouped("asset_id")
        areas = [sum(int(yuan(line._let_area()) * 100) for line in lines.get(asset, ())) for asset in assets]
        weights = areas if all(areas) else [1] * len(assets)
        return [
            {
                "asset_id": asset.id,
                "origin_place_id": (asset.origin_place_id or asset.place_id).id,
                "amount": part,
            }
            for asset, part in zip(assets, split(amount, weights), strict=True)
        ]
