from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import lease_kind
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import lease_terms as messages

LAND_USES = [
    ("reserve", "Reserve Land"),
    ("wasteland", "Wasteland"),
    ("pond", "Pond"),
    ("grassland", "Grassland"),
    ("forest", "Forest Land"),
    ("industry", "Industry"),
    ("commerce", "Commerce"),
    ("mixed", "Mixed Use"),
]
KIND_TERMS = (
    "land_use", "lessee_outsider", "plan_conditions", "return_clause", "share_percent", "contribution_value",
)  # fmt: skip


class ReformLease(models.Model):
    """What each kind of contract has to say: land contracts, construction land, loans, shares, equity."""

    _inherit = "reform.lease"

    _frozen_fields = frozenset(KIND_TERMS)
    _guarded_fields = frozenset({"township_consent_no", "township_consent_by_id"})

    land_use = fields.Selection(LAND_USES, "Use of the Land")
    lessee_outsider = fields.Boolean(
        "Outside the Collective", help="The other side is no member: two thirds and the township's approval."
    )
    credit_checked = fields.Boolean("Credit and Ability Checked")
    plan_conditions = fields.Text("Planning Conditions")
    return_clause = fields.Text(help="When and how the thing comes back.")
    share_percent = fields.Float("Share of Profit (%)", digits=(6, 2), aggregator=None)
    contribution_value = fields.Float("Contribution (yuan)", digits=(16, 2))
    township_consent_no = fields.Char("Township Approval No.", readonly=True, copy=False)
    township_consent_by_id = fields.Many2one("res.users", "Township Approval by", readonly=True, copy=False)
    share_year_ids = fields.One2many("reform.lease.share.year", "lease_id", "Yearly Shares", copy=False)

    def _kind_facts(self):
        self.ensure_one()
        return lease_kind.KindFacts(
            kind=self.kind,
            use=self.land_use or "",
            outsider=self.lessee_outsider,
            credit_checked=self.credit_checked,
            township_consent=self.township_consent_no or "",
            plan_conditions=self.plan_conditions or "",
            return_clause=self.return_clause or "",
            share_percent=Decimal(repr(self.share_percent or 0.0)),
            contribution=yuan(self.contribution_value),
            # sudo: an asset of the collective may stand outside the user's own village.
            natures=frozenset(nature for nature in self.sudo().asset_ids.mapped("nature") if nature),
        )

    def _plain(self):
        return super()._plain()._replace(more=self._kind_facts())

    def _get_decision_kind(self):
        self.ensure_one()
        return lease_kind.decision_kind(self.kind, outsider=self.lessee_outsider)

    def _extra_terms(self):
        said = {name: self._decision_term(name) for name in KIND_TERMS if self[name]}
        return {**super()._extra_terms(), **said}

    def action_consent(self, reason=None, number=None):
        """Approve, as the township, that land goes to somebody outside the collective."""
        self._require_group("reform_places.group_township")
        for lease in self:
            if lease.kind != "land_contract" or not lease.lessee_outsider:
                raise UserError(messages.consent_not_needed(self.env, lease=lease.display_name))
            if lease.state not in ("priced", "decided", "listed", "bid_closed", "result_published"):
                raise UserError(messages.consent_too_late(self.env, lease=lease.display_name))
            lease._refuse_own_hand(lease.create_uid | lease.priced_by_id)
        if not (number or "").strip():
            return self._ask_reason("lease_consent")
        self._set_guarded({"township_consent_no": number.strip(), "township_consent_by_id": self.env.uid})
        self._seal(
            {lease: (lease.state, lease.state) for lease in self}, kind="township consent", reason=reason
        )
        return True

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "free_loan":
            self.rent_year, self.frequency = 0, "whole_term"


class ReformLeaseShareYear(models.Model):
    """The yearly account of an enterprise, and the collective's share of it, which falls due as money."""

    _name = "reform.lease.share.year"
    _description = "Yearly Share"
    _inherit = ["reform.workflow.mixin"]
    _order = "lease_id, year desc"
    _rec_name = "year"

    _state_edges = frozenset({("draft", "declared")})
    _guarded_fields = frozenset({"due_id", "declared_by_id"})
    _frozen_fields = frozenset(
        {"lease_id", "year", "result", "date_due", "share_amount", "document", "document_name"}
    )

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    state = fields.Selection(
        [("draft", "Draft"), ("declared", "Declared")], required=True, default="draft", readonly=True
    )
    year = fields.Integer(required=True, aggregator=None)
    result = fields.Float("Profit of the Year", digits=(16, 2), required=True, aggregator=None)
    share_amount = fields.Float(digits=(16, 2), compute="_compute_share_amount", store=True)
    date_due = fields.Date("Due on", required=True, default=civil_day.today)
    document = fields.Binary("Accounts", attachment=True)
    document_name = fields.Char("File Name")
    due_id = fields.Many2one("reform.rent.due", readonly=True, copy=False, ondelete="restrict")
    declared_by_id = fields.Many2one("res.users", "Declared by", readonly=True, copy=False)

    _once = models.Constraint("UNIQUE (lease_id, year)", lambda env, _diag: messages.share_year_twice(env))

    @api.depends("result", "lease_id.share_percent")
    def _compute_share_amount(self):
        """Reckon the share; a loss is not shared."""
        for row in self:
            percent = Decimal(repr(row.lease_id.share_percent or 0.0))
            row.share_amount = float(yuan(max(yuan(row.result), Decimal(0)) * percent / 100))

    def action_declare(self):
        """Declare the yearly accounts and let the share fall due; never by whoever entered them."""
        self._require_group("reform_places.group_director", "reform_places.group_supervisor")
        for row in self:
            lease = row.lease_id
            lease._refuse_own_hand(row.create_uid)
            if lease.state not in ("effective", "ended", "handed_back"):
                raise UserError(messages.quantity_not_in_force(self.env, lease=lease.name))
            if not lease.date_start.year <= row.year <= lease.date_end.year:
                raise UserError(messages.share_year_outside(self.env, lease=lease.name, year=row.year))
            due = self.env["reform.rent.due"]
            if row.share_amount:
                due = lease._append_due(
                    "share", row._first_day(), row._last_day(), row.date_due, row.share_amount
                )
            row._move("declared", due_id=due.id, declared_by_id=self.env.uid)
        return True

    def _first_day(self):
        return max(self.lease_id.date_start, fields.Date.to_date(f"{self.year}-01-01"))

    def _last_day(self):
        return min(self.lease_id.date_end, fields.Date.to_date(f"{self.year}-12-31"))

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "lease": self.lease_id.name,
            "year": self.year,
            "result": yuan(self.result),
            "share": yuan(self.share_amount),
        }
