from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import inventory
from odoo.addons.reform_seal import serial
from odoo.exceptions import ValidationError

from ..messages import count as messages
from .reform_asset import NATURES, OWNER_CLASSES

KINDS = [
    ("yearly", "Yearly count"),
    ("merger", "Merger, division or abolition"),
    ("transfer", "Major transfer"),
    ("handover", "Handover of an office"),
    ("disaster", "Disaster"),
    ("books_wrong", "Books seriously wrong"),
    ("accounting_change", "Change of accounting rules"),
    ("order", "Order from above"),
]
STATES = [
    ("draft", "Being Prepared"),
    ("frozen", "Frozen"),
    ("counting", "Being Counted"),
    ("differences", "Differences"),
    ("confirmed", "Confirmed"),
    ("published", "Published"),
    ("closed", "Closed"),
    ("reported", "Reported"),
    ("cancelled", "Cancelled"),
]
EDGES = frozenset(
    {
        ("draft", "frozen"),
        ("frozen", "counting"),
        ("counting", "differences"),
        # Something turns up late: the count is opened again, with the reason.
        ("differences", "counting"),
        ("differences", "confirmed"),
        ("confirmed", "published"),
        ("published", "closed"),
        ("closed", "reported"),
        ("frozen", "cancelled"),
        ("counting", "cancelled"),
    }
)
RUNNING = ("frozen", "counting", "differences", "confirmed", "published")
# What is said before the freeze and stays as it was said.
SCOPE = frozenset(
    {
        "place_id", "entity_id", "owner_class", "nature", "category_ids", "kind", "record_date",
        "second_cost_min", "second_difference_min", "adjudicate_min", "report_due",
    }
)  # fmt: skip


