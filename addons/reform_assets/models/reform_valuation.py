from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import valuation as valuation_rule
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain, serial

from ..messages import valuation as messages

STATES = [
    ("requested", "Requested"),
    ("scoped", "Scoped"),
    ("agency_chosen", "Agency Chosen"),
    ("fieldwork", "Fieldwork"),
    ("draft_report", "Draft Report"),
    ("reviewed", "Reviewed"),
    ("published", "Published"),
    ("confirmed", "Confirmed"),
    ("expired", "Expired"),
    ("superseded", "Superseded"),
    ("disputed", "Disputed"),
    ("withdrawn", "Withdrawn"),
]
BEFORE_CONFIRMED = (
    "requested", "scoped", "agency_chosen", "fieldwork", "draft_report", "reviewed", "published",
)  # fmt: skip
# Once confirmed it was confirmed: what day it may be used on is a matter of its dates.
ONCE_CONFIRMED = ("confirmed", "expired", "superseded")
BACK_TO_WORK = ("draft_report", "reviewed", "published", "disputed")
EDGES = frozenset(
    {
        ("requested", "scoped"),
        ("scoped", "requested"),
        ("scoped", "agency_chosen"),
        ("scoped", "draft_report"),
        ("agency_chosen", "fieldwork"),
        ("fieldwork", "draft_report"),
        ("draft_report", "reviewed"),
        ("reviewed", "published"),
        ("reviewed", "confirmed"),
        ("published", "confirmed"),
        ("confirmed", "expired"),
        ("confirmed", "superseded"),
        ("published", "disputed"),
        ("confirmed", "disputed"),
        *((state, "fieldwork") for state in BACK_TO_WORK),
        *((state, "scoped") for state in BACK_TO_WORK),
        *((state, "withdrawn") for state in (*BEFORE_CONFIRMED, "disputed")),
    }
)
ROUTES = [("report", "Agency Report"), ("comparables", "Note of Comparables")]
PURPOSES = [
    ("sale", "Sale or Auction"),
    ("exchange", "Exchange"),
    ("contribution", "Contribution as a Share"),
    ("joint_venture", "Joint Venture"),
    ("merger", "Merger or Restructuring"),
    ("liquidation", "Liquidation"),
    ("lease", "Letting"),
    ("mortgage", "Mortgage"),
    ("other", "Other Purpose"),
]
METHODS = [
    ("income", "Income Approach"),
    ("replacement_cost", "Replacement Cost"),
    ("market", "Market Approach"),
    ("liquidation", "Liquidation Price"),
    ("comparables", "Comparables"),
]
REGIMES = [
    ("state", "State Property"),
    ("collective", "Collective Property"),
    ("mixed", "Mixed Owners"),
    ("unconfirmed", "Ownership Not Settled"),
]
UNITS = [("sqm", "Per ㎡"), ("mu", "Per mu"), ("piece", "Per piece")]
ASKED = ("requested",)
WORKED = ("requested", "scoped", "fieldwork")


