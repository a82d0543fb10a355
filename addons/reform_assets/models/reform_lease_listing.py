from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import lease_trade
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import fields_of_clients
from odoo.exceptions import AccessError, UserError

from ..messages import lease_trade as messages
from .reform_lease_steps import CLERK, DIRECTOR, SUPERVISOR, TOWNSHIP

GIVEN = frozenset({"listing_id", "bidder_id", "amount", "deposit", "member", "date", "note"})


class ReformLeaseListing(models.Model):
    """One round of listing: where, from when to when, at which asking rent, and how it ended."""

    _name = "reform.lease.listing"
    _description = "Listing"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "lease_id, round desc"

    _state_edges = frozenset({("draft", "open"), ("open", "closed"), ("open", "failed")})
    _guarded_fields = frozenset({"round", "opened_by_id", "closed_by_id", "manner"})
    _frozen_fields = frozenset(
        {"lease_id", "platform", "listing_no", "asking_rent", "date_from", "date_to", "notice", "conditions"}
    )

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    state = fields.Selection(
        [("draft", "Draft"), ("open", "Open"), ("closed", "Awarded"), ("failed", "Failed")],
        required=True,
        default="draft",
        readonly=True,
    )
    round = fields.Integer(readonly=True, copy=False, aggregator=None)
    platform = fields.Char(help="The exchange, or where bids were opened.")
    listing_no = fields.Char("Listing No.")
    asking_rent = fields.Float(
        "Asking Rent per Year", digits=(16, 2), aggregator=None, compute="_compute_asking_rent", store=True,
        readonly=False,
    )  # fmt: skip
    date_from = fields.Date("Listed from", default=civil_day.today)
    date_to = fields.Date("Bids until")
    conditions = fields.Text(help="Limits of use, term, deposit, sub-letting, improvements.")
    notice = fields.Binary("Listing Notice", attachment=True)
    notice_name = fields.Char("File Name")
    bid_ids = fields.One2many("reform.lease.bid", "listing_id", "Bids")
    manner = fields.Selection(
        [("highest", "Highest Bid"), ("agreement", "One Bidder, by Agreement"), ("failed", "Failed")],
        readonly=True,
        copy=False,
    )
    opened_by_id = fields.Many2one("res.users", "Opened by", readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", "Bidding Closed by", readonly=True, copy=False)

    @api.depends("lease_id")
    def _compute_asking_rent(self):
        for listing in self:
            listing.asking_rent = listing.asking_rent or listing.lease_id.rent_year

    @api.depends("lease_id.name", "round", "listing_no")
    def _compute_display_name(self):
        for listing in self:
            listing.display_name = listing.listing_no or f"{listing.lease_id.name} #{listing.round}"

    @api.model_create_multi
    def create(self, vals_list):
        listings = super().create(vals_list)
        for listing in listings:
            rounds = listing.lease_id.sudo().listing_ids
            listing._set_guarded({"round": len(rounds)})
        return listings

    def action_open(self):
        """Open the round: from here on bids are taken at the asking rent or above."""
        self._require_group(CLERK, DIRECTOR)
        for listing in self:
            lease = listing.lease_id
            lease._refuse_not_at("decided")
            lease.check_access("write")
            if not listing.date_from or not listing.date_to or listing.date_to < listing.date_from:
                raise UserError(messages.listing_days_missing(self.env))
            if not (listing.platform or "").strip():
                raise UserError(messages.platform_missing(self.env))
            if lease.step_ids:
                raise UserError(messages.steps_not_listed(self.env, lease=lease.display_name))
            floor = yuan(lease.floor_rent)
            if lease_trade.check_relisting(yuan(listing.asking_rent), floor):
                raise UserError(
                    messages.asking_below_floor(self.env, asking=yuan(listing.asking_rent), floor=floor)
                )
            listing._move("open", opened_by_id=self.env.uid)
            lease._move(
                "listed", listed_rent=lease.listed_rent or lease.rent_year, rent_year=listing.asking_rent
            )
        return True

    def action_close(self):
        """Close the round when its days are over, and award it; never by whoever opened it.

        The highest bid wins, on equal terms the sitting tenant, then a member; without a bid at the asking
        rent the round has failed and the letting may be listed again.
        """
        self._require_group(SUPERVISOR, TOWNSHIP)
        today = civil_day.today()
        for listing in self:
            lease = listing.lease_id
            lease._refuse_own_hand(listing.opened_by_id | listing.create_uid)
            if listing.date_to > today:
                raise UserError(messages.listing_still_open(self.env, date=listing.date_to))
            outcome = lease_trade.award(listing._plain_bids(), yuan(listing.asking_rent))
            state = "failed" if outcome.winner is None else "closed"
            listing._move(state, manner=outcome.manner, closed_by_id=self.env.uid)
            if outcome.winner is None:
                lease._move("decided", rent_year=lease.listed_rent)
                continue
            bid = listing.bid_ids.browse(outcome.winner)
            lease._move("bid_closed", winning_bid_id=bid.id, lessee_id=bid.bidder_id.id, rent_year=bid.amount)
        return True

    def _plain_bids(self):
        tenants = self._sitting_tenants()
        return [
            lease_trade.Bid(bid.id, yuan(bid.amount), bid.bidder_id in tenants, bid.member, bid.id)
            for bid in self.bid_ids.sorted("id")
        ]

    def _sitting_tenants(self):
        """Return who held the assets last and has not handed them back."""
        lease = self.lease_id.sudo()
        now = lease.asset_ids.lease_line_ids.lease_id.filtered(
            lambda each: each.state in ("effective", "ended")
        )
        return (now | lease.predecessor_id).lessee_id

    def _action_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "name": messages.listing_title(self.env),
        }

    def action_form(self):
        """Open the round from the contract."""
        self.ensure_one()
        return self._action_form()

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "lease": self.lease_id.name,
            "round": self.round,
            "platform": self.platform or "",
            "asking": yuan(self.asking_rent),
            "days": [self.date_from or "", self.date_to or ""],
            "bids": [[bid.bidder_id.id, yuan(bid.amount), bid.member] for bid in self.bid_ids.sorted("id")],
            "manner": self.manner or "",
        }


