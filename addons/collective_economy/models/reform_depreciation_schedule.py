from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import regime as regime_rule
from odoo.addons.reform_rules.economy import depreciation as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_rules.periods import month_of
from odoo.exceptions import AccessError, UserError

from ..messages import depreciation as messages
from .reform_depreciation_default import METHODS

USES = [
    ("production", "Production"),
    ("letting", "Letting"),
    ("operating", "Other Business"),
    ("management", "Management"),
    ("welfare", "Public Good"),
]
assert tuple(name for name, _label in USES) == rules.USES
CONTENT = frozenset(
    {
        "asset_id", "method", "residual_rate", "months", "units_total", "first_month", "expense_use",
        "reason",
    }
)  # fmt: skip
WRITERS = ("reform_places.group_accountant", "reform_places.group_clerk")


class ReformDepreciationSchedule(models.Model):
    """One version of how a card's cost wears off: the accountant proposes it, another person confirms it.

    *How to use*: draw up, confirm; a change is a new version from a month on, with its reason. *How it
    works*: from its confirmation on a version never changes but for its last month; what a month bears is a
    closed form of the version (reform_rules/economy/depreciation.py), the same in Python and in the SQL of
    the run.
    """

    _name = "reform.depreciation.schedule"
    _description = "Depreciation Schedule"
    _inherit = ["reform.workflow.mixin"]
    _order = "asset_id, version desc, id desc"

    _state_edges = frozenset({("draft", "in_force"), ("in_force", "superseded")})
    _guarded_fields = frozenset(
        {"version", "previous_id", "cost", "worn_before", "last_month", "confirmed_by_id", "confirmed_at",
         "act_id"}
    )  # fmt: skip
    _frozen_fields = CONTENT

    asset_id = fields.Many2one("reform.asset", "Asset Card", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(
        related="asset_id.entity_id", string="Owner", store=True, precompute=True, index=True
    )
    category_id = fields.Many2one(related="asset_id.category_id", string="Category", store=True, index=True)
    card_kind = fields.Selection(related="asset_id.card_kind", string="Kind of Card")
    version = fields.Integer(readonly=True, default=1, aggregator=None)
    previous_id = fields.Many2one(
        "reform.depreciation.schedule", "Takes the Place of", readonly=True, index="btree_not_null"
    )
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In Force"), ("superseded", "Superseded")],
        required=True,
        default="draft",
        readonly=True,
        index=True,
    )
    method = fields.Selection(METHODS, required=True, default=rules.STRAIGHT_LINE)
    cost = fields.Float("Original Cost", digits=(16, 2), readonly=True)
    residual_rate = fields.Float("Residual Rate (%)", digits=(5, 2), aggregator=None)
    residual = fields.Float("Residual Value", digits=(16, 2), compute="_compute_base", store=True)
    worn_before = fields.Float(
        "Written Off Before", digits=(16, 2), readonly=True, help="Until the first month of this version."
    )
    base = fields.Float(
        "To Be Written Off", digits=(16, 2), compute="_compute_base", store=True,
        help="Cost less residual value less what was written off before.",
    )  # fmt: skip
    months = fields.Integer("Months Left", aggregator=None, help="From the first month of this version on.")
    units_total = fields.Float(
        "Units of Work Left", digits=(16, 2), aggregator=None, help="Hours, kilometres, tonnes."
    )
    first_month = fields.Date(required=True, help="The first month of this version.")
    last_month = fields.Date(readonly=True, help="Empty: until all is written off.")
    expense_use = fields.Selection(USES, "Used for", required=True, default="management")
    month_amount = fields.Float("A Month", digits=(16, 2), compute="_compute_month_amount")
    worn = fields.Float("Written Off Now", digits=(16, 2), compute="_compute_worn")
    reason = fields.Char("Reason of the Change")
    units_ids = fields.One2many("reform.depreciation.units", "schedule_id", "Work Done")
    line_ids = fields.One2many("reform.depreciation.line", "schedule_id", "Months Charged")
    act_id = fields.Many2one("reform.asset.act", "Act on the Card", readonly=True, ondelete="restrict")
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True, copy=False)
    confirmed_at = fields.Datetime(readonly=True, copy=False)

    _version_unique = models.UniqueIndex(
        "(asset_id, version) WHERE state <> 'draft'", "This version exists already."
    )
    _one_draft = models.UniqueIndex(
        "(asset_id) WHERE state = 'draft'", "A draft of this card's schedule is waiting already."
    )
    _whole_month = models.Constraint(
        "CHECK (extract(day FROM first_month) = 1 AND extract(day FROM coalesce(last_month, first_month))"
        " = 1)",
        "A schedule counts whole months.",
    )
    _figures = models.Constraint(
        "CHECK (coalesce(months, 0) >= 0 AND coalesce(units_total, 0) >= 0"
        " AND coalesce(residual_rate, 0) BETWEEN 0 AND 99.99)",
        "Figures of a schedule are not below nothing.",
    )
    _by_month = models.Index("(entity_id, first_month)")

    @api.depends("asset_id", "version")
    def _compute_display_name(self):
        for schedule in self:
            # sudo: the number of a card tells nothing its schedule does not.
            code = schedule.sudo().asset_id.display_name or ""
            schedule.display_name = messages.schedule_name(self.env, card=code, version=schedule.version)

    @api.depends("cost", "residual_rate", "worn_before")
    def _compute_base(self):
        for schedule in self:
            rate = Decimal(repr(schedule.residual_rate or 0.0))
            residual = rules.residual_of(yuan(schedule.cost), rate)
            schedule.residual = float(residual)
            schedule.base = float(yuan(schedule.cost) - residual - yuan(schedule.worn_before))

    @api.depends("base", "months", "method")
    def _compute_month_amount(self):
        for schedule in self:
            straight = schedule.method == rules.STRAIGHT_LINE and schedule.months and schedule.base > 0
            schedule.month_amount = (
                float(min(yuan(yuan(schedule.base) / schedule.months), yuan(schedule.base)))
                if straight
                else 0
            )

    def _compute_worn(self):
        sums = dict(
            self.env["reform.depreciation.line"]._read_group(
                [("schedule_id", "in", self.ids)], ["schedule_id"], ["amount:sum"]
            )
        )
        for schedule in self:
            schedule.worn = float(yuan(schedule.worn_before) + yuan(sums.get(schedule, 0)))

    # -- what is entered -------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("first_month"):
                vals["first_month"] = fields.Date.to_date(vals["first_month"]).replace(day=1)
        schedules = super().create(vals_list)
        schedules.filtered(lambda schedule: not schedule.act_id)._take_values()
        return schedules

    def write(self, vals):
        if vals.get("first_month"):
            vals = {**vals, "first_month": fields.Date.to_date(vals["first_month"]).replace(day=1)}
        result = super().write(vals)
        if {"asset_id", "first_month"} & vals.keys():
            self._take_values()
            if "units_total" not in vals:
                self._take_units()
        return result

    @api.onchange("asset_id")
    def _onchange_asset_id(self):
        if self.asset_id:
            for name, value in self._proposal(self.asset_id).items():
                self[name] = value

    def _take_values(self):
        """Take cost, version and what is written off from the card and the version before."""
        for schedule in self:
            # sudo: versions of a card in reach, whoever of its roles drew them up.
            before = schedule._before().sudo()
            month = month_of(schedule.first_month)
            schedule._set_guarded(
                {
                    "cost": schedule.asset_id.cost,
                    "previous_id": before.id,
                    "version": before.version + 1,
                    "worn_before": float(before._worn_through(month.previous))
                    if before
                    else schedule.asset_id.accumulated,
                }
            )

    def _take_units(self):
        """Go on with the units of work the version before has left in the first month of this one."""
        for schedule in self.filtered(lambda each: each.method == rules.UNITS_OF_WORK):
            before = schedule._before()
            if before.method == rules.UNITS_OF_WORK:
                schedule.units_total = float(before._units_left(month_of(schedule.first_month).previous))

    def _before(self):
        """Return the version that is in force while this one is drawn up."""
        self.ensure_one()
        return self.sudo().search(
            [("asset_id", "=", self.asset_id.id), ("state", "!=", "draft"), ("id", "!=", self._origin.id)],
            order="version desc",
            limit=1,
        )

    # -- confirming ------------------------------------------------------------------------------------------

    def action_confirm(self):
        """Another person than who drew them up puts the versions in force; those before end with the month
        before."""
        self._require_group("reform_places.group_supervisor", "reform_places.group_township")
        self.check_access("read")
        for schedule in self.sudo():
            if self.env.uid == schedule.create_uid.id:
                raise AccessError(messages.own_schedule(self.env, schedule=schedule.display_name))
        # sudo: who confirms writes nothing else; right and scope have been checked.
        self.sudo()._put_in_force(self.env.uid)
        return True

    def _put_in_force(self, uid):
        self._take_values()
        problems = [text for schedule in self for text in schedule._problems()]
        if problems:
            raise UserError("\n".join(problems))
        for schedule in self.filtered("previous_id"):
            schedule.previous_id._supersede(schedule.first_month)
        self._move("in_force", confirmed_by_id=uid, confirmed_at=fields.Datetime.now())

    def _supersede(self, first):
        self._refuse_silent(month_of(first).previous)
        last = fields.Date.subtract(first, months=1)
        before = self.last_month
        self._move("superseded", last_month=min(last, before) if before else last)

    def _problems(self):
        """Return sentences for what keeps a draft from being put in force."""
        self.ensure_one()
        asset = self.asset_id
        found = []
        try:
            rules.opening(**self._facts())
            regime_rule.check_residual(
                regime_rule.regime_of(asset.owner_class), Decimal(repr(self.residual_rate or 0.0))
            )
        except RuleError as refusal:
            found.append(messages.refused(self.env, self.display_name, refusal))
        if asset.state != "confirmed":
            found.append(messages.card_not_confirmed(self.env, card=asset.display_name))
        charged = self._charged_until(asset)
        if charged and charged >= self.first_month:
            found.append(
                messages.reaches_back(self.env, schedule=self.display_name, month=f"{charged:%Y-%m}")
            )
        if self.previous_id and not (self.reason or "").strip():
            found.append(messages.reason_missing(self.env, schedule=self.display_name))
        book = self.env["ledger.book"].search([("entity_id", "=", self.entity_id.id)], limit=1)
        if book and self.first_month < book.date_opening.replace(day=1):
            found.append(
                messages.before_opening(
                    self.env, schedule=self.display_name, month=f"{book.date_opening:%Y-%m}"
                )
            )
        return found

    @api.model
    def _charged_until(self, assets):
        """Return the last month charged of the cards, counting what was not taken back; None when none
        was."""
        self.env["reform.depreciation.line"].flush_model()
        self.env.cr.execute(
            """SELECT max(month) FROM (
                   SELECT month FROM reform_depreciation_line WHERE asset_id = ANY(%s)
                    GROUP BY asset_id, month
                   HAVING sum(CASE WHEN reverses_id IS NULL THEN 1 ELSE -1 END) > 0) AS kept""",
            [assets.ids],
        )
        return self.env.cr.fetchone()[0]

    # -- plain values ----------------------------------------------------------------------------------------

    def _facts(self):
        return {
            "first": month_of(self.first_month),
            "cost": yuan(self.cost),
            "residual": yuan(self.residual),
            "worn": yuan(self.worn_before),
            "months": self.months,
            "method": self.method,
            "units": Decimal(repr(self.units_total or 0.0)),
        }

    def _plain(self):
        """Return the version as the rule sees it."""
        self.ensure_one()
        return rules.Version(
            month_of(self.first_month),
            yuan(self.base),
            self.months,
            self.method,
            Decimal(repr(self.units_total or 0.0)),
            month_of(self.last_month) if self.last_month else None,
        )

    def _worn_through(self, month):
        """Return what the card has written off at the end of a month, by this version, charged or not."""
        self.ensure_one()
        return yuan(self.worn_before) + rules.worn([self._plain()], month, self._work())

    def _work(self):
        """Return the work done, {Month: units}."""
        return {month_of(row.month): Decimal(repr(row.units or 0.0)) for row in self.units_ids}

    def _units_left(self, month):
        """Return the units of work left after a month, for the version that goes on with them."""
        self.ensure_one()
        return rules.units_left(self._plain(), month, self._work())

    def _refuse_silent(self, month):
        """Refuse to end a version with a month before which work is not entered: what comes after it leans on
        what was written off."""
        for schedule in self:
            if silent := rules.silent(schedule._plain(), month, schedule._work()):
                raise UserError(
                    messages.work_silent(self.env, schedule=schedule.display_name, month=str(silent[0]))
                )

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "asset": self.asset_id.id,
            "version": self.version,
            "method": self.method,
            "cost": yuan(self.cost),
            "residual": yuan(self.residual),
            "worn_before": yuan(self.worn_before),
            "months": self.months,
            "units": str(Decimal(repr(self.units_total or 0.0))),
            "first_month": self.first_month,
            "last_month": self.last_month or "",
            "use": self.expense_use,
            "reason": self.reason or "",
        }

    def action_change(self):
        """Draft the next version of the schedule, from the first month that is not charged yet."""
        self.ensure_one()
        self._require_group(*WRITERS)
        charged = self._charged_until(self.asset_id)
        first = civil_day.today().replace(day=1)
        if charged and charged >= first:
            first = fields.Date.add(charged, months=1)
        left = rules.months_left(self.months, rules.months_used(month_of(self.first_month), month_of(first)))
        draft = self.create(
            {
                "asset_id": self.asset_id.id,
                "method": self.method,
                "residual_rate": self.residual_rate,
                "months": left,
                "units_total": float(self._units_left(month_of(first).previous)),
                "first_month": first,
                "expense_use": self.expense_use,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [(False, "form")],
            "name": messages.new_version_title(self.env),
        }


class ReformDepreciationUnits(models.Model):
    """The work a thing has done in a month, for schedules that count it; kept once the month is charged."""

    _name = "reform.depreciation.units"
    _description = "Work Done"
    _order = "month desc, id desc"
    _rec_name = "month"

    schedule_id = fields.Many2one(
        "reform.depreciation.schedule", required=True, index=True, ondelete="restrict"
    )
    entity_id = fields.Many2one(related="schedule_id.entity_id", store=True, index=True)
    month = fields.Date(required=True)
    units = fields.Float("Units of Work", digits=(16, 2), aggregator=None)

    _once = models.UniqueIndex("(schedule_id, month)", "The work of this month stands here already.")
    _whole = models.Constraint(
        "CHECK (units >= 0 AND extract(day FROM month) = 1)", "Work is not below nothing."
    )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create([self._on_first(vals) for vals in vals_list])
        rows._refuse_charged()
        return rows

    def write(self, vals):
        self._refuse_charged()
        result = super().write(self._on_first(vals))
        self._refuse_charged()
        return result

    def unlink(self):
        self._refuse_charged()
        return super().unlink()

    @api.model
    def _on_first(self, vals):
        if not vals.get("month"):
            return vals
        return {**vals, "month": fields.Date.to_date(vals["month"]).replace(day=1)}

    def _refuse_charged(self):
        """Refuse to touch the work of a month that was charged: later months lean on it."""
        for row in self.sudo():
            last = row.schedule_id.last_month
            if last and row.month <= last:
                raise UserError(messages.work_leant_on(self.env, month=f"{row.month:%Y-%m}"))
            charged = row.schedule_id._charged_until(row.schedule_id.asset_id)
            if charged and charged >= row.month:
                raise UserError(messages.work_charged(self.env, month=f"{row.month:%Y-%m}"))
