from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import lease_trade
from odoo.addons.reform_rules.errors import Problem
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import lease_trade as messages
from .reform_lease import KINDS
from .reform_lease_steps import CLERK, DIRECTOR

OWNER_CLASSES = [
    ("state", "State"),
    ("town_collective", "Township Collective"),
    ("village_collective", "Village Collective"),
    ("group_collective", "Group Collective"),
]


class ReformTradeThreshold(models.Model):
    """A line of a county's table: from which measures on a letting has to be listed in public."""

    _name = "reform.trade.threshold"
    _description = "Listing Threshold"
    _order = "place_id, valid_from desc, id"
    _rec_name = "document_no"

    place_id = fields.Many2one(
        "reform.place", "County", index=True, ondelete="restrict", help="Empty: in every county."
    )
    kind = fields.Selection(KINDS, help="Empty: every kind.")
    owner_class = fields.Selection(OWNER_CLASSES, help="Empty: whoever owns it.")
    valid_from = fields.Date(required=True)
    valid_to = fields.Date()
    always = fields.Boolean("Whatever the Measures")
    rent_year = fields.Float("Rent per Year from", digits=(16, 2), aggregator=None)
    area_sqm = fields.Float("Area from (m²)", digits=(16, 2), aggregator=None)
    area_mu = fields.Float("Area from (mu)", digits=(16, 4), aggregator=None)
    years = fields.Float("Years from", digits=(6, 2), aggregator=None)
    document_no = fields.Char("Document No.", required=True)

    def _plain(self):
        return [
            lease_trade.Threshold(
                kind=line.kind or "",
                owner_class=line.owner_class or "",
                valid_from=line.valid_from,
                valid_to=line.valid_to or None,
                always=line.always,
                rent_year=yuan(line.rent_year),
                area_sqm=yuan(line.area_sqm),
                area_mu=Decimal(repr(line.area_mu or 0.0)),
                years=Decimal(repr(line.years or 0.0)),
            )
            for line in self
        ]


