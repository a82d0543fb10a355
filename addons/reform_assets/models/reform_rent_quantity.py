from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets.rent_terms import rent_by_measure
from odoo.exceptions import AccessError, UserError

from ..messages import lease_terms as messages
from .reform_rent_due import IN_FORCE
from .reform_rent_receipt import ACCOUNTANT, CLERK

POSTERS = (
    "reform_places.group_township", "reform_places.group_county_finance",
    "reform_places.group_county_agriculture",
)  # fmt: skip


class ReformCommodity(models.Model):
    """A crop in which rents are agreed, such as rice."""

    _name = "reform.commodity"
    _description = "Commodity"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    unit = fields.Char(required=True, default="kg")
    price_ids = fields.One2many("reform.commodity.price", "commodity_id", "Posted Prices", readonly=True)


class ReformCommodityPrice(models.Model):
    """A posted price: in which county, from which day, how much, and who says so. Never changed; a newer
    one takes its place.
    """

    _name = "reform.commodity.price"
    _description = "Posted Price"
    _inherit = ["reform.append.only.mixin"]
    _order = "commodity_id, date desc, id desc"
    _rec_name = "date"

    _frozen_columns = ("commodity_id", "place_id", "date", "price", "source")

    commodity_id = fields.Many2one("reform.commodity", required=True, index=True, ondelete="restrict")
    place_id = fields.Many2one(
        "reform.place", "County or Township", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date("From", required=True)
    price = fields.Float("Price per Unit", digits=(16, 4), required=True, aggregator=None)
    source = fields.Char(required=True)

    _positive = models.Constraint("CHECK (price > 0)", lambda env, _diag: messages.price_of_nothing(env))
    _once = models.Constraint(
        "UNIQUE (commodity_id, place_id, date)", lambda env, _diag: messages.price_twice(env)
    )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super  # one door for everybody
        """Post prices; township and county may, each in its own places."""
        self.env["reform.lease"]._require_group(*POSTERS)
        given = {"commodity_id", "place_id", "date", "price", "source"}
        rows = [{name: vals[name] for name in given & vals.keys()} for vals in vals_list]
        # sudo: the row is written by this act alone; the scope is asked of the user below.
        posted = self.sudo()._add(rows).with_env(self.env)
        posted.check_access("read")
        scope = self.env["reform.place"].search(
            [("id", "child_of", self.env.user.sudo().reform_scope_ids.ids)]
        )
        if not self.env.su and posted.place_id - scope:
            raise AccessError(messages.price_elsewhere(self.env))
        return posted


class ReformRentQuantity(models.Model):
    """A due in kind: so many kilograms for these days. The price posted for its day makes it money."""

    _name = "reform.rent.quantity"
    _description = "Due in Kind"
    _inherit = ["reform.append.only.mixin"]
    _order = "date_due, lease_id, sequence"

    _frozen_columns = ("lease_id", "sequence", "date_from", "date_to", "date_due", "quantity")

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    commodity_id = fields.Many2one(related="lease_id.commodity_id")
    sequence = fields.Integer("No.", required=True, aggregator=None)
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    date_due = fields.Date("Due on", required=True, index=True)
    quantity = fields.Float(digits=(16, 2), required=True)
    due_ids = fields.One2many("reform.rent.due", "quantity_id", "Priced As", readonly=True)
    priced = fields.Boolean(compute="_compute_priced", search="_search_priced")
    amount = fields.Float(digits=(16, 2), compute="_compute_priced")

    _once = models.Constraint("UNIQUE (lease_id, sequence)", lambda env, _diag: messages.quantity_twice(env))

    @api.depends("due_ids.amount")
    def _compute_priced(self):
        for row in self:
            row.priced, row.amount = bool(row.due_ids), sum(row.due_ids.mapped("amount"))

    def _search_priced(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("due_ids", "!=" if True in value else "=", False)]

    @api.depends("lease_id.name", "sequence")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.lease_id.name}/{row.sequence}"

    def _add_schedule(self, lease, dues):
        return self._add(
            [
                {
                    "lease_id": lease.id,
                    "sequence": due.sequence,
                    "date_from": due.date_from,
                    "date_to": due.date_to,
                    "date_due": due.date_due,
                    "quantity": float(due.amount),
                }
                for due in dues
            ]
        )

    def action_price(self):
        """Give dues in kind the price posted for their day, and let them fall due as money."""
        self.env["reform.lease"]._require_group(CLERK, ACCOUNTANT)
        self.check_access("read")
        for row in self:
            if row.lease_id.state not in IN_FORCE:
                raise UserError(messages.quantity_not_in_force(self.env, lease=row.lease_id.name))
        left = self - self.sudo()._price()
        if left:
            raise UserError(
                messages.price_not_posted(
                    self.env,
                    commodity=left[0].commodity_id.display_name,
                    date=left[0].date_due,
                    due=left[0].display_name,
                )
            )
        return True

    @api.model
    def _cron_price(self):
        """Price what has fallen due and has a posted price."""
        today = civil_day.today()
        self.search(
            [("date_due", "<=", today), ("priced", "=", False), ("lease_id.state", "in", IN_FORCE)]
        )._price()

    def _price(self):
        """Make the dues of money of all rows that have a posted price; return the rows that are priced."""
        done = self.filtered("due_ids")
        prices = {}
        for price in self.env["reform.commodity.price"].search(
            [("commodity_id", "in", self.commodity_id.ids)], order="date, id"
        ):
            prices.setdefault((price.commodity_id.id, price.place_id.id), []).append(price)
        rows, priced = [], done
        for row in self - done:
            posted = row._posted_price(prices)
            if not posted:
                continue
            quantity, price = (Decimal(repr(value)) for value in (row.quantity, posted.price))
            rows.append(
                {
                    "lease_id": row.lease_id.id,
                    "sequence": row.sequence,
                    "date_from": row.date_from,
                    "date_to": row.date_to,
                    "date_due": row.date_due,
                    "amount": float(rent_by_measure(price, quantity)),
                    "quantity_id": row.id,
                    "price_id": posted.id,
                }
            )
            priced += row
        if rows:
            self.env["reform.rent.due"]._add_with_parts(rows)
            leases = priced.lease_id
            leases._seal({lease: (lease.state, lease.state) for lease in leases}, kind="priced in kind")
        return priced

    def _posted_price(self, prices):
        """Return the newest price of the nearest place posted up to the day the due falls due."""
        self.ensure_one()
        place = self.lease_id.place_id
        while place:
            for price in reversed(prices.get((self.commodity_id.id, place.id), [])):
                if price.date <= self.date_due:
                    return price
            place = place.parent_id
        return self.env["reform.commodity.price"]


