from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.places import reduction
from odoo.tools import SQL

from .. import messages

LEVELS = [
    ("township", "Townships"),
    ("village", "Villages"),
    ("community", "Communities"),
    ("group", "Villager Groups"),
]
VERDICTS = [
    ("agrees", "Agrees"),
    ("differs", "Differs"),
    ("not_published", "Not published"),
    ("not_comparable", "Not comparable"),
    ("other_denominator", "Other denominator"),
]


class ReformMergerStatistic(models.Model):
    """A dated figure of the reform as it was reported, beside what the counts and the lists give.

    The reported figure is never corrected to fit: where the lists count otherwise, both stand here and the
    verdict says so. 0 in a reported count means that nobody published it.
    """

    _name = "reform.merger.statistic"
    _description = "Figure of the Reform"
    _order = "place_id, area, level, as_of"
    _rec_name = "area"

    area = fields.Char(required=True)
    place_id = fields.Many2one("reform.place", index=True, ondelete="restrict")
    level = fields.Selection(LEVELS, "Counted", required=True, index=True)
    as_of = fields.Date("As of", required=True)
    source = fields.Char()
    note = fields.Text()

    # As reported.
    before = fields.Integer(aggregator="sum")
    after = fields.Integer(aggregator="sum")
    published_percent = fields.Float("Published %", digits=(6, 2), aggregator=None)
    published_decimals = fields.Integer(
        default=2, help="Decimals the source printed; the comparison allows half a unit of the last one."
    )
    counted_of_before = fields.Integer(
        "Percentage Counted of, before",
        aggregator=None,
        help="Where the published percentage is of other counts, such as villages and communities together.",
    )
    counted_of_after = fields.Integer("Percentage Counted of, after", aggregator=None)
    target_percent = fields.Float("Target %", digits=(6, 2), aggregator=None)
    published_points = fields.Float(digits=(6, 2), aggregator=None)
    two_into_one = fields.Integer(aggregator=None, help="Groups of two villages that merged.")
    three_into_one = fields.Integer(aggregator=None)
    into_community = fields.Integer(
        "Into Communities", aggregator=None, help="Villages that joined a community."
    )

    # As computed from the reported counts.
    reduction = fields.Integer(compute="_compute_reduction", store=True, aggregator="sum")
    reduction_percent = fields.Float("Reduction %", compute="_compute_reduction", store=True, digits=(6, 2),
                                     aggregator=None)  # fmt: skip
    percent_verdict = fields.Selection(VERDICTS, "Percentage", compute="_compute_reduction", store=True)
    points_over_target = fields.Float(
        compute="_compute_reduction", store=True, digits=(6, 2), aggregator=None
    )
    touched = fields.Integer(compute="_compute_derived", help="Villages that took part in a merger.")
    untouched = fields.Integer(compute="_compute_derived")
    derived_verdict = fields.Selection(VERDICTS, "Kinds of Mergers", compute="_compute_derived")

    # As counted in the lists loaded here.
    list_before_on = fields.Date("List before", help="Day of the official list from before the reform.")
    list_after_on = fields.Date("List after", help="Day of the official list from after the reform.")
    counted_before = fields.Integer("In List before", compute="_compute_counted")
    counted_after = fields.Integer("In List after", compute="_compute_counted")
    before_verdict = fields.Selection(VERDICTS, "Before agrees", compute="_compute_counted")
    after_verdict = fields.Selection(VERDICTS, "After agrees", compute="_compute_counted")

    @api.depends("before", "after", "published_percent", "published_decimals", "target_percent",
                 "counted_of_before", "counted_of_after")  # fmt: skip
    def _compute_reduction(self):
        for figure in self:
            complete = figure.before and figure.after
            result = reduction.reduction_of(figure.before, figure.after) if complete else None
            figure.reduction = result.reduction if result else 0
            figure.reduction_percent = result.percent if result else 0
            figure.points_over_target = (
                reduction.points_over_target(result.percent, figure._decimal("target_percent"))
                if result and figure.target_percent
                else 0
            )
            published = figure._decimal("published_percent") if figure.published_percent else None
            other = (figure.counted_of_before, figure.counted_of_after) if figure.counted_of_before else None
            verdict = reduction.judge(
                (figure.before or None, figure.after or None),
                published=published,
                decimals=figure.published_decimals,
                counted_of=other,
            )
            figure.percent_verdict = _verdict(verdict, published=published)

    @api.depends("before", "after", "two_into_one", "three_into_one", "into_community")
    def _compute_derived(self):
        for figure in self:
            figure.touched = figure.untouched = 0
            figure.derived_verdict = False
            if not (figure.two_into_one or figure.three_into_one or figure.into_community):
                continue
            merged = {2: figure.two_into_one, 3: figure.three_into_one}
            try:
                derived = reduction.derive(figure.before, merged=merged, into_community=figure.into_community)
            except reduction.MoreTouchedThanThere as error:
                figure.touched = error.touched
                figure.derived_verdict = "differs"
                continue
            figure.touched, figure.untouched = derived.touched, derived.untouched
            figure.derived_verdict = "agrees" if derived.after == figure.after else "differs"

    @api.depends("place_id", "level", "list_before_on", "list_after_on", "before", "after")
    def _compute_counted(self):
        for figure in self:
            figure.counted_before = figure._count_on(figure.list_before_on)
            figure.counted_after = figure._count_on(figure.list_after_on)
            figure.before_verdict = _count_verdict(figure.counted_before, figure.before)
            figure.after_verdict = _count_verdict(figure.counted_after, figure.after)

    def _count_on(self, day):
        """Return how many units of the level stood below the place on that day, 0 when no list is loaded."""
        if not (self.place_id and day) or self.level == "group":
            return 0
        self.env["reform.place"].flush_model()
        level = "township" if self.level == "township" else "village"
        committee = SQL("TRUE") if level == "township" else SQL("p.committee_type = %s", self.level)
        self.env.cr.execute(
            SQL(
                """WITH RECURSIVE below AS (
                       SELECT %(place)s AS id
                       UNION ALL
                       SELECT p.id FROM reform_place p JOIN below ON p.parent_id = below.id
                   ) SELECT count(*) FROM reform_place p JOIN below USING (id)
                      WHERE p.level = %(level)s AND %(committee)s
                        AND (p.valid_from IS NULL OR p.valid_from <= %(day)s)
                        AND (p.valid_to IS NULL OR p.valid_to >= %(day)s)""",
                place=self.place_id.id,
                level=level,
                committee=committee,
                day=day,
            )
        )
        return self.env.cr.fetchone()[0]

    def _decimal(self, name):
        """Return a percentage as the decimal it stands for, with the two digits of its column."""
        return Decimal(str(self[name])).quantize(Decimal("0.01"))

    @api.depends("area", "level", "as_of")
    @api.depends_context("lang")
    def _compute_display_name(self):
        levels = dict(self._fields["level"]._description_selection(self.env))
        for figure in self:
            figure.display_name = messages.figure_name(
                self.env, area=figure.area or "", level=levels.get(figure.level, ""), as_of=figure.as_of
            )


def _verdict(verdict, *, published):
    if published is None:
        return "not_published"
    if verdict.refusal == "other_denominator" and verdict.agrees:
        return "other_denominator"
    return {True: "agrees", False: "differs", None: "not_comparable"}[verdict.agrees]


def _count_verdict(counted, reported):
    if not counted:
        return "not_comparable"
    if not reported:
        return "not_published"
    return "agrees" if counted == reported else "differs"
