from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .. import messages
from ..messages import lease_terms as terms_messages

HOLD = frozenset({"hold_from", "hold_to"})


class ReformLeaseLine(models.Model):
    """One asset of a lease, and the days it is held by it.

    From signing until the end the days stand here, and the database refuses a second holding of the same
    asset in any of them: nobody lets the same hall twice, not even two offices signing at the same second.
    """

    _name = "reform.lease.line"
    _description = "Asset Let"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "lease_id"
    _rec_name = "asset_id"

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="cascade")
    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="restrict")
    part_id = fields.Many2one("reform.asset.part", index="btree_not_null", ondelete="restrict")
    area_sqm = fields.Float(related="asset_id.area_sqm")
    area_mu = fields.Float(related="asset_id.area_mu")
    use_state = fields.Selection(related="asset_id.use_state")
    owner_class = fields.Selection(related="asset_id.owner_class")
    origin_place_id = fields.Many2one(related="asset_id.origin_place_id", string="Origin Village")
    hold_from = fields.Date("Held from", readonly=True, copy=False)
    hold_to = fields.Date("Held to", readonly=True, copy=False)

    _once = models.Constraint(
        "UNIQUE NULLS NOT DISTINCT (lease_id, asset_id, part_id)",
        lambda env, _diag: messages.asset_twice(env),
    )
    _not_let_twice = models.Constraint(
        # A line without a part is the whole: its span of part numbers is unbounded and meets every part.
        "EXCLUDE USING gist (asset_id WITH =, int4range(part_id, part_id, '[]') WITH &&,"
        " daterange(hold_from, hold_to, '[]') WITH &&)"
        " WHERE (hold_from IS NOT NULL)",
        lambda env, _diag: messages.let_twice(env),
    )

    @api.model_create_multi
    def create(self, vals_list):
        clean = self.with_context(  # pylint: disable=context-overridden  # keys are taken out
            {
                key: value
                for key, value in self.env.context.items()
                if key.removeprefix("default_") not in HOLD
            }
        )
        for vals in vals_list:
            self._refuse_hold({name for name in HOLD & vals.keys() if vals[name]})
        # Said outright, or a default that the user has stored would say it.
        return super(ReformLeaseLine, clean).create(
            [{**vals, **dict.fromkeys(HOLD, False)} for vals in vals_list]
        )

    def write(self, vals):
        self._refuse_hold(HOLD & vals.keys())
        return super().write(vals)

    @api.constrains("part_id", "asset_id")
    def _check_part(self):
        for line in self.sudo():
            if line.part_id and line.part_id.asset_id != line.asset_id:
                raise UserError(
                    terms_messages.part_of_other_asset(
                        self.env, part=line.part_id.name, card=line.asset_id.display_name
                    )
                )

    def _let_area(self):
        """Return the area let, in square metres: that of the part, or of the whole."""
        self.ensure_one()
        return self.part_id.area_sqm if self.part_id else self.area_sqm

    def _refuse_hold(self, names):
        if names:
            raise AccessError(messages.hold_is_guarded(self.env))

    def _hold(self):
        """Hold the assets from the first to the last day of their leases; the database refuses an overlap."""
        # sudo: whoever may sign the lease holds its assets, though only the village writes the lines.
        for lease, lines in self.sudo().grouped("lease_id").items():
            lines._set_guarded({"hold_from": lease.date_start, "hold_to": lease.date_end})
        self.flush_recordset()

    def _release(self):
        """Let go of the assets of leases that never took effect."""
        # sudo: the township cancels a filed lease, and has no hand in its lines otherwise.
        self.sudo()._set_guarded({"hold_from": False, "hold_to": False})


class ReformAsset(models.Model):
    """The leases of an asset, seen from its card."""

    _inherit = "reform.asset"

    lease_line_ids = fields.One2many("reform.lease.line", "asset_id", "Let in")
    lease_count = fields.Integer(compute="_compute_lease_count")
    decision_count = fields.Integer(compute="_compute_lease_count")

    @api.depends("lease_line_ids")
    def _compute_lease_count(self):
        lines = self.env["reform.lease.line"]
        leases = dict(lines._read_group([("asset_id", "in", self.ids)], ["asset_id"], ["lease_id:recordset"]))
        for asset in self:
            found = leases.get(asset, self.env["reform.lease"])
            asset.lease_count, asset.decision_count = len(found), len(found.decision_id)

    def _lease_in_force(self):
        """Return the lease that is in force for the asset now, if any."""
        self.ensure_one()
        return self.lease_line_ids.lease_id.filtered(lambda lease: lease.state == "effective")[:1]

    def action_leases(self):
        """Show the leases of the cards."""
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_lease_action")
        return {**action, "domain": [("line_ids.asset_id", "in", self.ids)], "context": {}}

    def action_decisions(self):
        """Show the decisions the leases of the cards rest on."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.decision",
            "name": messages.decisions_title(self.env),
            "view_mode": "list,form",
            "domain": [("id", "in", self.lease_line_ids.lease_id.decision_id.ids)],
        }
