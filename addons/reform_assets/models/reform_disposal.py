from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import disposal as disposal_rule
from odoo.addons.reform_rules.assets import valuation as valuation_rule
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain, serial

from ..messages import disposal as messages
from .reform_valuation import REGIMES

STATES = [
    ("proposed", "Proposed"),
    ("classified", "Classified"),
    ("valued", "Valued"),
    ("value_published", "Value Posted"),
    ("decided", "Decided"),
    ("approved", "Approved"),
    ("listed", "Listed"),
    ("failed_listing", "Listing Failed"),
    ("sold", "Sold"),
    ("transferred", "Transferred"),
    ("contributed", "Contributed"),
    ("scrapped", "Scrapped"),
    ("demolished", "Demolished"),
    ("delivered", "Delivered"),
    ("proceeds_received", "Proceeds Received"),
    ("removed", "Removed from the Register"),
    ("reported", "Reported"),
    ("withdrawn", "Withdrawn"),
]
OUTCOMES = tuple(dict.fromkeys(disposal_rule.OUTCOMES.values()))
BEFORE = (
    "proposed", "classified", "valued", "value_published", "decided", "approved", "listed", "failed_listing",
)  # fmt: skip
# What the parties settle is written in these; the vote is about it.
DRAFTED = ("proposed", "classified")
KINDS = [
    ("sale", "Sale"),
    ("transfer", "Free Transfer"),
    ("contribution", "Contribution as a Share"),
    ("exchange", "Exchange"),
    ("scrapping", "Scrapping"),
    ("demolition", "Demolition"),
]
GROUNDS = [
    ("obsolete", "Technically obsolete or not worth repair"),
    ("lost", "Lost at a count, bad debt or abnormal loss"),
    ("over_age", "Over its age and unfit for use"),
    ("force_majeure", "Force majeure"),
    ("voted", "The members' vote"),
]
ROUTES = [("treasury", "Treasury (Non-tax Revenue)"), ("collective_account", "Account of the Collective")]
TERM_FIELDS = (
    "kind", "asset_ids", "reserve_price", "receiver_id", "counter_asset_ids", "ground", "company_id",
    "agreed_value", "share_percent", "guaranteed_return",
)  # fmt: skip


def _edges():
    """Return every step of every road, the exits, and the ways back after a listing without a buyer."""
    edges = set()
    for kind, _label in KINDS:
        for regime in ("state", "collective"):
            road = disposal_rule.road(kind, regime)
            edges |= set(zip(road, road[1:], strict=False))
            if "proceeds_received" in road:
                # Nothing is received where nothing is paid.
                at = road.index("proceeds_received")
                edges.add((road[at - 1], road[at + 1]))
    edges |= {(state, "withdrawn") for state in BEFORE}
    edges |= {("listed", "failed_listing"), ("failed_listing", "approved")}
    edges |= {("failed_listing", "valued"), ("failed_listing", "value_published")}
    edges |= {
        (state, "proposed") for state in ("classified", "valued", "value_published", "decided", "approved")
    }
    return frozenset(edges)


