from odoo import api, models
from odoo.tools import SQL

from ..messages import events as messages

# Movement of a deposit -> event of the books.
POSTINGS = {
    "received": "deposit_received",
    "returned": "deposit_refunded",
    "forfeited": "deposit_forfeited",
    "offset": "deposit_offset",
}


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
        """Return a sentence for each lessee whose debt in the books is not his deposits, moved and posted."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            WITH register AS (
                SELECT m.entity_id, m.lessee_id AS partner_id,
                       sum(CASE WHEN m.kind IN ('received', 'carried') THEN m.amount
                                ELSE -m.amount END) AS amount
                  FROM reform_deposit_move m JOIN ledger_voucher v ON v.event_key = m.key
                 WHERE v.state = 'posted' GROUP BY 1, 2
            ), book AS (
                SELECT e.entity_id, e.partner_id, sum(e.credit - e.debit) AS amount
                  FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                  JOIN ledger_account a ON a.id = e.account_id
                  JOIN reform_deposit_move m ON m.key = v.event_key
                 WHERE v.state = 'posted' AND left(a.code, 3) IN ('211', '202') GROUP BY 1, 2
            )
            SELECT entity_id, partner_id, coalesce(r.amount, 0), coalesce(b.amount, 0)
              FROM register r FULL JOIN book b USING (entity_id, partner_id)
             WHERE coalesce(r.amount, 0) <> coalesce(b.amount, 0) ORDER BY 1, 2
            """
        )
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
