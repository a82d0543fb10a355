from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.decision import notice, procedure
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError

from .. import messages
from . import paper
from .decision_table import (
    BODIES,
    DIRECTOR,
    EDGES,
    FROZEN_AT,
    HEADS,
    KINDS,
    NEXT_ACTOR,
    ORDER,
    PAPERS,
    SEALED_IF_ANY,
    STATES,
    TALLY,
)


class ReformDecision(models.Model):
    """One matter the villagers decide together, from the party organisation's proposal to the published
    result.

    Leases, disposals and distributions lean on it: they go on only when a case that names them has passed,
    and whether it has passed is arithmetic of the law, which nobody can choose.
    """

    _name = "reform.decision"
    _description = "Decision"
    _inherit = ["reform.approval.mixin", "reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    _state_edges = EDGES
    _guarded_fields = frozenset(
        {
            "result",
            "quorate",
            "present_needed",
            "votes_needed",
            "votes_of",
            "terms_digest",
            "terms_text",
            "proposer_id",
            "tally_by_id",
            "tally_signed_by_id",
            "tally_signed_at",
            "resume_state",
            "supersedes_id",
            "implemented_on",
        }
    )

    name = fields.Char("Matter", required=True, tracking=True)
    kind = fields.Selection(KINDS, required=True, default="asset_lease", index=True)
    entity_id = fields.Many2one(
        "reform.entity",
        "Collective",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    proposal = fields.Text(help="What is proposed, and why, as it will be read to the meeting.")
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True, tracking=True)
    result = fields.Selection(
        [("passed", "Passed"), ("failed", "Not Passed")],
        readonly=True,
        copy=False,
        help="Computed from the votes.",
    )

    # What is decided
    res_model = fields.Char("Record Model", copy=False)
    res_id = fields.Many2oneReference("Record ID", model_field="res_model", copy=False)
    record_ref = fields.Reference(
        "_selection_record_ref", "Concerns", compute="_compute_record_ref", inverse="_inverse_record_ref"
    )
    terms_text = fields.Text("Terms Put to the Vote", readonly=True, copy=False)
    terms_digest = fields.Char(readonly=True, copy=False)

    # The deliberations
    step_ids = fields.One2many("reform.decision.step", "decision_id", "Deliberations")
    proposer_id = fields.Many2one("res.users", "Proposed by", readonly=True, copy=False, ondelete="restrict")

    # The assembly
    body = fields.Selection(BODIES, "Deciding Body", required=True, default="member_assembly")
    notice_on = fields.Date("Notice Posted on", copy=False)
    notice_paper = fields.Binary("Photo of the Notice", attachment=True, copy=False)
    notice_paper_name = fields.Char(copy=False)
    meeting_on = fields.Date("Meeting on", copy=False)
    meeting_place = fields.Char()
    rule_text = fields.Text("What the Rule Asks", compute="_compute_rule_text")

    # The vote
    eligible = fields.Integer(copy=False, help="Everybody who has a vote in this body.")
    present = fields.Integer(copy=False, help="On site, online, or represented by a written proxy.")
    households = fields.Integer(copy=False)
    households_present = fields.Integer("Households Represented", copy=False)
    votes_for = fields.Integer("For", copy=False)
    votes_against = fields.Integer("Against", copy=False)
    abstained = fields.Integer(copy=False)
    tally_sheet = fields.Binary("Sign-in and Tally Sheet", attachment=True, copy=False)
    tally_sheet_name = fields.Char(copy=False)
    tally_by_id = fields.Many2one(
        "res.users", "Tally Entered by", readonly=True, copy=False, ondelete="restrict"
    )
    tally_signed_by_id = fields.Many2one(
        "res.users", "Tally Signed by", readonly=True, copy=False, ondelete="restrict"
    )
    tally_signed_at = fields.Datetime("Tally Signed at", readonly=True, copy=False)
    quorate = fields.Boolean("Quorum Reached", readonly=True, copy=False)
    present_needed = fields.Integer("Attendance Needed", readonly=True, copy=False)
    votes_needed = fields.Integer(readonly=True, copy=False)
    votes_of = fields.Integer("Out of", readonly=True, copy=False)

    # The two disclosures
    publish_by = fields.Date("Publish by", compute="_compute_publish_by")
    published_on = fields.Date("Resolution Posted on", copy=False)
    published_place = fields.Char("Posted at")
    published_photo = fields.Image("Photo of the Resolution", copy=False, max_width=1920, max_height=1920)
    posted_until = fields.Date("Posted until", compute="_compute_publish_by")
    result_published_on = fields.Date("Result Posted on", copy=False)
    result_photo = fields.Image("Photo of the Result", copy=False, max_width=1920, max_height=1920)
    posting_days = fields.Integer(
        "Days Posted", copy=False, help="Longer than the rule asks; empty: as long as the rule asks."
    )
    implemented_on = fields.Date("Carried Out on", readonly=True, copy=False)
    result_published_place = fields.Char("Result Posted at", copy=False)
    result_text = fields.Text("What Came of It", copy=False)
    supersedes_id = fields.Many2one(
        "reform.decision",
        "Votes Again on",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    objection_ids = fields.One2many("reform.decision.objection", "decision_id", "Objections")
    resume_state = fields.Char(readonly=True, copy=False)

    missing_text = fields.Text("Still Missing", compute="_compute_missing_text")
    next_act = fields.Char("Next", compute="_compute_next_act")

    _record = models.Index("(res_model, res_id)")
    _counts = models.Constraint(
        "CHECK (least(eligible, present, votes_for, votes_against, abstained, households, households_present)"
        " >= 0)",
        "A number of people cannot be negative.",
    )

    # -- computed
    # ------------------------------------------------------------------------------------------------

    @api.model
    def _selection_record_ref(self):
        registry = self.env.registry
        names = [
            name
            for name in registry.descendants(["reform.decision.gate"], "_inherit")
            if not registry[name]._abstract
        ]
        return [(name, self.env["ir.model"]._get(name).sudo().name) for name in sorted(names)]

    @api.depends("res_model", "res_id")
    def _compute_record_ref(self):
        offered = {name for name, _label in self._selection_record_ref()}
        for case in self:
            known = case.res_id and case.res_model in offered
            case.record_ref = f"{case.res_model},{case.res_id}" if known else False

    def _inverse_record_ref(self):
        for case in self:
            case.write(
                {
                    "res_model": case.record_ref and case.record_ref._name,
                    "res_id": case.record_ref and case.record_ref.id,
                }
            )

    @api.depends("kind", "body", "meeting_on", "eligible", "present", "state")
    @api.depends_context("lang")
    def _compute_rule_text(self):
        for case in self:
            try:
                rules = case._rules()
                rule = procedure.vote_rule(case.kind, case.body, rules)
                days = procedure.notice_days_min(case.body, rules)
                case.rule_text = messages.rule_text(self.env, rule=rule, notice_days=days, case=case)
            except RuleError as refusal:
                case.rule_text = messages.problem(self.env, refusal.name, refusal.facts)

    @api.depends("meeting_on", "published_on", "posting_days")
    def _compute_publish_by(self):
        for case in self:
            rules = case._rules()
            held = case.meeting_on
            within = rules.value("decision_publish_working_days_max")
            days = rules.value("decision_posting_days_min")
            case.publish_by = notice.working_days_after(held, within) if held else False
            days = max(days, case.posting_days)
            case.posted_until = notice.posted_until(case.published_on, days) if case.published_on else False

    @api.depends(
        "state",
        "kind",
        "body",
        "notice_on",
        "notice_paper",
        "meeting_on",
        "reports_on",
        "tally_sheet",
        "minutes",
        "watch_verdict",
        *HEADS,
        "attendance_ids",
        "published_on",
        "published_photo",
        "result_published_on",
        "result_photo",
        "objection_ids.state",
        "step_ids.held_on",
        "step_ids.present",
        "step_ids.expected",
        "step_ids.minutes",
        *TALLY,
    )
    @api.depends_context("lang")
    def _compute_missing_text(self):
        for case in self:
            found = case._missing_now()
            lines = [messages.problem(self.env, problem.name, problem.facts) for problem in found]
            case.missing_text = "\n".join(f"• {line}" for line in lines)

    @api.depends("state")
    @api.depends_context("lang")
    def _compute_next_act(self):
        for case in self:
            group = {"draft": DIRECTOR, **NEXT_ACTOR}.get(case.state)
            case.next_act = group and messages.next_act_of(
                self.env,
                act=messages.next_act(self.env, state=case.state),
                role=self.env.ref(group).sudo().name,
            )

    # -- create, write
    # -------------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # The deliberations are always the same three: a client can neither bring its own nor leave one out.
        cases = super().create([{k: v for k, v in vals.items() if k != "step_ids"} for vals in vals_list])
        self.env["reform.decision.step"].sudo().create(
            [{"decision_id": case.id, "name": name} for case in cases for name in procedure.DELIBERATIONS]
        )
        cases._check_record()
        return cases

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"res_model", "res_id", "entity_id", "kind"}:
            self._check_record()
        if vals.keys() & {*TALLY, *HEADS, "tally_sheet", "minutes"}:
            self._set_guarded({"tally_by_id": self.env.uid})
        return result

    def _refuse_guarded(self, names):  # pylint: disable=missing-return  # it refuses or says nothing
        super()._refuse_guarded(names)
        for case in self.sudo():
            come = ORDER[case.state]
            touched = {name for name in names if come >= FROZEN_AT.get(name, 99)}
            if touched:
                raise AccessError(
                    messages.step_is_sealed(
                        self.env, fields=self._labels(touched), case=case.name, state=case._state_label()
                    )
                )

    def _check_record(self):
        """The record must exist, ask for a decision, and belong to the collective that decides."""
        offered = {name for name, _label in self._selection_record_ref()}
        for case in self.filtered("res_model"):
            if case.res_model not in offered:
                raise UserError(messages.record_cannot_be_decided(self.env, case=case.name))
            record = self.env[case.res_model].browse(case.res_id).exists()
            if not record:
                raise UserError(messages.record_gone(self.env, case=case.name))
            record.check_access("read")
            if record.sudo()._get_decision_entity() != case.entity_id:
                raise UserError(
                    messages.record_of_another_entity(
                        self.env, record=record.display_name, entity=case.entity_id.display_name
                    )
                )

    # -- the record it decides
    # -----------------------------------------------------------------------------------

    def _record(self):
        """Return the record the case decides, or None."""
        self.ensure_one()
        if not self.res_model or self.res_model not in self.env:
            return None
        return self.env[self.res_model].browse(self.res_id).exists() or None

    def _terms_changed(self):
        record = self._record()
        if record is None:
            return bool(self.res_model)
        return chain.digest(chain.canonical(record.sudo()._decision_terms())) != self.terms_digest

    def _is_decided(self):
        """Tell whether the case carried and stands: not revoked, not under objection."""
        self.ensure_one()
        return self.result == "passed" and self.state not in ("objected", "revoked")

    def _has_come_to(self, stage):
        """Tell whether a case that carried has come to a stage: passed, published, or posted to the end."""
        self.ensure_one()
        assert stage in ("passed", "published", "posted"), stage
        if stage == "passed":
            return True
        if ORDER[self.state] < ORDER["published"]:
            return False
        return stage == "published" or self._today() > self.posted_until

    def _supersede(self):
        """Revoke the earlier vote on the same record, once this one has carried."""
        for case in self:
            before = case.sudo().supersedes_id
            if case.result == "passed" and before.state in ("passed", "published", "objected"):
                before._step_to("revoked", reason=messages.voted_again(self.env, case=case.name))

    def _kind_label(self, kind):
        return dict(self._fields["kind"]._description_selection(self.env)).get(kind, kind)

    # -- plain values, seal, people
    # ------------------------------------------------------------------------------

    def _today(self):
        return civil_day.today()

    def _rules(self):
        """Return the Parameters in force on the day of the meeting, or today while there is none."""
        return self.env["reform.parameter"]._at(self.meeting_on or self._today(), self.place_id)

    def _plain(self):
        self.ensure_one()
        return procedure.Case(
            kind=self.kind,
            body=self.body,
            steps=tuple(step._plain() for step in self.step_ids),
            notice_on=self.notice_on or None,
            meeting_on=self.meeting_on or None,
            has_tally=self.eligible > 0 and self.present > 0,
            papers=self._papers_on_file(),
            reports_on=self.reports_on or None,
        )

    def _seal_payload(self):
        """Everything that is frozen at the present step, papers by their digest."""
        self.ensure_one()
        come = ORDER[self.state]
        payload = {"id": self.id, "state": self.state, "terms": self.terms_digest or ""}
        for name in sorted(FROZEN_AT):
            if FROZEN_AT[name] > come or name in ("record_ref", "notice_paper_name"):
                continue
            value = paper.digest(self, name) if name in PAPERS else self[name]
            if name in SEALED_IF_ANY and not value:
                continue
            payload[name] = value.id if isinstance(value, models.BaseModel) else value
        payload["steps"] = [step._seal_payload() for step in self.step_ids if ORDER[step.name] <= come]
        if come >= ORDER["voted"]:
            payload["signed_by"] = self.tally_signed_by_id.id
        if come > ORDER["voted"]:
            payload["result"] = self.result or ""
        return payload | self._seal_meeting_payload()

    def _seal_digests(self):
        for case in self.search([("state", "!=", "draft")], order="id"):
            yield case.id, case.name, chain.digest(chain.canonical(case._seal_payload()))

    def _tell_next_actor(self):
        """Replace the reminder by one for whoever has to act now, if such a person is known at the place."""
        case = self.sudo()
        case.activity_unlink(["reform_decision.mail_activity_type_step"])
        group = NEXT_ACTOR.get(case.state)
        actor = group and case._people(group)[:1]
        if actor:
            deadline = {
                "convened": case.meeting_on,
                "passed": case.publish_by,
                "published": case.posted_until,
            }
            case.activity_schedule(
                "reform_decision.mail_activity_type_step",
                date_deadline=deadline.get(case.state) or case._today() + timedelta(days=7),
                summary=messages.next_act(self.env, state=case.state),
                user_id=actor.id,
            )

    def _people(self, group):
        """Return the users of a group whose scope covers the place, those nearest to it first."""
        users = self.env["res.users"].sudo()
        place = self.place_id
        found = users.search(
            [("all_group_ids", "in", self.env.ref(group).id), ("reform_scope_ids", "parent_of", place.id)],
            order="id",
        )
        return found.sorted(lambda user: min(len(user.reform_scope_ids), 99))
