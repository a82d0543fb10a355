from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import disposal as disposal_rule
from odoo.addons.reform_rules.assets import first_refusal
from odoo.addons.reform_rules.money import yuan

from ..messages import disposal as messages
from .reform_valuation_line import GONE

SNAPSHOT = ("cost", "net_value")
OVER = ("reported", "withdrawn", "removed")
RESULT = frozenset({"bidders", "highest_bid", "result"})
ANSWERS = [("accepts", "Takes It on Equal Terms"), ("waives", "Waives")]
RESULTS = [("deal", "Deal"), ("failed", "No Deal"), ("suspended", "Suspended")]


class ReformDisposalLine(models.Model):
    """One card that leaves, or comes in return; what it was worth and what the books said when it left."""

    _name = "reform.disposal.line"
    _description = "Asset Disposed of"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "disposal_id"
    _rec_name = "asset_id"

    disposal_id = fields.Many2one("reform.disposal", required=True, index=True, ondelete="cascade")
    side = fields.Selection(
        [("out", "Leaves"), ("in", "Comes in Return")], required=True, default="out", readonly=True
    )
    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="restrict")
    owner_class = fields.Selection(related="asset_id.owner_class")
    use_state = fields.Selection(related="asset_id.use_state")
    condition = fields.Selection(related="asset_id.condition")
    area_sqm = fields.Float(related="asset_id.area_sqm")
    book_value = fields.Float("Net Book Value", related="asset_id.net_value")
    value = fields.Float("Appraised Value", digits=(16, 2), readonly=True, copy=False)
    valuation_id = fields.Many2one(
        "reform.valuation", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    cost = fields.Float("Cost When It Left", digits=(16, 2), readonly=True, copy=False)
    net_value = fields.Float("Net Value When It Left", digits=(16, 2), readonly=True, copy=False)
    new_asset_id = fields.Many2one(
        "reform.asset", "Card of the Receiver", readonly=True, copy=False, index="btree_not_null"
    )

    _once = models.Constraint("UNIQUE (disposal_id, asset_id)", lambda env, _diag: messages.asset_twice(env))

    @api.model_create_multi
    def create(self, vals_list):
        # What an act fills in is empty at first, whatever a client or a stored default says.
        empty = dict.fromkeys((*SNAPSHOT, "value", "valuation_id", "new_asset_id"), False)
        sides = [vals.get("side") or self.env.context.get("default_side") or "out" for vals in vals_list]
        return super().create(
            [{**vals, **empty, "side": side} for vals, side in zip(vals_list, sides, strict=True)]
        )

    def write(self, vals):
        fixed = {*SNAPSHOT, "value", "valuation_id", "new_asset_id", "side"}
        return super().write({name: value for name, value in vals.items() if name not in fixed})

    def _busy(self):
        """Return {card: number of another open disposal it stands in}, in one query."""
        others = self.sudo().search(
            [
                ("asset_id", "in", self.asset_id.ids),
                ("disposal_id", "not in", self.disposal_id.ids),
                ("disposal_id.state", "not in", (*OVER, "proposed")),
            ]
        )
        return {line.asset_id: line.disposal_id.name for line in others}

    def _plain(self, values, busy):
        """Return the card as the rule sees it; values: {card: valuation line in force}."""
        self.ensure_one()
        asset, disposal = self.asset_id, self.disposal_id
        owner = disposal.receiver_id if self.side == "in" else disposal.entity_id
        line = {card.id: line for card, line in values.items()}.get(asset.id)
        return disposal_rule.DisposedAsset(
            code=asset.code or "",
            owner_class=asset.owner_class or "unconfirmed",
            confirmed=asset.state == "confirmed",
            same_entity=asset.entity_id == owner,
            gone=asset.use_state in GONE,
            condition=asset.condition or None,
            value=yuan(line.sudo().value) if line else None,
            busy_with=busy.get(asset, ""),
            in_dispute=asset.in_dispute,
        )


class ReformDisposalListing(models.Model):
    """One time a thing was offered in public: where, under which number, from when to when, with what end."""

    _name = "reform.disposal.listing"
    _description = "Public Listing"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "disposal_id"
    _order = "id"
    _rec_name = "number"

    disposal_id = fields.Many2one("reform.disposal", required=True, index=True, ondelete="cascade")
    platform = fields.Char(required=True, help="For example: the rural property exchange of the county.")
    number = fields.Char("Listing No.", required=True)
    reserve = fields.Float("Reserve Price", digits=(16, 2), required=True)
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("Until", required=True, help="The day of the auction, or the last day of bids.")
    auction = fields.Boolean(help="It ends with an auction.")
    bidders = fields.Integer("Number of Bidders", aggregator=None)
    highest_bid = fields.Float(digits=(16, 2))
    result = fields.Selection(RESULTS)

    _dates = models.Constraint(
        "CHECK (date_from <= date_to AND reserve >= 0 AND coalesce(highest_bid, 0) >= 0"
        " AND coalesce(bidders, 0) >= 0)",
        lambda env, _diag: messages.listing_wrong(env),
    )

    def _refuse_frozen(self):
        """A listing is entered between the approval and its publication."""
        if any(one.state not in ("approved",) for one in self.sudo().disposal_id):
            return super()._refuse_frozen()
        return None

    def write(self, vals):
        if vals.keys() <= RESULT and all(one.state == "listed" for one in self.sudo().disposal_id):
            return self._set_guarded(vals)
        return super().write(vals)

    def _plain(self):
        self.ensure_one()
        return disposal_rule.Listing(
            platform=self.platform or "",
            number=self.number or "",
            reserve=yuan(self.reserve),
            date_from=self.date_from or None,
            date_to=self.date_to or None,
            auction=self.auction,
        )

    def _content(self):
        return [
            self.platform,
            self.number,
            yuan(self.reserve),
            self.date_from,
            self.date_to,
            self.result or "",
        ]


class ReformDisposalTenant(models.Model):
    """A lessee of what is to be sold: when he was told, what he said, and until when he may say it."""

    _name = "reform.disposal.tenant"
    _description = "Lessee with First Refusal"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "disposal_id"
    _rec_name = "lease_id"

    disposal_id = fields.Many2one("reform.disposal", required=True, index=True, ondelete="cascade")
    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    lessee_id = fields.Many2one(related="lease_id.lessee_id")
    told_on = fields.Date(help="The day he received the notice.")
    answer = fields.Selection(ANSWERS)
    answered_on = fields.Date()
    auction_told_on = fields.Date("Told of the Auction on")
    may_answer_until = fields.Date(compute="_compute_may_answer_until")

    _once = models.Constraint("UNIQUE (disposal_id, lease_id)", lambda env, _diag: messages.lease_twice(env))

    @api.depends("told_on")
    def _compute_may_answer_until(self):
        rules = self.env["reform.parameter"]._at(civil_day.today())
        for tenant in self:
            tenant.may_answer_until = tenant.told_on and first_refusal.silence_ends(tenant.told_on, rules)

    def _refuse_frozen(self):
        """Notices and answers are noted until the deal."""
        open_states = (
            "classified",
            "valued",
            "value_published",
            "decided",
            "approved",
            "listed",
            "failed_listing",
        )
        if any(one.state not in open_states for one in self.sudo().disposal_id):
            return super()._refuse_frozen()
        return None

    def write(self, vals):
        # The lease is the one in force when the proposal was classified; nobody exchanges it.
        return super().write({name: value for name, value in vals.items() if name != "lease_id"})

    def _plain(self):
        self.ensure_one()
        return first_refusal.Tenant(
            lease=self.lease_id.name,
            told_on=self.told_on or None,
            answer=self.answer or "",
            auction_told_on=self.auction_told_on or None,
        )

    def _content(self):
        return [self.lease_id.id, self.told_on or "", self.answer or "", self.auction_told_on or ""]
