from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.assets import act as act_rule
from odoo.addons.reform_rules.assets import act_parts
from odoo.addons.reform_rules.money import yuan

VALUES = ("cost", "accumulated", "area_sqm", "land_area_mu", "quantity")


class ReformAssetActLine(models.Model):
    """One card of an act, or one part a card is divided into; with what stood there before and after."""

    _name = "reform.asset.act.line"
    _description = "Card of an Act"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "act_id, id"
    _rec_name = "name"

    _workflow_parent = "act_id"

    act_id = fields.Many2one("reform.asset.act", required=True, index=True, ondelete="cascade")
    act_kind = fields.Selection(related="act_id.kind")
    asset_id = fields.Many2one("reform.asset", "Asset Card", index=True, ondelete="restrict")
    name = fields.Char("Name of the Part", help="Such as: east wing.")
    result_id = fields.Many2one(
        "reform.asset", "New Card", readonly=True, index="btree_not_null", ondelete="restrict", copy=False
    )
    cost = fields.Float("Original Cost", digits=(16, 2), help="In yuan, after the act.")
    accumulated = fields.Float("Accumulated Depreciation", digits=(16, 2), help="In yuan, after the act.")
    net_value = fields.Float("Net Book Value", digits=(16, 2), compute="_compute_net_value")
    months_used = fields.Integer("Months Written Off", aggregator=None)
    acquired_date = fields.Date("Acquired On")
    area_sqm = fields.Float("Area (㎡)", digits=(16, 2))
    land_area_mu = fields.Float("Land Beneath (mu)", digits=(16, 4))
    quantity = fields.Float(digits=(16, 2))
    before = fields.Json(readonly=True, copy=False)
    after = fields.Json(readonly=True, copy=False)

    _card_once = models.UniqueIndex(
        "(act_id, asset_id) WHERE asset_id IS NOT NULL", "A card stands in an act once."
    )
    _figures = models.Constraint(
        """CHECK (coalesce(cost, 0) >= 0 AND coalesce(accumulated, 0) >= 0 AND coalesce(area_sqm, 0) >= 0
             AND coalesce(land_area_mu, 0) >= 0 AND coalesce(quantity, 0) >= 0
             AND coalesce(months_used, 0) >= 0)""",
        "Figures of an act are not below nothing.",
    )

    @api.depends("cost", "accumulated")
    def _compute_net_value(self):
        for line in self:
            line.net_value = float(yuan(line.cost) - yuan(line.accumulated))

    @api.onchange("asset_id")
    def _onchange_asset_id(self):
        if self.asset_id and self.act_kind not in ("split",):
            for name in (*VALUES, "months_used", "acquired_date"):
                self[name] = self.asset_id[name]
            if self.act_kind in act_rule.NEW_COST:
                self.cost, self.accumulated = self.asset_id.net_value or self.asset_id.cost, 0

    def _plain_card(self):
        """Return the card of the line as it stands."""
        # sudo: whether it is let is asked past the fence; a lease may be of another village's hand.
        card = self.asset_id.sudo()
        return act_rule.Card(
            code=card.code,
            owner=card.entity_id.id or 0,
            card_kind=card.card_kind or None,
            use_state=card.use_state,
            values=_values(card),
            acquired=card.acquired_date or None,
            disputed=card.in_dispute,
            let=bool(card._lease_in_force()),
            confirmed=card.state == "confirmed",
            has_come_in=self.act_id._has_come_in(card),
        )

    def _plain_after(self):
        return _values(self)

    def _sealed(self):
        return {
            "asset_id": self.asset_id.id or 0,
            "result_id": self.result_id.id or 0,
            "name": self.name or "",
            "before": _text(self.before),
            "after": _text(self.after),
            **{name: str(value) for name, value in _values(self)._asdict().items()},
        }


def _text(values):
    """Return values as a seal takes them: no floats."""
    return {
        name: repr(value) if isinstance(value, float) else value for name, value in (values or {}).items()
    }


def _values(record):
    amounts = (yuan(record.cost), yuan(record.accumulated))
    rest = (Decimal(repr(record[name] or 0.0)) for name in VALUES[2:])
    return act_parts.Values(*amounts, *rest)


class ReformAssetAct(models.Model):
    """Dividing a card: the parts by their area, to the cent."""

    _inherit = "reform.asset.act"

    def action_divide(self):
        """Divide the card's values over the parts by the area entered for each, or evenly."""
        self.ensure_one()
        parts = self.line_ids.filtered(lambda line: not line.asset_id)
        card = self.line_ids.asset_id
        if len(card) == 1 and parts:
            areas = [Decimal(repr(part.area_sqm or 0.0)) for part in parts]
            weights = areas if all(areas) else [1] * len(parts)
            for part, values in zip(parts, act_parts.divide(_values(card), weights), strict=True):
                part.write({name: float(value) for name, value in values._asdict().items()})
        return True
