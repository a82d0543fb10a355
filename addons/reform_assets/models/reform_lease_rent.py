from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.assets import rent, rent_payee
from odoo.addons.reform_rules.errors import Problem, RuleError
from odoo.addons.reform_rules.money import yuan

from ..messages import lease_terms as messages

PRORATIONS = [("month", "By the month"), ("day", "By actual days")]
RENT_BASES = [
    ("total", "For the whole"),
    ("per_mu", "Per mu"),
    ("per_sqm", "Per square metre"),
    ("per_unit", "Per piece"),
]
EXTRA_TERMS = (
    "uplift_amount", "proration", "rent_basis", "unit_price", "quantity", "in_kind", "commodity_id",
    "quantity_year", "deposit_before",
)  # fmt: skip
# What these fields hold in a contract that does not speak of them.
SILENT = {"proration": "month", "rent_basis": "total", "deposit_before": "none"}


class ReformLease(models.Model):
    """How the rent of a lease is agreed: steps, fixed rises, free spans, measures, kind, and whose it is."""

    _inherit = "reform.lease"

    _frozen_fields = frozenset(EXTRA_TERMS) | {"step_ids", "free_ids", "payee_ids"}

    uplift_amount = fields.Float(
        "Rise (yuan)",
        digits=(16, 2),
        help="A fixed sum added to the rent of a year, instead of a percentage.",
    )
    proration = fields.Selection(
        PRORATIONS, "Broken Months", required=True, default="month",
        help="A broken month costs its share of the month, or each day its share of the contract year.",
    )  # fmt: skip
    rent_basis = fields.Selection(RENT_BASES, "Rent Agreed", required=True, default="total")
    unit_price = fields.Float("Price per Unit", digits=(16, 4), help="In yuan a year.", aggregator=None)
    quantity = fields.Float(
        digits=(16, 4), compute="_compute_quantity", store=True, readonly=False, aggregator=None
    )
    rent_year = fields.Float(compute="_compute_rent_year", store=True, readonly=False)
    step_ids = fields.One2many("reform.lease.step", "lease_id", "Price Steps", copy=True)
    free_ids = fields.One2many("reform.lease.free", "lease_id", "Rent-free Spans", copy=True)
    payee_ids = fields.One2many("reform.lease.payee", "lease_id", "Payees", copy=True)
    in_kind = fields.Boolean(
        "Rent in Kind", help="The rent is a quantity; its price is posted when it falls due."
    )
    commodity_id = fields.Many2one("reform.commodity", ondelete="restrict")
    quantity_year = fields.Float("Quantity per Year", digits=(16, 2), aggregator=None)
    quantity_ids = fields.One2many(
        "reform.rent.quantity", "lease_id", "Dues in Kind", readonly=True, copy=False
    )
    schedule_preview = fields.Html(compute="_compute_schedule_preview", sanitize=False)

    @api.depends("rent_basis", "line_ids.asset_id", "line_ids.part_id")
    def _compute_quantity(self):
        """Propose the area let; what the parties count is theirs to write."""
        for lease in self:
            if lease.rent_basis == "per_mu":
                lease.quantity = sum(lease.sudo().line_ids.mapped("area_mu"))
            elif lease.rent_basis == "per_sqm":
                lease.quantity = sum(line._let_area() for line in lease.sudo().line_ids)
            else:
                lease.quantity = lease.quantity

    @api.depends("rent_basis", "unit_price", "quantity")
    def _compute_rent_year(self):
        for lease in self:
            if lease.rent_basis == "total":
                lease.rent_year = lease.rent_year
            else:
                price, measure = (Decimal(repr(value or 0.0)) for value in (lease.unit_price, lease.quantity))
                lease.rent_year = float(rent.rent_by_measure(price, measure))

    def _terms(self):
        return (
            super()
            ._terms()
            ._replace(
                uplift_amount=yuan(self.uplift_amount),
                proration=self.proration or "month",
                steps=tuple(
                    rent.Step(step.date_from, yuan(step.rent_year))
                    for step in self.step_ids.sorted("date_from")
                    if step.date_from
                ),
                free=tuple(
                    rent.Span(span.date_from, span.date_to)
                    for span in self.free_ids.sorted("date_from")
                    if span.date_from and span.date_to
                ),
            )
        )

    def _quantity_terms(self):
        """Return the terms with kilograms in the place of yuan; prices do not rise in them."""
        return self._terms()._replace(
            rent_year=yuan(self.quantity_year), uplift_percent=Decimal(0), uplift_amount=Decimal(0),
            uplift_every_years=0, steps=(),
        )  # fmt: skip

    def _payees(self):
        return [
            rent_payee.Payee(Decimal(repr(payee.percent or 0.0)), yuan(payee.amount_year))
            for payee in self.payee_ids.sorted("id")
        ]

    def _payee_parts(self, amount):
        """Return the amount by payee: list of {name, entity_id, partner_id, amount}; empty when undivided."""
        if not self.payee_ids:
            return []
        payees = self.payee_ids.sorted("id")
        return [
            {
                "name": payee.display_name,
                "entity_id": payee.entity_id.id or 0,
                "partner_id": payee.partner_id.id or 0,
                "amount": str(part),
            }
            for payee, part in zip(payees, rent_payee.shares(yuan(amount), self._payees()), strict=True)
        ]

    def _payee_rent(self):
        """Return the rent of a year that fixed shares add up to."""
        return self.rent_year

    def _problems(self):
        """Add what is wrong with the split, the steps and the spans."""
        found = list(super()._problems())
        if self.state not in ("draft", "priced", "decided", "listed", "bid_closed", "result_published"):
            return found
        return found + self._rent_problems()

    def _rent_problems(self):
        self.ensure_one()
        found = list(rent_payee.check(self._payees(), yuan(self._payee_rent())))
        if self.state == "draft" and self.rent_basis != "total":
            price, measure = (Decimal(repr(value or 0.0)) for value in (self.unit_price, self.quantity))
            reckoned = rent.rent_by_measure(price, measure)
            if reckoned != yuan(self.rent_year):
                found.append(
                    Problem("rent_not_by_measure", {"rent": yuan(self.rent_year), "reckoned": reckoned})
                )
        if self.in_kind and (not self.commodity_id or self.quantity_year <= 0):
            found.append(Problem("in_kind_incomplete", {}))
        if self.in_kind and self.quantity_year < 0:
            found.append(Problem("quantity_negative", {}))
        if not self.date_start or not self.date_end or self.date_end < self.date_start:
            return found
        try:
            rent.total(self._terms())
        except (rent.TooManyRises, rent.StepOutsideTerm, rent.FreeTimeOutsideTerm) as refusal:
            found.append(Problem(refusal.name, refusal.facts))
        except RuleError:
            # Said by the check of the price already.
            return found
        return found

    def _decision_terms(self):
        """Put to the vote whatever the contract says beyond the usual; silence changes nothing."""
        return {**super()._decision_terms(), **self._extra_terms()}

    def _extra_terms(self):
        said = {}
        for name in EXTRA_TERMS:
            if self[name] and self[name] != SILENT.get(name):
                said[name] = self._decision_term(name)
        lists = {
            "step_ids": [[step.date_from.isoformat(), str(yuan(step.rent_year))] for step in self.step_ids],
            "free_ids": [[span.date_from.isoformat(), span.date_to.isoformat()] for span in self.free_ids],
            "payee_ids": [
                [payee.display_name or "", repr(payee.percent), str(yuan(payee.amount_year))]
                for payee in self.payee_ids
            ],
            "parts": [
                [line.asset_id.code or "", line.part_id.name or ""] for line in self.line_ids if line.part_id
            ],
        }
        return {**said, **{name: sorted(rows) for name, rows in lists.items() if rows}}

    def _decision_terms_text(self):
        return "\n".join([super()._decision_terms_text(), *self._extra_terms_text()])

    def _extra_terms_text(self):
        """Return the unusual clauses as lines a villager can read."""
        lines = []
        for name, value in self._extra_terms().items():
            label = (
                self._fields[name]._description_string(self.env)
                if name in self._fields
                else messages.parts_label(self.env)
            )
            if isinstance(value, list) and value and isinstance(value[0], list):
                value = "; ".join(" ".join(str(each) for each in row if each) for row in value)
            elif name in self._fields and self._fields[name].type == "selection":
                value = dict(self._fields[name]._description_selection(self.env))[value]
            elif name == "commodity_id":
                value = self.commodity_id.display_name
            lines.append(f"{label}: {value}")
        return lines

    @api.depends(
        "date_start", "date_end", "rent_year", "frequency", "alignment", "pay_when", "uplift_percent",
        "uplift_every_years", "uplift_amount", "free_months", "proration", "step_ids.date_from",
        "step_ids.rent_year", "free_ids.date_from", "free_ids.date_to", "kind", "in_kind", "quantity_year",
    )  # fmt: skip
    def _compute_schedule_preview(self):
        """Show what signing will freeze: every due with its days, its day and its sum."""
        for lease in self:
            lease.schedule_preview = False
            if not lease.date_start or not lease.date_end or lease.due_ids or lease.kind == "free_loan":
                continue
            try:
                dues = rent.schedule(lease._quantity_terms() if lease.in_kind else lease._terms())
            except RuleError:
                continue
            lease.schedule_preview = self.env["ir.qweb"]._render(
                "reform_assets.lease_schedule_preview",
                {
                    "dues": dues[:60],
                    "more": max(len(dues) - 60, 0),
                    "total": sum(due.amount for due in dues),
                    "unit": lease.commodity_id.unit if lease.in_kind else "",
                    "payees": lambda amount, lease=lease: lease._preview_parts(amount),
                },
            )

    def _preview_parts(self, amount):
        if self.in_kind or rent_payee.check(self._payees(), yuan(self._payee_rent())):
            return ""
        return ", ".join(f"{part['name']} {part['amount']}" for part in self._payee_parts(amount))

    def _make_dues(self):
        """Write the frozen schedule: sums of money, or quantities whose price is posted later."""
        self.ensure_one()
        if self.in_kind:
            # sudo: nobody has the right to add dues by hand.
            self.env["reform.rent.quantity"].sudo()._add_schedule(self, rent.schedule(self._quantity_terms()))
            return
        if self.kind in ("profit_share", "equity") and not self.rent_year:
            return
        super()._make_dues()


