from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import lease_life as messages
from .reform_lease_steps import CLERK, DIRECTOR, SUPERVISOR, TOWNSHIP

CONDITIONS = [("good", "Good"), ("worn", "Worn"), ("damaged", "Damaged"), ("missing", "Missing")]


class ReformLeaseHandover(models.Model):
    """The handing back of what was let: item by item its condition, damage in yuan, a photo, a witness."""

    _name = "reform.lease.handover"
    _description = "Hand-back"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "lease_id"

    _state_edges = frozenset({("draft", "witnessed")})
    _guarded_fields = frozenset({"witnessed_by_id"})
    _frozen_fields = frozenset({"lease_id", "date", "line_ids", "present", "improvements"})

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    state = fields.Selection(
        [("draft", "Draft"), ("witnessed", "Witnessed")], required=True, default="draft", readonly=True
    )
    date = fields.Date("Handed Back On", required=True, default=civil_day.today)
    present = fields.Char("Who Was There")
    improvements = fields.Text(help="What becomes of what the lessee built in, by the clause.")
    line_ids = fields.One2many("reform.lease.handover.line", "handover_id", "Condition List", copy=True)
    damage = fields.Float("Damage (yuan)", digits=(16, 2), compute="_compute_damage")
    witnessed_by_id = fields.Many2one("res.users", "Witnessed by", readonly=True, copy=False)

    _once = models.Constraint("UNIQUE (lease_id)", lambda env, _diag: messages.handed_back_once(env))

    @api.depends("line_ids.damage")
    def _compute_damage(self):
        for sheet in self:
            sheet.damage = float(sum((yuan(line.damage) for line in sheet.line_ids), start=Decimal(0)))

    def action_witness(self):
        """Witness the condition list: the contract is handed back. Never by whoever wrote the list."""
        self._require_group(SUPERVISOR, TOWNSHIP)
        today = civil_day.today()
        for sheet in self:
            lease = sheet.lease_id
            lease._refuse_own_hand(sheet.create_uid)
            lease._refuse_not_at("ended")
            if not sheet.line_ids:
                raise UserError(messages.condition_list_empty(self.env))
            if sheet.date > today or sheet.date < lease.date_start:
                raise UserError(messages.handed_back_when(self.env, date=sheet.date))
            sheet._move("witnessed", witnessed_by_id=self.env.uid)
            lease._move("handed_back")
        return True

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "lease": self.lease_id.name,
            "date": self.date,
            "lines": [
                [line.item, line.condition, yuan(line.damage)] for line in self.sudo().line_ids.sorted("id")
            ],
        }


class ReformLeaseHandoverLine(models.Model):
    """One item of the condition list."""

    _name = "reform.lease.handover.line"
    _description = "Condition of an Item"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "handover_id"
    _rec_name = "item"

    handover_id = fields.Many2one("reform.lease.handover", required=True, index=True, ondelete="cascade")
    item = fields.Char(required=True)
    condition = fields.Selection(CONDITIONS, required=True, default="good")
    damage = fields.Float("Damage (yuan)", digits=(16, 2))
    photo = fields.Image(max_width=1920, max_height=1920)
    note = fields.Char("Remarks")

    _not_negative = models.Constraint(
        "CHECK (coalesce(damage, 0) >= 0)", lambda env, _diag: messages.damage_negative(env)
    )


class ReformLease(models.Model):
    """Hand-back and settlement: damage is charged, the deposit laid on what is open, the rest given back."""

    _inherit = "reform.lease"

    handover_ids = fields.One2many("reform.lease.handover", "lease_id", "Hand-back", copy=False)

    def action_hand_back(self):
        """Open the condition list of the contract, or a new one."""
        self.ensure_one()
        self._require_group(CLERK, DIRECTOR, SUPERVISOR, TOWNSHIP)
        self._refuse_not_at("ended", "handed_back", "settled")
        sheet = self.handover_ids[:1]
        if not sheet:
            self._require_group(CLERK)
            sheet = self.env["reform.lease.handover"].create(
                {
                    "lease_id": self.id,
                    "line_ids": [
                        fields.Command.create({"item": asset.display_name}) for asset in self.sudo().asset_ids
                    ],
                }
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": sheet._name,
            "res_id": sheet.id,
            "views": [(False, "form")],
            "name": messages.handover_title(self.env),
        }

    def action_settle(self):
        """Settle: charge the damage once, lay the deposit on what is open, and close when nothing is open on
        either side. Pressed again after the last payment or return, it closes.
        """
        self._require_group(DIRECTOR)
        self._refuse_not_at("handed_back")
        for lease in self:
            sheet = lease.sudo().handover_ids[:1]
            charged = "damage" in lease.sudo().due_ids.mapped("kind")
            if sheet.damage and not charged:
                lease._append_due("damage", sheet.date, sheet.date, sheet.date, sheet.damage)
            held, owed = yuan(lease.sudo().deposit_balance), lease._open_sum()
            if held and owed:
                lease._offset_deposit(min(held, owed), lease, messages.settlement_reason(self.env))
            lease.invalidate_recordset(["deposit_balance"])
            held, owed = yuan(lease.sudo().deposit_balance), lease._open_sum()
            if held or owed:
                return lease._say_open(held, owed)
            lease._move("settled")
        return True

    def _say_open(self, held, owed):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": messages.still_open(self.env, owed=owed, held=held),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
