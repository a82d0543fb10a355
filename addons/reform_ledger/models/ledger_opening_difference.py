from odoo import fields, models
from odoo.addons.reform_rules.ledger.opening import Difference
from odoo.addons.reform_rules.money import yuan


class LedgerOpeningDifference(models.Model):
    """A line of the difference register: what was found and the old books never said, or said wrongly."""

    _name = "ledger.opening.difference"
    _description = "Line of the Difference Register"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "opening_id, sequence, id"
    _rec_name = "reason"

    _workflow_parent = "opening_id"

    opening_id = fields.Many2one("ledger.opening", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    entity_id = fields.Many2one(related="opening_id.entity_id", string="Entity")
    new_chart_id = fields.Many2one(related="opening_id.chart_id", string="New Chart")
    kind = fields.Selection(
        [
            ("asset", "Asset never booked"),
            ("claim", "Claim never booked"),
            ("debt", "Debt never booked"),
            ("wrong", "Wrongly booked"),
            ("loss", "Lost or worthless"),
            ("other", "Other difference"),
        ],
        required=True,
        default="asset",
    )
    account_id = fields.Many2one("ledger.account", "Debit Account", required=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Debit Party", ondelete="restrict", index="btree_not_null")
    counter_account_id = fields.Many2one(
        "ledger.account", "Credit Account", required=True, ondelete="restrict"
    )
    counter_partner_id = fields.Many2one(
        "res.partner", "Credit Party", ondelete="restrict", index="btree_not_null"
    )
    origin_place_id = fields.Many2one(
        "reform.place", "Village of Origin", ondelete="restrict", help="Empty: the entity's own village."
    )
    amount = fields.Float(digits=(16, 2), required=True)
    reason = fields.Char(
        "Reason and Proof", required=True, help="What was found, by whom, and which paper says so."
    )

    _amount_in_cents = models.Constraint(
        "CHECK (abs(amount) < 1e12 AND amount = round(amount, 2))", "A difference is an amount to the cent."
    )

    def _plain(self):
        """Return the line as opening.Difference."""
        return Difference(
            self.kind,
            self.account_id.code or "",
            self.counter_account_id.code or "",
            yuan(self.amount),
            self.reason or "",
            self.partner_id.id or 0,
            self.counter_partner_id.id or 0,
            self.origin_place_id.id or 0,
        )
