from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import arrears, late_fee
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import UserError

from ..messages import arrears as messages
from .reform_lease_steps import CLERK, COUNTY_FINANCE, DIRECTOR, TOWNSHIP
from .reform_rent_reminder import ACCOUNTANT

KINDS = [
    ("deferral", "Rent Deferral"),
    ("instalments", "Instalments"),
    ("reduction", "Rent Reduction"),
    ("write_off", "Write-off"),
    ("deposit_offset", "Offset against the Deposit"),
]
STATES = [
    ("draft", "Draft"),
    ("requested", "Requested"),
    ("approved", "Approved"),
    ("carried_out", "Carried Out"),
    ("refused", "Refused"),
]
# What the claim loses for good: the members decide, or the county's finance bureau for state property.
FOR_GOOD = ("reduction", "write_off")
INSTALMENTS_MAX = 60


class ReformRentRelief(models.Model):
    """What is granted to a lessee who cannot pay: another day, parts, less, or nothing any more.

    Asked for in the village, approved by somebody else, carried out by the accountant. The dues agreed on at
    signing do not change: what is granted is a credit on them, and where the debt goes on, a due of its own.
    """

    _name = "reform.rent.relief"
    _description = "Rent Relief"
    _inherit = ["reform.decision.gate", "reform.approval.mixin", "reform.workflow.mixin", "mail.thread"]
    _order = "id desc"

    _state_edges = frozenset(
        {
            ("draft", "requested"),
            ("requested", "draft"),
            ("requested", "approved"),
            ("requested", "refused"),
            ("approved", "carried_out"),
            ("approved", "refused"),
        }
    )
    _guarded_fields = frozenset(
        {"name", "requested_by_id", "approved_by_id", "carried_out_by_id", "carried_out_on"}
    )
    _frozen_fields = frozenset(
        {"kind", "lease_id", "due_ids", "amount", "new_date", "count", "months", "reason", "paper_ids"}
    )
    _decision_kind = "rent_relief"
    _decision_term_fields = ("kind", "lease_id", "due_ids", "amount", "reason")

    name = fields.Char("Number", readonly=True, copy=False)
    state = fields.Selection(STATES, "Status", required=True, default="draft", readonly=True, index=True)
    kind = fields.Selection(KINDS, required=True, default="deferral")
    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    lessee_id = fields.Many2one(related="lease_id.lessee_id", string="Lessee", store=True, index=True)
    due_ids = fields.Many2many("reform.rent.due", "reform_rent_relief_due_rel", "relief_id", "due_id", "Dues")
    outstanding = fields.Float(digits=(16, 2), compute="_compute_outstanding")
    amount = fields.Float(
        "Amount Asked For", digits=(16, 2), help="In yuan; empty: everything open on the dues."
    )
    new_date = fields.Date("New Day", help="On which the debt, or its first instalment, falls due.")
    count = fields.Integer("Instalments", default=3, aggregator=None)
    months = fields.Integer("Months Between", default=1, aggregator=None)
    reason = fields.Text()
    paper_ids = fields.Many2many(
        "ir.attachment", "reform_rent_relief_paper_rel", "relief_id", "attachment_id", "Evidence"
    )
    requested_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    carried_out_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    carried_out_on = fields.Date(readonly=True, copy=False)
    needs_decision = fields.Boolean(compute="_compute_needs_decision")

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_rent_relief_name_seq")

    @api.depends("due_ids.outstanding")
    def _compute_outstanding(self):
        for relief in self:
            relief.outstanding = float(sum((yuan(due.outstanding) for due in relief.due_ids), start=ZERO))

    @api.depends("kind", "lease_id")
    def _compute_needs_decision(self):
        for relief in self:
            relief.needs_decision = (
                relief.kind in FOR_GOOD
                and bool(relief.lease_id)
                and relief.lease_id._approval() == "decision"
            )

    @api.depends("name", "kind")
    def _compute_display_name(self):
        words = dict(self._fields["kind"]._description_selection(self.env))
        for relief in self:
            relief.display_name = f"{relief.name or ''} {words.get(relief.kind, '')}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        reliefs = super().create(vals_list)
        reliefs.lease_id.check_access("read")
        year = civil_day.today().year
        numbers = serial.numbers(self.env.cr, "reform_rent_relief_name_seq", len(reliefs))
        for relief, number in zip(reliefs, numbers, strict=True):
            relief._set_guarded({"name": f"JM{year}-{number:05d}"})
        return reliefs

    # --- the acts ---

    def action_request(self):
        """Ask for it: from here on the request says what it says."""
        self._require_group(CLERK, DIRECTOR)
        for relief in self:
            relief._check_request()
            amount = relief.amount or relief.outstanding
            relief._move("requested", requested_by_id=self.env.uid, amount=amount)
        return True

    def action_back(self, reason=None):
        """Take a request back to change it."""
        self._require_group(CLERK, DIRECTOR)
        return self._move("draft", reason=reason)

    def action_approve(self, reason=None):
        """Approve a request of somebody else.

        Deferral, instalments, offset: the township. What the claim loses for good: the members' decision and
        the township, or the county's finance bureau for state property.
        """
        for relief in self:
            if relief.needs_decision:
                relief._check_decision()
            county = relief.kind in FOR_GOOD and not relief.needs_decision
            relief._approve(
                "approved",
                COUNTY_FINANCE if county else TOWNSHIP,
                reason=reason,
                requester=relief.requested_by_id | relief.create_uid,
            )
            # sudo: the signature is checked and written; approvers have no hand in the request itself.
            relief.sudo()._move("approved", reason=reason, approved_by_id=self.env.uid)
        return True

    def action_refuse(self, reason=None):
        """Refuse a request, with the reason."""
        self._require_group(TOWNSHIP, COUNTY_FINANCE)
        self.check_access("read")
        for relief in self:
            if not (reason or "").strip():
                raise UserError(messages.reason_missing(self.env, relief=relief.display_name))
        # sudo: approvers have no hand in the request itself.
        return self.sudo()._move("refused", reason=reason.strip())

    def action_carry_out(self):
        """Write what was approved: all of it or nothing."""
        self._require_group(ACCOUNTANT, CLERK)
        for relief in self:
            relief.check_access("read")
            if relief.needs_decision:
                relief._check_decision()
            # sudo: who may is checked; credits and dues are written by acts alone.
            own = relief.sudo()
            own._move("carried_out", carried_out_by_id=self.env.uid, carried_out_on=civil_day.today())
            own._carry_out(self.env.uid)
        return True

    # --- what they check and write ---

    def _check_request(self):
        name, today = self.display_name, civil_day.today()
        open_dues = self.due_ids.filtered(lambda due: due.outstanding > 0 and due.lease_id == self.lease_id)
        if not self.due_ids or open_dues != self.due_ids:
            raise UserError(messages.dues_missing(self.env, relief=name))
        if not (self.reason or "").strip():
            raise UserError(messages.reason_missing(self.env, relief=name))
        if self.kind == "write_off" and not self.paper_ids:
            raise UserError(messages.evidence_missing(self.env, relief=name))
        amount, rest = yuan(self.amount or self.outstanding), yuan(self.outstanding)
        if amount <= 0 or amount > rest:
            raise UserError(messages.amount_wrong(self.env, relief=name, amount=amount, outstanding=rest))
        if self.kind in ("deferral", "instalments") and (not self.new_date or self.new_date <= today):
            raise UserError(messages.day_wrong(self.env, relief=name, day=self.new_date))
        if self.kind == "instalments" and not 2 <= self.count <= INSTALMENTS_MAX:
            raise UserError(messages.instalments_wrong(self.env, relief=name))
        balance = yuan(self.lease_id.deposit_balance)
        if self.kind == "deposit_offset" and amount > balance:
            raise UserError(messages.deposit_short(self.env, relief=name, balance=balance))

    def _carry_out(self, uid):
        lease, amount = self.lease_id, yuan(self.amount)
        actor = self.with_user(uid).env
        if self.kind == "deposit_offset":
            lease.with_env(actor)._offset_deposit(amount, self, self.reason)
            return
        laid = arrears.allocate(
            [(due.id, yuan(due.outstanding)) for due in self.due_ids.sorted("date_due")], amount
        )
        kind = {"reduction": "settlement", "write_off": "write_off"}.get(self.kind, "deferral")
        rows = [{"due_id": due_id, "amount": part} for due_id, part in laid.items()]
        actor["reform.rent.credit"]._give(rows, kind=kind, reason=self.reason, origin=self)
        first, last = min(self.due_ids.mapped("date_from")), max(self.due_ids.mapped("date_to"))
        if self.kind == "deferral":
            lease._append_due("deferred", first, last, self.new_date, amount)
        elif self.kind == "instalments":
            for part in late_fee.instalments(amount, self.count, self.new_date, max(self.months, 1)):
                lease._append_due("deferred", first, last, part.date_due, part.amount)

    def _decision_in_use(self):
        return self.state in ("approved", "carried_out")

    def _decision_carried_out(self):
        return self.state == "carried_out"

    def _seal_payload(self):
        return {
            "id": self.id,
            "name": self.name or "",
            "kind": self.kind,
            "lease": self.lease_id.name,
            "dues": sorted(self.due_ids.ids),
            "amount": yuan(self.amount),
            "new_date": self.new_date or "",
            "count": self.count if self.kind == "instalments" else 0,
            "reason": self.reason or "",
            "decision": self.decision_id.id or 0,
            "papers": sorted(paper.checksum or "" for paper in self.sudo().paper_ids),
        }