class ReformLease(models.Model):
    """Whether a letting has to be listed, its rounds of listing, who won, and the posting of the result."""

    _inherit = "reform.lease"

    _frozen_fields = frozenset({"public_trade", "direct_reason"})
    _guarded_fields = frozenset(
        {
            "listed_rent",
            "winning_bid_id",
            "result_published_on",
            "result_place",
            "result_photo",
            "result_objection",
            "result_answer",
        }
    )

    public_trade = fields.Boolean("Let by Listing", help="The lessee is found by public bids.")
    direct_reason = fields.Text(
        "Reason for Letting Directly",
        help="Where a listing is asked for and has failed, or the county agrees.",
    )
    listing_required = fields.Boolean(compute="_compute_listing_required")
    listing_ids = fields.One2many("reform.lease.listing", "lease_id", "Listings", copy=False)
    bid_ids = fields.One2many("reform.lease.bid", "lease_id", "Bids", readonly=True, copy=False)
    listed_rent = fields.Float(
        "Rent Put to the Vote", digits=(16, 2), readonly=True, copy=False, aggregator=None
    )
    winning_bid_id = fields.Many2one("reform.lease.bid", readonly=True, copy=False, ondelete="restrict")
    result_published_on = fields.Date(readonly=True, copy=False)
    result_place = fields.Char("Result Published at", readonly=True, copy=False)
    result_photo = fields.Image("Photo of the Result", readonly=True, copy=False)
    result_objection = fields.Text("Objection to the Result", readonly=True, copy=False)
    result_answer = fields.Text("Answer to the Objection", readonly=True, copy=False)

    @api.depends("kind", "rent_year", "date_start", "date_end", "line_ids.asset_id", "entity_id")
    def _compute_listing_required(self):
        table = self.env["reform.trade.threshold"].sudo().search([])  # pylint: disable=no-search-all  # a handful of rows
        for lease in self:
            county = lease.entity_id.place_id.county_id
            lines = table.filtered(lambda line, county=county: not line.place_id or line.place_id == county)
            lease.listing_required = bool(lines) and lease_trade.listing_required(
                lease._letting(), lines._plain()
            )

    def _letting(self):
        # sudo: an asset of the collective may stand outside the user's own village.
        lines = self.sudo().line_ids
        days = (self.date_end - self.date_start).days + 1 if self.date_start and self.date_end else 0
        return lease_trade.Letting(
            kind=self.kind,
            owner_classes=frozenset(owner for owner in lines.asset_id.mapped("owner_class") if owner),
            rent_year=yuan(self.listed_rent or self.rent_year),
            area_sqm=sum((yuan(line._let_area()) for line in lines), start=Decimal(0)),
            area_mu=sum((Decimal(repr(line.area_mu or 0.0)) for line in lines), start=Decimal(0)),
            years=Decimal(days) / Decimal("365.25"),
            at=self.signed_date or civil_day.today(),
        )

    def _plain(self):
        waiting = self.state in ("draft", "priced", "decided", "listed") and not self.winning_bid_id
        listed = waiting and (self.public_trade or (self.listing_required and not self.direct_reason))
        return super()._plain()._replace(listed=listed)

    def _rent_problems(self):
        found = super()._rent_problems()
        if self.state == "draft" and self.lessee_id:
            if self.public_trade:
                found.append(Problem("lessee_before_bids", {}))
            elif self.listing_required and not self.direct_reason:
                found.append(Problem("listing_needed", {}))
        return found

    def _payee_rent(self):
        return self.listed_rent or super()._payee_rent()

    def _decision_term(self, name):
        """The villagers voted on the rent put to the vote and on nobody yet; the bids said the rest."""
        if self.winning_bid_id and name == "lessee_id":
            return []
        if self.winning_bid_id and name == "rent_year":
            return str(yuan(self.listed_rent))
        return super()._decision_term(name)

    def _extra_terms(self):
        said = {name: self._decision_term(name) for name in ("public_trade", "direct_reason") if self[name]}
        return {**super()._extra_terms(), **said}

    def _seal_payload(self):
        payload = super()._seal_payload()
        if self.winning_bid_id:
            payload["winner"] = [self.lessee_id.id, yuan(self.rent_year), self.winning_bid_id.id]
        return payload

    def _refuse_unlisted(self):
        """Refuse to sign what has to be listed and was not, or whose result was not posted long enough."""
        today = civil_day.today()
        days = self.env["reform.parameter"]._at(today).value("lease_result_posting_days_min")
        for lease in self:
            if lease.state == "result_published":
                since = lease.result_published_on
                if fields.Date.add(since, days=days) > today:
                    raise UserError(
                        messages.result_not_posted_long_enough(
                            self.env, lease=lease.display_name, days=days, since=since
                        )
                    )
                if (lease.result_objection or "").strip() and not (lease.result_answer or "").strip():
                    raise UserError(messages.objection_open(self.env, lease=lease.display_name))
                continue
            if lease.public_trade and not lease.winning_bid_id:
                raise UserError(messages.not_listed_yet(self.env, lease=lease.display_name))
            if lease.listing_required and not lease._let_directly():
                raise UserError(messages.listing_required(self.env, lease=lease.display_name))

    def _let_directly(self):
        """Tell whether a letting may do without the listing: a failed round, or the county's word."""
        self.ensure_one()
        if not (self.direct_reason or "").strip():
            return False
        return bool(self.approval_no) or "failed" in self.sudo().listing_ids.mapped("state")

    def action_new_listing(self):
        """Prepare the next round of listing."""
        self.ensure_one()
        self._require_group(CLERK, DIRECTOR)
        self._refuse_not_at("decided")
        listing = self.env["reform.lease.listing"].create({"lease_id": self.id})
        return listing._action_form()

    def action_publish_result(self, date=None, place=None, photo=None):
        """Post the result of the bids where people can read it; without a place, the window asks."""
        self._require_group(CLERK, DIRECTOR)
        self._refuse_not_at("bid_closed")
        if not (place or "").strip():
            return {
                "type": "ir.actions.act_window",
                "res_model": "reform.lease.result",
                "view_mode": "form",
                "target": "new",
                "name": messages.result_title(self.env),
                "context": {"default_lease_id": self.id},
            }
        today = civil_day.today()
        date = fields.Date.to_date(date) or today
        if date > today:
            raise UserError(messages.result_in_future(self.env, date=date))
        return self._move(
            "result_published", result_published_on=date, result_place=place.strip(), result_photo=photo
        )

    def action_object(self, reason=None):
        """Record an objection to the posted result; the contract waits for the answer."""
        self._require_group(CLERK, "reform_places.group_supervisor", "reform_places.group_township")
        self._refuse_not_at("result_published")
        if not (reason or "").strip():
            return self._ask_reason("lease_object")
        self._set_guarded({"result_objection": reason.strip(), "result_answer": False})
        self._reseal("objection to the result", reason=reason.strip())
        return True

    def action_answer_objection(self, reason=None):
        """Answer the objection to the result."""
        self._require_group(DIRECTOR, "reform_places.group_township")
        self._refuse_not_at("result_published")
        if not (reason or "").strip():
            return self._ask_reason("lease_answer")
        self._set_guarded({"result_answer": reason.strip()})
        self._reseal("objection answered", reason=reason.strip())
        return True

    def action_reopen_listing(self, reason=None):
        """Take a result back after a sound objection: the letting is listed again."""
        self._require_group(DIRECTOR, "reform_places.group_township")
        if not (reason or "").strip():
            return self._ask_reason("lease_relist")
        for lease in self:
            lease._refuse_not_at(
                lease.state if lease.state in ("bid_closed", "result_published") else "bid_closed"
            )
            values = {"winning_bid_id": False, "lessee_id": False, "rent_year": lease.listed_rent}
            lease._move("decided", reason=reason.strip(), **values)
        return True
