from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError

from ..messages import lease_money as messages
from .reform_rent_receipt import ACCOUNTANT, CLERK, METHODS

KINDS = [
    ("received", "Received"),
    ("carried", "Carried over from Rent"),
    ("offset", "Offset against Rent"),
    ("returned", "Returned"),
    ("forfeited", "Forfeited"),
]
DEPOSIT_BEFORE = [
    ("none", "No Fixed Day"),
    ("signing", "Before Signing"),
    ("effect", "Before It Takes Effect"),
]
# A deposit is taken once the lease is decided, and lies there until the lease is settled or given up.
OPEN_STATES = (
    "decided", "listed", "bid_closed", "result_published", "signed", "filed", "effective", "ended",
    "handed_back",
)  # fmt: skip
RETURN_STATES = ("ended", "handed_back", "settled", "cancelled")


class ReformDepositMove(models.Model):
    """One movement of a lessee's deposit: taken, laid on what he owes, given back, or forfeited.

    A deposit is a debt to the lessee, not income. Each row carries the balance after it; numbers run without
    a gap for each lease, so of two people writing at once one is refused, and the balance is never below
    nothing.
    """

    _name = "reform.deposit.move"
    _description = "Deposit Movement"
    _inherit = ["reform.append.only.mixin"]
    _order = "lease_id, sequence"
    _rec_name = "key"

    _frozen_columns = (
        "lease_id", "sequence", "kind", "amount", "balance", "date", "method", "key", "user_id", "reason",
    )  # fmt: skip

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    lessee_id = fields.Many2one(related="lease_id.lessee_id", string="Lessee", store=True, index=True)
    sequence = fields.Integer("No.", required=True, aggregator=None)
    kind = fields.Selection(KINDS, required=True)
    amount = fields.Float(digits=(16, 2), required=True, aggregator=None)
    balance = fields.Float(
        digits=(16, 2), required=True, aggregator=None, help="After this movement, in yuan."
    )
    date = fields.Date(required=True)
    method = fields.Selection(METHODS)
    reason = fields.Char("Remarks")
    user_id = fields.Many2one("res.users", "Recorded by", required=True, ondelete="restrict")
    key = fields.Char(required=True)

    _once = models.Constraint("UNIQUE (lease_id, sequence)", lambda env, _diag: messages.deposit_at_once(env))
    _key_unique = models.Constraint("UNIQUE (key)", lambda env, _diag: messages.deposit_at_once(env))
    _never_below = models.Constraint(
        "CHECK (amount > 0 AND balance >= 0)", lambda env, _diag: messages.deposit_below_nothing(env)
    )

    @api.model
    def _record(self, lease, kind, amount, *, date=None, method=None, reason=None):
        """Write one movement and seal it; the act has checked who may.

        Raises: UserError: nothing moved, a day in the future, more than lies there.
        """
        today = civil_day.today()
        date = fields.Date.to_date(date) or today
        amount = yuan(amount)
        if amount <= 0:
            raise UserError(messages.deposit_of_nothing(self.env))
        if date > today:
            raise UserError(messages.deposit_in_future(self.env, date=date))
        # sudo: movements are written by acts alone; each of them has checked who may.
        moves = self.sudo()
        last = moves.search([("lease_id", "=", lease.id)], order="sequence desc", limit=1)
        before = yuan(last.balance) if last else Decimal(0)
        after = before + amount if kind in ("received", "carried") else before - amount
        if after < 0:
            raise UserError(
                messages.deposit_too_small(self.env, lease=lease.display_name, amount=amount, balance=before)
            )
        number = last.sequence + 1
        move = moves._add(
            [
                {
                    "lease_id": lease.id,
                    "sequence": number,
                    "kind": kind,
                    "amount": float(amount),
                    "balance": float(after),
                    "date": date,
                    "method": method,
                    "reason": reason,
                    "user_id": self.env.uid,
                    "key": f"deposit:{lease.name}:{number}",
                }
            ]
        )
        move._seal_move()
        lease.invalidate_recordset(["deposit_move_ids", "deposit_balance", "deposit_received"])
        label = dict(self._fields["kind"]._description_selection(self.env))[kind]
        lease._message_log(body=messages.deposit_moved(self.env, kind=label, amount=amount, date=date))
        return move.with_env(self.env)

    def _seal_move(self):
        self.ensure_one()
        item = chain.SealItem(
            kind=f"deposit {self.kind}",
            res_model=self._name,
            res_id=self.id,
            ref=self.key,
            reason=self.reason or "",
            payload={
                "id": self.id,
                "key": self.key,
                "kind": self.kind,
                "amount": yuan(self.amount),
                "balance": yuan(self.balance),
                "date": self.date,
            },
        )
        # sudo: nobody has the right to write the sealed log by hand.
        self.env["reform.seal.entry"].sudo()._append(self.lease_id._seal_stream(), [item])

    # --- for the books ---

    def _event_key(self):
        """Return the key that makes this movement a single event for the books."""
        self.ensure_one()
        return self.key

    def _money_event(self):
        """Return the movement as facts for the books; an offset is told by its rent credits as well."""
        self.ensure_one()
        amount = yuan(self.amount)
        parts = self.lease_id._parts(amount)
        return {
            "key": self._event_key(),
            "kind": f"deposit_{self.kind}",
            "entity_id": self.entity_id.id,
            "date": self.date,
            "amount": amount,
            "method": self.method or "",
            "partner_id": self.lessee_id.id,
            "lease_id": self.lease_id.id,
            "origin_place_id": parts[0]["origin_place_id"],
            "parts": parts,
        }

    @api.model
    def _reform_invariants(self):
        return [(messages.check_deposits(self.env), self._check_balances())]

    def _check_balances(self):
        """Return a sentence for each lease whose movements do not give the balance they carry."""
        self.flush_model()
        self.env.cr.execute(
            """SELECT DISTINCT lease_id FROM (
                   SELECT lease_id, balance, sequence,
                          sum(CASE WHEN kind IN ('received', 'carried') THEN amount
                                   ELSE -amount END) OVER w AS reckoned,
                          row_number() OVER w AS number
                     FROM reform_deposit_move
                   WINDOW w AS (PARTITION BY lease_id ORDER BY sequence)) AS move
                WHERE balance <> reckoned OR sequence <> number ORDER BY lease_id"""
        )
        leases = self.env["reform.lease"].browse(row[0] for row in self.env.cr.fetchall()).sudo()
        return [messages.deposit_wrong(self.env, lease=lease.name) for lease in leases]


