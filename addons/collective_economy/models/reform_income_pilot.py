from datetime import date

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import growth as growth_rules
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError

from ..messages import events
from ..messages import income as messages

FIGURES = [
    ("actual", "Actual"),
    ("so_far", "Posted so far"),
    ("forecast", "Forecast"),
    ("none", "No Figure"),
]
VERDICTS = [("yes", "Reached"), ("no", "Not Reached"), ("none", "No Base")]
KEEPERS = ("reform_places.group_township", "reform_places.group_county_agriculture")


class ReformIncomePilot(models.Model):
    """A report on the villages of a pilot: one line a village, its base, its income, growth, reached or not.

    A figure is called what it is: a result when the books of the year are closed, a forecast when somebody
    has given one, else what is posted so far. Reported by the county, the figures stay as they were said.
    """

    _name = "reform.income.pilot"
    _description = "Pilot Report"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "year desc, name"

    _state_edges = frozenset({("draft", "reported")})
    _guarded_fields = frozenset({"filled_at", "threshold_percent", "reported_by_id", "reported_at"})
    _frozen_fields = frozenset({"name", "place_id", "base_year", "year", "doc_no", "line_ids"})

    name = fields.Char("Pilot", required=True)
    place_id = fields.Many2one(
        "reform.place",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.reform_scope_ids[:1],
    )
    doc_no = fields.Char("Document No.")
    base_year = fields.Integer(required=True, default=2019, aggregator=None)
    year = fields.Integer(
        "Year Reported",
        required=True,
        aggregator=None,
        default=lambda self: civil_day.today().year - 1,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("reported", "Reported")], required=True, default="draft", readonly=True
    )
    line_ids = fields.One2many("reform.income.pilot.line", "pilot_id", "Villages", copy=True)
    threshold_percent = fields.Float(digits=(16, 2), readonly=True, copy=False, aggregator=None)
    filled_at = fields.Datetime("Figures of", readonly=True, copy=False)
    reported_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    reported_at = fields.Datetime(readonly=True, copy=False)

    # Sums
    village_count = fields.Integer("Villages Reported", compute="_compute_sums")
    reached_count = fields.Integer("Villages Reached", compute="_compute_sums")
    forecast_count = fields.Integer("Forecasts", compute="_compute_sums")
    base_amount = fields.Float("Base", digits=(16, 2), compute="_compute_sums")
    amount = fields.Float("Total Income", digits=(16, 2), compute="_compute_sums")
    earned = fields.Float(digits=(16, 2), compute="_compute_sums")
    difference = fields.Float("Growth (yuan)", digits=(16, 2), compute="_compute_sums")
    growth_text = fields.Char("Growth", compute="_compute_sums")
    reached = fields.Selection(VERDICTS, "Threshold", compute="_compute_sums")

    @api.depends("line_ids.base_amount", "line_ids.amount", "line_ids.figure", "threshold_percent")
    @api.depends_context("lang")
    def _compute_sums(self):
        for pilot in self:
            lines = pilot.line_ids
            pilot.village_count = len(lines)
            pilot.reached_count = len(lines.filtered(lambda line: line.reached == "yes"))
            pilot.forecast_count = len(lines.filtered(lambda line: line.figure == "forecast"))
            base, amount, earned = (
                sum(map(yuan, lines.mapped(name)), ZERO) for name in ("base_amount", "amount", "earned")
            )
            pilot.base_amount, pilot.amount, pilot.earned = float(base), float(amount), float(earned)
            found = pilot._growth(base, amount)
            pilot.difference = float(found.difference)
            pilot.growth_text = events.growth(self.env, found.percent)
            pilot.reached = "none" if found.reached is None else "yes" if found.reached else "no"

    def _growth(self, base, amount):
        """Return the Growth of an income, by the threshold this report was filled with."""
        self.ensure_one()
        rules = self._rules()
        if self.filled_at:
            rules = rules.with_overrides({"income_growth_percent_min": yuan(self.threshold_percent)})
        return growth_rules.growth(base, amount, rules)

    def _rules(self):
        self.ensure_one()
        return self.env["reform.parameter"]._at(date(self.year, 12, 31), self.place_id)

    # -- acts ------------------------------------------------------------------------------------------------

    def action_fill(self):
        """Read base, books and forecasts anew into the lines."""
        self._require_group(*KEEPERS)
        for pilot in self:
            if not pilot._is_editable():
                pilot._refuse_guarded({"line_ids"})
            figures = pilot._figures()
            for line in pilot.line_ids:
                line._set_guarded(figures[line.entity_id.id])
            pilot._set_guarded(
                {
                    "filled_at": fields.Datetime.now(),
                    "threshold_percent": float(pilot._rules().value("income_growth_percent_min")),
                }
            )
        return True

    def _figures(self):
        """Return {entity id: values of its line}."""
        self.ensure_one()
        entities = self.line_ids.entity_id
        bases = {
            base.entity_id.id: base
            for base in self.env["reform.income.baseline"].search(
                [
                    ("entity_id", "in", entities.ids),
                    ("year", "=", self.base_year),
                    ("state", "=", "frozen"),
                ]
            )
        }
        rows = {
            row.entity_id.id: row
            for row in self.env["reform.income.year"].search(
                [("entity_id", "in", entities.ids), ("year", "=", self.year)]
            )
        }
        forecasts = self.env["reform.income.forecast"]._latest(entities, self.year)
        closed = set(self.env["reform.income.year"]._closed_entities(self.year))
        return {
            entity.id: self._line_figures(
                bases.get(entity.id), rows.get(entity.id), forecasts.get(entity.id), entity.id in closed
            )
            for entity in entities
        }

    def _line_figures(self, base, row, forecast, closed):
        figure = "none"
        if row and closed:
            figure = "actual"
        elif forecast:
            figure = "forecast"
        elif row:
            figure = "so_far"
        told = forecast if figure == "forecast" else row
        return {
            "baseline_id": base.id if base else False,
            "base_amount": base.total if base else 0,
            "base_earned": base.earned if base else 0,
            "figure": figure,
            "amount": told.amount if told else 0,
            "earned": told.earned if told else 0,
            "operating_return": row.operating_return if row and figure != "forecast" else 0,
            "posted_amount": row.amount if row else 0,
            "forecast_amount": forecast.amount if forecast else 0,
        }

    def action_report(self):
        """Report the figures: they stay as they are, whatever is booked or expected later."""
        self._require_group("reform_places.group_county_agriculture")
        for pilot in self:
            if not pilot.line_ids:
                raise UserError(messages.pilot_empty(self.env, pilot=pilot.name))
            pilot.action_fill()
            for lines, sentence in (
                (pilot.line_ids.filtered(lambda line: not line.baseline_id), messages.pilot_base_missing),
                (
                    pilot.line_ids.filtered(lambda line: line.figure == "none"),
                    messages.pilot_figure_missing,
                ),
            ):
                if lines:
                    names = ", ".join(lines.mapped("entity_id.name"))
                    raise UserError(sentence(self.env, villages=names))
        return self._move("reported", reported_by_id=self.env.uid, reported_at=fields.Datetime.now())

    def action_workbook(self):
        """Download the report as a workbook."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/collective_economy/pilot/{self.id}.xlsx",
            "target": "self",
        }

    def action_print(self):
        """Print the report."""
        return self.env.ref("collective_economy.reform_income_pilot_report").report_action(self)

    # -- one result for workbook and paper -------------------------------------------------------------------

    def _result(self):
        """Return the report as `ledger.report` results are: title, columns, rows of cells, remark."""
        self.ensure_one()
        labels = dict(self.line_ids._fields["figure"]._description_selection(self.env))
        verdicts = dict(self._fields["reached"]._description_selection(self.env))
        rows = [
            self._cells(
                str(number),
                line,
                line.entity_id.name,
                line.township_id.name or "",
                labels.get(line.figure, ""),
                verdicts,
            )
            for number, line in enumerate(self.line_ids, 1)
        ]
        total = messages.pilot_total(self.env)
        rows.append(self._cells("", self, total, "", "", verdicts, bold=True))
        return {
            "title": messages.pilot_title(self.env, pilot=self.name, year=self.year),
            "form_no": self.doc_no or "",
            "entity": self.place_id.full_name or self.place_id.name,
            "period": str(self.year),
            "unit": messages.unit_yuan(self.env),
            "columns": messages.pilot_columns(self.env, base_year=self.base_year),
            "rows": rows,
            "remark": messages.pilot_remark(
                self.env,
                reached=self.reached_count,
                villages=self.village_count,
                percent=f"{self.threshold_percent:g}",
                forecasts=self.forecast_count,
            ),
        }

    def _cells(self, number, row, name, township, figure, verdicts, bold=False):
        def amount(value):
            return {"amount": str(yuan(value)), "bold": bold}

        returns = (
            row.operating_return
            if "operating_return" in row._fields
            else sum(row.line_ids.mapped("operating_return"))
        )
        return [
            {"text": number, "center": True},
            {"text": name, "bold": bold},
            {"text": township},
            amount(row.base_amount),
            amount(row.amount),
            amount(row.earned),
            amount(returns),
            {"text": figure, "center": True},
            amount(row.difference),
            {"text": row.growth_text, "bold": bold, "center": True},
            {"text": verdicts.get(row.reached or "", ""), "bold": bold, "center": True},
        ]

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "place": self.place_id.id,
            "base_year": self.base_year,
            "year": self.year,
            "threshold": yuan(self.threshold_percent),
            "lines": [
                [
                    line.entity_id.id,
                    line.figure or "",
                    yuan(line.base_amount),
                    yuan(line.amount),
                    yuan(line.earned),
                ]
                for line in self.line_ids.sorted("id")
            ],
        }

    def _seal_digests(self):
        for pilot in self.search([("state", "=", "reported")], order="id"):
            yield pilot.id, pilot.display_name, chain.digest(chain.canonical(pilot._seal_payload()))

    def _print_digest(self):
        """Return the digest printed on the paper."""
        return chain.digest(chain.canonical(self._seal_payload()))


class ReformIncomePilotLine(models.Model):
    """One village of a pilot: what it earned before the merger, what it earns or expects now."""

    _name = "reform.income.pilot.line"
    _description = "Village of a Pilot"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "pilot_id, id"
    _rec_name = "entity_id"

    _workflow_parent = "pilot_id"
    # Read from baseline, books and forecasts by the act of the report, never typed in.
    _figures = frozenset(
        {
            "baseline_id", "base_amount", "base_earned", "figure", "amount", "earned", "operating_return",
            "posted_amount", "forecast_amount",
        }
    )  # fmt: skip

    pilot_id = fields.Many2one("reform.income.pilot", required=True, index=True, ondelete="cascade")
    place_id = fields.Many2one(related="pilot_id.place_id", string="Place of the Pilot")
    entity_id = fields.Many2one("reform.entity", "Collective", required=True, index=True, ondelete="restrict")
    township_id = fields.Many2one(related="entity_id.township_id")
    baseline_id = fields.Many2one("reform.income.baseline", readonly=True, copy=False, ondelete="restrict")
    base_amount = fields.Float("Base", digits=(16, 2), readonly=True, copy=False)
    base_earned = fields.Float("Baseline Earned", digits=(16, 2), readonly=True, copy=False)
    figure = fields.Selection(FIGURES, "What Figure It Is", readonly=True, copy=False)
    amount = fields.Float("Total Income", digits=(16, 2), readonly=True, copy=False)
    earned = fields.Float(digits=(16, 2), readonly=True, copy=False)
    operating_return = fields.Float(digits=(16, 2), readonly=True, copy=False)
    posted_amount = fields.Float("Posted so far", digits=(16, 2), readonly=True, copy=False)
    forecast_amount = fields.Float("Forecast", digits=(16, 2), readonly=True, copy=False)
    difference = fields.Float("Growth (yuan)", digits=(16, 2), compute="_compute_growth")
    growth_text = fields.Char("Growth", compute="_compute_growth")
    reached = fields.Selection(VERDICTS, "Threshold", compute="_compute_growth")

    _once = models.UniqueIndex("(pilot_id, entity_id)", "This collective stands twice in the pilot.")

    @api.depends("base_amount", "amount", "figure", "baseline_id", "pilot_id.threshold_percent")
    @api.depends_context("lang")
    def _compute_growth(self):
        for line in self:
            found = line.pilot_id._growth(yuan(line.base_amount), yuan(line.amount))
            known = line.baseline_id and line.figure not in (False, "none")
            line.difference = float(found.difference) if known else 0
            if not line.baseline_id:
                line.growth_text = events.no_baseline(self.env)
            else:
                line.growth_text = events.growth(self.env, found.percent) if known else ""
            judged = known and found.reached is not None
            verdict = "yes" if found.reached else "no"
            line.reached = verdict if judged else "none" if known or not line.baseline_id else False

    @api.model_create_multi
    def create(self, vals_list):
        clean = self.with_context(  # pylint: disable=context-overridden  # keys are taken out
            {k: v for k, v in self.env.context.items() if k.removeprefix("default_") not in self._figures}
        )
        plain = [{k: v for k, v in vals.items() if k not in self._figures} for vals in vals_list]
        return super(ReformIncomePilotLine, clean).create(plain).with_env(self.env)

    def write(self, vals):
        return super().write({k: v for k, v in vals.items() if k not in self._figures})
