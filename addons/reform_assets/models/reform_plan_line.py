from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.assets import plan as plan_rule
from odoo.addons.reform_rules.money import yuan

from ..messages import plan as messages
from .reform_plan import OPEN_STATES

INCOME_BASES = [
    ("actual", "Actually received"),
    ("asking_price", "Asking price"),
    ("estimate", "Estimate"),
    ("guaranteed", "Guaranteed"),
    ("unknown", "Unknown"),
    ("zero", "Nothing on purpose"),
]
SOURCES = [
    ("central_province", "Central and provincial funds"),
    ("county", "County funds"),
    ("township", "Township funds"),
    ("fiscal", "Public funds"),
    ("collective", "The collective's own funds"),
    ("company", "A company"),
    ("shares", "Members' shares"),
    ("loan", "A loan"),
    ("unknown", "Source not known"),
]
# Kinds of contract that show a method, by its code; None is any.
CONTRACTS = {
    "lease": ("lease", "land_contract", "construction_land"),
    "lend": ("free_loan",),
    "cooperation": ("cooperation", "profit_share"),
    "equity": ("equity",),
}
CONTRACT_STATES = ("effective", "amended", "arrears", "expiring", "holding_over")


class ReformPlanAsset(models.Model):
    """One asset of a plan. The database lets an asset stand in one open plan only."""

    _name = "reform.plan.asset"
    _description = "Asset of a Plan"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "plan_id"
    _rec_name = "asset_id"

    plan_id = fields.Many2one("reform.plan", required=True, index=True, ondelete="cascade")
    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="restrict")
    is_open = fields.Boolean("Open", compute="_compute_is_open", store=True)
    area_sqm = fields.Float(related="asset_id.area_sqm")
    use_state = fields.Selection(related="asset_id.use_state")
    owner_class = fields.Selection(related="asset_id.owner_class")
    condition = fields.Selection(related="asset_id.condition")

    _once = models.Constraint(
        "UNIQUE (plan_id, asset_id)", lambda env, _diag: messages.asset_in_plan_twice(env)
    )
    _one_open_plan = models.UniqueIndex(
        "(asset_id) WHERE is_open", lambda env, _diag: messages.asset_planned_twice(env)
    )

    @api.depends("plan_id.state")
    def _compute_is_open(self):
        for line in self:
            line.is_open = line.plan_id.state in OPEN_STATES


