from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError

from ..messages import approval as messages
from .delegation_table import DELEGABLE, PREPARING


class ReformDelegation(models.Model):
    """A leave of absence: from one day to another, somebody else signs in one's name.

    Lent is a role for signing, not the rights that come with it: the deputy sees what he saw before, signs
    only what lies in both their scopes, and nothing either of them has asked for.
    """

    _name = "reform.delegation"
    _description = "Delegation of Approval"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "date_from desc, id desc"

    _state_edges = frozenset({("draft", "granted"), ("granted", "revoked")})
    _guarded_fields = frozenset({"granted_by_id", "granted_at"})
    _frozen_fields = frozenset(
        {"delegator_id", "delegate_id", "group_id", "res_model", "date_from", "date_to", "reason"}
    )

    delegator_id = fields.Many2one(
        "res.users", "Signs Otherwise", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip
    delegate_id = fields.Many2one("res.users", "Deputy", required=True, index=True, ondelete="restrict")
    group_id = fields.Many2one(
        "res.groups", "Role", required=True, ondelete="restrict", domain=lambda self: self._domain_group_id()
    )
    res_model = fields.Selection(
        "_selection_res_model", "For Records", help="Empty: whatever this role signs."
    )
    date_from = fields.Date("From", required=True, default=civil_day.today)
    date_to = fields.Date("To", required=True)
    reason = fields.Char(required=True)
    granted_by_id = fields.Many2one("res.users", "Granted by", readonly=True, copy=False, ondelete="restrict")
    granted_at = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("granted", "Granted"), ("revoked", "Revoked")],
        required=True,
        default="draft",
        readonly=True,
        index=True,
        tracking=True,
    )
    in_force = fields.Boolean(compute="_compute_in_force", search="_search_in_force")

    _dates = models.Constraint("CHECK (date_from <= date_to)", "The end lies before the beginning.")

    @api.model
    def _domain_group_id(self):
        return [("id", "in", list(self._roles()))]

    @api.model
    def _selection_res_model(self):
        registry = self.env.registry
        names = [
            name
            for name in registry.descendants(["reform.approval.mixin"], "_inherit")
            if not registry[name]._abstract
        ]
        return [(name, self.env["ir.model"]._get(name).sudo().name) for name in sorted(names)]

    @api.depends("delegator_id", "delegate_id", "group_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for one in self.sudo():
            one.display_name = one.delegate_id and messages.delegation_name(
                self.env,
                delegator=one.delegator_id.name or "",
                delegate=one.delegate_id.name or "",
                group=one.group_id.name or "",
            )

    @api.depends("state", "date_from", "date_to")
    def _compute_in_force(self):
        today = civil_day.today()
        for one in self:
            one.in_force = bool(
                one.state == "granted" and one.date_from and one.date_from <= today <= one.date_to
            )

    @api.model
    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_in_force()

    @api.model
    def _domain_in_force(self):
        today = civil_day.today()
        return [("state", "=", "granted"), ("date_from", "<=", today), ("date_to", ">=", today)]

    # -- acts
    # ----------------------------------------------------------------------------------------------------

    def action_grant(self):
        """Lend the role: by its holder, or by the administrator for somebody who cannot."""
        for one in self:
            one._refuse_stranger()
            one._refuse_terms()
            one._move(
                "granted", reason=one.reason, granted_by_id=self.env.uid, granted_at=fields.Datetime.now()
            )
        return True

    def action_revoke(self):
        """Take it back before its day: its holder, the administrator, or the deputy who lays it down."""
        for one in self:
            if self.env.user != one.delegate_id:
                one._refuse_stranger()
            # sudo: the deputy may lay down what he cannot write.
            one.check_access("read")
            one.sudo()._move("revoked")
        return True

    def _refuse_stranger(self):
        own = self.env.user == self.delegator_id
        if not own and not self.env.user.has_group("reform_places.group_administrator"):
            raise AccessError(messages.delegation_of_another(self.env, person=self.sudo().delegator_id.name))

    def _refuse_terms(self):
        one, env = self.sudo(), self.env
        giver, taker, group = one.delegator_id, one.delegate_id, one.group_id
        if giver == taker or taker == env.user:
            raise UserError(messages.delegation_to_oneself(env))
        xmlid = self._roles().get(group.id)
        if not xmlid:
            raise UserError(messages.role_not_delegable(env, group=group.name))
        if not giver.has_group(xmlid):
            raise UserError(messages.not_his_to_give(env, person=giver.name, group=group.name))
        for own in PREPARING[xmlid]:
            if taker.has_group(own):
                raise UserError(
                    messages.roles_do_not_mix(
                        env, person=taker.name, own=env.ref(own).sudo().name, group=group.name
                    )
                )
        today = civil_day.today()
        if one.date_to < today:
            raise UserError(messages.delegation_over(env, date_to=one.date_to))
        limit = self.env["reform.parameter"]._at(today).value("delegation_days_max")
        days = (one.date_to - one.date_from).days + 1
        if days > limit:
            raise UserError(messages.delegation_too_long(env, days=days, limit=limit))

    def _seal_stream(self):
        return "model:reform.delegation"

    def _seal_payload(self):
        return {
            "id": self.id,
            "delegator": self.delegator_id.id,
            "delegate": self.delegate_id.id,
            "group": self.group_id.id,
            "model": self.res_model or "",
            "from": self.date_from,
            "to": self.date_to,
            "granted_by": self.granted_by_id.id or 0,
        }

    def _seal_digests(self):
        for one in self.search([("state", "!=", "draft")], order="id"):
            yield one.id, one.display_name, chain.digest(chain.canonical(one._seal_payload()))

    # -- what is lent
    # --------------------------------------------------------------------------------------------------

    @api.model
    def _roles(self):
        """Return {id of the group: its xml id} of the roles that may be lent."""
        return {self.env.ref(xmlid).id: xmlid for xmlid in DELEGABLE}

    @api.model
    def _in_force_for(self, user, model):
        """Return the delegations by which `user` may sign records of a model today.

        The holder's role and the deputy's own roles are asked again: either may have changed since.
        """
        # sudo: the deputy signs by what others have granted.
        found = self.sudo().search(
            [
                *self._domain_in_force(),
                ("delegate_id", "=", user.id),
                ("res_model", "in", (False, model)),
                ("delegator_id.active", "=", True),
            ],
            order="id",
        )
        roles = self._roles()
        return found.filtered(
            lambda one: (
                one.group_id.id in roles
                and one.delegator_id.has_group(roles[one.group_id.id])
                and not any(map(user.has_group, PREPARING[roles[one.group_id.id]]))
            )
        )

    @api.model
    def _lent(self, user, groups, records):
        """Return {record id: delegation} for the records in the scope of somebody who lent a group."""
        wanted, lent = {self.env.ref(xmlid).id for xmlid in groups}, {}
        for one in self._in_force_for(user, records._name):
            if one.group_id.id not in wanted:
                continue
            reached = records.with_user(one.delegator_id)._filtered_access("read")
            for record_id in reached.ids:
                lent.setdefault(record_id, one)
        return lent

    @api.model
    def _groups_of(self, user, model):
        """Return the xml ids of the roles `user` holds or has been lent for a model, for buttons."""
        roles = self._roles()
        held = {xmlid for xmlid in DELEGABLE if user.has_group(xmlid)}
        return held | {roles[one.group_id.id] for one in self._in_force_for(user, model)}
