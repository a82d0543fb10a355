from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from ..messages import register as messages


class ReformAsset(models.Model):
    """A card whose title somebody disputes carries the mark until the dispute is settled."""

    _inherit = "reform.asset"

    dispute_ids = fields.One2many("reform.asset.dispute", "asset_id", "Title Disputes")
    in_dispute = fields.Boolean("Title Disputed", compute="_compute_in_dispute", store=True, index=True)

    @api.depends("dispute_ids.state")
    def _compute_in_dispute(self):
        for asset in self:
            asset.in_dispute = any(dispute.state == "open" for dispute in asset.dispute_ids)


class ReformAssetDispute(models.Model):
    """Somebody says it is his: the school's builders, the former owner, the village next door.

    The log of disputes stays for ever; a dispute is closed by noting how it was settled, by somebody else
    than the one who entered it.
    """

    _name = "reform.asset.dispute"
    _description = "Title Dispute"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "raised_on desc, id desc"
    _rec_name = "claimant"

    _state_initial = "open"
    _state_edges = frozenset({("open", "settled")})
    _guarded_fields = frozenset({"outcome", "settled_by_id", "settled_on"})
    _frozen_fields = frozenset({"asset_id", "raised_on", "claimant", "claim"})

    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="restrict")
    state = fields.Selection(
        [("open", "Open"), ("settled", "Settled")], required=True, default="open", readonly=True
    )
    raised_on = fields.Date(required=True, default=civil_day.today)
    claimant = fields.Char(required=True, help="Who says it is his.")
    claim = fields.Text(required=True, help="What is claimed, and on what ground.")
    outcome = fields.Text(readonly=True, copy=False, help="How it was settled, and by whom.")
    settled_on = fields.Date(readonly=True, copy=False)
    settled_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    @api.constrains("raised_on")
    def _check_raised_on(self):
        if any(dispute.raised_on > civil_day.today() for dispute in self):
            raise UserError(messages.dispute_in_future(self.env))

    def action_settle(self, reason=None):
        """Note how the disputes were settled: the township or the county, never who entered them."""
        if not (reason or "").strip():
            return {
                "type": "ir.actions.act_window",
                "res_model": "reform.asset.reason",
                "view_mode": "form",
                "target": "new",
                "name": messages.settle_title(self.env),
                "context": {"default_act": "dispute_settle", "default_res_ids": self.ids},
            }
        self._require_group(
            "reform_places.group_township",
            "reform_places.group_county_finance",
            "reform_places.group_county_agriculture",
        )
        for dispute in self:
            if not self.env.su and dispute.sudo().create_uid == self.env.user:
                raise UserError(messages.dispute_own_hand(self.env, card=dispute.asset_id.display_name))
        today = civil_day.today()
        return self._move(
            "settled",
            reason=reason.strip(),
            outcome=reason.strip(),
            settled_on=today,
            settled_by_id=self.env.uid,
        )

    def _seal_stream(self):
        self.ensure_one()
        return self.asset_id._seal_stream()

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "asset_id": self.asset_id.id,
            "raised_on": self.raised_on,
            "claimant": self.claimant,
            "claim": self.claim,
            "outcome": self.outcome or "",
        }
