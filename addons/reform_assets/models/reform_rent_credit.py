from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError

from ..messages import lease_money as messages

KINDS = [
    ("amendment", "Amendment"),
    ("early_end", "Early End"),
    ("write_off", "Write-off"),
    ("deposit_offset", "Deposit Offset"),
    ("deferral", "Deferral"),
    ("settlement", "Settlement"),
]


class ReformRentCredit(models.Model):
    """What takes a part of a due back without money coming in: an amendment, a write-off, a deposit.

    *What it accepts*: rows of our own acts, through `_give`. *How it works*: a due is never changed; what is
    open on it is its amount less what was received less what was credited, and the database refuses a credit
    above that. `released_from`: the first day of the due that no longer belongs to its term.
    """

    _name = "reform.rent.credit"
    _description = "Rent Credit"
    _inherit = ["reform.append.only.mixin"]
    _order = "at desc, id desc"
    _rec_name = "key"

    _frozen_columns = (
        "due_id", "kind", "amount", "date", "reason", "released_from", "res_model", "res_id", "user_id", "at",
        "key",
    )  # fmt: skip

    due_id = fields.Many2one("reform.rent.due", required=True, index=True, ondelete="restrict")
    lease_id = fields.Many2one(related="due_id.lease_id", string="Lease", store=True, index=True)
    entity_id = fields.Many2one(related="due_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="due_id.place_id", string="Place", store=True, index=True)
    lessee_id = fields.Many2one(related="due_id.lessee_id", string="Lessee", store=True, index=True)
    kind = fields.Selection(KINDS, required=True)
    amount = fields.Float(digits=(16, 2), required=True)
    date = fields.Date(required=True, default=civil_day.today)
    released_from = fields.Date(help="First day of the due that no longer belongs to its term.")
    reason = fields.Char(required=True)
    res_model = fields.Char("Origin Model")
    res_id = fields.Many2oneReference("Origin", model_field="res_model")
    user_id = fields.Many2one("res.users", "Recorded by", required=True, ondelete="restrict")
    at = fields.Datetime("Recorded On", required=True)
    key = fields.Char(required=True)

    _key_unique = models.Constraint("UNIQUE (key)", lambda env, _diag: messages.credit_twice(env))
    _not_negative = models.Constraint(
        "CHECK (amount > 0 OR amount = 0 AND released_from IS NOT NULL)",
        lambda env, _diag: messages.credit_of_nothing(env),
    )

    @api.model
    def _give(self, rows, *, kind, reason, origin, date=None):
        """Write credits for an act of our own, and seal them; the act has checked who may.

        Args: rows: list of {due_id, amount, released_from?, key?}; a row without a key gets
        `credit:<model>:<id>:<due id>:<kind>`, so that the same act credits a due once. origin: the record
        that causes it. Returns: the credits; a key recorded before gives its credit again.
        Raises: UserError: a credit above what is open on its due.
        """
        reason = (reason or "").strip()
        if not reason:
            raise UserError(messages.credit_reason_missing(self.env))
        # sudo: credits are written by acts alone; each of them has checked who may.
        model = self.sudo()
        for row in rows:
            row.setdefault("key", f"credit:{origin._name}:{origin.id}:{row['due_id']}:{kind}")
        known = model.search([("key", "in", [row["key"] for row in rows])])
        fresh = [row for row in rows if row["key"] not in set(known.mapped("key"))]
        model._refuse_above_outstanding(fresh)
        common = {
            "kind": kind,
            "reason": reason,
            "date": date or civil_day.today(),
            "res_model": origin._name,
            "res_id": origin.id,
            "user_id": self.env.uid,
            "at": fields.Datetime.now(),
        }
        given = model._add([{**common, **row, "amount": float(yuan(row["amount"]))} for row in fresh])
        given.due_id.flush_recordset()
        given._seal_credits()
        return (known | given).with_env(self.env)

    def _refuse_above_outstanding(self, rows):
        """Hold the dues against whoever else records now, and refuse what is above the open sum."""
        ids = sorted({row["due_id"] for row in rows})
        hold = "SELECT id FROM reform_rent_due WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
        self.env.cr.execute(hold, [ids])
        dues = self.env["reform.rent.due"].browse(ids)
        open_sums = {due.id: yuan(due.outstanding) for due in dues}
        for row in rows:
            amount, rest = yuan(row["amount"]), open_sums[row["due_id"]]
            if amount < 0 or amount > rest:
                due = dues.browse(row["due_id"])
                raise UserError(
                    messages.credit_above_outstanding(
                        self.env, due=due.display_name, amount=amount, outstanding=rest
                    )
                )
            open_sums[row["due_id"]] = rest - amount

    def _seal_credits(self):
        # sudo: nobody has the right to write the sealed log by hand.
        self.env["reform.seal.entry"].sudo()._append_by_stream(
            (
                credit.lease_id._seal_stream(),
                chain.SealItem(
                    kind=f"credit {credit.kind}",
                    res_model=self._name,
                    res_id=credit.id,
                    ref=f"{credit.due_id.display_name} {credit.key}",
                    reason=credit.reason,
                    payload=credit._seal_payload(),
                ),
            )
            for credit in self
        )

    def _seal_payload(self):
        return {
            "id": self.id,
            "due": self.due_id.display_name,
            "kind": self.kind,
            "amount": yuan(self.amount),
            "date": self.date,
            "released_from": self.released_from or "",
            "key": self.key,
        }

    # --- for the books ---

    def _event_key(self):
        """Return the key that makes this credit a single event for the books."""
        self.ensure_one()
        return self.key

    def _money_event(self):
        """Return the credit as facts for the books: it lessens the claim on its due by `amount`."""
        self.ensure_one()
        amount = yuan(self.amount)
        parts = self.lease_id._parts(amount)
        return {
            "key": self._event_key(),
            "kind": f"rent_credit_{self.kind}",
            "entity_id": self.entity_id.id,
            "date": self.date,
            "amount": amount,
            "partner_id": self.lessee_id.id,
            "lease_id": self.lease_id.id,
            "due_keys": {self.due_id._event_key(): amount},
            "origin_place_id": parts[0]["origin_place_id"],
            "parts": parts,
        }
