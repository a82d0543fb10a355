from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import plan as plan_rule
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..messages import plan as messages

STATES = [
    ("draft", "Drawn up"),
    ("consulted", "Discussed"),
    ("approved", "Approved"),
    ("preparing", "Being carried out"),
    ("in_use", "In use"),
    ("accepted", "Accepted"),
    ("monitored", "Monitored"),
    ("relapsed", "Idle again"),
    ("unfit", "Cannot be used"),
    ("scrapped", "Scrapped"),
    ("disposed", "Disposed of"),
    ("injected", "Brought in as capital"),
    ("transferred", "Transferred"),
    ("superseded", "Superseded"),
    ("cancelled", "Given up"),
]
OPEN_STATES = ("draft", "consulted", "approved", "preparing", "in_use", "accepted", "monitored")
EXITS = ("scrapped", "disposed", "injected", "transferred")
# From here on a plan counts as revitalised.
COUNTED_STATES = ("accepted", "monitored", "disposed", "injected", "transferred")
ORIGINS = [
    ("idle_ledger", "Idle ledger"),
    ("count", "Counting round"),
    ("inspection", "Idle again"),
    ("published", "Published case"),
    ("other", "Other"),
]
PUBLISHED_STATES = [
    ("revitalised", "Revitalised"),
    ("operating", "Operating"),
    ("operating_after_reform", "Operating after the reform"),
    ("deal_concluded", "Deal concluded"),
    ("listed", "Listed"),
    ("converting", "Being converted"),
    ("disposing", "Being disposed of"),
    ("intended", "To be revitalised"),
    ("not_revitalised", "Not revitalised"),
]
EDGES = frozenset(
    {
        ("draft", "consulted"),
        ("consulted", "draft"),
        ("consulted", "approved"),
        ("approved", "preparing"),
        ("preparing", "in_use"),
        ("in_use", "accepted"),
        ("accepted", "monitored"),
        *((state, "relapsed") for state in ("in_use", "accepted", "monitored")),
        *((state, "unfit") for state in ("draft", "consulted", "approved", "preparing")),
        *((state, "cancelled") for state in ("draft", "consulted", "approved", "preparing")),
        *((state, "superseded") for state in OPEN_STATES[1:]),
        *(
            (state, to)
            for state in ("approved", "preparing", "in_use", "accepted", "monitored")
            for to in EXITS
        ),
    }
)
TERM_FIELDS = ("asset_id", "scheme_id", "budget", "deadline", "reinforce")


