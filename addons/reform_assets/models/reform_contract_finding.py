from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_rules.assets import contract_checks as rule
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..messages import contract_check as messages
from .reform_lease_steps import CLERK, DIRECTOR, SUPERVISOR, TOWNSHIP

AUDITOR = "reform_places.group_auditor"
COUNTY_FINANCE = "reform_places.group_county_finance"
COUNTY_AGRICULTURE = "reform_places.group_county_agriculture"
STATES = [
    ("open", "Open"),
    ("answered", "Answered"),
    ("rectified", "Rectified"),
    ("overridden", "Overridden"),
    ("closed", "Finding Closed"),
]
RESULTS = [
    ("continue", "Continued as it is"),
    ("complete", "Put in writing or completed"),
    ("reprice", "Rent agreed anew"),
    ("recover", "Arrears recovered"),
    ("take_back", "Taken back and let anew"),
    ("terminate", "Ended"),
    ("lawsuit", "Brought before the court"),
    ("hand_over", "Handed over to discipline inspection"),
]
EDGES = frozenset(
    {
        ("open", "answered"),
        ("open", "overridden"),
        ("open", "closed"),
        ("answered", "open"),
        ("answered", "rectified"),
        ("answered", "overridden"),
        ("answered", "closed"),
        ("rectified", "closed"),
        ("rectified", "open"),
        ("overridden", "open"),
        ("overridden", "closed"),
        ("closed", "open"),
    }
)
STANDING = ("open", "answered", "rectified", "overridden")


