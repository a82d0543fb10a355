from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import UserError

from ..messages import project as messages

KINDS = [("accrued", "Accrued"), ("paid", "Paid to a Person")]


class ReformPayroll(models.Model):
    """Wages of the officers, or pay of casual workers, for one month: owed to each person, then paid."""

    _name = "reform.payroll"
    _description = "Payroll"
    _inherit = ["reform.project.mixin"]

    _state_edges = frozenset(
        {
            ("draft", "accrued"),
            ("accrued", "closed"),
            # The approval, or a payment, was taken back.
            ("accrued", "draft"),
            ("closed", "accrued"),
        }
    )
    _frozen_fields = frozenset({"line_ids", "purpose", "month"})
    _prefix = "PY"
    _move_model = "reform.payroll.move"
    _recordable = {"accrued": ("paid",)}  # noqa: RUF012
    _back_states = {"accrued": ("accrued",), "paid": ("accrued", "closed")}  # noqa: RUF012
    _back_groups = {"accrued": ("reform_places.group_director",)}  # noqa: RUF012

    purpose = fields.Selection(
        [("wages", "Wages"), ("labour", "Casual Labour")], "Kind of Pay", required=True, default="wages"
    )
    month = fields.Date(required=True, default=lambda self: civil_day.today().replace(day=1))
    state = fields.Selection(
        [("draft", "Draft"), ("accrued", "Owed"), ("closed", "Paid Out")],
        required=True, default="draft", readonly=True, index=True,
    )  # fmt: skip
    line_ids = fields.One2many("reform.payroll.line", "payroll_id", "People on the List", copy=True)
    move_ids = fields.One2many("reform.payroll.move", "project_id", "Movements")
    total = fields.Float(digits=(16, 2), compute="_compute_total", store=True)
    outstanding = fields.Float("Still Owed", digits=(16, 2), compute="_compute_outstanding")

    @api.depends("line_ids.amount")
    def _compute_total(self):
        for payroll in self:
            payroll.total = float(sum((yuan(line.amount) for line in payroll.line_ids), ZERO))

    @api.depends("move_ids", "state")
    def _compute_outstanding(self):
        for payroll in self:
            payroll.outstanding = float(payroll._sum("accrued") - payroll._sum("paid"))

    def action_approve(self):
        """The director approves what the clerk or accountant has drawn up: from now on it is owed."""
        for payroll in self:
            if not payroll.line_ids or not all(yuan(line.amount) > 0 for line in payroll.line_ids):
                raise UserError(messages.payroll_empty(self.env, payroll=payroll.display_name))
        self._approve_step("accrued", "reform_places.group_director")
        for payroll in self:
            parts = [
                [str(yuan(line.amount)), line.partner_id.id, "", line.account_id.code]
                for line in payroll.sudo().line_ids
            ]
            payroll._record("accrued", payroll.total, date=payroll.date, method=False, parts=parts)
        return True

    def action_pay_all(self):
        """Pay every person what is still owed, from the bank account."""
        self._require_group("reform_places.group_accountant", "reform_places.group_clerk",
                            "reform_places.group_cashier")  # fmt: skip
        for payroll in self:
            for line in payroll.line_ids:
                if yuan(line.outstanding) > 0:
                    payroll._record_by_hand("paid", line.outstanding, partner=line.partner_id)
        return True

    def _after_move(self, kind):
        if kind == "accrued":
            if not self._sum("accrued"):
                self._refuse_leant_on("paid")
                self.sudo()._move("draft", approved_by_id=False)
            return
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
        if self.state == "accrued" and not yuan(self.outstanding):
            self.sudo()._move("closed")
        elif self.state == "closed" and yuan(self.outstanding):
            self.sudo()._move("accrued")


class ReformPayrollLine(models.Model):
    """What one person earns, and what the work was for."""

    _name = "reform.payroll.line"
    _description = "Person of a Payroll"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "payroll_id, id"
    _rec_name = "partner_id"

    _workflow_parent = "payroll_id"

    payroll_id = fields.Many2one("reform.payroll", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="payroll_id.entity_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", "Who", required=True, ondelete="restrict")
    account_id = fields.Many2one(
        "ledger.account", "Spent on", required=True, ondelete="restrict",
        domain="[('postable', '=', True), ('kind', 'in', ['expense', 'cost', 'asset'])]",
    )  # fmt: skip
    days = fields.Float(digits=(16, 1))
    amount = fields.Float(digits=(16, 2))
    outstanding = fields.Float("Still Owed", digits=(16, 2), compute="_compute_outstanding")

    _once = models.UniqueIndex("(payroll_id, partner_id)", "A person stands in a payroll once.")

    def _compute_outstanding(self):
        for line in self:
            paid = line.payroll_id._moves("paid").filtered(
                lambda move, line=line: move.partner_id == line.partner_id
            )
            owed = yuan(line.amount) if line.payroll_id.state != "draft" else ZERO
            line.outstanding = float(owed - sum((yuan(move.amount) for move in paid), ZERO))


class ReformPayrollMove(models.Model):
    """What is owed to people for their work, and what was paid."""

    _name = "reform.payroll.move"
    _description = "Movement of a Payroll"
    _inherit = ["reform.project.move.mixin"]

    project_id = fields.Many2one("reform.payroll", "Payroll", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True)

    def _posting_kind(self):
        return f"{self.project_id.sudo().purpose}_{self.kind}"