class ReformLeaseStep(models.Model):
    """From a day on, a year costs so much."""

    _name = "reform.lease.step"
    _description = "Price Step"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "lease_id"
    _order = "lease_id, date_from"
    _rec_name = "date_from"

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="cascade")
    date_from = fields.Date("From", required=True)
    rent_year = fields.Float("Rent per Year", digits=(16, 2), required=True)

    _once = models.Constraint("UNIQUE (lease_id, date_from)", lambda env, _diag: messages.step_twice(env))


class ReformLeaseFree(models.Model):
    """Days of the term that cost nothing."""

    _name = "reform.lease.free"
    _description = "Rent-free Span"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "lease_id"
    _order = "lease_id, date_from"
    _rec_name = "date_from"

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="cascade")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    reason = fields.Char()


class ReformLeasePayee(models.Model):
    """Who receives a share of the rent: the collective of a neighbouring village, a fund, a household."""

    _name = "reform.lease.payee"
    _description = "Payee"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "lease_id"
    _order = "lease_id, id"

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one("reform.entity", "Collective or Office", ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Other Payee", ondelete="restrict")
    percent = fields.Float("Share (%)", digits=(6, 2), aggregator=None)
    amount_year = fields.Float("Share per Year", digits=(16, 2), aggregator=None)

    _somebody = models.Constraint(
        "CHECK (num_nonnulls(entity_id, partner_id) = 1)", lambda env, _diag: messages.payee_missing(env)
    )

    @api.depends("entity_id", "partner_id")
    def _compute_display_name(self):
        for payee in self.sudo():
            payee.display_name = payee.entity_id.display_name or payee.partner_id.display_name or ""