class ReformContractFinding(models.Model):
    """One thing wrong with one contract: since when, what was done about it, how it came out.

    The check finds and ends findings; people answer for them. A finding is overridden only by somebody above
    the village, with a reason, and stays in the report; nobody judges a contract of his own making.
    """

    _name = "reform.contract.finding"
    _description = "Contract Finding"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "lease_id desc, code"

    _state_initial = "open"
    _editable_states = frozenset({"open"})
    _state_edges = EDGES
    _guarded_fields = frozenset(
        {
            "facts", "level", "is_manual", "is_present", "first_seen", "last_seen", "reopened_count",
            "answered_by_id", "answered_date", "closed_by_id", "closed_date", "overridden_by_id",
            "override_reason", "overridden_date",
        }
    )  # fmt: skip
    _frozen_fields = frozenset({"lease_id", "code", "answer", "result", "amount_recovered", "paper_ids"})

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="lease_id.township_id", string="Township", store=True, index=True)
    lessee_id = fields.Many2one(related="lease_id.lessee_id", string="Lessee")
    code = fields.Selection("_selection_code", "Finding", required=True, index=True)
    level = fields.Selection(
        [("warning", "To be put right"), ("error", "Keeps from signing")],
        "Effect",
        default="warning",
        readonly=True,
    )
    state = fields.Selection(STATES, "Status", required=True, default="open", readonly=True, index=True)
    facts = fields.Json(readonly=True)
    sentence = fields.Text("What Is So", compute="_compute_sentence")
    note = fields.Text("What the Reviewer Read")
    is_manual = fields.Boolean("Entered by a Reviewer", readonly=True)
    is_present = fields.Boolean("Still So", default=True, readonly=True)
    first_seen = fields.Date(readonly=True, default=civil_day.today)
    last_seen = fields.Date(readonly=True)
    reopened_count = fields.Integer("Times Reopened", readonly=True)

    answer = fields.Text(help="What was done about it.")
    result = fields.Selection(RESULTS, "Outcome")
    amount_recovered = fields.Float("Recovered (yuan)", digits=(16, 2))
    paper_ids = fields.Many2many(
        "ir.attachment", "reform_contract_finding_paper_rel", "finding_id", "attachment_id", "Papers"
    )
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True, ondelete="restrict")
    answered_date = fields.Date("Answered On", readonly=True)
    closed_by_id = fields.Many2one("res.users", "Finding Closed by", readonly=True, ondelete="restrict")
    closed_date = fields.Date("Finding Closed On", readonly=True)
    overridden_by_id = fields.Many2one("res.users", "Overridden by", readonly=True, ondelete="restrict")
    overridden_date = fields.Date("Overridden On", readonly=True)
    override_reason = fields.Char("Reason for Overriding", readonly=True)

    _once = models.Constraint("UNIQUE (lease_id, code)", lambda env, _diag: messages.finding_once(env))
    _recovered = models.Constraint(
        "CHECK (coalesce(amount_recovered, 0) >= 0)", lambda env, _diag: messages.recovered_negative(env)
    )

    @api.model
    def _selection_code(self):
        return messages.labels(self.env)

    @api.depends("code", "facts", "note")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for finding in self:
            finding.sentence = finding.note or (
                finding.code and messages.sentence(self.env, finding.code, finding.facts)
            )

    @api.depends("code", "lease_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        words = dict(messages.labels(self.env))
        for finding in self:
            finding.display_name = f"{finding.lease_id.name or ''}: {words.get(finding.code, '')}"

    @api.model_create_multi
    def create(self, vals_list):
        """Let those who review contracts enter what no figure shows; everything else the check finds."""
        if not self.env.su:
            self._require_group(SUPERVISOR, TOWNSHIP, AUDITOR, COUNTY_AGRICULTURE, COUNTY_FINANCE)
            for vals in vals_list:
                if vals.get("code") not in rule.BY_HAND:
                    raise UserError(messages.not_by_hand(self.env))
                self.env["reform.lease"].browse(vals.get("lease_id")).check_access("read")
        findings = super().create(vals_list)
        if not self.env.su:
            for finding in findings:
                level = "error" if finding.code in rule.BLOCKING else "warning"
                finding.sudo()._set_guarded({"is_manual": True, "level": level})
        return findings

    def write(self, vals):
        """Let the village write answers, the reviewers what they read."""
        if not self.env.su and vals.keys() & {"answer", "result", "amount_recovered", "paper_ids"}:
            self._require_group(CLERK, DIRECTOR, TOWNSHIP)
        if not self.env.su and "note" in vals:
            self._require_group(SUPERVISOR, TOWNSHIP, AUDITOR)
        return super().write(vals)

    # --- the acts ---

    def action_answer(self):
        """Answer findings with what was done and the result."""
        self._require_group(CLERK, DIRECTOR)
        for finding in self:
            if not (finding.answer or "").strip():
                raise UserError(messages.answer_missing(self.env, finding=finding.display_name))
            if not finding.result:
                raise UserError(messages.result_missing(self.env, finding=finding.display_name))
        today = civil_day.today()
        return self._move("answered", answered_by_id=self.env.uid, answered_date=today)

    def action_accept(self):
        """Accept an answer: the contract is put right; the check closes the finding once the fact is gone."""
        self._require_group(SUPERVISOR, TOWNSHIP, COUNTY_AGRICULTURE, COUNTY_FINANCE)
        self._refuse_own_contract()
        return self._move("rectified")

    def action_send_back(self, reason=None):
        """Ask for more."""
        self._require_group(SUPERVISOR, TOWNSHIP, COUNTY_AGRICULTURE, COUNTY_FINANCE)
        if not (reason or "").strip():
            return self._ask("send_back")
        return self._move("open", reason=reason.strip())

    def action_close(self, reason=None):
        """Close a rectified finding, or one entered by hand, with a reason."""
        self._require_group(SUPERVISOR, TOWNSHIP, COUNTY_AGRICULTURE, COUNTY_FINANCE)
        self._refuse_own_contract()
        if not (reason or "").strip():
            return self._ask("close")
        return self._move(
            "closed",
            reason=reason.strip(),
            closed_by_id=self.env.uid,
            closed_date=civil_day.today(),
        )

    def action_override(self, reason=None):
        """Let a contract stand in spite of what keeps it from being signed; the report names it."""
        self._require_group(TOWNSHIP, COUNTY_AGRICULTURE, COUNTY_FINANCE)
        for finding in self:
            if finding.code not in rule.BLOCKING:
                raise UserError(messages.not_overridable(self.env, finding=finding.display_name))
        self._refuse_own_contract()
        if not (reason or "").strip():
            return self._ask("override")
        return self._move(
            "overridden",
            reason=reason.strip(),
            overridden_by_id=self.env.uid,
            override_reason=reason.strip(),
            overridden_date=civil_day.today(),
        )

    def _refuse_own_contract(self):
        """Refuse whoever made, priced or signed the contract, or answered for the finding."""
        for finding in self:
            lease = finding.sudo().lease_id
            hands = lease.create_uid | lease.priced_by_id | lease.signed_by_id | finding.answered_by_id
            if not self.env.su and self.env.user in hands:
                raise AccessError(messages.own_contract(self.env, finding=finding.display_name))

    def _ask(self, act):
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.contract.reason",
            "view_mode": "form",
            "target": "new",
            "name": messages.reason_title(self.env, act),
            "context": {"default_act": act, "default_finding_ids": [(6, 0, self.ids)]},
        }

    def _seal_payload(self):
        return {
            "id": self.id,
            "lease": self.lease_id.name,
            "code": self.code,
            "facts": self.facts or {},
            "note": self.note or "",
            "answer": self.answer or "",
            "result": self.result or "",
            "recovered": yuan(self.amount_recovered),
            "papers": sorted(paper.checksum or "" for paper in self.sudo().paper_ids),
            "override": self.override_reason or "",
        }

    # --- alerts ---

    @api.model
    def _alert_kinds(self):
        return {
            "contract_findings": Kind(
                messages.alert_label(self.env), DIRECTOR, 30, messages.alert_sentence, money=True
            )
        }

    @api.model
    def _alert_facts(self, at):
        """Yield a fact for each lease with open findings; arrears have an alert of their own."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT l.id, l.name, l.place_id, array_agg(f.code ORDER BY f.code)
                     FROM reform_contract_finding f JOIN reform_lease l ON l.id = f.lease_id
                    WHERE f.state = 'open' AND f.code <> 'arrears' AND l.state <> 'cancelled'
                    GROUP BY l.id ORDER BY l.id"""
            )
        )
        leases = self.env["reform.lease"]
        for lease_id, name, place_id, codes in self.env.cr.fetchall():
            facts = {"ref": name, "codes": codes, "count": len(codes)}
            yield Fact("contract_findings", leases.browse(lease_id), place_id, facts=facts)
