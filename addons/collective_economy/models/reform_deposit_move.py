from odoo import api, models
from odoo.tools import SQL

from ..messages import events as messages
from .reform_by_hand import BY_HAND, red_letters

# Movement of a deposit -> event of the books.
POSTINGS = {
    "received": "deposit_received",
    "returned": "deposit_refunded",
    "forfeited": "deposit_forfeited",
    "offset": "deposit_offset",
}

# Both sides of what is owed to every lessee of his deposits; those that differ.
LIABILITIES = f"""
WITH RECURSIVE {red_letters()}, register AS (
    SELECT m.entity_id, m.lessee_id AS partner_id,
           sum(CASE WHEN m.kind IN ('received', 'carried') THEN m.amount
                    ELSE -m.amount END) AS amount
      FROM reform_deposit_move m JOIN ledger_voucher v ON v.event_key = m.key
     WHERE v.state = 'posted' GROUP BY 1, 2
), book AS (
    SELECT e.entity_id, e.partner_id, sum(e.credit - e.debit) AS amount
      FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
      JOIN ledger_account a ON a.id = e.account_id
      LEFT JOIN root r ON r.id = v.id
     WHERE v.state = 'posted' AND left(a.code, 3) IN ('211', '202')
       AND (EXISTS (SELECT FROM reform_deposit_move m WHERE m.key = coalesce(r.key, v.event_key))
            OR EXISTS (SELECT FROM reform_deposit_move m
                        WHERE m.entity_id = e.entity_id AND m.lessee_id = e.partner_id)
               AND {BY_HAND})
     GROUP BY 1, 2
)
SELECT entity_id, partner_id, coalesce(r.amount, 0), coalesce(b.amount, 0)
  FROM register r FULL JOIN book b USING (entity_id, partner_id)
 WHERE coalesce(r.amount, 0) <> coalesce(b.amount, 0) ORDER BY 1, 2
"""


class ReformDepositMove(models.Model):
    """A deposit learns to stand in the books: a debt to the lessee until it is returned, offset or lost."""

    _name = "reform.deposit.move"
    _inherit = ["reform.deposit.move", "reform.money.event.mixin"]

    @api.model
    def _event_key_sql(self, alias):
        return SQL.identifier(alias, "key")

    def _posting_kind(self):
        if self.kind == "carried":
            # Rent that was income already, for days that no longer belong to the term.
            return "contracting_carried" if self.lease_id._is_contracting() else "rent_carried"
        return POSTINGS[self.kind]

    def _book_summary(self):
        self.ensure_one()
        return messages.summary_deposit(
            self.env,
            kind=dict(self._fields["kind"]._description_selection(self.env))[self.kind],
            lessee=self.lessee_id.display_name,
            lease=self.lease_id.name,
        )

    # -- register = ledger ---

    @api.model
    def _reform_invariants(self):
        return [
            *super()._reform_invariants(),
            (messages.check_deposits_booked(self.env), self._check_liabilities()),
        ]

    @api.model
    def _check_liabilities(self):
        """Return a sentence for each lessee whose debt in the books is not his deposits, moved and posted.

        A red letter to a movement that still stands is a difference, and so is what was written by hand.
        """
        self.env.flush_all()
        self.env.cr.execute(SQL(LIABILITIES))
        return [
            messages.deposit_differs(
                self.env,
                entity=self.env["reform.entity"].browse(entity).sudo().display_name,
                lessee=self.env["res.partner"].browse(partner).sudo().display_name,
                register=register,
                book=book,
            )
            for entity, partner, register, book in self.env.cr.fetchall()
        ]
