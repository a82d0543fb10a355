from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules import units
from odoo.addons.reform_rules.assets import asset_card, idle
from odoo.addons.reform_rules.errors import Problem
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

from .. import messages

OWNER_CLASSES = [
    ("state", "State-owned"),
    ("town_collective", "Township collective"),
    ("village_collective", "Village collective"),
    ("group_collective", "Group collective"),
    ("unconfirmed", "Ownership unconfirmed"),
]
NATURES = [("operating", "Operating"), ("public_welfare", "Public welfare"), ("resource", "Resource")]
CONDITIONS = [("good", "Good"), ("fair", "Fair"), ("poor", "Poor"), ("dangerous", "Dangerous building")]
# The last two have left the register.
USE_STATES = [
    ("in_use", "In use"),
    ("leased", "Leased"),
    ("lent", "Lent"),
    ("idle", "Idle"),
    ("scrapped", "Scrapped"),
    ("disposed", "Disposed Of"),
]
STATES = [
    ("registered", "Registered"),
    ("village_checked", "Checked by the village"),
    ("town_checked", "Checked by the township"),
    ("confirmed", "Confirmed by the county"),
]
EDGES = frozenset(
    {
        ("registered", "village_checked"),
        ("village_checked", "town_checked"),
        ("town_checked", "confirmed"),
        ("village_checked", "registered"),
        ("town_checked", "registered"),
    }
)
# What the sealed step vouches for: text and links, amounts, areas.
CONTENT = frozenset(
    {
        "code", "name", "entity_id", "place_id", "origin_place_id", "owner_class", "land_owner_id",
        "building_owner_id", "category_id", "nature", "condition", "use_state", "idle_since", "idle_reason",
        "certificate_no", "acquired_date",
    }
)  # fmt: skip
AMOUNTS = frozenset({"cost", "net_value"})
AREAS = frozenset({"area_sqm", "land_area_mu"})


