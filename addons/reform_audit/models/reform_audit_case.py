from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.audit import audit_steps as steps
from odoo.addons.reform_rules.audit import term as terms
from odoo.addons.reform_rules.errors import Problem, RuleError
from odoo.exceptions import AccessError, ValidationError

from ..messages import case as messages
from .audit_table import (
    AUDITED,
    AUDITORS,
    AUDITORS_ALONE,
    EDGES,
    KINDS,
    OF_PERSONS,
    PLAN,
    PLANNERS,
    STATES,
    WRITTEN,
)


class ReformAuditCase(models.Model):
    """One audit of a collective or of one person's office: from the plan to the archive.

    The span of the office cuts every figure of its working papers. Auditors write it, the audited writes the
    opinion; each step looks whether what the procedure asks for is there.
    """

    _name = "reform.audit.case"
    _description = "Audit Project"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["name", "entity_id.name", "person_id.name"]

    _state_edges = EDGES
    _guarded_fields = frozenset(
        {
            "name", "draft_sent_date", "opinion_due", "opinion_date", "opinion_by_id", "report_date",
            "archived_date", "cancel_reason",
        }
    )  # fmt: skip
    _frozen_fields = PLAN

    name = fields.Char("No.", readonly=True, copy=False, default="", index=True)
    state = fields.Selection(
        STATES, "Status", required=True, default="draft", readonly=True, copy=False, index=True, tracking=True
    )

    # What is audited
    kind = fields.Selection(KINDS, "Kind of Audit", required=True, default="leaving", index=True)
    entity_id = fields.Many2one("reform.entity", "Audited", required=True, index=True, ondelete="restrict")
    other_entity_ids = fields.Many2many(
        "reform.entity",
        "reform_audit_case_entity_rel",
        "case_id",
        "entity_id",
        "Also Audited",
        help="Other organisations of the same office, such as those of the former villages.",
    )
    place_id = fields.Many2one(related="entity_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="entity_id.township_id", string="Township", store=True, index=True)
    person_id = fields.Many2one(
        "res.partner", "Person Audited", index="btree_not_null", ondelete="restrict", tracking=True
    )
    office = fields.Char("Office Held", help="Such as chair of the board, or keeper of the books.")
    date_from = fields.Date("Term from", required=True, tracking=True)
    date_to = fields.Date("Term until", required=True, tracking=True)
    matters = fields.Text("Matters Audited", help="What a special audit is about; what villagers asked for.")
    level = fields.Selection(
        [("township", "Township"), ("county", "County")],
        "Organised by",
        required=True,
        default="county",
        help="Where the township's agency centre keeps the books, the county audits.",
    )
    clearing_id = fields.Many2one(
        "reform.clearing", "Handed Over in", index="btree_not_null", ondelete="restrict"
    )
    member_ids = fields.One2many("reform.audit.member", "case_id", "Team", copy=False)

    # Told, begun
    notice_no = fields.Char("No. of the Notice", copy=False)
    notice_date = fields.Date("Day of the Notice", copy=False)
    entry_from = fields.Date("Auditors Come from", compute="_compute_entry_from")
    entry_date = fields.Date("Entry Meeting on", copy=False)
    entry_people = fields.Char("Present at the Meeting", copy=False)
    entry_note = fields.Text("Said at the Meeting", copy=False)

    # Draft and opinion
    draft_report = fields.Text("Draft of the Report", copy=False)
    draft_sent_date = fields.Date("Draft Sent on", readonly=True, copy=False)
    opinion_days = fields.Integer(
        "Days for the Opinion", aggregator=None, default=lambda self: self._number("audit_opinion_days_max")
    )
    opinion_due = fields.Date("Opinion Due on", readonly=True, copy=False)
    opinion = fields.Text("Opinion of the Audited", copy=False)
    opinion_date = fields.Date("Opinion Given on", readonly=True, copy=False)
    opinion_by_id = fields.Many2one(
        "res.users", "Opinion Given by", readonly=True, copy=False, ondelete="restrict"
    )

    # Report and after
    report_no = fields.Char("No. of the Report", copy=False)
    report = fields.Text("Audit Report", copy=False)
    report_date = fields.Date("Report Issued on", readonly=True, copy=False)
    rectify_days = fields.Integer("Days to Put Right", aggregator=None, default=60)
    published_date = fields.Date("Result Published on", copy=False)
    published_place = fields.Char("Result Published at", copy=False)
    archive_no = fields.Char("No. of the Archive File", copy=False)
    archived_date = fields.Date("Archived on", readonly=True, copy=False)
    cancel_reason = fields.Char("Cancelled because", readonly=True, copy=False)

    paper_ids = fields.One2many("reform.audit.paper", "case_id", "Working Papers")
    paper_count = fields.Integer("Working Papers Drawn up", compute="_compute_counts")
    evidence_ids = fields.One2many("reform.audit.evidence", "case_id")
    evidence_count = fields.Integer("Pieces of Evidence", compute="_compute_counts")
    finding_ids = fields.One2many("reform.audit.finding", "case_id", "Findings")
    finding_count = fields.Integer("Number of Findings", compute="_compute_counts")

    # -- computed ---

    @api.depends("name", "entity_id", "kind", "person_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for case in self:
            case.display_name = messages.name(
                self.env,
                no=case.name,
                entity=case.entity_id.name or "",
                kind=kinds.get(case.kind, ""),
                person=case.person_id.sudo().name or "",
            )

    @api.depends("notice_date")
    def _compute_entry_from(self):
        for case in self:
            case.entry_from = (
                steps.earliest_entry(case.notice_date, case._rules()) if case.notice_date else False
            )

    @api.depends("paper_ids", "evidence_ids", "finding_ids")
    def _compute_counts(self):
        for field, model in (
            ("paper_count", "reform.audit.paper"),
            ("evidence_count", "reform.audit.evidence"),
            ("finding_count", "reform.audit.finding"),
        ):
            counts = {}
            if self.env[model].has_access("read"):
                counts = dict(
                    self.env[model]._read_group([("case_id", "in", self.ids)], ["case_id"], ["__count"])
                )
            for case in self:
                case[field] = counts.get(case, 0)

    # -- create and write ---

    @api.constrains("date_from", "date_to")
    def _check_term(self):
        today = civil_day.today()
        for case in self:
            try:
                terms.check(case.date_from, case.date_to, today)
            except RuleError as error:
                problem = Problem(error.name, error.facts)
                raise ValidationError(messages.problems(self.env, [problem])[0]) from error

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group(*PLANNERS)
        cases = super().create(vals_list)
        cases._check_organisations()
        self.env.cr.execute(
            "SELECT nextval('reform_audit_case_seq') FROM generate_series(1, %s)", [len(cases)]
        )
        for case, (number,) in zip(cases, self.env.cr.fetchall(), strict=True):
            case._set_guarded({"name": f"SJ{number:05d}"})
        return cases

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_audit_case_seq")

    def write(self, vals):
        if own := vals.keys() - {"opinion"} - self._chatter_fields():
            if not self.env.su and not any(map(self.env.user.has_group, PLANNERS)):
                raise AccessError(
                    messages.not_yours(self.env, fields=self._labels(own & self._fields.keys()))
                )
        if vals.keys() & AUDITORS_ALONE:
            self._require_group(*AUDITORS)
        if "opinion" in vals:
            self._require_group(*AUDITED)
        for name in vals.keys() & WRITTEN.keys():
            for case in self.sudo():
                if case.state not in WRITTEN[name]:
                    raise AccessError(
                        messages.not_now(
                            self.env,
                            fields=self._labels({name}),
                            case=case.display_name,
                            state=case._state_label(),
                        )
                    )
        result = super().write(vals)
        if vals.keys() & {"entity_id", "other_entity_ids"}:
            self._check_organisations()
        return result

    @api.model
    def _chatter_fields(self):
        """Return the fields by which the audited takes part in talk and tasks, and changes nothing else."""
        return {"message_follower_ids", "message_ids", "activity_ids"}

    def _check_organisations(self):
        """Nobody audits what he may not see."""
        (self.entity_id | self.other_entity_ids).with_user(self.env.user).check_access("read")

    # -- plain values ---

    def _entities(self):
        """Return all organisations audited, that of the office first."""
        self.ensure_one()
        return self.entity_id | self.other_entity_ids

    def _term(self):
        """Return the span of the office (rule value)."""
        self.ensure_one()
        return terms.Term(self.date_from, self.date_to)

    def _rules(self):
        place = self.sudo().entity_id.place_id
        return self.env["reform.parameter"]._at(civil_day.today(), place)

    @api.model
    def _number(self, name):
        return int(self.env["reform.parameter"]._at(civil_day.today()).value(name))

    def _auditors(self):
        """Return the users of the team."""
        # sudo: who audits whom is no secret to somebody who may read the audit.
        return self.sudo().member_ids.user_id

    def _is_of_person(self):
        return self.kind in OF_PERSONS

    def _seal_payload(self):
        """Return what is sealed with each step: the plan, the papers as signed, the evidence as enclosed."""
        self.ensure_one()
        own = self.sudo()
        return {
            "id": self.id,
            "no": self.name,
            "kind": self.kind,
            "entities": sorted(own._entities().ids),
            "person": self.person_id.id,
            "term": [self.date_from, self.date_to],
            "team": sorted(own.member_ids.user_id.ids),
            "notice": [self.notice_no or "", self.notice_date or None],
            "entry": self.entry_date or None,
            "draft": self.draft_report or "",
            "opinion": self.opinion or "",
            "report": [self.report_no or "", self.report or ""],
            "published": [self.published_date or None, self.published_place or ""],
            "archive": self.archive_no or "",
            "papers": sorted(paper.digest or "" for paper in own.paper_ids),
            "evidence": sorted(one.digest or "" for one in own.evidence_ids),
        }
