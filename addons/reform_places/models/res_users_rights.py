from odoo import api, models
from odoo.addons.reform_seal.chain import SealItem

from .. import messages

#: What somebody may do, and as whom.
RIGHTS = frozenset({"group_ids", "reform_scope_ids", "active", "login", "password"})
STREAM = "model:res.users"


class ResUsers(models.Model):
    """Who was given which right, where and by whom stands in the sealed log.

    An administrator may give himself a role, or somebody else's password; nothing in a database prevents
    that. It cannot be done unseen.
    """

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._seal_rights("rights given")
        return users

    def write(self, vals):
        before = self._rights() if RIGHTS & vals.keys() else {}
        result = super().write(vals)
        if before:
            after = self._rights()
            self.filtered(lambda user: before[user.id] != after[user.id])._seal_rights("rights changed")
        if "password" in vals:
            self.filtered(lambda user: user != self.env.user)._seal_rights("password set by another")
        return result

    def _rights(self):
        """Return {user id: rights as they are sealed}."""
        return {
            user.id: {
                "id": user.id,
                "login": user.login or "",
                "active": user.active,
                "groups": sorted(user.group_ids.ids),
                "scope": sorted(user.reform_scope_ids.ids),
            }
            for user in self.sudo().with_context(active_test=False)
        }

    def _seal_rights(self, kind):
        rights = self._rights()
        # sudo: nobody has the right to write the sealed log by hand.
        self.env["reform.seal.entry"].sudo()._append(
            STREAM,
            [
                SealItem(
                    kind=kind,
                    res_model="res.users",
                    res_id=user.id,
                    ref=user.login or "",
                    reason=messages.rights(self.env, user=user),
                    payload=rights[user.id],
                )
                for user in self.sudo()
            ],
        )


class ResGroups(models.Model):
    """The other ways to a right: the group that takes somebody in, and the group that implies another."""

    _inherit = "res.groups"

    def write(self, vals):
        users = self.env["res.users"]
        before = self.user_ids._rights() if vals.keys() & {"user_ids", "all_user_ids"} else {}
        result = super().write(vals)
        if vals.keys() & {"user_ids", "all_user_ids"}:
            after = (self.user_ids | users.browse(before))._rights()
            moved = [user_id for user_id, rights in after.items() if before.get(user_id) != rights]
            users.browse(moved)._seal_rights("rights changed")
        if vals.keys() & {"implied_ids", "implied_by_ids"}:
            self._seal_implied()
        return result

    def _seal_implied(self):
        # sudo: nobody has the right to write the sealed log by hand.
        self.env["reform.seal.entry"].sudo()._append(
            STREAM,
            [
                SealItem(
                    kind="group changed",
                    res_model="res.groups",
                    res_id=group.id,
                    ref=group.display_name or "",
                    reason=", ".join(group.implied_ids.mapped("display_name"))[:200],
                    payload={"id": group.id, "implied": sorted(group.implied_ids.ids)},
                )
                for group in self.sudo()
            ],
        )
