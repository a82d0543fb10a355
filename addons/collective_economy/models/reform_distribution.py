from datetime import date, timedelta

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import distribution as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, ValidationError

from ..messages import distribution as messages

STATES = [
    ("draft", "Draft"),
    ("accounts_closed", "Accounts Closed"),
    ("plan_published", "Plan Posted"),
    ("voted", "Voted"),
    ("reserve_booked", "Reserve Booked"),
    ("shares_locked", "Shares Locked"),
    ("payable", "Payable"),
    ("paid", "Paid"),
    ("disclosed", "Disclosed"),
    ("audited", "Audited"),
]
ROAD = tuple(name for name, _label in STATES)
# Until here a red letter takes everything back; once money has gone out, what is wrong is put right forward.
UNDONE_FROM = ("reserve_booked", "shares_locked", "payable")
# From the figures to the members' claims: what the books say must still be what was taken over.
ON_THE_WAY = ROAD[ROAD.index("accounts_closed") : ROAD.index("payable")]
PAYING = ("payable", "paid", "disclosed", "audited")
# What was audited is not put right behind the audit; what is still owed to a member is paid even then.
CORRECTED = ("payable", "paid", "disclosed")
DISCLOSURE = frozenset({"disclosed_on", "disclosed_place", "disclosed_photo"})
BASE = frozenset({"entity_id", "year", "origin_place_id"})
NO_LIMITS = rules.Limits(yuan(0), yuan(100), yuan(0))


