from uuid import uuid4

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import arrears
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain
from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import messages
from .reform_rent_due import IN_FORCE

METHODS = [("bank", "Bank transfer"), ("cash", "Cash"), ("mobile", "Mobile payment")]
CLERK = "reform_places.group_clerk"
ACCOUNTANT = "reform_places.group_accountant"
# What a client may say about a receipt; everything else follows from it.
GIVEN = frozenset({"lease_id", "date", "amount", "method", "payer", "receipt_no", "note", "key", "due_ids"})


class ReformRentReceipt(models.Model):
    """Money that came in for a lease: when, how much, how, and on which dues it was laid.

    Recorded once and never changed. The key is made by whoever sends the receipt, so sending it twice records
    it once; a receipt recorded by mistake is answered by a reversing one, and both stay.
    """

    _name = "reform.rent.receipt"
    _description = "Rent Receipt"
    _inherit = ["reform.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "receipt_no"

    _frozen_columns = ("lease_id", "date", "amount", "method", "key", "reversal_of_id", "user_id")

    lease_id = fields.Many2one("reform.lease", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="lease_id.entity_id", string="Lessor", store=True, index=True)
    place_id = fields.Many2one(related="lease_id.place_id", string="Place", store=True, index=True)
    lessee_id = fields.Many2one(related="lease_id.lessee_id", string="Lessee", store=True, index=True)
    date = fields.Date("Received On", required=True, default=civil_day.today)
    amount = fields.Float(
        digits=(16, 2), required=True, help="In yuan; negative when it reverses another receipt."
    )
    method = fields.Selection(METHODS, required=True, default="bank")
    payer = fields.Char(help="Who paid, when it was not the lessee.")
    receipt_no = fields.Char("Receipt No.", help="Number of the county's uniform receipt.")
    note = fields.Char("Remarks")
    key = fields.Char(required=True, help="Made by the sender; the same key is recorded once.")
    user_id = fields.Many2one("res.users", "Recorded by", required=True, ondelete="restrict")
    line_ids = fields.One2many("reform.rent.receipt.line", "receipt_id", "Laid on", readonly=True)
    reversal_of_id = fields.Many2one(
        "reform.rent.receipt", "Reverses", index="btree_not_null", ondelete="restrict"
    )
    reversed_by_ids = fields.One2many("reform.rent.receipt", "reversal_of_id", "Reversed by")
    is_reversed = fields.Boolean("Reversed", compute="_compute_is_reversed", search="_search_is_reversed")

    _key_unique = models.Constraint("UNIQUE (key)", lambda env, _diag: messages.receipt_key_taken(env))
    _reversed_once = models.Constraint(
        "UNIQUE (reversal_of_id)", lambda env, _diag: messages.receipt_reversed_already(env)
    )

    @api.depends("reversed_by_ids")
    def _compute_is_reversed(self):
        for receipt in self:
            receipt.is_reversed = bool(receipt.reversed_by_ids)

    def _search_is_reversed(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("reversed_by_ids", "!=", False)]

    @api.depends("lease_id.name", "date", "receipt_no")
    def _compute_display_name(self):
        for receipt in self:
            receipt.display_name = receipt.receipt_no or f"{receipt.lease_id.name} {receipt.date}"

    # --- recording ---

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super  # only an act writes here
        """Record receipts: the only way in, with the same checks from the screen, over RPC and from an
        import.
        """
        receipts = self.browse()
        for vals in vals_list:
            receipts += self._record(**{name: vals[name] for name in GIVEN & vals.keys()})
        return receipts

    @api.model
    def _record(self, *, lease_id, amount, date=None, method="bank", due_ids=None, key=None, **more):
        """Record one receipt and lay it on the dues, oldest first, or on `due_ids` (list of ids) in their
        order.

        A key already recorded gives back that receipt when it says the same, and is refused when it does not.
        Raises: UserError: more than is owed, nothing received, a lease not in force, a day in the future.
        """
        self._require_group()
        amount = yuan(amount)
        date = fields.Date.to_date(date) or civil_day.today()
        lease = self.env["reform.lease"].browse(lease_id)
        lease.check_access("read")
        key = (key or "").strip() or uuid4().hex
        if known := self._known(key, lease, amount):
            return known
        if date > civil_day.today():
            raise UserError(messages.receipt_in_future(self.env, date=date))
        if lease.state not in IN_FORCE:
            raise UserError(
                messages.lease_not_in_force(self.env, lease=lease.name, state=lease._state_label())
            )
        laid = self._lay(lease, amount, due_ids)
        values = {"lease_id": lease.id, "amount": float(amount), "date": date, "method": method, "key": key}
        return self._write_down({**more, **values}, laid)

    def _known(self, key, lease, amount):
        # sudo: a key may be taken by a receipt of another village; then it is refused without saying more.
        known = self.sudo().search([("key", "=", key)])
        if known and (known.lease_id != lease or yuan(known.amount) != amount):
            raise UserError(messages.receipt_key_taken(self.env))
        return known.with_env(self.env)

    def _lay(self, lease, amount, due_ids):
        """Return {due id: part} for an amount, with the dues held against whoever else records at this
        moment.
        """
        dues = lease.due_ids.filtered(lambda due: due.outstanding > 0).sorted("sequence")
        if due_ids:
            chosen = self.env["reform.rent.due"].browse(due_ids)
            dues = chosen.filtered(lambda due: due in dues)
        self.env.cr.execute(
            SQL("SELECT id FROM reform_rent_due WHERE id = ANY(%s) ORDER BY id FOR UPDATE", list(dues.ids))
        )
        try:
            return arrears.allocate([(due.id, yuan(due.outstanding)) for due in dues], amount)
        except arrears.ReceiptExceedsDues as error:
            raise UserError(messages.receipt_exceeds_dues(self.env, **error.facts))
        except arrears.NothingReceived:
            raise UserError(messages.nothing_received(self.env))

    def _write_down(self, values, laid):
        """Write receipt and lines, seal the receipt, and say it on the lease."""
        # sudo: receipts are written by this act alone; who may is checked above.
        receipt = self.sudo()._add([{**values, "user_id": self.env.uid}]).with_env(self.env)
        self.env["reform.rent.receipt.line"].sudo()._add(
            [
                {"receipt_id": receipt.id, "due_id": due_id, "amount": float(part)}
                for due_id, part in laid.items()
            ]
        )
        receipt.sudo().line_ids.due_id.flush_recordset()
        receipt._seal_receipt()
        lease = receipt.lease_id
        lease._message_log(body=messages.received(self.env, amount=yuan(receipt.amount), date=receipt.date))
        return receipt

    def _seal_receipt(self):
        lease = self.lease_id
        item = chain.SealItem(
            kind="receipt" if not self.reversal_of_id else "receipt reversed",
            res_model=self._name,
            res_id=self.id,
            ref=f"{lease.name} {self.key}",
            reason=self.note or "",
            payload=self._seal_payload(),
        )
        # sudo: nobody has the right to write the sealed log by hand.
        self.env["reform.seal.entry"].sudo()._append(lease._seal_stream(), [item])

    def _seal_payload(self):
        lines = self.sudo().line_ids.sorted("due_id")
        return {
            "id": self.id,
            "lease": self.lease_id.name,
            "date": self.date,
            "amount": yuan(self.amount),
            "method": self.method,
            "key": self.key,
            "reversal_of": self.reversal_of_id.id or 0,
            "lines": [[line.due_id.id, yuan(line.amount)] for line in lines],
        }

    def _require_group(self):
        """Refuse everybody who is neither the village clerk nor the agency accountant."""
        self.env["reform.lease"]._require_group(CLERK, ACCOUNTANT)

    # --- correcting ---

    def action_reverse(self, reason=None):
        """Answer receipts recorded by mistake with reversing ones; both stay."""
        self._require_group()
        if not (reason or "").strip():
            return self.env["reform.lease"].browse()._ask_reason("receipt_reverse") | {
                "context": {"default_act": "receipt_reverse", "default_res_ids": self.ids}
            }
        for receipt in self:
            receipt.check_access("read")
            if receipt.reversal_of_id:
                raise UserError(messages.reversal_stays(self.env))
            if receipt.sudo().reversed_by_ids:
                raise UserError(messages.receipt_reversed_already(self.env))
            receipt._write_down(
                {
                    "lease_id": receipt.lease_id.id,
                    "amount": -receipt.amount,
                    "date": civil_day.today(),
                    "method": receipt.method,
                    "key": f"{receipt.key}:reversal",
                    "note": reason.strip(),
                    "reversal_of_id": receipt.id,
                },
                {line.due_id.id: -yuan(line.amount) for line in receipt.sudo().line_ids},
            )
        return True

    # --- for the books ---

    def _event_key(self):
        """Return the key that makes this receipt a single event for the books."""
        self.ensure_one()
        return f"receipt:{self.key}"

    def _money_event(self):
        """Return the receipt as facts for the books; `parts` by origin village, as in `reform.rent.due`.

        What is laid on each due is divided by itself, as the due was, so that a claim that is paid leaves no
        cent behind in any village.
        """
        self.ensure_one()
        amount = yuan(self.amount)
        parts = [part for line in self.sudo().line_ids for part in self.lease_id._parts(yuan(line.amount))]
        return {
            "key": self._event_key(),
            "kind": "rent_receipt",
            "entity_id": self.entity_id.id,
            "date": self.date,
            "amount": amount,
            "method": self.method,
            "partner_id": self.lessee_id.id,
            "lease_id": self.lease_id.id,
            "reversal_of_key": self.reversal_of_id._event_key() if self.reversal_of_id else "",
            "due_keys": {line.due_id._event_key(): yuan(line.amount) for line in self.sudo().line_ids},
            "origin_place_id": parts[0]["origin_place_id"],
            "parts": parts,
        }

    @api.model
    def _reform_invariants(self):
        return [(messages.check_receipts(self.env), self._check_receipt_lines())]

    def _check_receipt_lines(self):
        """Return a sentence for each receipt that is not laid on dues to the cent."""
        self.flush_model()
        self.env.cr.execute(
            """SELECT r.id FROM reform_rent_receipt r
                 LEFT JOIN reform_rent_receipt_line l ON l.receipt_id = r.id
                GROUP BY r.id HAVING r.amount <> coalesce(sum(l.amount), 0) ORDER BY r.id"""
        )
        found = self.browse(row[0] for row in self.env.cr.fetchall()).sudo()
        return [messages.receipt_not_laid(self.env, receipt=receipt.display_name) for receipt in found]
