from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from .. import messages
from ..messages import register as register_messages
from .reform_asset import USE_STATES

# Uses that begin and end by an act: a loan, a removal, a disposal.
BY_ACT = ("lent", "scrapped", "disposed")


class ReformAsset(models.Model):
    """What an asset is used for changes with the years; the card is not written anew for that, the change is
    reported.

    Every report is sealed with the day and the reason and stands in the card's list of changes, so the idle
    ledger of any past day can be told.
    """

    _inherit = "reform.asset"

    change_ids = fields.One2many("reform.asset.change", "asset_id", "Changes")
    change_count = fields.Integer(compute="_compute_change_count")

    def _compute_change_count(self):
        counted = dict(
            self.env["reform.asset.change"]._read_group(
                [("asset_id", "in", self.ids)], ["asset_id"], ["__count"]
            )
        )
        for asset in self:
            asset.change_count = counted.get(asset, 0)

    def _report_use(self, use_state, since, reason):
        """Report from the village that assets have fallen idle or are in use again."""
        self._require_group("reform_places.group_clerk", "reform_places.group_township")
        if use_state not in ("in_use", "idle") or self.filtered(lambda asset: asset.use_state in BY_ACT):
            raise UserError(register_messages.use_by_act(self.env))
        let = self.filtered(lambda asset: asset.use_state == "leased" and asset.sudo()._lease_in_force())
        if let:
            raise UserError(messages.asset_is_let(self.env, card=let[0].display_name))
        if not (reason or "").strip():
            raise UserError(messages.reason_missing(self.env))
        if since and since > civil_day.today():
            raise UserError(messages.use_in_future(self.env))
        return self._set_use(use_state, since, reason.strip())

    def _set_use(self, use_state, since, reason):
        """Write a new use with its first day and seal it; called by the report and by leases that begin
        and end.
        """
        assert use_state in dict(USE_STATES), use_state
        values = {
            "use_state": use_state,
            "idle_since": since if use_state == "idle" else False,
            "idle_reason": reason if use_state == "idle" else False,
        }
        self._change(values, kind="use", reason=reason, since=since)
        return True

    def action_changes(self):
        """Show the changes of the cards."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.asset.change",
            "name": messages.changes_title(self.env),
            "view_mode": "list,form",
            "domain": [("asset_id", "in", self.ids)],
        }