class ReformCountRound(models.Model):
    """A count of assets (清查): on a day, in a place, everything the books say is looked at once.

    Books that nobody compares with the ground describe a village that is no longer there. A round freezes
    what the books say, people go and look, differences are decided by others than those who looked, and
    what nobody saw is named with a reason. Source: state-assets-34, collective-stocktaking-2017.
    """

    _name = "reform.count.round"
    _description = "Counting Round"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "record_date desc, id desc"
    _rec_names_search = ["name", "code"]

    _state_edges = EDGES
    _frozen_fields = SCOPE
    _guarded_fields = frozenset(
        {
            "code", "frozen_at", "frozen_by_id", "frozen_digest", "result_digest", "line_count",
            "published_on", "published_where", "published_photo", "closed_by_id", "closed_on", "reported_on",
            "report_no",
        }
    )  # fmt: skip

    code = fields.Char("Round No.", readonly=True, copy=False, index=True)
    name = fields.Char("Round", compute="_compute_name", store=True, readonly=False, precompute=True)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True)
    kind = fields.Selection(KINDS, required=True, default="yearly")
    occasion = fields.Char(help="What a special round is held for: the document, the disaster, the office.")

    # What is counted
    place_id = fields.Many2one(
        "reform.place",
        "Counted Place",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.sudo().reform_scope_ids[:1],
        help="This place with everything in it, former villages included.",
    )
    township_id = fields.Many2one(related="place_id.township_id", store=True, index=True)
    entity_id = fields.Many2one(
        "reform.entity",
        "Only of Owner",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: of all owners.",
    )
    owner_class = fields.Selection(OWNER_CLASSES, "Only of Owner Class", help="Empty: of all classes.")
    nature = fields.Selection(NATURES, "Only of Nature", help="Empty: of every nature.")
    category_ids = fields.Many2many(
        "reform.asset.category",
        "reform_count_round_category_rel",
        "round_id",
        "category_id",
        "Only Categories",
    )
    record_date = fields.Date(
        required=True,
        index=True,
        default=lambda self: self._default_record_date(),
        help="The day as of which the books and the things are compared.",
    )
    report_due = fields.Date(
        compute="_compute_report_due",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )

    # Who counts, and when a second person must
    counter_ids = fields.Many2many(
        "res.users", "reform_count_round_counter_rel", "round_id", "user_id", "Counters",
        help="Who counts first. Empty: every clerk, director or township officer of the place.",
    )  # fmt: skip
    checker_ids = fields.Many2many(
        "res.users", "reform_count_round_checker_rel", "round_id", "user_id", "Second Counters",
        help="Who counts a second time. Empty: everybody of the place but the first counter.",
    )  # fmt: skip
    second_cost_min = fields.Float(
        "Second Count from a Cost of",
        digits=(16, 2),
        default=lambda self: self._default_limit("count_second_cost_min"),
        help="In yuan; 0 switches it off.",
    )
    second_difference_min = fields.Float(
        "Second Count from a Difference of",
        digits=(16, 2),
        default=lambda self: self._default_limit("count_second_difference_min"),
        help="In yuan; 0 means every difference of quantity.",
    )
    adjudicate_min = fields.Float(
        "Decision from a Difference of",
        digits=(16, 2),
        default=lambda self: self._default_limit("count_adjudicate_min"),
        help="In yuan; 0 means every difference of quantity. Missing things are always decided.",
    )

    # What came of it
    line_ids = fields.One2many("reform.count.line", "round_id", "Lines")
    find_ids = fields.One2many("reform.count.find", "round_id", "Unknown Items")
    owner_ids = fields.One2many("reform.count.owner", "round_id", "Owners Counted")
    line_count = fields.Integer("Cards in the Round", readonly=True, copy=False)
    frozen_at = fields.Datetime("Frozen On", readonly=True, copy=False)
    frozen_by_id = fields.Many2one("res.users", "Frozen by", readonly=True, copy=False)
    frozen_digest = fields.Char("Digest of the List", readonly=True, copy=False)
    result_digest = fields.Char("Digest of the Result", readonly=True, copy=False)
    published_on = fields.Date(readonly=True, copy=False)
    published_where = fields.Char(readonly=True, copy=False)
    published_photo = fields.Image(
        "Photo of the Notice", readonly=True, copy=False, max_width=1600, max_height=1600
    )
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True, copy=False)
    closed_on = fields.Date(readonly=True, copy=False)
    reported_on = fields.Date("Result Reported On", readonly=True, copy=False)
    report_no = fields.Char("Number of the Report", readonly=True, copy=False)
    note = fields.Text("Remarks")

    _code_unique = models.Constraint("UNIQUE (code)", lambda env, _diag: messages.code_taken(env))

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_count_round_code_seq")

    # --- defaults and computes ---

    @api.model
    def _default_record_date(self):
        """Return the end of this year, or of the last one while its report is still due."""
        today = civil_day.today()
        rules = self.env["reform.parameter"]._at(today)
        last = inventory.record_date(today.year - 1, rules)
        due = inventory.report_due(last, yearly=True, rules=rules)
        return last if today <= due else inventory.record_date(today.year, rules)

    @api.model
    def _default_limit(self, name):
        return float(self.env["reform.parameter"]._at(civil_day.today()).value(name))

    @api.depends("place_id", "record_date", "kind")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for count in self:
            count.name = messages.round_name(
                self.env,
                place=count.place_id.name or "",
                year=count.record_date.year if count.record_date else "",
                kind=kinds.get(count.kind, ""),
            )

    @api.depends("record_date", "kind")
    def _compute_report_due(self):
        for count in self:
            if count.record_date:
                count.report_due = inventory.report_due(
                    count.record_date,
                    yearly=count.kind == "yearly",
                    rules=self.env["reform.parameter"]._at(count.record_date),
                )

    @api.constrains("record_date", "report_due", "second_cost_min", "second_difference_min", "adjudicate_min")
    def _check_scope(self):
        for count in self:
            if count.report_due < count.record_date:
                raise ValidationError(messages.report_before_record(self.env))
            if min(count.second_cost_min, count.second_difference_min, count.adjudicate_min) < 0:
                raise ValidationError(messages.limit_negative(self.env))

    # --- create ---

    @api.model_create_multi
    def create(self, vals_list):
        rounds = super().create(vals_list)
        rounds.check_access("write")
        numbers = serial.numbers(self.env.cr, "reform_count_round_code_seq", len(rounds))
        for count, number in zip(rounds, numbers, strict=True):
            count._set_guarded({"code": f"QC{number:06d}"})
        return rounds

    def _seal_stream(self):
        self.ensure_one()
        return f"count:{self.code}"

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "code": self.code,
            "place": self.place_id.id,
            "record_date": self.record_date,
            "lines": self.line_count,
            "frozen": self.frozen_digest or "",
            "result": self.result_digest or "",
        }

    # --- plain values ---

    def _limits(self):
        """Return the limits of the round as the rule takes them."""
        self.ensure_one()
        return inventory.Limits(
            inventory.yuan(self.second_cost_min),
            inventory.yuan(self.second_difference_min),
            inventory.yuan(self.adjudicate_min),
        )