class ReformLease(models.Model):
    """The deposit of a lease: when it has to be there, and what lies there now."""

    _inherit = "reform.lease"

    _frozen_fields = frozenset({"deposit_before"})

    deposit_before = fields.Selection(
        DEPOSIT_BEFORE, "Deposit to Be Paid", required=True, default="none", help="What the contract says."
    )
    deposit_move_ids = fields.One2many("reform.deposit.move", "lease_id", "Deposit Ledger", readonly=True)
    deposit_balance = fields.Float("Deposit Held", digits=(16, 2), compute="_compute_deposit_balance")
    deposit_received = fields.Boolean(compute="_compute_deposit_balance")

    @api.depends("deposit_move_ids", "deposit")
    def _compute_deposit_balance(self):
        for lease in self:
            last = lease.deposit_move_ids.sorted("sequence")[-1:]
            lease.deposit_balance = last.balance
            lease.deposit_received = yuan(lease.deposit_balance) >= yuan(lease.deposit)

    def _refuse_deposit_missing(self, moment):
        """Refuse to sign (`signing`) or to begin (`effect`) while the clause's deposit has not come in."""
        for lease in self:
            # sudo: whoever signs sees what lies there, whatever else he may read.
            if lease.deposit_before == moment and not lease.sudo().deposit_received:
                raise UserError(
                    messages.deposit_missing(
                        self.env,
                        lease=lease.display_name,
                        deposit=yuan(lease.deposit),
                        balance=yuan(lease.sudo().deposit_balance),
                    )
                )

    def action_receive_deposit(self, amount=None, date=None, method="bank", reason=None):
        """Take a deposit in; without an amount, the window asks for it."""
        self.ensure_one()
        self._require_group(CLERK, ACCOUNTANT)
        if amount is None:
            return self._ask_deposit("received")
        self.check_access("read")
        if self.state not in OPEN_STATES:
            raise UserError(
                messages.deposit_at_wrong_step(self.env, lease=self.display_name, state=self._state_label())
            )
        return (
            self.env["reform.deposit.move"]
            ._record(self, "received", amount, date=date, method=method, reason=reason)
            .id
        )

    def action_return_deposit(self, amount=None, date=None, method="bank", reason=None):
        """Give a deposit back once the lease is over."""
        self.ensure_one()
        self._require_group(CLERK, ACCOUNTANT)
        if amount is None:
            return self._ask_deposit("returned")
        self.check_access("read")
        if self.state not in RETURN_STATES:
            raise UserError(messages.deposit_before_end(self.env, lease=self.display_name))
        return (
            self.env["reform.deposit.move"]
            ._record(self, "returned", amount, date=date, method=method, reason=reason)
            .id
        )

    def action_forfeit_deposit(self, amount=None, date=None, reason=None):
        """Keep a deposit the lessee has lost by breach; the director answers for it with a reason."""
        self.ensure_one()
        self._require_group("reform_places.group_director")
        if amount is None:
            return self._ask_deposit("forfeited")
        self.check_access("read")
        if self.state not in RETURN_STATES:
            raise UserError(messages.deposit_before_end(self.env, lease=self.display_name))
        if not (reason or "").strip():
            raise UserError(messages.forfeit_reason_missing(self.env))
        return (
            self.env["reform.deposit.move"]
            ._record(self, "forfeited", amount, date=date, reason=reason.strip())
            .id
        )

    def _offset_deposit(self, amount, origin, reason):
        """Lay so much of the deposit on the oldest open dues; return the credits. For our own acts."""
        self.ensure_one()
        rest, rows = yuan(amount), []
        for due in self.sudo().due_ids.filtered(lambda due: due.outstanding > 0).sorted("date_due"):
            part = min(rest, yuan(due.outstanding))
            if part > 0:
                rows.append({"due_id": due.id, "amount": part})
                rest -= part
        laid = yuan(amount) - rest
        if not laid:
            return self.env["reform.rent.credit"]
        self.env["reform.deposit.move"]._record(self, "offset", laid, reason=reason)
        number = len(self.sudo().deposit_move_ids)
        for row in rows:
            row["key"] = f"deposit:{self.name}:{number}:due:{row['due_id']}"
        return self.env["reform.rent.credit"]._give(rows, kind="deposit_offset", reason=reason, origin=origin)

    def _ask_deposit(self, kind):
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.deposit.take",
            "view_mode": "form",
            "target": "new",
            "name": messages.deposit_title(self.env, kind),
            "context": {"default_lease_id": self.id, "default_kind": kind},
        }