class ReformPlan(models.Model):
    """One plan for one idle place (一处一策): what it becomes, how, for how much, until when, by whom.

    An asset has one open plan. Changing it makes a new version and keeps the old one; it counts as
    revitalised only when two people have accepted it on the spot.
    """

    _name = "reform.plan"
    _description = "Revitalisation Plan"
    _inherit = [
        "reform.decision.gate",
        "reform.approval.mixin",
        "reform.workflow.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["name", "asset_id.name", "asset_id.code"]

    _state_edges = EDGES
    _guarded_fields = frozenset(
        {
            "name", "version", "previous_id", "proposed_by_id", "consulted_date", "approved_by_id",
            "approved_date", "approval_no", "prepared_date", "used_from", "counted_from", "counted_to",
            "idle_since", "published_state", "close_reason",
        }
    )  # fmt: skip
    _frozen_fields = frozenset(TERM_FIELDS) | {
        "line_ids", "use_ids", "funding_ids", "responsible_id", "origin", "unit_count", "former_school",
        "consultation",
    }  # fmt: skip
    _decision_kind = "asset_plan"
    _decision_term_fields = TERM_FIELDS

    name = fields.Char("Plan No.", readonly=True, copy=False, index="trigram")
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True)
    version = fields.Integer(default=1, readonly=True, copy=False, aggregator=None)
    previous_id = fields.Many2one(
        "reform.plan",
        "Version Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    next_ids = fields.One2many("reform.plan", "previous_id", "Later Versions", readonly=True)

    # What it is about
    asset_id = fields.Many2one("reform.asset", "Main Asset", required=True, index=True, ondelete="restrict")
    line_ids = fields.One2many("reform.plan.asset", "plan_id", "Assets", copy=False)
    asset_count = fields.Integer("Number of Assets", compute="_compute_asset_count")
    unit_count = fields.Integer(
        "Units in the Bundle",
        default=1,
        aggregator=None,
        help="How many things one card stands for, when a report names them as a bundle.",
    )
    place_id = fields.Many2one(related="asset_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="asset_id.township_id", string="Township", store=True, index=True)
    county_id = fields.Many2one(related="asset_id.county_id", string="County", store=True)
    entity_id = fields.Many2one(related="asset_id.entity_id", string="Owner", store=True, index=True)
    owner_class = fields.Selection(related="asset_id.owner_class", store=True)
    origin = fields.Selection(ORIGINS, required=True, default="idle_ledger")
    former_school = fields.Boolean(
        help="Then the education bureau gives its opinion and the county approves."
    )
    is_school = fields.Boolean("School Building", compute="_compute_is_school")
    idle_since = fields.Date(readonly=True, copy=False)
    published_state = fields.Selection(PUBLISHED_STATES, "As Published", readonly=True, copy=False)

    # What it is to become
    scheme_id = fields.Many2one(
        "reform.scheme",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_scheme(),
    )
    use_ids = fields.One2many("reform.plan.use", "plan_id", "Uses", copy=False)
    use_count = fields.Integer("Number of Uses", compute="_compute_use_count", store=True)
    budget = fields.Float(digits=(16, 2), help="In yuan.")
    funding_ids = fields.One2many("reform.plan.funding", "plan_id", "Investment by Source", copy=False)
    investment = fields.Float(digits=(16, 2), compute="_compute_investment", store=True)
    income_year = fields.Float(
        "Expected Income per Year", digits=(16, 2), compute="_compute_income_year", store=True
    )
    deadline = fields.Date()
    responsible_id = fields.Many2one(
        "res.users", "Responsible Person", ondelete="restrict", index="btree_not_null"
    )
    reinforce = fields.Boolean(
        "Reinforced First", help="A dangerous building is made safe before anything else."
    )
    note = fields.Text("Remarks")

    # Papers and names
    consultation = fields.Text("What Was Said", help="Who took part in the discussion and what came of it.")
    paper_ids = fields.One2many("reform.plan.paper", "plan_id", "Papers", copy=False)
    proposed_by_id = fields.Many2one("res.users", "Proposed by", readonly=True, copy=False)
    consulted_date = fields.Date("Discussed On", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", "Approved by", readonly=True, copy=False)
    approved_date = fields.Date("Approved On", readonly=True, copy=False)
    approval_no = fields.Char("Approval No.", readonly=True, copy=False)
    prepared_date = fields.Date("Begun On", readonly=True, copy=False)
    used_from = fields.Date("In Use since", readonly=True, copy=False)
    counted_from = fields.Date("Counts as Revitalised from", readonly=True, copy=False, index=True)
    counted_to = fields.Date("Counted until", readonly=True, copy=False)
    close_reason = fields.Char("Closed because", readonly=True, copy=False)
    acceptance_ids = fields.One2many("reform.plan.acceptance", "plan_id", readonly=True, copy=False)
    problem_text = fields.Text("To Be Completed", compute="_compute_problem_text")

    _name_unique = models.Constraint("UNIQUE (name)", lambda env, _diag: messages.plan_no_taken(env))
    _deadlines = models.Index("(deadline) WHERE state IN ('draft', 'consulted', 'approved', 'preparing')")

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_plan_name_seq")

    def _default_scheme(self):
        county = self.env["res.users"]._only_place().county_id
        return self.env["reform.scheme"]._in_force(county, civil_day.today())

    # --- computes ---

    @api.depends("line_ids")
    def _compute_asset_count(self):
        for plan in self:
            plan.asset_count = len(plan.line_ids)

    @api.depends("asset_id.name", "former_school")
    def _compute_is_school(self):
        for plan in self:
            plan.is_school = plan.former_school or plan_rule.looks_like_a_school(
                plan.sudo().asset_id.name or ""
            )

    @api.depends("use_ids")
    def _compute_use_count(self):
        for plan in self:
            plan.use_count = len(plan.use_ids)

    @api.depends("funding_ids.amount")
    def _compute_investment(self):
        for plan in self:
            plan.investment = float(sum((yuan(line.amount) for line in plan.funding_ids), start=Decimal(0)))

    @api.depends("use_ids.income_year")
    def _compute_income_year(self):
        for plan in self:
            plan.income_year = float(sum((yuan(use.income_year) for use in plan.use_ids), start=Decimal(0)))

    def _compute_problem_text(self):
        for plan in self:
            plan.problem_text = "\n".join(messages.plan_problems(self.env, plan._problems()))

    @api.onchange("asset_id")
    def _onchange_asset_id(self):
        at = civil_day.today()
        self.scheme_id = self.env["reform.scheme"]._in_force(self.asset_id.county_id, at) or self.scheme_id

    @api.depends("name", "asset_id")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = (
                f"{plan.name} {plan.sudo().asset_id.name}" if plan.name else plan.sudo().asset_id.name or ""
            )

    # --- create, write ---

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group(
            "reform_places.group_clerk", "reform_places.group_director", "reform_places.group_township"
        )
        for vals in vals_list:
            # The main asset is one of the assets of the plan, whether the client lists it or not.
            named = [command[2].get("asset_id") for command in vals.get("line_ids") or [] if command[0] == 0]
            if vals.get("asset_id") and vals["asset_id"] not in named:
                vals["line_ids"] = [
                    Command.create({"asset_id": vals["asset_id"]}),
                    *(vals.get("line_ids") or []),
                ]
            if not vals.get("scheme_id") and vals.get("asset_id"):
                county = self.env["reform.asset"].browse(vals["asset_id"]).sudo().county_id
                scheme = self.env["reform.scheme"]._in_force(county, civil_day.today())
                if not scheme:
                    raise UserError(messages.no_scheme_in_force(self.env, county=county.name or ""))
                vals["scheme_id"] = scheme.id
        plans = super().create(vals_list)
        for plan, number in zip(plans, plans._next_numbers(), strict=True):
            plan._set_guarded({"name": number, "idle_since": plan.sudo().asset_id.idle_since})
        return plans

    def write(self, vals):
        if not self.env.su:
            self._require_group(
                "reform_places.group_clerk", "reform_places.group_director", "reform_places.group_township"
            )
        if "decision_id" in vals:
            for plan in self.sudo():
                if plan.state not in ("draft", "consulted"):
                    raise AccessError(messages.plan_paper_sealed(self.env, plan=plan.display_name))
        if "asset_id" in vals:
            for plan in self:
                plan.line_ids.filtered(lambda line, plan=plan: line.asset_id == plan.asset_id).unlink()
        result = super().write(vals)
        if "asset_id" in vals:
            for plan in self:
                if plan.asset_id not in plan.line_ids.asset_id:
                    plan.line_ids.create({"plan_id": plan.id, "asset_id": plan.asset_id.id})
        return result

    def _next_numbers(self):
        numbers = serial.numbers(self.env.cr, "reform_plan_name_seq", len(self))
        return [f"YC{number:06d}" for number in numbers]

    # --- plain values ---

    def _assets(self):
        """Return the assets of the plans."""
        # sudo: an asset of the owner may stand outside the user's own village.
        return self.sudo().line_ids.asset_id

    def _plain(self, at):
        """Return the plan as the rule sees it on the day `at`."""
        self.ensure_one()
        assets = self._assets()
        papers = set(self.sudo().paper_ids.mapped("kind"))
        scheme = self.env["reform.scheme"]._in_force(self.county_id, at)
        return plan_rule.PlanFacts(
            uses=tuple(use._plain() for use in self.sudo().use_ids),
            owner_classes=frozenset(assets.mapped("owner_class")),
            owners=len(set(assets.mapped("entity_id.id"))),
            confirmed=all(asset.state == "confirmed" for asset in assets),
            deadline=self.deadline or None,
            has_responsible=bool(self.responsible_id),
            budget=yuan(self.budget),
            investment=yuan(self.investment),
            scheme_in_force=bool(scheme) and self.scheme_id == scheme,
            entity_frozen=any(assets.entity_id.mapped("frozen")),
            dangerous=any(asset.condition == "dangerous" for asset in assets),
            reinforce=self.reinforce,
            has_safety_report="safety_report" in papers,
            is_school=self.is_school,
            has_education_opinion="education_opinion" in papers,
            has_collective_decision="collective_decision" in papers,
            papers=frozenset(papers),
        )

    def _decision_terms(self):
        """Add what stands in the use lines, so that a change of any of them needs a new vote."""
        uses = [use._terms() for use in self.use_ids.sorted("id")]
        return {**super()._decision_terms(), "assets": sorted(self._assets().ids), "uses": uses}

    def _decision_in_use(self):
        return self.state in OPEN_STATES[2:] + EXITS

    def _decision_carried_out(self):
        return self.state in OPEN_STATES[4:] + EXITS

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name or "",
            "version": self.version,
            "terms": self.sudo()._decision_terms(),
            "responsible_id": self.responsible_id.id or 0,
            "funding": [[line.source, yuan(line.amount)] for line in self.sudo().funding_ids.sorted("id")],
            "approval_no": self.approval_no or "",
            "decision_id": self.sudo().decision_id.id or 0,
            "papers": sorted([paper.kind, paper.checksum or ""] for paper in self.sudo().paper_ids),
            "counted": [self.counted_from or "", self.counted_to or ""],
        }
