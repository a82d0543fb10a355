from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.exceptions import UserError

from ..messages import supervision as messages

TOWNSHIP = "reform_places.group_township"
DIRECTOR = "reform_places.group_director"
AUDITOR = "reform_places.group_auditor"
STATES = [
    ("raised", "Raised"),
    ("answered", "Answered"),
    ("rectified", "Put Right"),
    ("closed", "Closed"),
]
DAYS = 15
# What the supervisors say, as it was when somebody answered it.
CONTENT = frozenset(
    {
        "round_id",
        "place_id",
        "clearing_id",
        "category_id",
        "name",
        "facts",
        "basis",
        "demand",
        "grade",
        "paper_ids",
    }
)


class ReformSupervisionFinding(models.Model):
    """Something a supervision team found: what, where, by what rule; what was answered, and what was done.

    The team raises and closes it, the township or the village answers and puts it right; nobody does both.
    """

    _name = "reform.supervision.finding"
    _description = "Finding of a Supervision Team"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "deadline, id"

    _state_initial = "raised"
    _state_edges = frozenset(
        {
            ("raised", "answered"),
            ("answered", "raised"),
            ("answered", "rectified"),
            ("rectified", "answered"),
            ("rectified", "closed"),
        }
    )
    _frozen_fields = CONTENT
    _guarded_fields = frozenset(
        {
            "code", "answer", "answered_by_id", "answered_on", "done", "done_by_id", "done_on",
            "closed_by_id", "closed_on", "returned", "deadline",
        }
    )  # fmt: skip

    code = fields.Char("Finding No.", readonly=True, copy=False)
    name = fields.Char("Problem", required=True)
    round_id = fields.Many2one("reform.supervision.round", required=True, index=True, ondelete="restrict")
    campaign_id = fields.Many2one(related="round_id.campaign_id", store=True, index=True)
    place_id = fields.Many2one(
        "reform.place",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_place_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    township_id = fields.Many2one(related="place_id.township_id", store=True, index=True)
    clearing_id = fields.Many2one(
        "reform.clearing",
        "Organisation",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('campaign_id', '=', campaign_id)]",
    )
    category_id = fields.Many2one("reform.clearing.category", "List", ondelete="restrict")
    state = fields.Selection(STATES, required=True, default="raised", readonly=True, copy=False, index=True)
    grade = fields.Selection(
        [("normal", "Ordinary"), ("serious", "Serious")], required=True, default="normal"
    )
    facts = fields.Text("What Is So", required=True)
    basis = fields.Char("By What Rule")
    demand = fields.Text("What Is Asked for")
    paper_ids = fields.Many2many(
        "ir.attachment", "reform_supervision_finding_paper_rel", "finding_id", "attachment_id", "Evidence"
    )
    deadline = fields.Date(
        "Put Right by",
        required=True,
        readonly=True,
        default=lambda self: self._default_deadline(),
        index=True,
    )
    is_late = fields.Boolean("Past the Deadline", compute="_compute_is_late", search="_search_is_late")
    answer = fields.Text(readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, copy=False, ondelete="restrict"
    )
    answered_on = fields.Date(readonly=True, copy=False)
    done = fields.Text("What Was Done", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users", "Put Right by Whom", readonly=True, copy=False, ondelete="restrict"
    )
    done_on = fields.Date("Put Right On", readonly=True, copy=False)
    returned = fields.Integer("Times Sent Back", readonly=True, copy=False, aggregator="sum")
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True, copy=False, ondelete="restrict")
    closed_on = fields.Date(readonly=True, copy=False)
    is_mine = fields.Boolean(related="round_id.is_mine")

    @api.model
    def _default_deadline(self):
        return civil_day.today() + timedelta(days=DAYS)

    @api.depends("clearing_id")
    def _compute_place_id(self):
        for finding in self:
            finding.place_id = finding.clearing_id.place_id or finding.place_id

    @api.depends_context("tz")
    @api.depends("state", "deadline")
    def _compute_is_late(self):
        today = civil_day.today()
        for finding in self:
            finding.is_late = finding.state != "closed" and finding.deadline < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "!=", "closed"), ("deadline", "<", civil_day.today())]

    @api.depends("code", "name")
    def _compute_display_name(self):
        for finding in self:
            finding.display_name = f"{finding.code or ''} {finding.name or ''}".strip()

    # -- who writes ------------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        findings = super().create(vals_list)
        findings.round_id._require_team()
        for finding in findings:
            if finding.round_id.state != "running":
                raise UserError(messages.round_not_running(self.env, round=finding.round_id.name))
            finding._set_guarded({"code": f"DD{finding.id:05d}"})
        return findings

    def write(self, vals):
        self.round_id._require_team()
        return super().write(vals)

    def unlink(self):  # pylint: disable=method-required-super  # what was raised is closed, not taken away
        raise UserError(messages.finding_stays(self.env))

    # -- the acts --------------------------------------------------------------------------------------------

    def action_answer(self, text=None):
        """Answer findings: what the place says to them."""
        self._require_answerer()
        if not (text or "").strip():
            return self._ask("answer")
        return self._move(
            "answered",
            answer=text.strip(),
            answered_by_id=self.env.uid,
            answered_on=civil_day.today(),
        )

    def action_rectify(self, text=None):
        """Say what was done about findings."""
        self._require_answerer()
        if not (text or "").strip():
            return self._ask("rectify")
        return self._move("rectified", done=text.strip(), done_by_id=self.env.uid, done_on=civil_day.today())

    def action_return(self, text=None):
        """Send findings back: the answer does not do, or what was done does not."""
        self.round_id._require_team()
        if not (text or "").strip():
            return self._ask("return")
        for finding in self:
            to = "raised" if finding.state == "answered" else "answered"
            finding._move(to, reason=text.strip(), returned=finding.returned + 1)
        return True

    def action_extend(self, text=None, deadline=None):
        """Give more time, with the reason."""
        self.round_id._require_team()
        if not (text or "").strip() or not deadline:
            return self._ask("extend")
        deadline = fields.Date.to_date(deadline)
        for finding in self:
            if finding.state == "closed" or deadline <= finding.deadline:
                raise UserError(messages.no_extension(self.env, finding=finding.display_name))
        self._set_guarded({"deadline": deadline})
        self._seal({each: (each.state, each.state) for each in self}, kind="extended", reason=text.strip())
        for finding in self:
            finding._message_log(body=messages.extended(self.env, day=deadline, reason=text.strip()))
        return True

    def action_close(self, text=None):
        """Close findings that were put right, after having looked."""
        self.round_id._require_team()
        for finding in self:
            if self.env.user in finding.answered_by_id | finding.done_by_id:
                raise UserError(messages.own_answer(self.env, finding=finding.display_name))
        if not (text or "").strip():
            return self._ask("close")
        return self._move(
            "closed",
            reason=text.strip(),
            closed_by_id=self.env.uid,
            closed_on=civil_day.today(),
        )

    def _require_answerer(self):
        self._require_group(TOWNSHIP, DIRECTOR)
        self.campaign_id._refuse_supervisors()

    def _ask(self, act):
        action = self.env["ir.actions.act_window"]._for_xml_id("three_capitals.reform_supervision_ask_action")
        return {**action, "context": {"default_act": act, "default_finding_ids": [(6, 0, self.ids)]}}

    def _seal_stream(self):
        self.ensure_one()
        return f"campaign:{self.campaign_id.id}"

    def _seal_payload(self):
        return {
            **super()._seal_payload(),
            "code": self.code or "",
            "name": self.name,
            "place": self.place_id.id,
            "facts": self.facts or "",
            "demand": self.demand or "",
            "deadline": self.deadline,
            "answer": self.answer or "",
            "done": self.done or "",
            "papers": sorted(self.sudo().paper_ids.mapped("checksum")),
        }

    # -- alerts ----------------------------------------------------------------------------------------------

    @api.model
    def _alert_kinds(self):
        env = self.env
        return {
            "finding_open": Kind(messages.finding_open_label(env), TOWNSHIP, DAYS, messages.finding_open),
            "finding_to_close": Kind(
                messages.finding_to_close_label(env), AUDITOR, DAYS, messages.finding_to_close
            ),
        }

    @api.model
    def _alert_facts(self, at):
        """Yield the findings that wait for the place until the day, and those for the team."""
        for finding in self.search([("state", "!=", "closed")]):
            facts = {"ref": finding.display_name, "deadline": fields.Date.to_string(finding.deadline)}
            if finding.state == "rectified":
                yield Fact("finding_to_close", finding, finding.place_id.id, facts=facts)
            else:
                yield Fact(
                    "finding_open", finding, finding.place_id.id, deadline=finding.deadline, facts=facts
                )


class ReformClearingCampaign(models.Model):
    """A campaign and the rounds of its supervisors."""

    _inherit = "reform.clearing.campaign"

    round_ids = fields.One2many("reform.supervision.round", "campaign_id", "Rounds")
    finding_ids = fields.One2many("reform.supervision.finding", "campaign_id", "Findings")
    finding_open_count = fields.Integer("Findings Open", compute="_compute_finding_open_count")

    @api.depends("finding_ids.state")
    def _compute_finding_open_count(self):
        rows = self.env["reform.supervision.finding"]._read_group(
            [("campaign_id", "in", self.ids), ("state", "!=", "closed")], ["campaign_id"], ["__count"]
        )
        counts = dict(rows)
        for campaign in self:
            campaign.finding_open_count = counts.get(campaign, 0)

    def action_findings(self):
        """Open the findings of the campaign."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "three_capitals.reform_supervision_finding_action"
        )
        return {**action, "domain": [("campaign_id", "=", self.id)], "context": {}}
