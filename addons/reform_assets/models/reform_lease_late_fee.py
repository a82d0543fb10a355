from decimal import Decimal

from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import late_fee
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import UserError

from ..messages import arrears as messages
from .reform_lease_steps import CLERK
from .reform_rent_due import IN_FORCE
from .reform_rent_reminder import ACCOUNTANT

# A fee is no reason for another fee.
BEARING = ("rent", "share", "holding_over", "deferred")


class ReformLease(models.Model):
    """The late fee of the clause: reckoned by the day, charged as a due of its own by an act."""

    _inherit = "reform.lease"

    _frozen_fields = frozenset({"late_fee_percent_day", "late_fee_cap"})

    late_fee_percent_day = fields.Float("Late Fee (% a Day)", digits=(8, 4), help="Of what is open; 0: none.")
    late_fee_cap = fields.Float("Cap of the Late Fee (%)", digits=(6, 2), help="Of the due; 0: none agreed.")
    late_fee_open = fields.Float("Late Fee Not Charged", digits=(16, 2), compute="_compute_late_fee_open")

    _late_fee_sane = models.Constraint(
        "CHECK (coalesce(late_fee_percent_day, 0) BETWEEN 0 AND 1"
        " AND coalesce(late_fee_cap, 0) BETWEEN 0 AND 100)",
        lambda env, _diag: messages.late_fee_clause(env),
    )

    def _compute_late_fee_open(self):
        today = civil_day.today()
        for lease in self:
            lease.late_fee_open = float(lease._late_fee(today)) if lease.state in IN_FORCE else 0.0

    def _late_fee(self, at):
        """Return the fee owed up to the day `at` that no due asks for yet."""
        self.ensure_one()
        rate, cap = (Decimal(repr(self[name] or 0.0)) for name in ("late_fee_percent_day", "late_fee_cap"))
        if not rate:
            return ZERO
        dues = self.sudo().due_ids
        owed = sum(
            (
                late_fee.late_fee(
                    amount=yuan(due.amount),
                    date_due=due.date_due,
                    at=at,
                    changes=due._late_fee_changes(),
                    percent_day=rate,
                    cap=cap,
                )
                for due in dues
                if due.kind in BEARING
            ),
            start=ZERO,
        )
        charged = sum((yuan(due.amount) for due in dues if due.kind == "late_fee"), start=ZERO)
        return max(owed - charged, ZERO)

    def action_charge_late_fee(self):
        """Charge what the clause gives up to today; charging twice on a day charges once."""
        self._require_group(ACCOUNTANT, CLERK)
        today = civil_day.today()
        for lease in self:
            lease.check_access("read")
            lease._lock_rows()
            amount = lease._late_fee(today) if lease.state in IN_FORCE else ZERO
            if not amount:
                raise UserError(messages.late_fee_none(self.env, lease=lease.display_name))
            lease._append_due("late_fee", today, today, today, amount)
            lease._message_log(body=messages.late_fee_charged(self.env, amount=amount, date=today))
        return True


class ReformRentDue(models.Model):
    """What lessened a due, day by day, as the late fee counts it."""

    _inherit = "reform.rent.due"

    def _late_fee_changes(self):
        self.ensure_one()
        received = [
            late_fee.Change(line.receipt_id.date, yuan(line.amount)) for line in self.receipt_line_ids
        ]
        return [*received, *(late_fee.Change(one.date, yuan(one.amount)) for one in self.credit_ids)]
