from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import integration as rules
from odoo.addons.reform_seal import serial

from ..messages import integration as messages

STATES = [
    ("assessed", "Assessed"),
    ("mode_chosen", "Way Chosen"),
    ("clearing", "Clearing"),
    ("plan_drafted", "Plan Drafted"),
    ("voted_each", "Voted by Each"),
    ("town_reviewed", "Reviewed by the Township"),
    ("county_approved", "Approved by the County"),
    ("creditors_notified", "Creditors Told"),
    ("registered", "Registered"),
    ("books_opened", "Books Opened"),
    ("integrated", "Integrated"),
    ("transitional", "In Transition"),
    ("closed", "Ended"),
    ("cancelled", "Given Up"),
]
ORDER = {state: place for place, (state, _label) in enumerate(STATES)}
PLAN = frozenset({"plan", "plan_paper", "plan_paper_name", "date_opening"})


class ReformIntegration(models.Model):
    """Several collectives become one, or agree not to yet: assessed, voted by each of them, approved, booked.

    A merger of villages does not merge their collectives. Each predecessor's own assembly decides by two
    thirds of all members; what each has brought stays visible for ever. Source: collective-law-23
    """

    _name = "reform.integration"
    _description = "Integration of Collectives"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_base desc, id desc"

    _state_initial = "assessed"
    _editable_states = frozenset({"assessed"})
    _state_edges = frozenset(
        {
            ("assessed", "mode_chosen"),
            ("mode_chosen", "assessed"),
            ("mode_chosen", "clearing"),
            ("clearing", "plan_drafted"),
            ("plan_drafted", "clearing"),
            ("plan_drafted", "voted_each"),
            ("voted_each", "town_reviewed"),
            ("town_reviewed", "county_approved"),
            ("county_approved", "creditors_notified"),
            ("creditors_notified", "registered"),
            ("registered", "books_opened"),
            ("registered", "integrated"),
            ("registered", "transitional"),
            ("books_opened", "integrated"),
            # The end of a transition is an integration of its own kind, with its own vote.
            ("transitional", "assessed"),
            ("transitional", "closed"),
            ("integrated", "closed"),
            *(
                (state, "cancelled")
                for state in ("assessed", "mode_chosen", "clearing", "plan_drafted", "voted_each")
            ),
        }
    )
    _guarded_fields = frozenset(
        {
            "name", "assessed_on", "suggested_id", "warning_text", "planned_by_id", "reviewed_by_id",
            "review_opinion", "approved_by_id", "approved_on", "approval_no", "notify_by", "told_on",
            "late_reason", "registered_on", "registered_by_id", "credit_code", "certificate",
            "certificate_name", "opened_on", "transition_since", "review_on",
        }
    )  # fmt: skip
    _frozen_fields = frozenset({"successor_id", "date_base", "side_ids", "mode_id"})

    name = fields.Char("Integration No.", readonly=True, copy=False, index=True)
    successor_id = fields.Many2one(
        "reform.entity",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        help="The collective that takes over; it may exist already and have books of its own.",
    )
    place_id = fields.Many2one(related="successor_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="successor_id.township_id", store=True, index=True)
    date_base = fields.Date(
        "Base Date", required=True, help="The day at whose end the predecessors are compared and cleared."
    )
    state = fields.Selection(
        STATES, required=True, default="assessed", readonly=True, copy=False, index=True, tracking=True
    )
    side_ids = fields.One2many("reform.integration.side", "integration_id", "Predecessors", copy=False)
    side_count = fields.Integer("Number of Predecessors", compute="_compute_side_count")
    mode_id = fields.Many2one(
        "reform.integration.mode", "Way", index="btree_not_null", ondelete="restrict", tracking=True
    )
    books = fields.Selection(related="mode_id.books")
    mode_note = fields.Text(related="mode_id.note", string="What the Way Means")

    # The assessment
    assessed_on = fields.Date(readonly=True, copy=False)
    suggested_id = fields.Many2one(
        "reform.integration.mode", "Way the Figures Suggest", readonly=True, copy=False, ondelete="restrict"
    )
    warning_text = fields.Text("What Speaks Against One Purse", readonly=True, copy=False)

    # The plan and its road
    plan = fields.Text("Integration Plan", copy=False, help="What becomes of people, wealth, debts, shares.")
    plan_paper = fields.Binary("Plan as a File", attachment=True, copy=False)
    plan_paper_name = fields.Char(copy=False)
    date_opening = fields.Date("Books Open on", copy=False, help="First day of the successor's books.")
    planned_by_id = fields.Many2one("res.users", "Plan by", readonly=True, copy=False, ondelete="restrict")
    reviewed_by_id = fields.Many2one(
        "res.users", "Reviewed by", readonly=True, copy=False, ondelete="restrict"
    )
    review_opinion = fields.Text("Opinion of the Township", readonly=True, copy=False)
    approved_by_id = fields.Many2one(
        "res.users", "Approved by", readonly=True, copy=False, ondelete="restrict"
    )
    approved_on = fields.Date(readonly=True, copy=False)
    approval_no = fields.Char("Approval No.", readonly=True, copy=False)
    notify_by = fields.Date("Creditors to Be Told by", readonly=True, copy=False)
    told_on = fields.Date("Creditors Told on", readonly=True, copy=False)
    late_reason = fields.Char("Why Told Late", readonly=True, copy=False)
    registered_on = fields.Date(readonly=True, copy=False)
    registered_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    credit_code = fields.Char("Credit Code after Registration", readonly=True, copy=False)
    certificate = fields.Binary("Registration Certificate", attachment=True, readonly=True, copy=False)
    certificate_name = fields.Char(readonly=True, copy=False)
    opened_on = fields.Date("Books Opened on", readonly=True, copy=False)
    transition_since = fields.Date("In Transition since", readonly=True, copy=False)
    review_on = fields.Date("Next Review", readonly=True, copy=False)
    problem_text = fields.Text("Still Missing", compute="_compute_problem_text")

    _name_unique = models.UniqueIndex("(name)")
    _review_day = models.Index("(review_on) WHERE review_on IS NOT NULL")

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_integration_name_seq")

    @api.depends("side_ids")
    def _compute_side_count(self):
        counts = dict(
            self.env["reform.integration.side"]._read_group(
                [("integration_id", "in", self.ids)], ["integration_id"], ["__count"]
            )
        )
        for record in self:
            record.side_count = counts.get(record, 0)

    @api.depends("name", "successor_id.name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.name or ''} {record.successor_id.name or ''}".strip()

    @api.depends("state", "mode_id", "plan", "date_opening", "side_ids.state", "side_ids.decision_id")
    @api.depends_context("lang")
    def _compute_problem_text(self):
        for record in self:
            found = record._missing() if record.id else []
            record.problem_text = "\n".join(f"• {line}" for line in found) or False

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group(*MAKERS)
        records = super().create(vals_list)
        numbers = serial.numbers(self.env.cr, "reform_integration_name_seq", len(records))
        for record, number in zip(records, numbers, strict=True):
            record.sudo()._set_guarded({"name": f"RH{record.date_base.year}-{number:04d}"})
        return records

    def write(self, vals):
        """The plan is written until it is put to the vote; only by those who make it."""
        if not self.env.su:
            self._require_group(*MAKERS)
        result = super().write(vals)
        if vals.keys() & {"successor_id", "side_ids"}:
            self.check_access("write")
        return result

    def _refuse_guarded(self, names):  # pylint: disable=missing-return  # it refuses or says nothing
        super()._refuse_guarded(names)
        if touched := PLAN & set(names):
            for record in self.sudo():
                if ORDER[record.state] >= ORDER["plan_drafted"] and record.state != "transitional":
                    messages.refuse_plan_stays(self.env, fields=self._labels(touched), record=record.name)

    # -- plain values ---

    def _rules(self, day=None):
        return self.env["reform.parameter"]._at(day or civil_day.today(), self.place_id)

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name or "",
            "successor": self.successor_id.id,
            "mode": self.mode_id.code or "",
            "base": self.date_base,
            "opening": self.date_opening or "",
            "plan": self.plan or "",
            "approval": self.approval_no or "",
            "credit_code": self.credit_code or "",
            "sides": [side._seal_payload() for side in self.sudo().side_ids.sorted("id")],
        }

    def _seal_stream(self):
        return f"entity:{self.successor_id.id}"

    def _figures(self):
        """Return the predecessors as the rules take them."""
        return [side._plain() for side in self.side_ids.sorted("id")]

    def _suggest(self):
        """Return (way the figures suggest, what speaks against one purse as Problems)."""
        figures, numbers = self._figures(), self._rules()
        return rules.suggest(figures, numbers), rules.assess(figures, numbers)


MAKERS = ("reform_places.group_township", "reform_places.group_county_agriculture")