class ReformDistribution(models.Model):
    """A year's income on its way to the members: counted, posted, voted, laid aside, divided, paid, shown.

    What the members are told is what was voted, what was voted is what is booked, and what is booked is what
    they are paid: each step takes its figures from the one before and cannot be taken without it.
    Source: collective-law-42, collective-law-46
    """

    _name = "reform.distribution"
    _description = "Income Distribution"
    _inherit = ["reform.decision.gate", "reform.workflow.mixin", "mail.thread"]
    _order = "year desc, entity_id, id desc"

    _state_edges = frozenset(
        {
            *zip(ROAD, ROAD[1:], strict=False),
            ("accounts_closed", "draft"),
            ("plan_published", "accounts_closed"),
            *((state, "voted") for state in UNDONE_FROM),
        }
    )
    _editable_states = frozenset({"draft", "accounts_closed"})
    _guarded_fields = frozenset(
        {
            "net", "brought", "reserve_before", "published_by_id", "voted_by_id", "locked_by_id", "locked_at",
            "register_digest", "shares_total", "holder_count", "collective_part", "residue",
            "audited_by_id", "audit_opinion", "unpaid_reason", "disclosed_digest",
        }
    )  # fmt: skip
    _frozen_fields = BASE | {
        "reserve_percent", "dividend_percent", "from_earlier", "from_reserve", "share_date", "published_on",
        "published_place", "published_photo", "explanation",
    }  # fmt: skip
    _decision_kind = "distribution"
    _decision_term_fields = (
        "year", "origin_place_id", "net", "brought", "from_reserve", "reserve_percent", "reserve",
        "dividend_percent", "from_earlier", "dividend", "undistributed", "share_date",
    )  # fmt: skip

    entity_id = fields.Many2one(
        "reform.entity", "Collective", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )  # fmt: skip
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    year = fields.Integer(
        "Income of the Year", required=True, aggregator=None,
        default=lambda self: civil_day.today().year - 1,
    )  # fmt: skip
    origin_place_id = fields.Many2one(
        "reform.place", "Former Village", index="btree_not_null", ondelete="restrict",
        help="While a merged village keeps accounts and shares by former village: whose plan this is.",
    )  # fmt: skip
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True, tracking=True)

    # What the closed books say.
    net = fields.Float("Net Income of the Year", digits=(16, 2), readonly=True, copy=False)
    brought = fields.Float(
        "Brought Forward", digits=(16, 2), readonly=True, copy=False,
        help="Undistributed income of earlier years that no plan gives out yet; below zero: a loss not"
        " covered yet.",
    )  # fmt: skip
    reserve_before = fields.Float("Reserve So Far", digits=(16, 2), readonly=True, copy=False)

    # What is proposed.
    from_reserve = fields.Float("Reserve against Losses", digits=(16, 2), tracking=True)
    reserve_percent = fields.Float("Reserve (%)", digits=(5, 2), default=30, tracking=True)
    dividend_percent = fields.Float("To the Members (%)", digits=(5, 2), default=60, tracking=True)
    from_earlier = fields.Float("Of Earlier Years' Income", digits=(16, 2), tracking=True)
    share_date = fields.Date(
        "Register as of", compute="_compute_share_date", store=True, readonly=False, precompute=True,
        required=True, help="Whoever holds shares at the end of this day takes part.",
    )  # fmt: skip
    explanation = fields.Text(help="What the members should know about the year and the plan.")

    # What follows.
    loss = fields.Float("Loss of Earlier Years", digits=(16, 2), compute="_compute_plan", store=True)
    base = fields.Float("Income after Losses", digits=(16, 2), compute="_compute_plan", store=True)
    reserve = fields.Float("To the Reserve", digits=(16, 2), compute="_compute_plan", store=True)
    dividend = fields.Float("To the Members", digits=(16, 2), compute="_compute_plan", store=True)
    undistributed = fields.Float("Left Undistributed", digits=(16, 2), compute="_compute_plan", store=True)
    plan_problem = fields.Char("What Is Wrong with the Plan", compute="_compute_plan_problem")

    # The posting of the plan.
    published_on = fields.Date("Plan Posted on", copy=False)
    published_place = fields.Char("Posted at", copy=False)
    published_photo = fields.Image("Photo of the Posting", copy=False, max_width=1920, max_height=1920)
    published_by_id = fields.Many2one(
        "res.users", "Posted by", readonly=True, copy=False, ondelete="restrict"
    )
    vote_from = fields.Date("Vote Not Before", compute="_compute_vote_from")
    voted_by_id = fields.Many2one(
        "res.users", "Decision Compared by", readonly=True, copy=False, ondelete="restrict"
    )

    # The members' parts.
    line_ids = fields.One2many("reform.distribution.line", "distribution_id", "Members' Parts", readonly=True)
    locked_by_id = fields.Many2one("res.users", "Locked by", readonly=True, copy=False, ondelete="restrict")
    locked_at = fields.Datetime(readonly=True, copy=False)
    register_digest = fields.Char("Digest of the Register", readonly=True, copy=False)
    shares_total = fields.Float("Shares in All", digits=(16, 4), readonly=True, copy=False)
    holder_count = fields.Integer("Number of Holders", readonly=True, copy=False, aggregator=None)
    collective_part = fields.Float("Part of Collective Shares", digits=(16, 2), readonly=True, copy=False)
    residue = fields.Float(
        "Cents Left Over", digits=(16, 2), readonly=True, copy=False, help="They go to the reserve."
    )
    event_ids = fields.One2many("reform.distribution.event", "distribution_id", "Money", readonly=True)
    paid_total = fields.Float("Paid Out", digits=(16, 2), compute="_compute_paid")
    unpaid_total = fields.Float("Still to Pay", digits=(16, 2), compute="_compute_paid")
    unpaid_count = fields.Integer("Members Not Paid", compute="_compute_paid")
    unpaid_reason = fields.Char("Why Not All Are Paid", readonly=True, copy=False)

    # Disclosure and audit.
    disclosed_on = fields.Date("Result Posted on", copy=False)
    disclosed_place = fields.Char("Result Posted at", copy=False)
    disclosed_photo = fields.Image("Photo of the Result", copy=False, max_width=1920, max_height=1920)
    disclosed_digest = fields.Char("Digest of the Photo of the Result", readonly=True, copy=False)
    audit_opinion = fields.Text(copy=False)
    audited_by_id = fields.Many2one("res.users", "Audited by", readonly=True, copy=False, ondelete="restrict")

    _one_plan = models.UniqueIndex(
        "(entity_id, year, coalesce(origin_place_id, 0))",
        "There is a plan for this year already.",
    )
    _terms = models.Constraint(
        "CHECK (reserve_percent BETWEEN 0 AND 100 AND dividend_percent BETWEEN 0 AND 100"
        " AND coalesce(from_earlier, 0) >= 0 AND coalesce(from_reserve, 0) >= 0"
        " AND year BETWEEN 2000 AND 2200)",
        "Rates lie between 0 and 100 percent, amounts are not below zero.",
    )

    @api.depends("entity_id.name", "year", "origin_place_id.name")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = messages.plan_name(
                self.env,
                entity=plan.entity_id.name or "",
                year=plan.year,
                village=plan.origin_place_id.name or "",
            )

    @api.depends("year")
    def _compute_share_date(self):
        for plan in self:
            plan.share_date = date(plan.year, 12, 31) if 2000 <= (plan.year or 0) <= 2200 else False

    @api.depends("net", "brought", "reserve_before", "from_reserve", "reserve_percent", "dividend_percent",
                 "from_earlier")  # fmt: skip
    def _compute_plan(self):
        for plan in self:
            try:
                made = rules.plan(plan._result(), plan._terms(), NO_LIMITS)
            except RuleError:
                made = None
            plan.loss = float(max(-yuan(plan.brought), yuan(0)))
            plan.base = float(made.base) if made else 0
            plan.reserve = float(made.reserve) if made else 0
            plan.dividend = float(made.dividend) if made else 0
            plan.undistributed = float(made.undistributed) if made else 0

    @api.depends("net", "brought", "reserve_before", "from_reserve", "reserve_percent", "dividend_percent",
                 "from_earlier", "state")  # fmt: skip
    def _compute_plan_problem(self):
        for plan in self:
            problem = plan.state in ON_THE_WAY and plan._origin._books_refusal()
            plan.plan_problem = problem or (plan.state == "accounts_closed" and plan._plan_refusal())

    @api.depends("published_on")
    def _compute_vote_from(self):
        for plan in self:
            days = plan._rules().value("distribution_plan_days_min")
            plan.vote_from = plan.published_on and plan.published_on + timedelta(days=int(days))

    @api.depends("line_ids.paid", "line_ids.unpaid")
    def _compute_paid(self):
        sums = {
            plan.id: (paid, unpaid)
            for plan, paid, unpaid in self.env["reform.distribution.line"]._read_group(
                [("distribution_id", "in", self.ids)], ["distribution_id"], ["paid:sum", "unpaid:sum"]
            )
        }
        open_lines = dict(
            self.env["reform.distribution.line"]._read_group(
                [("distribution_id", "in", self.ids), ("unpaid", ">", 0)], ["distribution_id"], ["__count"]
            )
        )
        for plan in self:
            plan.paid_total, plan.unpaid_total = sums.get(plan.id, (0, 0))
            plan.unpaid_count = open_lines.get(plan, 0)

    @api.constrains("entity_id", "year", "origin_place_id")
    def _check_side_by_side(self):
        """Plans of former villages stand beside one another, never beside one of the whole."""
        for plan in self.sudo():
            others = self.sudo().search(
                [("entity_id", "=", plan.entity_id.id), ("year", "=", plan.year), ("id", "!=", plan.id)]
            )
            if any(bool(other.origin_place_id) is not bool(plan.origin_place_id) for other in others):
                raise ValidationError(messages.mixed_plans(self.env, year=plan.year))
            home = plan.entity_id.place_id
            if plan.origin_place_id and plan.origin_place_id not in home._predecessors():
                raise ValidationError(
                    messages.not_a_predecessor(
                        self.env, village=plan.origin_place_id.name, entity=plan.entity_id.name
                    )
                )

    def write(self, vals):
        if BASE & vals.keys() and any(plan.state != "draft" or plan.event_ids for plan in self.sudo()):
            raise AccessError(messages.base_fixed(self.env))
        if DISCLOSURE & vals.keys() and any(plan.state in ("disclosed", "audited") for plan in self.sudo()):
            raise AccessError(messages.disclosure_fixed(self.env))
        return super().write(vals)

    # -- values of the rules ---

    def _rules(self):
        self.ensure_one()
        day = self.published_on or civil_day.today()
        return self.env["reform.parameter"]._at(day, self.sudo().place_id)

    def _result(self):
        """Return what the closed books said, as the rule takes it."""
        self.ensure_one()
        return rules.Result(yuan(self.net), yuan(self.brought), yuan(self.reserve_before))

    def _terms(self):
        """Return what is proposed, as the rule takes it."""
        self.ensure_one()
        return rules.Terms(
            yuan(self.reserve_percent), yuan(self.dividend_percent), yuan(self.from_earlier),
            yuan(self.from_reserve),
        )  # fmt: skip

    def _plan_refusal(self):
        """Return the sentence that says why the plan cannot be, or an empty text."""
        self.ensure_one()
        try:
            rules.plan(self._result(), self._terms(), rules.Limits.of(self._rules()))
        except RuleError as refusal:
            return messages.plan_refused(self.env, refusal.name, refusal.facts)
        return ""

    # -- seal ---

    def _decision_in_use(self):
        self.ensure_one()
        return self.state in ROAD[ROAD.index("voted") :]

    def _decision_carried_out(self):
        self.ensure_one()
        return self.state in ("paid", "disclosed", "audited")

    def _seal_payload(self):
        self.ensure_one()
        # Of plans disclosed before the digest was kept, the log holds nothing of the posting.
        shown = {
            "disclosed_on": self.disclosed_on,
            "disclosed_place": self.disclosed_place,
            "disclosed_photo": self.disclosed_digest,
        }
        return {
            **(shown if self.disclosed_digest else {}),
            "id": self.id,
            "entity": self.entity_id.id,
            "year": self.year,
            "origin": self.origin_place_id.id or 0,
            "net": yuan(self.net),
            "brought": yuan(self.brought),
            "from_reserve": yuan(self.from_reserve),
            "from_earlier": yuan(self.from_earlier),
            "reserve": yuan(self.reserve),
            "dividend": yuan(self.dividend),
            "undistributed": yuan(self.undistributed),
            "share_date": self.share_date,
            "register": self._lines_digest(),
        }

    def _lines_digest(self):
        """Return the digest of the members' parts as they stand, empty while there are none."""
        self.ensure_one()
        self.env["reform.distribution.line"].flush_model()
        self.env.cr.execute(
            """SELECT coalesce(string_agg(partner_id || ':' || to_char(shares, 'FM9999999990.0000') || ':'
                                          || to_char(amount, 'FM99999999999990.00'), ','
                                          ORDER BY partner_id), '')
                 FROM reform_distribution_line WHERE distribution_id = %s""",
            [self.id],
        )
        (listed,) = self.env.cr.fetchone()
        return chain.digest(listed) if listed else ""

    def _seal_digests(self):
        locked = ROAD[ROAD.index("shares_locked") :]
        for plan in self.search([("state", "in", locked)], order="id"):
            yield plan.id, plan.display_name, chain.digest(chain.canonical(plan._seal_payload()))
