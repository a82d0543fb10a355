from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import asset_card
from odoo.addons.reform_rules.assets import regime as regime_rule
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import ValidationError

from .. import messages as card_messages
from ..messages import register as messages
from .reform_asset_detail_mixin import ADDED

REGIMES = [("state", "State Property"), ("collective", "Collective Property")]
MEASURES = ("area_sqm", "land_area_mu", "cost", "quantity")


class ReformAsset(models.Model):
    """One register, two regimes: what holds for a card follows from who owns it and what it is.

    Cost, what was written off and the net value say the same thing twice: who enters two of them gets the
    third, and who enters three that do not fit is told so.
    """

    _name = "reform.asset"
    _inherit = ["reform.asset", "reform.asset.detail.mixin"]

    _frozen_fields = ADDED | {"accumulated"}

    regime = fields.Selection(REGIMES, compute="_compute_regime", store=True, index=True)
    regime_note = fields.Text("What Holds for It", compute="_compute_regime_note")
    card_kind = fields.Selection(related="category_id.card_kind", store=True, index=True)
    accumulated = fields.Float(
        "Accumulated Depreciation",
        digits=(16, 2),
        compute="_compute_accumulated",
        inverse="_inverse_accumulated",
        store=True,
        readonly=False,
        help="Cost less net book value, in yuan.",
    )
    residual_value = fields.Float(digits=(16, 2), compute="_compute_residual_value")

    _added_not_negative = models.Constraint(
        """CHECK (coalesce(quantity, 0) >= 0 AND coalesce(accumulated, 0) >= 0 AND coalesce(floors, 0) >= 0
             AND coalesce(usable_area_sqm, 0) >= 0 AND coalesce(useful_life_months, 0) >= 0
             AND coalesce(months_used, 0) >= 0 AND coalesce(contribution, 0) >= 0
             AND coalesce(share_percent, 0) BETWEEN 0 AND 100 AND coalesce(guaranteed_return, 0) >= 0)""",
        lambda env, _diag: messages.figure_out_of_range(env),
    )

    @api.depends("owner_class")
    def _compute_regime(self):
        for asset in self:
            kind = regime_rule.regime_of(asset.owner_class)
            asset.regime = kind.name if kind else False

    @api.depends("owner_class")
    def _compute_regime_note(self):
        for asset in self:
            kind = regime_rule.regime_of(asset.owner_class)
            asset.regime_note = messages.regime_note(self.env, kind)

    @api.depends("cost", "net_value")
    def _compute_accumulated(self):
        for asset in self:
            # A net value of nothing is a thing fully written off, or one whose net value nobody knows: then
            # nothing is known to be written off either.
            if asset.net_value:
                asset.accumulated = float(max(yuan(asset.cost) - yuan(asset.net_value), ZERO))
            elif asset.accumulated != asset.cost:
                asset.accumulated = 0
            else:
                asset.accumulated = asset.accumulated or 0

    def _inverse_accumulated(self):
        for asset in self:
            if asset.accumulated or asset.net_value:
                # Whoever may write one of the two may write the other; the guard has been asked.
                asset._set_guarded({"net_value": asset._net_of_accumulated()})

    def _net_of_accumulated(self):
        return float(yuan(self.cost) - yuan(self.accumulated))

    @api.onchange("accumulated")
    def _onchange_accumulated(self):
        if self.cost and yuan(self.accumulated) != yuan(self.cost) - yuan(self.net_value):
            self.net_value = self._net_of_accumulated()

    @api.onchange("structure_type")
    def _onchange_structure_type(self):
        if self.structure_type and not self.useful_life_months:
            rules = self.env["reform.parameter"]._at(civil_day.today())
            self.useful_life_months = regime_rule.useful_life_months(self.structure_type, rules)

    @api.depends("cost", "residual_rate")
    def _compute_residual_value(self):
        for asset in self:
            rate = Decimal(repr(asset.residual_rate or 0.0))
            asset.residual_value = float(yuan(yuan(asset.cost) * rate / 100))

    @api.constrains(*MEASURES)
    def _check_plausible(self):
        rules = self.env["reform.parameter"]._at(civil_day.today())
        found = []
        for asset in self:
            sizes = [Decimal(repr(asset[name] or 0.0)) for name in MEASURES]
            # A card without a category may be land.
            is_land = asset.nature == "resource" or asset.category_id.is_resource or not asset.category_id
            found += asset_card.implausible(
                asset_card.Measures(asset.code or asset.name, is_land, *sizes), rules
            )
        if found:
            raise ValidationError("\n".join(card_messages.problems(self.env, found)))

    @api.constrains("residual_rate", "owner_class")
    def _check_residual(self):
        for asset in self:
            try:
                regime_rule.check_residual(
                    regime_rule.regime_of(asset.owner_class), Decimal(repr(asset.residual_rate or 0.0))
                )
            except RuleError as refusal:
                raise ValidationError(messages.refusal(self.env, refusal, asset.display_name)) from refusal

    @api.constrains("cost", "net_value", "accumulated")
    def _check_net_value(self):
        for asset in self:
            # Without a cost the net value is all that is known.
            if asset.cost and max(yuan(asset.net_value), yuan(asset.accumulated)) > yuan(asset.cost):
                raise ValidationError(messages.net_above_cost(self.env, card=asset.display_name))

    @api.constrains("acquired_date", "year_built", "planted_on")
    def _check_dates(self):
        today = civil_day.today()
        for asset in self:
            days = [day for day in (asset.acquired_date, asset.planted_on) if day]
            if (
                any(day > today for day in days)
                or asset.year_built
                and not 1000 < asset.year_built <= today.year
            ):
                raise ValidationError(messages.day_in_future(self.env, card=asset.display_name))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_contradiction(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_contradiction(vals)
        return super().write(vals)

    def _refuse_contradiction(self, vals):
        """Raise ValidationError for three values that are all given and do not fit, and for a new card of a
        thing that is gone.
        """
        if not self.env.su and vals.get("use_state") == "disposed":
            raise ValidationError(messages.not_entered_gone(self.env))
        names = ("cost", "accumulated", "net_value")
        if all(vals.get(name) is not None for name in names):
            amounts = {name: yuan(vals[name] or 0) for name in names}
            if amounts["accumulated"] and amounts["cost"] - amounts["accumulated"] != amounts["net_value"]:
                raise ValidationError(messages.values_disagree(self.env, **amounts))

    def _plain(self):
        return (
            super()
            ._plain()
            ._replace(
                accumulated=yuan(self.accumulated),
                residual_rate=Decimal(repr(self.residual_rate or 0.0)),
                safety_grade=self.safety_grade or None,
            )
        )

    def _seal_payload(self):
        """Return the content with the details that are written: a card without them is sealed as before."""
        payload = super()._seal_payload()
        for name in sorted(ADDED):
            value = self[name]
            if isinstance(value, models.BaseModel):
                value = value.id
            if value and not (name == "quantity" and value == 1):
                payload[name] = str(Decimal(repr(value))) if isinstance(value, float) else value
        return payload
