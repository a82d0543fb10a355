from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy.income import KINDS
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError, ValidationError

from ..messages import events as messages
from ..messages import income as income_messages

KIND_SELECTION = [
    ("operating", "Operating"),
    ("contracting", "Contracting Out"),
    ("investment", "Investment"),
    ("subsidy", "Subsidies"),
    ("other", "Other"),
]
assert tuple(name for name, _label in KIND_SELECTION) == KINDS


class ReformIncomeBaseline(models.Model):
    """What the former villages of a collective earned in the year before the merger: frozen, and never
    edited again.

    Every growth the county reports is measured against it, so it is settled once, with a source for each
    figure.
    """

    _name = "reform.income.baseline"
    _description = "Income Baseline"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "entity_id"

    _state_edges = frozenset({("draft", "frozen")})
    _guarded_fields = frozenset({"frozen_by_id", "frozen_at"})
    _frozen_fields = frozenset({"entity_id", "year", "line_ids", "paper_ids", "basis"})

    entity_id = fields.Many2one("reform.entity", "Collective", required=True, index=True, ondelete="restrict")
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    year = fields.Integer("Base Year", required=True, default=2019, aggregator=None)
    basis = fields.Text(help="Where the figures come from, and how they were checked.")
    state = fields.Selection(
        [("draft", "Draft"), ("frozen", "Frozen")], required=True, default="draft", readonly=True
    )
    line_ids = fields.One2many("reform.income.baseline.line", "baseline_id", "Incomes", copy=True)
    paper_ids = fields.One2many(
        "reform.income.paper",
        "baseline_id",
        "Papers",
        help="What shows the figures, one for each former village.",
    )
    total = fields.Float(digits=(16, 2), compute="_compute_totals", store=True)
    earned = fields.Float(
        digits=(16, 2),
        compute="_compute_totals",
        store=True,
        help="Without subsidies and other income.",
    )
    frozen_by_id = fields.Many2one("res.users", "Frozen by", readonly=True, copy=False, ondelete="restrict")
    frozen_at = fields.Datetime("Frozen at", readonly=True, copy=False)

    _entity_unique = models.UniqueIndex("(entity_id)", "This collective has its baseline already.")

    @api.depends("entity_id.name", "year")
    def _compute_display_name(self):
        for baseline in self:
            baseline.display_name = f"{baseline.entity_id.name or ''} {baseline.year or ''}".strip()

    @api.depends("line_ids.amount", "line_ids.kind")
    def _compute_totals(self):
        for baseline in self:
            sums = baseline._by_kind()
            baseline.total = float(sum(sums.values(), Decimal(0)))
            baseline.earned = float(sums["operating"] + sums["contracting"] + sums["investment"])

    @api.constrains("year")
    def _check_year(self):
        for baseline in self:
            if not 2000 <= baseline.year <= civil_day.today().year:
                raise ValidationError(messages.base_year_wrong(self.env, year=baseline.year))

    def _by_kind(self):
        """Return {kind: yuan} of all former villages together."""
        self.ensure_one()
        sums = dict.fromkeys(KINDS, yuan(0))
        for line in self.line_ids:
            if line.kind:
                sums[line.kind] += yuan(line.amount)
        return sums

    def action_fill_predecessors(self):
        """Add a line for each former village that has none yet."""
        self._require_group("reform_places.group_accountant", "reform_places.group_township")
        for baseline in self:
            known = baseline.line_ids.place_id
            villages = baseline._villages() - known
            self.env["reform.income.baseline.line"].create(
                [
                    {"baseline_id": baseline.id, "place_id": village.id, "kind": "operating"}
                    for village in villages
                ]
            )

    def _villages(self):
        """Return the villages that stood for the collective's village at the end of the base year."""
        self.ensure_one()
        place = self.entity_id.place_id
        return place._standing(date(self.year, 12, 31)) or place

    def action_freeze(self):
        """Freeze the baseline: county agriculture settles it, and nobody edits it afterwards."""
        self._require_group("reform_places.group_county_agriculture")
        self.check_access("read")
        for baseline in self:
            if self.env.user == baseline.create_uid:
                raise UserError(messages.own_baseline(self.env, baseline=baseline.display_name))
            if not baseline.line_ids:
                raise UserError(messages.baseline_empty(self.env, baseline=baseline.display_name))
            unsourced = baseline.line_ids.filtered(lambda line: not (line.source or "").strip())
            if unsourced:
                raise UserError(
                    messages.source_missing(self.env, villages=", ".join(unsourced.mapped("place_id.name")))
                )
            bare = baseline.line_ids.place_id - baseline.paper_ids.place_id
            if bare:
                raise UserError(
                    income_messages.paper_missing(self.env, villages=", ".join(bare.mapped("name")))
                )
            silent = baseline._villages() - baseline.line_ids.place_id
            if silent:
                raise UserError(messages.village_missing(self.env, villages=", ".join(silent.mapped("name"))))
        # sudo: the county confirms what others have entered and writes nothing itself; the right is checked
        # above.
        return self.sudo()._move("frozen", frozen_by_id=self.env.uid, frozen_at=fields.Datetime.now())

    def _seal_payload(self):
        self.ensure_one()
        payload = {
            "id": self.id,
            "entity": self.entity_id.id,
            "year": self.year,
            "basis": self.basis or "",
            "total": yuan(self.total),
            "lines": [
                [line.place_id.id, line.kind, yuan(line.amount), line.source or ""]
                for line in self.line_ids.sorted("id")
            ],
        }
        # A baseline frozen before papers were asked for keeps the digest it was sealed with.
        if papers := self.paper_ids.sorted("id"):
            payload["papers"] = [[paper.place_id.id, paper.kind, paper.digest or ""] for paper in papers]
        return payload

    def _seal_digests(self):
        for baseline in self.search([("state", "=", "frozen")], order="id"):
            yield baseline.id, baseline.display_name, chain.digest(chain.canonical(baseline._seal_payload()))


class ReformIncomeBaselineLine(models.Model):
    """One kind of income of one former village in the base year, and the paper that shows it."""

    _name = "reform.income.baseline.line"
    _description = "Income of a Former Village"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "baseline_id, place_id, kind, id"

    _workflow_parent = "baseline_id"

    baseline_id = fields.Many2one("reform.income.baseline", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="baseline_id.entity_id", store=True, index=True)
    place_id = fields.Many2one(
        "reform.place", "Former Village", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KIND_SELECTION, required=True)
    amount = fields.Float(digits=(16, 2), help="In yuan, for the whole base year.")
    source = fields.Char(help="Report, statement or register the figure was taken from.")

    _once = models.UniqueIndex(
        "(baseline_id, place_id, kind)", "This kind of income stands twice for the same village."
    )