class ReformAsset(models.Model):
    """One thing a township or a village owns: a card that says what, where, whose, how large, what for.

    After a merger nobody in the new village remembers what the old ones owned. The card keeps the place it
    stands on and the village it came from apart, and is worth something only once the village, the township
    and the county have each put their name to it.
    """

    _name = "reform.asset"
    _description = "Asset Card"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "code, id"
    _rec_names_search = ["name", "code", "certificate_no"]

    _state_initial = "registered"
    _state_edges = EDGES
    _guarded_fields = frozenset(
        {"village_checked_by_id", "town_checked_by_id", "confirmed_by_id", "confirmed_date"}
    )
    _frozen_fields = CONTENT | AMOUNTS | AREAS | {"area_mu", "source_no", "intake_ref"}

    code = fields.Char("Card No.", readonly=True, copy=False, help="Given once, never used again.")
    name = fields.Char("Asset Name", required=True, tracking=False)
    state = fields.Selection(
        STATES, "Confirmation", required=True, default="registered", readonly=True, index=True
    )

    # Where and whose
    place_id = fields.Many2one(
        "reform.place",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["res.users"]._only_place(),
        help="Where it stands today.",
    )
    origin_place_id = fields.Many2one(
        "reform.place",
        "Origin Village",
        index=True,
        ondelete="restrict",
        compute="_compute_origin_place_id",
        store=True,
        readonly=False,
        precompute=True,
        help="The village it belonged to before the merger; stays for ever.",
    )
    township_id = fields.Many2one(related="place_id.township_id", string="Township", store=True, index=True)
    county_id = fields.Many2one(related="place_id.county_id", string="County", store=True, index=True)
    entity_id = fields.Many2one("reform.entity", "Owner", index=True, ondelete="restrict")
    owner_class = fields.Selection(OWNER_CLASSES, required=True, default="unconfirmed", index=True)
    land_owner_id = fields.Many2one("reform.entity", index="btree_not_null", ondelete="restrict")
    building_owner_id = fields.Many2one("reform.entity", index="btree_not_null", ondelete="restrict")
    certificate_no = fields.Char("Certificate No.", help="Number of the title certificate.")
    custodian = fields.Char(help="Who keeps it; may be another than the owner.")

    # What
    category_id = fields.Many2one("reform.asset.category", index=True, ondelete="restrict")
    edition = fields.Selection(related="category_id.edition")
    nature = fields.Selection(NATURES, index=True)
    condition = fields.Selection(CONDITIONS)
    acquired_date = fields.Date("Acquired On", help="Built, bought or received.")
    source_no = fields.Char("Number in the Source", help="The number the sheet or the old ledger gave it.")

    # How much
    area_sqm = fields.Float("Area (㎡)", digits=(16, 2))
    area_mu = fields.Float(
        "Area (mu)",
        digits=(16, 4),
        compute="_compute_area_mu",
        inverse="_inverse_area_mu",
        store=True,
        readonly=False,
    )
    land_area_mu = fields.Float(
        "Land Beneath (mu)",
        digits=(16, 4),
        help="Area of the plot a building stands on; the area is the building's.",
    )
    cost = fields.Float("Original Cost", digits=(16, 2), help="In yuan; resources have none.")
    net_value = fields.Float("Net Book Value", digits=(16, 2), help="In yuan.")

    # What it is used for
    use_state = fields.Selection(USE_STATES, required=True, default="in_use", index=True)
    idle_since = fields.Date(help="The first day without use.")
    idle_reason = fields.Char(help="Why it is not used, for example: the school moved.")
    idle_days = fields.Integer(compute="_compute_idle_days", aggregator="avg")
    is_listed = fields.Boolean(
        "In the Idle Ledger",
        compute="_compute_idle_days",
        search="_search_is_listed",
        help="Idle for at least as long as the county asks for.",
    )
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    photo = fields.Image(max_width=1600, max_height=1600)
    photo_256 = fields.Image("Small Photo", related="photo", max_width=256, max_height=256, store=True)
    photo_ids = fields.One2many("reform.asset.photo", "asset_id", "More Photos")
    has_photo = fields.Boolean(compute="_compute_has_photo", store=True)
    note = fields.Text("Remarks")
    intake_ref = fields.Char("Source Cell", help="File, sheet and row the card came from.")
    is_mine = fields.Boolean("My Village", compute="_compute_is_mine", search="_search_is_mine")

    # Who put their name to it
    village_checked_by_id = fields.Many2one(
        "res.users", "Checked in the Village by", readonly=True, copy=False
    )
    town_checked_by_id = fields.Many2one("res.users", "Checked in the Township by", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True, copy=False)
    confirmed_date = fields.Date("Confirmed On", readonly=True, copy=False)

    _code_unique = models.Constraint("UNIQUE (code)", lambda env, _diag: messages.code_taken(env))
    _not_negative = models.Constraint(
        "CHECK (coalesce(area_sqm, 0) >= 0 AND coalesce(land_area_mu, 0) >= 0 AND coalesce(cost, 0) >= 0)",
        lambda env, _diag: messages.measure_negative(env),
    )
    _idle_ledger = models.Index("(use_state, idle_since) WHERE use_state = 'idle'")

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_asset_code_seq")

    @api.depends("place_id")
    def _compute_origin_place_id(self):
        for asset in self:
            asset.origin_place_id = asset.origin_place_id or asset.place_id

    @api.depends("area_sqm")
    def _compute_area_mu(self):
        for asset in self:
            asset.area_mu = float(units.mu_from_sqm(_measure(asset.area_sqm)))

    def _inverse_area_mu(self):
        for asset in self:
            # Square metres carry two decimals, mu four: the round trip is exact and does not come back here.
            asset.area_sqm = float(units.sqm_from_mu(_measure(asset.area_mu)))

    @api.onchange("area_mu")
    def _onchange_area_mu(self):
        self._inverse_area_mu()

    @api.onchange("owner_class")
    def _onchange_owner_class(self):
        if self.owner_class == "village_collective" and not self.entity_id:
            self.entity_id = self.env["reform.entity"]._only_collective()

    @api.onchange("category_id")
    def _onchange_category_id(self):
        if self.category_id.is_resource:
            self.nature, self.cost, self.net_value = "resource", 0, 0

    @api.depends("use_state", "idle_since")
    @api.depends_context("tz")
    def _compute_idle_days(self):
        at = civil_day.today()
        rules = self.env["reform.parameter"]._at(at)
        for asset in self:
            verdict = idle.judge(
                use_state=asset.use_state or "in_use", idle_since=asset.idle_since or None, at=at, rules=rules
            )
            asset.idle_days, asset.is_listed = verdict.days, verdict.listed

    def _search_is_listed(self, operator, value):
        if operator != "in":
            return NotImplemented
        at = civil_day.today()
        limit = idle.latest_start_of_listing(at, self.env["reform.parameter"]._at(at))
        return [("use_state", "=", "idle"), ("idle_since", "<=", limit)]

    @api.depends("photo", "photo_ids")
    def _compute_has_photo(self):
        for asset in self.with_context(bin_size=True):
            asset.has_photo = bool(asset.photo or asset.photo_ids)

    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self._search_is_mine("in", [True])
        ids = set(self.search([("id", "in", self.ids), *mine]).ids)
        for asset in self:
            asset.is_mine = asset.id in ids

    def _search_is_mine(self, operator, value):
        """Find the assets at the villages the user answers for, their predecessors included."""
        if operator != "in":
            return NotImplemented
        villages = self.env.user.sudo().reform_scope_ids.filtered(
            lambda place: place.level in ("village", "group")
        )
        return [("place_id", "child_of", villages.ids)]

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let the days without use be sorted, grouped and averaged in the database, as of today."""
        if field_expr == "idle_days":
            return SQL(
                "(CASE WHEN %(state)s = 'idle' THEN greatest(%(today)s::date - %(since)s, 0) END)",
                state=self._field_to_sql(alias, "use_state", query),
                today=civil_day.today(),
                since=self._field_to_sql(alias, "idle_since", query),
            )
        return super()._field_to_sql(alias, field_expr, query)

    @api.constrains("latitude", "longitude")
    def _check_coordinates(self):
        for asset in self:
            if abs(asset.latitude) > 90 or abs(asset.longitude) > 180:
                raise ValidationError(messages.coordinates_outside(self.env, card=asset.display_name))

    @api.constrains("nature", "cost", "net_value")
    def _check_resource_without_cost(self):
        for asset in self:
            if asset.nature == "resource" and (asset.cost or asset.net_value):
                problem = Problem("resource_has_cost", {"code": asset.code})
                raise ValidationError(messages.problems(self.env, [problem])[0])

    @api.depends("code", "name")
    def _compute_display_name(self):
        for asset in self:
            asset.display_name = f"[{asset.code}] {asset.name}" if asset.code else asset.name or ""

    # --- create, write ---

    @api.model_create_multi
    def create(self, vals_list):
        codes = iter(self._next_codes(sum(not vals.get("code") for vals in vals_list)))
        vals_list = [vals if vals.get("code") else {**vals, "code": next(codes)} for vals in vals_list]
        # An origin left empty is not an origin of nowhere: it is worked out.
        vals_list = [
            {name: value for name, value in vals.items() if name != "origin_place_id" or value}
            for vals in vals_list
        ]
        assets = super().create(vals_list)
        assets._ask_next_approver()
        return assets

    def write(self, vals):
        """Refuse those who check: a card is written by who enters it, never by who puts their name to it."""
        if not self.env.su:
            self._require_group("reform_places.group_clerk", "reform_places.group_township")
            clerk = self.env.user.has_group("reform_places.group_clerk")
            others = self.filtered(lambda asset: asset.create_uid != self.env.user)
            if others and not clerk:
                raise AccessError(messages.not_your_card(self.env, card=others[0].display_name))
        if "photo" in vals:
            for asset in self.sudo():
                if asset.photo and asset.state != "registered":
                    raise AccessError(messages.photo_stays(self.env, card=asset.display_name))
        result = super().write(vals)
        if "place_id" in vals:
            # Nobody pushes a card over the fence, into a village he does not answer for.
            self.check_access("write")
        return result

    def unlink(self):
        """Cards are deleted by who entered them, as long as nobody has put a name to them."""
        if not self.env.su:
            for asset in self:
                if asset.create_uid != self.env.user:
                    raise AccessError(messages.not_your_card(self.env, card=asset.display_name))
        return super().unlink()

    @api.model
    def _next_codes(self, count):
        """Return `count` new card numbers in one query."""
        return [f"ZC{number:07d}" for number in serial.numbers(self.env.cr, "reform_asset_code_seq", count)]

    # --- plain values ---

    def _plain(self):
        """Return the card as the rule sees it."""
        self.ensure_one()
        return asset_card.CardFacts(
            code=self.code,
            owner_class=self.owner_class or None,
            has_owner=bool(self.entity_id),
            nature=self.nature or None,
            has_location=bool(self.latitude or self.longitude),
            condition=self.condition or None,
            area_sqm=_measure(self.area_sqm),
            cost=yuan(self.cost),
            net_value=yuan(self.net_value),
            use_state=self.use_state,
            idle_since_known=bool(self.idle_since),
            has_photo=self.has_photo,
            has_certificate=bool(self.certificate_no),
            is_area_kind=self.category_id.is_area_kind,
        )

    def _seal_payload(self):
        self.ensure_one()
        content = {}
        for name in CONTENT:
            value = self[name]
            content[name] = value.id if isinstance(value, models.BaseModel) else value or ""
        content |= {name: yuan(self[name]) for name in AMOUNTS}
        content |= {name: str(_measure(self[name])) for name in AREAS}
        return {"id": self.id, **content}


def _measure(value):
    """Return an area as an exact number of at most four decimals."""
    return Decimal(repr(value or 0.0)).quantize(Decimal("0.0001")).normalize() + 0
