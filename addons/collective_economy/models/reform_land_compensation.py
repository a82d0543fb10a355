from odoo import api, fields, models
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import UserError

from ..messages import project as messages

KINDS = [("received", "Money Received"), ("paid", "Paid to a Household")]


class ReformLandCompensation(models.Model):
    """Compensation for land that was taken: what the collective keeps, and what each household gets.

    How it is divided is decided by the whole assembly; the collective's part is reserve, the households' part
    a debt until each has its own.
    """

    _name = "reform.land.compensation"
    _description = "Land Compensation"
    _inherit = ["reform.decision.gate", "reform.project.mixin"]

    _state_edges = frozenset(
        {
            ("draft", "open"),
            ("open", "received"),
            ("received", "closed"),
            # The sum that came, or a payment, was taken back.
            ("received", "open"),
            ("closed", "received"),
        }
    )
    _frozen_fields = frozenset({"line_ids", "total", "area_mu", "payer_id", "doc_no", "decision_id"})
    _prefix = "LC"
    _move_model = "reform.land.compensation.move"
    _recordable = {"open": ("received",), "received": ("paid",)}  # noqa: RUF012
    _back_states = {"received": ("received",), "paid": ("received", "closed")}  # noqa: RUF012
    _decision_kind = "land_compensation"
    _decision_term_fields = ("title", "total", "collective_part", "household_part")

    state = fields.Selection(
        [("draft", "Draft"), ("open", "Decided"), ("received", "Money Received"), ("closed", "Paid Out")],
        required=True, default="draft", readonly=True, index=True,
    )  # fmt: skip
    total = fields.Float(digits=(16, 2), required=True, help="The whole sum, in yuan.")
    area_mu = fields.Float("Area Taken (mu)", digits=(16, 4))
    payer_id = fields.Many2one("res.partner", "Paying Body", ondelete="restrict")
    doc_no = fields.Char("Document No.")
    line_ids = fields.One2many("reform.land.compensation.line", "compensation_id", "Households", copy=True)
    move_ids = fields.One2many("reform.land.compensation.move", "project_id", "Movements")
    household_part = fields.Float("For Households", digits=(16, 2), compute="_compute_parts", store=True)
    collective_part = fields.Float("For the Collective", digits=(16, 2), compute="_compute_parts", store=True)
    outstanding = fields.Float("Owed to Households", digits=(16, 2), compute="_compute_outstanding")

    _total = models.Constraint("CHECK (total > 0)", "A compensation is above nothing.")

    @api.depends("total", "line_ids.amount")
    def _compute_parts(self):
        for record in self:
            part = sum((yuan(line.amount) for line in record.line_ids), ZERO)
            record.household_part = float(part)
            record.collective_part = float(yuan(record.total) - part)

    @api.depends("move_ids", "state")
    def _compute_outstanding(self):
        for record in self:
            came = record.state in ("received", "closed")
            owed = yuan(record.household_part) if came else ZERO
            record.outstanding = float(owed - record._sum("paid"))

    def action_decide(self):
        """The assembly has decided how it is divided; another person than who entered it sees to it."""
        for record in self:
            if yuan(record.collective_part) < 0 or not all(yuan(each.amount) > 0 for each in record.line_ids):
                raise UserError(messages.parts_exceed(self.env, record=record.display_name))
        self._check_decision()
        self._approve_step("open", "reform_places.group_supervisor", "reform_places.group_township")
        return True

    def action_receive(self, date=None, method="bank"):
        """The whole sum has come: the collective's part becomes reserve, the households' part a debt."""
        self._require_group("reform_places.group_accountant", "reform_places.group_clerk")
        self.check_access("write")
        for record in self:
            if record.state != "open":
                raise UserError(
                    messages.not_at_this_step(
                        self.env, project=record.display_name, state=record._state_label()
                    )
                )
            parts = [
                [str(yuan(line.amount)), line.partner_id.id, "household", ""] for line in record.line_ids
            ]
            if record.collective_part:
                parts.insert(0, [str(yuan(record.collective_part)), False, "collective", ""])
            record._record(
                "received", record.total, date=date, method=method, partner=record.payer_id, parts=parts
            )
        return True

    def action_pay_all(self):
        """Pay every household what is still owed to it."""
        self._require_group("reform_places.group_accountant", "reform_places.group_clerk")
        for record in self:
            for line in record.line_ids:
                if yuan(line.outstanding) > 0:
                    record._record_by_hand("paid", line.outstanding, partner=line.partner_id)
        return True

    def _record_by_hand(self, kind, amount, **facts):
        if kind == "received":
            if yuan(amount) != yuan(self.total):
                raise UserError(messages.whole_sum_only(self.env, record=self.display_name, total=self.total))
            self.action_receive(date=facts.get("date"), method=facts.get("method") or "bank")
            return self._moves("received")
        return super()._record_by_hand(kind, amount, **facts)

    def _decision_in_use(self):
        return self.state != "draft"

    def _after_move(self, kind):
        if kind == "received" and self.state == "open":
            self.sudo()._move("received")
        elif kind == "received" and not self._sum("received"):
            self._refuse_leant_on("paid")
            self.sudo()._move("open")
        if kind == "paid":
            known = self.line_ids.partner_id
            if any(move.partner_id not in known for move in self._moves("paid")):
                raise UserError(messages.not_of_this_project(self.env, project=self.display_name))
            for line in self.line_ids:
                if yuan(line.outstanding) < 0:
                    raise UserError(
                        messages.more_than_owed(
                            self.env, party=line.partner_id.display_name, project=self.display_name
                        )
                    )
            if self.state == "received" and not yuan(self.outstanding):
                self.sudo()._move("closed")
            elif self.state == "closed" and yuan(self.outstanding):
                self.sudo()._move("received")


class ReformLandCompensationLine(models.Model):
    """What one household gets."""

    _name = "reform.land.compensation.line"
    _description = "Household of a Land Compensation"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "compensation_id, id"
    _rec_name = "partner_id"

    _workflow_parent = "compensation_id"

    compensation_id = fields.Many2one(
        "reform.land.compensation", required=True, index=True, ondelete="cascade"
    )
    entity_id = fields.Many2one(related="compensation_id.entity_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", "Household", required=True, ondelete="restrict")
    area_mu = fields.Float("Area (mu)", digits=(16, 4))
    amount = fields.Float(digits=(16, 2))
    outstanding = fields.Float(digits=(16, 2), compute="_compute_outstanding")

    _once = models.UniqueIndex("(compensation_id, partner_id)", "A household stands in a compensation once.")

    def _compute_outstanding(self):
        for line in self:
            record = line.compensation_id
            paid = record._moves("paid").filtered(lambda move, line=line: move.partner_id == line.partner_id)
            owed = yuan(line.amount) if record.state in ("received", "closed") else ZERO
            line.outstanding = float(owed - sum((yuan(move.amount) for move in paid), ZERO))


class ReformLandCompensationMove(models.Model):
    """Money of a land compensation that came or was paid on."""

    _name = "reform.land.compensation.move"
    _description = "Movement of a Land Compensation"
    _inherit = ["reform.project.move.mixin"]

    _events = {"received": "land_received", "paid": "land_paid"}  # noqa: RUF012

    project_id = fields.Many2one(
        "reform.land.compensation", "Land Compensation", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, required=True)