class ReformValuation(models.Model):
    """What one or several things of a village or an office are worth on a day, who says so, and until when.

    In 1997 a village school was sold for six thousand yuan because somebody thought so. Here a value has a
    requester, an author, a reviewer and an authority that are not the same person, is posted where the
    villagers can read it, and ends after a year.
    """

    _name = "reform.valuation"
    _description = "Valuation"
    _inherit = [
        "reform.staged.mixin", "reform.decision.gate", "reform.workflow.mixin", "mail.thread",
        "mail.activity.mixin",
    ]  # fmt: skip
    _order = "id desc"
    _rec_names_search = ["name", "report_no", "line_ids.asset_id.name", "line_ids.asset_id.code"]

    _state_initial = "requested"
    _state_edges = EDGES
    _guarded_fields = frozenset(
        {
            "name", "report_digest", "approval_no", "approved_by_id", "report_by_id", "reviewed_by_id",
            "confirmed_by_id", "confirmed_date", "confirmation_no", "superseded_by_id",
        }
    )  # fmt: skip
    _seasons = {
        **dict.fromkeys(("entity_id", "route", "purpose", "base_date", "title_note"), ASKED),
        **dict.fromkeys(("agency_id", "agency_no"), ("requested", "scoped")),
        "decision_id": ("scoped", "agency_chosen"),
        **dict.fromkeys(("method", "report_no", "report_file", "report_name", "comparable_unit"), WORKED),
        **dict.fromkeys(
            ("published_from", "published_place", "published_photo"), ("draft_report", "reviewed")
        ),
        **dict.fromkeys(
            ("meeting_on", "minutes", "minutes_name"), (*WORKED, "draft_report", "reviewed", "published")
        ),
    }
    _decision_kind = "valuation_agency"
    _decision_term_fields = ("agency_id", "asset_ids", "purpose", "base_date")

    name = fields.Char("Valuation No.", readonly=True, copy=False, index="trigram")
    state = fields.Selection(STATES, required=True, default="requested", readonly=True, index=True)
    entity_id = fields.Many2one(
        "reform.entity",
        "Owner",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )
    place_id = fields.Many2one(related="entity_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="entity_id.township_id", string="Township", store=True, index=True)
    route = fields.Selection(
        ROUTES,
        required=True,
        default="report",
        help="A note of comparables serves small values and lettings; it needs no agency.",
    )
    purpose = fields.Selection(PURPOSES, "Valuation Purpose", required=True, default="sale", index=True)
    regime = fields.Selection(REGIMES, compute="_compute_regime", store=True)
    article = fields.Char("Ground", compute="_compute_article", help="The rule that asks for the valuation.")
    line_ids = fields.One2many("reform.valuation.line", "valuation_id", "Assets Valued", copy=True)
    asset_ids = fields.Many2many(
        "reform.asset", string="Assets", compute="_compute_asset_ids", search="_search_asset_ids"
    )
    title_note = fields.Text(
        "Note on the Title", help="Why a certificate is missing, and what proves the ownership instead."
    )

    # The agency and its work
    agency_id = fields.Many2one(
        "res.partner", "Valuation Agency", index="btree_not_null", ondelete="restrict"
    )
    agency_no = fields.Char("Qualification No.", help="Number of the agency's filing or licence.")
    approval_no = fields.Char("Approval No.", readonly=True, copy=False)
    base_date = fields.Date(help="The day for which the value is stated.")
    method = fields.Selection(METHODS, "Valuation Method")
    report_no = fields.Char("Report No.", copy=False)
    report_file = fields.Binary("Report", attachment=True, copy=False)
    report_name = fields.Char(copy=False)
    report_digest = fields.Char("SHA-256 of the Report", readonly=True, copy=False)
    comparable_ids = fields.One2many("reform.valuation.comparable", "valuation_id", "Comparables", copy=True)
    comparable_unit = fields.Selection(UNITS, "Compared", default="sqm")
    value = fields.Float("Appraised Value", digits=(16, 2), compute="_compute_value", store=True)
    rent_value = fields.Float("Rent Value per Year", digits=(16, 2), compute="_compute_value", store=True)
    valid_to = fields.Date("Valid until", compute="_compute_valid_to", store=True, index=True)

    # Posting and confirmation
    published_from = fields.Date("Posted from", copy=False)
    published_to = fields.Date("Posted until", compute="_compute_published_to")
    published_place = fields.Char("Posted at", copy=False)
    published_photo = fields.Image("Photo of the Posting", max_width=1920, max_height=1920, copy=False)
    objection_ids = fields.One2many("reform.valuation.objection", "valuation_id", "Objections", copy=False)
    meeting_on = fields.Date("Members Met on", copy=False)
    minutes = fields.Binary("Minutes of the Members' Meeting", attachment=True, copy=False)
    minutes_name = fields.Char(copy=False)
    approved_by_id = fields.Many2one("res.users", "Request Approved by", readonly=True, copy=False)
    report_by_id = fields.Many2one("res.users", "Report Entered by", readonly=True, copy=False)
    reviewed_by_id = fields.Many2one("res.users", "Reviewed by", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True, copy=False)
    confirmed_date = fields.Date("Confirmed On", readonly=True, copy=False)
    confirmation_no = fields.Char("Confirmation No.", readonly=True, copy=False)
    superseded_by_id = fields.Many2one("reform.valuation", "Superseded by", readonly=True, copy=False)
    note = fields.Text("Remarks")

    _name_unique = models.Constraint("UNIQUE (name)", lambda env, _diag: messages.no_taken(env))
    _in_force = models.Index("(valid_to) WHERE state = 'confirmed'")

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_valuation_name_seq")

    # --- computes ---

    @api.depends("line_ids.asset_id")
    def _compute_asset_ids(self):
        # Each assignment below asks whether the cards may be read, which their place decides: read for all at
        # once. sudo: nothing is shown by it.
        self.sudo().line_ids.asset_id.fetch(["place_id"])
        for valuation in self:
            valuation.asset_ids = valuation.line_ids.asset_id

    def _search_asset_ids(self, operator, value):
        return [("line_ids.asset_id", operator, value)]

    @api.depends("line_ids.asset_id.owner_class")
    def _compute_regime(self):
        for valuation in self:
            # sudo: an asset of the owner may stand outside the user's own village.
            classes = frozenset(valuation.sudo().line_ids.asset_id.mapped("owner_class"))
            valuation.regime = valuation_rule.regime_of(classes)

    @api.depends("purpose", "regime")
    def _compute_article(self):
        rules = self._rules()
        for valuation in self:
            regime = valuation.regime if valuation.regime in ("state", "collective") else "collective"
            found = valuation_rule.triggers(regime, rules).get(valuation.purpose, "")
            valuation.article = messages.article(self.env, found)

    @api.depends("line_ids.value", "line_ids.rent_value")
    def _compute_value(self):
        for valuation in self:
            lines = valuation.line_ids
            valuation.value = float(sum((yuan(line.value) for line in lines), start=Decimal(0)))
            valuation.rent_value = float(sum((yuan(line.rent_value) for line in lines), start=Decimal(0)))

    @api.depends("base_date")
    def _compute_valid_to(self):
        for valuation in self:
            base = valuation.base_date
            valuation.valid_to = base and valuation_rule.valid_to(
                base, self.env["reform.parameter"]._at(base, valuation.place_id)
            )

    @api.depends("published_from", "route", "regime")
    def _compute_published_to(self):
        for valuation in self:
            days = valuation_rule.posting_days(valuation.route, valuation.regime, valuation._rules())
            start = valuation.published_from
            valuation.published_to = start and valuation_rule.last_day_posted(start, days)

    # --- create, write ---

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group(
            "reform_places.group_clerk", "reform_places.group_director", "reform_places.group_township"
        )
        year = civil_day.today().year
        numbers = serial.numbers(self.env.cr, "reform_valuation_name_seq", len(vals_list))
        numbers = [f"PG{year}-{number:05d}" for number in numbers]
        valuations = super().create(vals_list)
        for valuation, number in zip(valuations, numbers, strict=True):
            valuation._set_guarded({"name": number})
        return valuations

    def write(self, vals):
        """Refuse those who approve, review and confirm: they put their name to it, they do not write it."""
        if not self.env.su:
            self._require_group(
                "reform_places.group_clerk", "reform_places.group_director", "reform_places.group_township"
            )
        return super().write(vals)

    # --- who may use it ---

    @api.model
    def _valid_for(self, asset, at, purpose=None):
        """Return the newest confirmed valuation that may be used for the assets on a day, or nothing.

        Args: asset: one card or many; for many the valuations of all of them. at: the day. purpose: one of
        PURPOSES; a note of comparables serves the purpose it was made for and no other, a report every one.
        """
        found = self._valid_by_asset(asset, at, purpose)
        return self.union(*found.values()) if found else self.browse()

    @api.model
    def _valid_by_asset(self, assets, at, purpose=None):
        """Return {asset: line's valuation} for those assets that have one, in one query."""
        return {asset: line.valuation_id for asset, line in self._valid_lines(assets, at, purpose).items()}

    @api.model
    def _valid_lines(self, assets, at, purpose=None):
        """Return {asset: valuation line} of the newest valuation in force on the day."""
        # sudo: whether a thing is valued is asked for people who may not read its valuations, such as the
        # receiving side of a transfer.
        lines = self.env["reform.valuation.line"].sudo()
        domain = [
            ("asset_id", "in", assets.ids),
            ("valuation_id.state", "in", ONCE_CONFIRMED),
            ("valuation_id.base_date", "<=", at),
            ("valuation_id.confirmed_date", "<=", at),
            ("valuation_id.valid_to", ">=", at),
        ]
        if purpose:
            domain.append(("rent_value" if purpose == "lease" else "value", ">", 0))
            domain += ["|", ("valuation_id.route", "=", "report"), ("valuation_id.purpose", "=", purpose)]
        found = {}
        for line in sorted(lines.search(domain), key=lambda line: line._newness()):
            found[line.asset_id.with_env(self.env)] = line.with_env(self.env)
        return found

    # --- plain values ---

    def _rules(self):
        return self.env["reform.parameter"]._at(civil_day.today(), self.place_id)

    def _plain(self):
        """Return the valuation as the rule sees it."""
        self.ensure_one()
        whole, files = self.sudo(), self._files()
        return valuation_rule.ValuationFacts(
            route=self.route,
            purpose=self.purpose,
            regime=self.regime or "unconfirmed",
            base_date=self.base_date or None,
            method=self.method or None,
            assets=tuple(line._plain() for line in whole.line_ids),
            title_note=self.title_note or "",
            has_agency=bool(self.agency_id),
            has_agency_no=bool((self.agency_no or "").strip()),
            has_report="report_file" in files,
            comparables=tuple(one._plain() for one in whole.comparable_ids),
            posted_from=self.published_from or None,
            has_posting_photo="published_photo" in files,
            open_objections=sum(one.state == "open" for one in whole.objection_ids),
            has_minutes="minutes" in files,
            meeting_on=self.meeting_on or None,
        )

    def _seal_payload(self):
        self.ensure_one()
        whole = self.sudo()
        return {
            "id": self.id,
            "name": self.name or "",
            "entity_id": self.entity_id.id,
            "route": self.route,
            "purpose": self.purpose,
            "base_date": self.base_date or "",
            "method": self.method or "",
            "agency": [self.agency_id.id or 0, self.agency_no or ""],
            "report": [self.report_no or "", self.report_digest or ""],
            "lines": [[line.asset_id.id, yuan(line.value), yuan(line.rent_value)] for line in whole.line_ids],
            "comparables": [
                [one.place, one.date or "", yuan(one.price), one.source or ""] for one in whole.comparable_ids
            ],
            "posted": [self.published_from or "", self.published_place or ""],
            "meeting_on": self.meeting_on or "",
            "decision_id": whole.decision_id.id or 0,
            "approval_no": self.approval_no or "",
            "confirmation_no": self.confirmation_no or "",
        }

    def _seal_digests(self):
        """Say what confirmed valuations contain today, for the nightly check."""
        for valuation in self.search([("state", "in", ONCE_CONFIRMED)], order="id"):
            yield valuation.id, valuation.name, chain.digest(chain.canonical(valuation._seal_payload()))

    def _decision_in_use(self):
        return self.state not in ("requested", "scoped", "withdrawn")

    def _decision_carried_out(self):
        return self.state in ONCE_CONFIRMED
