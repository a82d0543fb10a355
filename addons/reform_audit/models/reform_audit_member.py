from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..messages import case as messages
from .audit_table import AUDITORS

DECLARATION = {"declared_at", "interest"}


class ReformAuditMember(models.Model):
    """One auditor of a team, and what he has declared about himself: an interest in the matter, or none.

    Everybody declares for himself; what was declared is not changed by anybody else.
    """

    _name = "reform.audit.member"
    _description = "Auditor of a Team"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "is_lead desc, id"
    _rec_name = "user_id"

    _workflow_parent = "case_id"

    case_id = fields.Many2one(
        "reform.audit.case", "Audit", required=True, index=True, ondelete="cascade", readonly=True
    )
    entity_id = fields.Many2one(related="case_id.entity_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users",
        "Auditor",
        required=True,
        index=True,
        ondelete="restrict",
        domain=lambda self: [("all_group_ids", "in", self.env.ref("reform_places.group_auditor").ids)],
    )
    is_lead = fields.Boolean("Leads the Team")
    interest = fields.Char(
        "Interest Declared", help="Kinship, former office, debts or dealings with the audited; empty: none."
    )
    declared_at = fields.Datetime("Declared at", readonly=True, copy=False)
    is_me = fields.Boolean(compute="_compute_is_me")

    _once = models.Constraint("UNIQUE (case_id, user_id)", "This auditor is in the team already.")

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_is_me(self):
        for member in self:
            member.is_me = member.user_id == self.env.user

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(vals.get(name) for vals in vals_list for name in DECLARATION):
            raise AccessError(messages.declare_yourself(self.env))
        clean = [{name: vals[name] for name in vals if name not in DECLARATION} for vals in vals_list]
        context = {key: value for key, value in self.env.context.items() if key != "default_declared_at"}
        return super(ReformAuditMember, self.with_context(context)).create(clean).with_env(self.env)  # pylint: disable=context-overridden  # a client declares nothing by a default

    def write(self, vals):
        if "declared_at" in vals or "interest" in vals and any(one.user_id != self.env.user for one in self):
            raise AccessError(messages.declare_yourself(self.env))
        for member in self:
            if member.declared_at and vals.keys() & {"user_id", "interest", "case_id"}:
                raise AccessError(messages.declared_stays(self.env, name=member.user_id.name))
        return super().write(vals)

    def action_declare(self):
        """Declare: no interest in the matter but what is written in the line."""
        self.env["reform.audit.case"]._require_group(*AUDITORS)
        self._refuse_frozen()
        for member in self:
            if member.user_id != self.env.user:
                raise AccessError(messages.declare_yourself(self.env))
        return self._set_guarded({"declared_at": fields.Datetime.now()})