class ReformPlanUse(models.Model):
    """One use of a planned asset: eight rooms of one building may have eight of them."""

    _name = "reform.plan.use"
    _description = "Use in a Plan"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "plan_id"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one("reform.plan", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    asset_id = fields.Many2one("reform.asset", index="btree_not_null", ondelete="restrict")
    name = fields.Char("What It Is Called")
    destination_id = fields.Many2one("reform.scheme.destination", index=True, ondelete="restrict")
    method_id = fields.Many2one(
        "reform.scheme.method", "Way of revitalisation", index=True, ondelete="restrict"
    )
    use_type_id = fields.Many2one("reform.use.type", "Type of Use", index=True, ondelete="restrict")
    operator = fields.Char("Operator or Tenant")
    partner_id = fields.Many2one(
        "res.partner", "Business Partner", index="btree_not_null", ondelete="restrict"
    )
    share_percent = fields.Float("Share of the Area (%)", digits=(6, 2), aggregator=None)
    income_year = fields.Float("Income per Year", digits=(16, 2), help="In yuan, expected.")
    income_basis = fields.Selection(
        INCOME_BASES,
        required=True,
        default="unknown",
        help="What the income rests on. Nothing on purpose is not the same as unknown.",
    )
    uplift_percent = fields.Float("Rise (%)", digits=(6, 2), aggregator=None)
    uplift_every_years = fields.Integer("Rise Every (Years)", aggregator=None)
    term_years = fields.Float("Term (Years)", digits=(6, 2), aggregator=None)
    contributed_value = fields.Float("Value Contributed in Kind", digits=(16, 2), help="In yuan.")
    surplus_by_share = fields.Boolean("Surplus Shared", help="What is earned above the guarantee is shared.")
    jobs = fields.Integer()
    beneficiaries = fields.Integer("People Served")
    payee_ids = fields.One2many("reform.plan.payee", "use_id", "Payees")
    lease_id = fields.Many2one(
        "reform.lease", "Contract", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    _figures = models.Constraint(
        "CHECK (coalesce(share_percent, 0) BETWEEN 0 AND 100 AND coalesce(jobs, 0) >= 0"
        " AND coalesce(beneficiaries, 0) >= 0 AND coalesce(contributed_value, 0) >= 0)",
        lambda env, _diag: messages.use_figures_absurd(env),
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{key: vals[key] for key in vals if key != "lease_id"} for vals in vals_list])

    def write(self, vals):
        return super().write({key: vals[key] for key in vals if key != "lease_id"})

    @api.depends("name", "use_type_id")
    def _compute_display_name(self):
        for use in self:
            use.display_name = use.name or use.use_type_id.display_name or ""

    def _contract(self):
        """Return the contract in force that lets the asset in the way of the use's method, if any."""
        self.ensure_one()
        kinds = CONTRACTS.get(self.method_id.code, ())
        # sudo: a contract may be of another village's collective; only that it is there matters.
        assets = self.sudo().asset_id or self.sudo().plan_id.line_ids.asset_id
        leases = assets.lease_line_ids.lease_id
        return leases.filtered(lambda lease: lease.state in CONTRACT_STATES and lease.kind in kinds)[:1]

    def _plain(self):
        """Return the use as the rule sees it."""
        self.ensure_one()
        pair_allowed = (
            self.destination_id.scheme_id == self.plan_id.scheme_id
            and self.method_id in self.destination_id.method_ids
        )
        return plan_rule.UseLine(
            destination=self.destination_id.code or "",
            method=self.method_id.code or "",
            proof=self.method_id.proof or "",
            allowed=bool(self.destination_id and self.method_id and pair_allowed),
            removes_building=self.method_id.removes_building,
            share=Decimal(repr(self.share_percent or 0.0)),
            income=yuan(self.income_year),
            basis=self.income_basis,
            has_contract=bool(self._contract()),
        )

    def _terms(self):
        """Return what the members vote on, as plain values."""
        self.ensure_one()
        return {
            "destination": self.destination_id.code or "",
            "method": self.method_id.code or "",
            "use": self.use_type_id.code or "",
            "name": self.name or "",
            "operator": self.operator or "",
            "partner_id": self.partner_id.id or 0,
            "share": str(Decimal(repr(self.share_percent or 0.0)).normalize()),
            "income": yuan(self.income_year),
            "basis": self.income_basis,
            "contributed": yuan(self.contributed_value),
            "payees": [[payee.name or "", yuan(payee.amount)] for payee in self.payee_ids.sorted("id")],
        }


class ReformPlanPayee(models.Model):
    """Who receives which part of a use's income: 30 and 70 percent, 7,000 and 3,000 yuan."""

    _name = "reform.plan.payee"
    _description = "Payee of a Planned Income"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "plan_id"

    use_id = fields.Many2one("reform.plan.use", required=True, index=True, ondelete="cascade")
    plan_id = fields.Many2one(related="use_id.plan_id", store=True, index=True)
    name = fields.Char("Payee", required=True)
    entity_id = fields.Many2one("reform.entity", index="btree_not_null", ondelete="restrict")
    share_percent = fields.Float("Share (%)", digits=(6, 2), aggregator=None)
    amount = fields.Float("Per Year", digits=(16, 2))

    _figures = models.Constraint(
        "CHECK (coalesce(share_percent, 0) BETWEEN 0 AND 100 AND coalesce(amount, 0) >= 0)",
        lambda env, _diag: messages.use_figures_absurd(env),
    )


class ReformPlanFunding(models.Model):
    """Who pays how much for carrying a plan out."""

    _name = "reform.plan.funding"
    _description = "Investment of a Plan"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "plan_id"

    plan_id = fields.Many2one("reform.plan", required=True, index=True, ondelete="cascade")
    source = fields.Selection(SOURCES, required=True, default="collective")
    amount = fields.Float(digits=(16, 2), required=True)

    _not_negative = models.Constraint(
        "CHECK (amount >= 0)", lambda env, _diag: messages.use_figures_absurd(env)
    )


class ReformAsset(models.Model):
    """The plans of an asset, seen from its card."""

    _inherit = "reform.asset"

    plan_line_ids = fields.One2many("reform.plan.asset", "asset_id", "Planned in", readonly=True)
    plan_count = fields.Integer("Number of Plans", compute="_compute_plan_count")

    @api.depends("plan_line_ids")
    def _compute_plan_count(self):
        counted = dict(
            self.env["reform.plan.asset"]._read_group(
                [("asset_id", "in", self.ids)], ["asset_id"], ["__count"]
            )
        )
        for asset in self:
            asset.plan_count = counted.get(asset, 0)

    def action_plans(self):
        """Show the plans of the cards, with their versions."""
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_plan_action")
        return {
            **action,
            "domain": [("line_ids.asset_id", "in", self.ids)],
            "context": {"default_asset_id": self[:1].id},
        }
