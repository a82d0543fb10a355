from odoo import api, fields, models
from odoo.addons.reform_decision.models.decision_table import TOWNSHIP
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import handover as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import UserError, ValidationError

from ..messages import handover as messages

POSTS = [
    ("chairperson", "Chairperson of the Board"),
    ("board", "Member of the Board"),
    ("supervisor", "Head of the Supervisors"),
    ("committee_head", "Head of the Villagers' Committee"),
    ("committee", "Member of the Villagers' Committee"),
    ("accountant", "Accountant"),
    ("cashier", "Cashier"),
    ("clerk", "Reporting Clerk"),
    ("other", "Other Post"),
]
# Whose leaving is audited by law; others hand over without one.
AUDITED = ("chairperson", "board", "supervisor", "committee_head", "committee")
AUDIT_STATES = [
    ("none", "No Audit"),
    ("requested", "Audit Requested"),
    ("running", "Audit under Way"),
    ("done", "Audit Done"),
]


class ReformOfficeTerm(models.Model):
    """Who held which post, from when to when. Nothing else is kept of a person here.

    The end of an office opens the handover of what the person kept, and asks for the audit on leaving.
    Source: villagers-committee-law-35
    """

    _name = "reform.office.term"
    _description = "Term of Office"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "date_to desc, date_from desc, id desc"

    _state_initial = "in_office"
    _state_edges = frozenset({("in_office", "ended")})
    _guarded_fields = frozenset({"audit_state", "clearing_id"})
    _frozen_fields = frozenset({"entity_id", "user_id", "person_name", "post", "date_from", "date_to"})

    entity_id = fields.Many2one(
        "reform.entity", "Organisation", required=True, index=True, ondelete="restrict"
    )
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    user_id = fields.Many2one("res.users", "Login", ondelete="restrict", index="btree_not_null")
    person_name = fields.Char(
        "Office Holder",
        required=True,
        compute="_compute_person_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    post = fields.Selection(POSTS, "Position", required=True, default="chairperson")
    date_from = fields.Date("In Office From", required=True)
    date_to = fields.Date("In Office Until")
    state = fields.Selection(
        [("in_office", "In Office"), ("ended", "Ended")],
        required=True,
        default="in_office",
        readonly=True,
        copy=False,
        index=True,
    )
    audit_state = fields.Selection(
        AUDIT_STATES, "Audit on Leaving", required=True, default="none", readonly=True, copy=False, index=True
    )
    clearing_id = fields.Many2one(
        "reform.clearing", "Clearing of the Office", readonly=True, copy=False, index="btree_not_null",
        ondelete="restrict",
    )  # fmt: skip

    @api.depends("user_id")
    def _compute_person_name(self):
        for term in self:
            term.person_name = term.user_id.sudo().name or term.person_name

    @api.depends("person_name", "post")
    @api.depends_context("lang")
    def _compute_display_name(self):
        posts = dict(self._fields["post"]._description_selection(self.env))
        for term in self:
            term.display_name = messages.office_name(
                self.env, person=term.person_name or "", post=posts.get(term.post, "")
            )

    @api.constrains("date_from", "date_to")
    def _check_days(self):
        for term in self:
            try:
                rules.check_term(term.date_from, term.date_to)
            except RuleError as error:
                raise ValidationError(messages.refusal(self.env, error)) from error

    def action_end(self):
        """End the office today, or on the day entered: prepare its handover, and ask for the audit."""
        self._require_group(TOWNSHIP)
        self.check_access("write")
        today = civil_day.today()
        for term in self:
            if term.state != "in_office":
                raise UserError(messages.office_ended(self.env, person=term.person_name))
            last = term.date_to or today
            clearing = self.env["reform.clearing"].create(
                {
                    "kind": "leaving",
                    "entity_id": term.entity_id.id,
                    "date_base": last,
                    "person_id": term.user_id.id,
                    "person_name": term.person_name,
                    "post": dict(self._fields["post"]._description_selection(self.env))[term.post],
                    "term_from": term.date_from,
                    "term_to": last,
                }
            )
            asked = "requested" if term.post in AUDITED else "none"
            term._move("ended", date_to=last, audit_state=asked, clearing_id=clearing.id)
        return True

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "entity": self.entity_id.id,
            "person": self.person_name,
            "post": self.post,
            "from": self.date_from,
            "to": self.date_to,
            "audit": self.audit_state,
        }
