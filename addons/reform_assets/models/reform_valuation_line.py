from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import valuation as valuation_rule
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError, ValidationError

from ..messages import valuation as messages
from .reform_valuation import WORKED

FIGURES = frozenset({"value", "rent_value", "quantity", "note"})
GONE = ("scrapped", "disposed")


class ReformValuationLine(models.Model):
    """One thing of a valuation: its value and what a year's rent of it is worth, both in yuan."""

    _name = "reform.valuation.line"
    _description = "Asset Valued"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "valuation_id"
    _rec_name = "asset_id"

    valuation_id = fields.Many2one("reform.valuation", required=True, index=True, ondelete="cascade")
    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="restrict")
    owner_class = fields.Selection(related="asset_id.owner_class")
    use_state = fields.Selection(related="asset_id.use_state")
    area_sqm = fields.Float(related="asset_id.area_sqm")
    area_mu = fields.Float(related="asset_id.area_mu")
    net_value = fields.Float(related="asset_id.net_value")
    quantity = fields.Float(
        digits=(16, 4), help="How many units are compared, for example square metres; with a note only."
    )
    value = fields.Float("Appraised Value", digits=(16, 2))
    rent_value = fields.Float("Rent Value per Year", digits=(16, 2))
    note = fields.Char("Remarks")

    _once = models.Constraint("UNIQUE (valuation_id, asset_id)", lambda env, _diag: messages.asset_twice(env))
    _not_negative = models.Constraint(
        "CHECK (coalesce(value, 0) >= 0 AND coalesce(rent_value, 0) >= 0 AND coalesce(quantity, 0) >= 0)",
        lambda env, _diag: messages.value_negative(env),
    )

    @api.onchange("asset_id")
    def _onchange_asset_id(self):
        unit = self.valuation_id.comparable_unit
        sizes = {"sqm": self.asset_id.area_sqm, "mu": self.asset_id.area_mu, "piece": 1}
        self.quantity = sizes.get(unit, 0)

    def write(self, vals):
        """Figures are written while the work goes on, what is valued only in the request."""
        if vals.keys() <= FIGURES and all(line.valuation_id.state in WORKED for line in self.sudo()):
            return self._set_guarded(vals)
        return super().write(vals)

    def _newness(self):
        """Return what orders valuations of one thing, the newest last."""
        self.ensure_one()
        valuation = self.valuation_id
        return valuation.base_date, valuation.confirmed_date, valuation.id

    def _plain(self):
        self.ensure_one()
        asset = self.asset_id
        return valuation_rule.ValuedAsset(
            code=asset.code or "",
            owner_class=asset.owner_class or "unconfirmed",
            confirmed=asset.state == "confirmed",
            same_entity=asset.entity_id == self.valuation_id.entity_id,
            gone=asset.use_state in GONE,
            measured=bool(asset.area_sqm or asset.net_value or asset.cost),
            has_title=bool(asset.certificate_no),
            value=yuan(self.value),
            rent_value=yuan(self.rent_value),
        )


class ReformValuationComparable(models.Model):
    """One deal somebody made about a similar thing nearby: where, when, at which price for a unit."""

    _name = "reform.valuation.comparable"
    _description = "Comparable Deal"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "valuation_id"
    _rec_name = "place"

    valuation_id = fields.Many2one("reform.valuation", required=True, index=True, ondelete="cascade")
    place = fields.Char(required=True, help="Village and building.")
    date = fields.Date("Day of the Deal", required=True)
    price = fields.Float(
        "Price per Unit", digits=(16, 2), required=True, help="In yuan; a year's rent for lettings."
    )
    source = fields.Char(help="Contract, listing or person it is known from.")

    _positive = models.Constraint("CHECK (price > 0)", lambda env, _diag: messages.price_not_positive(env))

    def _refuse_frozen(self):
        """Deals are noted until the note is written."""
        if any(valuation.state not in WORKED for valuation in self.sudo().valuation_id):
            return super()._refuse_frozen()
        return None

    def _plain(self):
        self.ensure_one()
        return valuation_rule.Comparable(day=self.date, price=yuan(self.price), place=self.place)


class ReformValuationObjection(models.Model):
    """What a villager said against a posted value, and what was answered."""

    _name = "reform.valuation.objection"
    _description = "Objection to a Valuation"
    _inherit = ["reform.workflow.mixin"]
    _order = "id desc"
    _rec_name = "text"

    _state_initial = "open"
    _state_edges = frozenset({("open", "answered")})
    _guarded_fields = frozenset({"answered_by_id", "answered_on"})
    _frozen_fields = frozenset({"valuation_id", "raised_by", "raised_on", "text", "answer"})

    valuation_id = fields.Many2one("reform.valuation", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="valuation_id.entity_id", store=True, index=True)
    raised_by = fields.Char("Raised by", required=True)
    raised_on = fields.Date("Raised on", required=True, default=civil_day.today)
    text = fields.Text("Objection", required=True)
    answer = fields.Text()
    state = fields.Selection(
        [("open", "Open"), ("answered", "Answered")], required=True, default="open", readonly=True
    )
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True, copy=False)
    answered_on = fields.Date("Answered on", readonly=True, copy=False)

    @api.constrains("valuation_id")
    def _check_posted(self):
        for objection in self:
            valuation = objection.valuation_id
            if valuation.state not in ("published", "confirmed", "disputed"):
                raise ValidationError(
                    messages.not_posted(
                        self.env, valuation=valuation.display_name, state=valuation._state_label()
                    )
                )

    def action_answer(self):
        """Answer it in writing; a value that changes goes back to the valuer by a dispute instead."""
        self._require_group("reform_places.group_supervisor", "reform_places.group_township")
        for objection in self:
            if not (objection.answer or "").strip():
                raise UserError(messages.answer_missing(self.env))
        return self._move("answered", answered_by_id=self.env.uid, answered_on=civil_day.today())

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "valuation": self.valuation_id.id,
            "raised": [self.raised_by, self.raised_on],
            "text": self.text,
            "answer": self.answer or "",
        }
