from odoo import api, fields, models

from ..messages import idle as messages

IDLE_FIELDS = frozenset({"use_state", "idle_since", "idle_reason"})


class ReformAsset(models.Model):
    """A card and its spells of idleness: whatever way its use changes, the spells follow."""

    _inherit = "reform.asset"

    _guarded_fields = frozenset({"idle_spell_id"})

    idle_spell_id = fields.Many2one(
        "reform.asset.idle",
        "Spell of Idleness",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    spell_ids = fields.One2many("reform.asset.idle", "asset_id", "Spells of Idleness")
    spell_count = fields.Integer(compute="_compute_spell_count")
    spell_state = fields.Selection(related="idle_spell_id.state", string="Standing")
    low_use_kind_id = fields.Many2one(related="idle_spell_id.low_use_kind_id")
    relapsed = fields.Boolean(related="idle_spell_id.relapsed")

    def _compute_spell_count(self):
        counted = dict(
            self.env["reform.asset.idle"]._read_group(
                [("asset_id", "in", self.ids)], ["asset_id"], ["__count"]
            )
        )
        for asset in self:
            asset.spell_count = counted.get(asset, 0)

    @api.model_create_multi
    def create(self, vals_list):
        assets = super().create(vals_list)
        self.env["reform.asset.idle"]._follow(assets.filtered(lambda asset: asset.use_state == "idle"))
        return assets

    def write(self, vals):
        result = super().write(vals)
        if IDLE_FIELDS & vals.keys():
            self.env["reform.asset.idle"]._follow(self)
        return result

    def _set_use(self, use_state, since, reason):
        result = super()._set_use(use_state, since, reason)
        self.env["reform.asset.idle"]._follow(self, at=since or None)
        return result

    @api.model
    def _on_register(self):
        """Return the domain of the cards that have not left the register."""
        return [("use_state", "not in", ("scrapped", "disposed"))]

    def _classify_idle(self, kind):
        """Say how little idle assets are used; called by the report of use."""
        # sudo: nobody writes to the idle ledger; the report has asked for the role and the scope.
        self.sudo().idle_spell_id._set_guarded({"low_use_kind_id": kind.id})

    def _open_plans(self):
        """Return the plans under way for the cards."""
        lines = self.env["reform.plan.asset"].search([("asset_id", "in", self.ids), ("is_open", "=", True)])
        return lines.plan_id

    def action_spells(self):
        """Show every time the cards stood idle."""
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_asset_spell_action")
        action |= {
            "name": messages.spells_title(self.env),
            "domain": [("asset_id", "in", self.ids)],
            "context": {},
        }
        if len(self.spell_ids) == 1:
            action |= {"views": [(False, "form")], "res_id": self.spell_ids.id}
        return action


class ReformIntakeTargetAssetLedger(models.AbstractModel):
    """Cards that come in by the thousand are idle from the day their line says."""

    _inherit = "reform.intake.target.asset_ledger"

    def _check_written(self, batch, assets):
        result = super()._check_written(batch, assets)
        self.env["reform.asset.idle"]._follow(assets)
        return result