class ReformLeaseBid(models.Model):
    """A bid in a round of listing: recorded while the round is open, and never changed."""

    _name = "reform.lease.bid"
    _description = "Bid"
    _inherit = ["reform.append.only.mixin"]
    _order = "listing_id, amount desc, id"

    _frozen_columns = ("listing_id", "bidder_id", "amount", "deposit", "member", "date", "user_id")

    listing_id = fields.Many2one("reform.lease.listing", required=True, index=True, ondelete="restrict")
    lease_id = fields.Many2one(related="listing_id.lease_id", store=True, index=True)
    place_id = fields.Many2one(related="listing_id.place_id", string="Place", store=True, index=True)
    bidder_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    amount = fields.Float("Rent Offered per Year", digits=(16, 2), required=True, aggregator=None)
    deposit = fields.Float("Bid Deposit", digits=(16, 2), aggregator=None)
    member = fields.Boolean("Member of the Collective")
    date = fields.Date(required=True, default=civil_day.today)
    note = fields.Char("Remarks")
    user_id = fields.Many2one(
        "res.users", "Recorded by", required=True, ondelete="restrict", default=lambda self: self.env.uid
    )

    _once = models.Constraint(
        "UNIQUE (listing_id, bidder_id, amount)", lambda env, _diag: messages.bid_twice(env)
    )
    _positive = models.Constraint(
        "CHECK (amount > 0 AND coalesce(deposit, 0) >= 0)", lambda env, _diag: messages.bid_of_nothing(env)
    )

    @api.depends("bidder_id", "amount")
    def _compute_display_name(self):
        for bid in self:
            bid.display_name = f"{bid.sudo().bidder_id.display_name} {bid.amount:,.2f}"

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super  # one door for everybody
        """Record bids while their round is open."""
        self.env["reform.lease"]._require_group(CLERK, TOWNSHIP)
        today = civil_day.today()
        rows = []
        for vals in vals_list:
            row = {name: vals[name] for name in GIVEN & vals.keys()}
            listing = self.env["reform.lease.listing"].browse(row.get("listing_id"))
            listing.check_access("read")
            if listing.state != "open":
                raise UserError(messages.listing_not_open(self.env, listing=listing.display_name))
            date = fields.Date.to_date(row.get("date")) or today
            if date > today or date < listing.date_from or date > listing.date_to:
                raise UserError(
                    messages.bid_outside_days(
                        self.env, date=date, date_from=listing.date_from, date_to=listing.date_to
                    )
                )
            rows.append({**row, "date": date, "user_id": self.env.uid})
        fields_of_clients.check_links(self, rows)
        # sudo: bids are written by this act alone; who may is checked above.
        return self.sudo()._add(rows).with_env(self.env)

    def unlink(self):  # pylint: disable=method-required-super  # bids stay
        raise AccessError(messages.bids_stay(self.env))
