from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import UserError

from ..messages import income as messages


class ReformIncomeForecast(models.Model):
    """What a collective expects to earn in a year that is not over, never called anything but a forecast.

    Reports of a running year quote expected figures; years later nobody can tell them from results. Here a
    forecast is a record of its own, given by somebody on a day, and never becomes an income.
    """

    _name = "reform.income.forecast"
    _description = "Income Forecast"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "year desc, entity_id, given_on desc, id desc"

    _state_edges = frozenset({("draft", "given")})
    _guarded_fields = frozenset({"given_by_id", "given_on"})
    _frozen_fields = frozenset({"entity_id", "year", "amount", "earned", "basis"})

    entity_id = fields.Many2one(
        "reform.entity",
        "Collective",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    year = fields.Integer(required=True, aggregator=None, default=lambda self: civil_day.today().year)
    amount = fields.Float("Expected Total Income", digits=(16, 2))
    earned = fields.Float(
        "Expected Earned Income", digits=(16, 2), help="Without subsidies and other income."
    )
    basis = fields.Text("Ground of the Forecast", help="Contracts running, projects expected, by when.")
    state = fields.Selection(
        [("draft", "Draft"), ("given", "Given")], required=True, default="draft", readonly=True
    )
    given_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    given_on = fields.Date(readonly=True, copy=False)

    @api.depends("entity_id.name", "year")
    def _compute_display_name(self):
        for forecast in self:
            forecast.display_name = f"{forecast.entity_id.name or ''} {forecast.year or ''}".strip()

    def action_give(self):
        """Give the forecast: from now on it is quoted, and a better one is a new record beside it."""
        self._require_group("reform_places.group_accountant", "reform_places.group_township")
        today = civil_day.today()
        for forecast in self:
            name = forecast.display_name
            if forecast.year < today.year:
                raise UserError(messages.forecast_year_wrong(self.env, year=forecast.year))
            if yuan(forecast.amount) <= ZERO:
                raise UserError(messages.forecast_amount_missing(self.env, forecast=name))
            if yuan(forecast.earned) > yuan(forecast.amount):
                raise UserError(messages.earned_above_total(self.env, forecast=name))
            if not (forecast.basis or "").strip():
                raise UserError(messages.forecast_basis_missing(self.env, forecast=name))
        return self._move("given", given_by_id=self.env.uid, given_on=today)

    @api.model
    def _latest(self, entities, year):
        """Return {entity id: the forecast given last} of a year."""
        given = self.search(
            [("entity_id", "in", entities.ids), ("year", "=", year), ("state", "=", "given")],
            order="given_on, id",
        )
        return {forecast.entity_id.id: forecast for forecast in given}

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "entity": self.entity_id.id,
            "year": self.year,
            "amount": yuan(self.amount),
            "earned": yuan(self.earned),
            "basis": self.basis or "",
        }
