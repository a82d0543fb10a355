import os

from odoo import api, fields, models
from odoo.exceptions import AccessDenied

from .. import messages

#: Set in production: then no user logs in with the login as password, demo data or not.
PRODUCTION_VARIABLE = "REFORM_PRODUCTION"
DEMO_PARAMETER = "reform_places.demo_logins"


class ResUsers(models.Model):
    """Who somebody is in the county: one role, and the places that person answers for."""

    _inherit = "res.users"

    reform_scope_ids = fields.Many2many(
        "reform.place",
        "reform_place_users_rel",
        "user_id",
        "place_id",
        "Scope",
        help="Places this user may look at, each with everything below and with the former villages in it.",
    )

    reform_role = fields.Char("Ledger Role", compute="_compute_reform_role")

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "reform_scope_ids"]

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        if any("reform_scope_ids" in vals for vals in vals_list):
            self._forget_scope()
        users._begin_on_the_desk()
        return users

    def write(self, vals):
        result = super().write(vals)
        if "reform_scope_ids" in vals:
            self._forget_scope()
        if "group_ids" in vals:
            self._begin_on_the_desk()
        return result

    def _begin_on_the_desk(self):
        """Let whoever has a role here begin on the desk, unless they chose another first screen."""
        desk = self.env.ref("reform_places.reform_desk_action", raise_if_not_found=False)
        undecided = self.filtered(lambda user: not user.action_id)
        readers = undecided.filtered(lambda user: user.has_group("reform_places.group_reader"))
        if desk and readers:
            readers.action_id = desk.id

    @api.depends("group_ids")
    @api.depends_context("lang")
    def _compute_reform_role(self):
        privilege = self.env.ref("reform_places.privilege_role", raise_if_not_found=False)
        for user in self:
            roles = user.group_ids.filtered(lambda group: privilege and group.privilege_id == privilege)
            user.reform_role = ", ".join(roles.mapped("name"))

    @api.model
    def _only_place(self):
        """Return the village of somebody who answers for exactly one, else nothing: a default of forms."""
        scope = self.env.user.sudo().reform_scope_ids.with_env(self.env)
        return scope if len(scope) == 1 and scope.level == "village" else scope.browse()

    def _init_odoobot(self):
        """Nobody here is taught to chat by a robot: its window would cover the first screen of a phone."""
        return False

    def _forget_scope(self):
        # The record rules keep a user's scope in their cache.
        self.env.flush_all()
        self.env.registry.clear_cache()

    def _check_credentials(self, credential, env):
        result = super()._check_credentials(credential, env)
        if credential.get("password") == self.env.user.login and not self._demo_logins_allowed():
            raise AccessDenied(messages.demo_login_refused(self.env))
        return result

    @api.model
    def _demo_logins_allowed(self):
        """Return whether a password may be the login itself: with demo data only, never in production."""
        if os.environ.get(PRODUCTION_VARIABLE):
            return False
        return self.env["ir.config_parameter"].sudo().get_param(DEMO_PARAMETER) == "allowed"
