from odoo import api, fields, models
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import project as messages

KINDS = [("received", "Received on Credit"), ("paid", "Bill Paid")]


class ReformPurchase(models.Model):
    """Something bought on credit: owed to the seller from the day it came until it is paid."""

    _name = "reform.purchase"
    _description = "Purchase on Credit"
    _inherit = ["reform.project.mixin"]

    _state_edges = frozenset(
        {
            ("draft", "approved"),
            ("approved", "received"),
            ("received", "closed"),
            # What came, or a payment, was taken back.
            ("received", "approved"),
            ("closed", "received"),
        }
    )
    _frozen_fields = frozenset({"partner_id", "account_id", "amount", "bill_no"})
    _prefix = "PU"
    _move_model = "reform.purchase.move"
    _recordable = {"approved": ("received",), "received": ("paid",)}  # noqa: RUF012
    _back_states = {  # noqa: RUF012
        "received": ("approved", "received"), "paid": ("received", "closed")
    }  # fmt: skip

    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("received", "Owed"), ("closed", "Paid")],
        required=True, default="draft", readonly=True, index=True,
    )  # fmt: skip
    partner_id = fields.Many2one("res.partner", "Seller", required=True, ondelete="restrict")
    account_id = fields.Many2one(
        "ledger.account", "Spent on", required=True, ondelete="restrict",
        domain="[('postable', '=', True), ('kind', 'in', ['expense', 'cost', 'asset'])]",
    )  # fmt: skip
    amount = fields.Float(digits=(16, 2), required=True)
    bill_no = fields.Char("Invoice No.")
    move_ids = fields.One2many("reform.purchase.move", "project_id", "Movements")
    outstanding = fields.Float("Still Owed", digits=(16, 2), compute="_compute_outstanding")

    _amount = models.Constraint("CHECK (amount > 0)", "A purchase is above nothing.")

    @api.depends("move_ids")
    def _compute_outstanding(self):
        for purchase in self:
            purchase.outstanding = float(purchase._sum("received") - purchase._sum("paid"))

    def action_approve(self):
        """The director approves; never who entered it."""
        self._approve_step("approved", "reform_places.group_director")
        return True

    def _record_by_hand(self, kind, amount, **facts):
        facts["partner"] = self.partner_id
        if kind == "received":
            # sudo: the account was chosen when the purchase was entered.
            facts |= {"account": self.sudo().account_id.code, "method": False}
        return super()._record_by_hand(kind, amount, **facts)

    def _after_move(self, kind):
        if self._sum("received") > yuan(self.amount):
            raise UserError(messages.more_than_approved(self.env, purchase=self.display_name))
        if yuan(self.outstanding) < 0:
            raise UserError(
                messages.more_than_owed(
                    self.env, party=self.partner_id.display_name, project=self.display_name
                )
            )
        whole = self._sum("received") == yuan(self.amount)
        if self.state == "approved" and whole:
            self.sudo()._move("received")
        elif self.state == "received" and not whole:
            # Paid was what had come: as long as something is missing, nothing more is owed.
            self._refuse_leant_on("paid")
            self.sudo()._move("approved")
        elif self.state == "received" and not yuan(self.outstanding):
            self.sudo()._move("closed")
        elif self.state == "closed" and yuan(self.outstanding):
            self.sudo()._move("received")


class ReformPurchaseMove(models.Model):
    """What came on credit, and what was paid for it."""

    _name = "reform.purchase.move"
    _description = "Movement of a Purchase"
    _inherit = ["reform.project.move.mixin"]

    _events = {"received": "purchase_received", "paid": "purchase_paid"}  # noqa: RUF012

    project_id = fields.Many2one(
        "reform.purchase", "Purchase", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, required=True)