class ReformDisposal(models.Model):
    """How a thing leaves its public owner: sold, given, contributed, exchanged, scrapped, pulled down.

    A property is lost in an afternoon and missed for a generation. So it goes by steps, each with its paper:
    whose it is, what it is worth, that the villagers could read it, who decided, who approved, who bid, who
    was told first, where the money went, and who struck it off.
    """

    _name = "reform.disposal"
    _description = "Disposal"
    _inherit = [
        "reform.staged.mixin", "reform.approval.mixin", "reform.decision.gate", "reform.workflow.mixin",
        "mail.thread", "mail.activity.mixin",
    ]  # fmt: skip
    _order = "id desc"
    _rec_names_search = ["name", "line_ids.asset_id.name", "line_ids.asset_id.code", "approval_no"]

    _state_initial = "proposed"
    _state_edges = _edges()
    _guarded_fields = frozenset(
        {
            "name", "last_reserve", "approval_no", "approval_date", "approved_by_id", "decided_by_id",
            "accepted_by_id", "accepted_date", "outcome_date", "removed_date",
        }
    )  # fmt: skip
    _seasons = {
        **dict.fromkeys(("kind", "entity_id", "ground", "receiver_id", "frozen_leave_no"), ("proposed",)),
        **dict.fromkeys(("reason", "ground_note", "safety_report", "safety_report_name"), ("proposed",)),
        **dict.fromkeys(("reserve_price", "company_id", "agreed_value", "share_percent"), DRAFTED),
        **dict.fromkeys(("guaranteed_return", "surplus_rule"), DRAFTED),
        **dict.fromkeys(("published_from", "published_place", "published_photo"), (*DRAFTED, "valued")),
        **dict.fromkeys(
            ("collective_no", "collective_date", "collective_file", "collective_file_name"),
            (*DRAFTED, "valued", "value_published"),
        ),
        "decision_id": (*DRAFTED, "valued", "value_published"),
        "relist_reserve": ("failed_listing",),
        **dict.fromkeys(("price", "buyer_id", "bidders"), ("listed", "approved")),
        **dict.fromkeys(("contract_file", "contract_file_name"), ("listed", "approved")),
        **dict.fromkeys(
            ("handover_on", "handover_file", "handover_file_name"), ("approved", "listed", *OUTCOMES)
        ),
        "report_no": (*OUTCOMES, "delivered", "proceeds_received", "removed"),
    }
    _decision_kind = "asset_disposal"
    _decision_term_fields = TERM_FIELDS

    name = fields.Char("Disposal No.", readonly=True, copy=False, index="trigram")
    state = fields.Selection(STATES, required=True, default="proposed", readonly=True, index=True)
    kind = fields.Selection(KINDS, required=True, default="sale", index=True)
    entity_id = fields.Many2one(
        "reform.entity", "Owner", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )  # fmt: skip
    place_id = fields.Many2one(related="entity_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="entity_id.township_id", string="Township", store=True, index=True)
    regime = fields.Selection(REGIMES, compute="_compute_regime", store=True)
    line_ids = fields.One2many(
        "reform.disposal.line", "disposal_id", "Assets", domain=[("side", "=", "out")], copy=True
    )
    counter_line_ids = fields.One2many(
        "reform.disposal.line", "disposal_id", "Assets in Return", domain=[("side", "=", "in")], copy=True
    )
    asset_ids = fields.Many2many(
        "reform.asset", string="Cards", compute="_compute_asset_ids", search="_search_asset_ids"
    )
    counter_asset_ids = fields.Many2many(
        "reform.asset", string="Cards in Return", compute="_compute_asset_ids"
    )
    reason = fields.Text(help="Why it is given up, and what was tried instead.")
    ground = fields.Selection(GROUNDS, help="One of the four grounds of the law, or the vote alone.")
    ground_note = fields.Text("Facts of the Ground")
    safety_report = fields.Binary(attachment=True, copy=False)
    safety_report_name = fields.Char(copy=False)
    frozen_leave_no = fields.Char(
        "Leave of the Township", help="During a merger freeze: number of the leave."
    )

    # Value and posting
    value = fields.Float("Appraised Value", digits=(16, 2), compute="_compute_value", store=True)
    valuation_ids = fields.Many2many(
        "reform.valuation", string="Valuations", compute="_compute_valuation_ids"
    )
    reserve_price = fields.Float(digits=(16, 2), help="In yuan; nothing is sold below it.")
    last_reserve = fields.Float("Reserve of the Last Listing", digits=(16, 2), readonly=True, copy=False)
    relist_reserve = fields.Float("New Reserve Price", digits=(16, 2), copy=False)
    below_floor = fields.Boolean("Below the Part That Needs Renewed Consent", compute="_compute_below_floor")
    published_from = fields.Date("Posted from", copy=False)
    published_to = fields.Date("Posted until", compute="_compute_published_to")
    published_place = fields.Char("Posted at", copy=False)
    published_photo = fields.Image("Photo of the Posting", max_width=1920, max_height=1920, copy=False)

    # Decision and approval
    collective_no = fields.Char("Number of the Collective Decision", copy=False)
    collective_date = fields.Date("Day of the Collective Decision", copy=False)
    collective_file = fields.Binary("Minutes of the Collective Decision", attachment=True, copy=False)
    collective_file_name = fields.Char(copy=False)
    decided_by_id = fields.Many2one("res.users", "Decision Taken Over by", readonly=True, copy=False)
    approval_no = fields.Char("Approval No.", readonly=True, copy=False)
    approval_date = fields.Date("Approved On", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", "Approved by", readonly=True, copy=False)

    # Listing and sale
    listing_ids = fields.One2many("reform.disposal.listing", "disposal_id", "Listings", copy=False)
    tenant_ids = fields.One2many("reform.disposal.tenant", "disposal_id", "Lessees", copy=False)
    bidders = fields.Integer("Number of Bidders", copy=False, aggregator=None)
    buyer_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="restrict", copy=False)
    price = fields.Float(
        "Deal Price",
        digits=(16, 2),
        copy=False,
        help="In yuan; the difference paid in an exchange, the scrap value.",
    )
    contract_file = fields.Binary("Contract", attachment=True, copy=False)
    contract_file_name = fields.Char(copy=False)

    # Transfer, exchange, contribution
    receiver_id = fields.Many2one("reform.entity", index="btree_not_null", ondelete="restrict")
    accepted_by_id = fields.Many2one("res.users", "Accepted by", readonly=True, copy=False)
    accepted_date = fields.Date("Accepted On", readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.partner", "Company Contributed to", index="btree_not_null", ondelete="restrict"
    )
    agreed_value = fields.Float(
        "Contributed Value", digits=(16, 2), help="In yuan, as agreed with the company."
    )
    share_percent = fields.Float("Share (%)", digits=(7, 4))
    guaranteed_return = fields.Float("Guaranteed Return per Year", digits=(16, 2))
    surplus_rule = fields.Char(help="How profit above the guaranteed return is shared.")

    # Delivery, money, end
    outcome_date = fields.Date("Concluded On", readonly=True, copy=False)
    handover_on = fields.Date("Handed Over on", copy=False)
    handover_file = fields.Binary("Handover Sheet or Proof", attachment=True, copy=False)
    handover_file_name = fields.Char(copy=False)
    proceeds_ids = fields.One2many(
        "reform.disposal.proceeds", "disposal_id", "Money", readonly=True, copy=False
    )
    received = fields.Float(digits=(16, 2), compute="_compute_received")
    costs = fields.Float(digits=(16, 2), compute="_compute_received")
    route = fields.Selection(ROUTES, "Proceeds Go to", compute="_compute_route")
    removed_date = fields.Date("Removed On", readonly=True, copy=False)
    report_no = fields.Char("Report No.", copy=False)
    note = fields.Text("Remarks")

    _name_unique = models.Constraint("UNIQUE (name)", lambda env, _diag: messages.no_taken(env))
    _not_negative = models.Constraint(
        "CHECK (least(reserve_price, relist_reserve, price, agreed_value, guaranteed_return, share_percent,"
        " bidders) >= 0)",
        lambda env, _diag: messages.amount_negative(env),
    )

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_disposal_name_seq")

    # --- computes ---

    @api.depends("line_ids.asset_id", "counter_line_ids.asset_id")
    def _compute_asset_ids(self):
        for disposal in self:
            disposal.asset_ids = disposal.line_ids.asset_id
            disposal.counter_asset_ids = disposal.counter_line_ids.asset_id

    def _search_asset_ids(self, operator, value):
        return [("line_ids.asset_id", operator, value)]

    @api.depends("line_ids.asset_id.owner_class")
    def _compute_regime(self):
        for disposal in self:
            if disposal.state not in BEFORE and disposal.regime:
                continue
            # sudo: an asset of the owner may stand outside the user's own village.
            classes = frozenset(disposal.sudo().line_ids.asset_id.mapped("owner_class"))
            disposal.regime = valuation_rule.regime_of(classes)

    @api.depends("line_ids.value")
    def _compute_value(self):
        for disposal in self:
            lines = disposal.line_ids
            disposal.value = float(sum((yuan(line.value) for line in lines), start=Decimal(0)))

    @api.depends("line_ids.valuation_id")
    def _compute_valuation_ids(self):
        for disposal in self:
            disposal.valuation_ids = disposal.line_ids.valuation_id | disposal.counter_line_ids.valuation_id

    @api.depends("reserve_price", "value")
    def _compute_below_floor(self):
        for disposal in self:
            disposal.below_floor = disposal.kind == "sale" and valuation_rule.needs_renewed_consent(
                yuan(disposal.reserve_price), yuan(disposal.value), disposal._rules()
            )

    @api.depends("published_from")
    def _compute_published_to(self):
        days = self._rules().value("disposal_posting_days_min")
        for disposal in self:
            start = disposal.published_from
            disposal.published_to = start and valuation_rule.last_day_posted(start, days)

    @api.depends("proceeds_ids.amount")
    def _compute_received(self):
        for disposal in self:
            sums = {"proceeds": Decimal(0), "cost": Decimal(0)}
            for row in disposal.proceeds_ids:
                sums[row.kind] += yuan(row.amount)
            disposal.received, disposal.costs = float(sums["proceeds"]), float(sums["cost"])

    @api.depends("regime")
    def _compute_route(self):
        for disposal in self:
            disposal.route = disposal_rule.route_of(disposal.regime or "")

    # --- create, write ---

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group(
            "reform_places.group_clerk", "reform_places.group_director", "reform_places.group_township"
        )
        year = civil_day.today().year
        numbers = serial.numbers(self.env.cr, "reform_disposal_name_seq", len(vals_list))
        numbers = [f"CZ{year}-{number:05d}" for number in numbers]
        disposals = super().create(vals_list)
        for disposal, number in zip(disposals, numbers, strict=True):
            disposal._set_guarded({"name": number})
        return disposals

    def write(self, vals):
        """Refuse those who approve: they put their name to it, they do not write it."""
        if not self.env.su:
            self._require_group(
                "reform_places.group_clerk", "reform_places.group_director", "reform_places.group_township"
            )
        return super().write(vals)

    # --- plain values ---

    def _rules(self):
        return self.env["reform.parameter"]._at(civil_day.today(), self.place_id)

    def _plain(self):
        """Return the disposal as the rule sees it, with the values in force today."""
        self.ensure_one()
        whole, files = self.sudo(), self._files()
        lines = whole.line_ids | whole.counter_line_ids
        values = self.env["reform.valuation"]._valid_lines(lines.asset_id, civil_day.today(), self.kind)
        busy = lines._busy()
        receiver, giver = whole.receiver_id, whole.entity_id
        return disposal_rule.DisposalFacts(
            kind=self.kind,
            regime=self.regime or "unconfirmed",
            assets=tuple(line._plain(values, busy) for line in lines),
            entity_frozen=giver.frozen or receiver.frozen,
            frozen_leave=bool((self.frozen_leave_no or "").strip()),
            ground=self.ground or None,
            has_safety_report="safety_report" in files,
            reserve=yuan(self.reserve_price),
            posted_from=self.published_from or None,
            has_posting_photo="published_photo" in files,
            tenants=tuple(tenant._plain() for tenant in whole.tenant_ids),
            listing=whole.listing_ids[-1:]._plain() if whole.listing_ids else None,
            price=yuan(self.price),
            bidders=self.bidders,
            has_buyer=bool(self.company_id if self.kind == "contribution" else self.buyer_id),
            buyer_is_tenant=self.buyer_id in whole.tenant_ids.lessee_id,
            has_receiver=bool(receiver),
            receiver_is_giver=bool(receiver) and receiver == giver,
            receiver_collective=receiver.kind == "collective",
            receiver_successor=whole._receiver_succeeds(),
            share_percent=Decimal(repr(self.share_percent)),
            agreed_value=yuan(self.agreed_value),
            has_contract="contract_file" in files,
            has_collective_record=bool(
                self.collective_no and self.collective_date and "collective_file" in files
            ),
            has_handover=bool(self.handover_on) and "handover_file" in files,
            received=yuan(self.received),
        )

    def _receiver_succeeds(self):
        """Tell whether the receiver is at the giver's own place, or at what it has become by a merger."""
        giver, receiver = self.entity_id.place_id, self.receiver_id.place_id
        return bool(receiver) and (receiver == giver or receiver in giver._successors())

    def _seal_payload(self):
        self.ensure_one()
        whole = self.sudo()
        return {
            "id": self.id,
            "name": self.name or "",
            "entity_id": self.entity_id.id,
            "terms": whole._decision_terms(),
            "lines": [
                [
                    line.side,
                    line.asset_id.id,
                    yuan(line.value),
                    line.valuation_id.id or 0,
                    yuan(line.net_value),
                ]
                for line in whole.line_ids | whole.counter_line_ids
            ],
            "ground_note": self.ground_note or "",
            "posted": [self.published_from or "", self.published_place or ""],
            "decision_id": whole.decision_id.id or 0,
            "collective": [self.collective_no or "", self.collective_date or ""],
            "approval": [self.approval_no or "", self.approval_date or ""],
            "listings": [listing._content() for listing in whole.listing_ids],
            "tenants": [tenant._content() for tenant in whole.tenant_ids],
            "deal": [self.buyer_id.id or 0, yuan(self.price), self.bidders],
            "accepted_by": self.accepted_by_id.id or 0,
            "report_no": self.report_no or "",
        }

    def _seal_digests(self):
        """Say what ended disposals contain today, for the nightly check."""
        for disposal in self.search([("state", "=", "reported")], order="id"):
            yield disposal.id, disposal.name, chain.digest(chain.canonical(disposal._seal_payload()))

    def _decision_in_use(self):
        return self.state not in (*DRAFTED, "valued", "value_published", "withdrawn", "failed_listing")

    def _decision_carried_out(self):
        return self.state == "reported"