class ReformRentDue(models.Model):
    """A due learns from which quantity and price it came, and whose it is in parts."""

    _inherit = "reform.rent.due"

    _frozen_columns = (
        "lease_id", "sequence", "kind", "date_from", "date_to", "date_due", "amount", "quantity_id",
        "price_id", "payee_parts",
    )  # fmt: skip

    quantity_id = fields.Many2one(
        "reform.rent.quantity", "Due in Kind", index="btree_not_null", ondelete="restrict"
    )
    price_id = fields.Many2one("reform.commodity.price", "Posted Price", ondelete="restrict")
    payee_parts = fields.Json("Split", help="List of {name, entity_id, partner_id, amount}.")
    payee_text = fields.Char("Payees", compute="_compute_payee_text")

    @api.depends("payee_parts")
    def _compute_payee_text(self):
        for due in self:
            due.payee_text = ", ".join(f"{part['name']} {part['amount']}" for part in due.payee_parts or [])

    def _add_with_parts(self, rows):
        """Add dues; those of a lease with payees carry their split, which adds up to the due."""
        leases = self.env["reform.lease"].browse({row["lease_id"] for row in rows})
        shared = set(leases.filtered("payee_ids").ids)
        for row in rows:
            if row["lease_id"] in shared:
                lease = leases.browse(row["lease_id"])
                row["payee_parts"] = lease._payee_parts(row["amount"])
        return self._add(rows)

    def _money_event(self):
        return {**super()._money_event(), "payees": self.payee_parts or []}
