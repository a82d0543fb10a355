from odoo import api, fields, models
from odoo.addons.reform_rules.economy import events
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL

from .. import messages


class ReformRentDue(models.Model):
    """A due learns to stand in the books: as a claim, on the day it falls due."""

    _name = "reform.rent.due"
    _inherit = ["reform.rent.due", "reform.money.event.mixin"]

    @api.model
    def _event_key_sql(self, alias):
        return SQL(
            "(SELECT 'lease:' || l.name || ':' || %s || ':rent' FROM reform_lease l WHERE l.id = %s)",
            SQL.identifier(alias, "sequence"),
            SQL.identifier(alias, "lease_id"),
        )

    def _book_problem(self):
        self.ensure_one()
        if self.lease_id.state not in ("effective", "ended", "handed_back", "settled"):
            return "LeaseNotInForce", {}
        if self.date_due > fields.Date.context_today(self):
            return "NotDueYet", {"date": self.date_due}
        if not yuan(self.amount):
            return "NothingDue", {}
        return None

    def _posting_kind(self):
        return "contracting_due" if self._is_contracting() else "rent_due"

    def _book_summary(self):
        facts = {
            "lessee": self.lessee_id.display_name,
            "lease": self.lease_id.name,
            "date_from": self.date_from,
            "date_to": self.date_to,
        }
        if self._is_contracting():
            return messages.summary_contracting_due(self.env, **facts)
        return messages.summary_rent_due(self.env, **facts)

    # -- register = ledger ---

    @api.model
    def _reform_invariants(self):
        return [
            *super()._reform_invariants(),
            (messages.check_receivables(self.env), self._check_receivables()),
        ]

    @api.model
    def _check_receivables(self):
        """Return a sentence for each lessee whose claim in the books is not dues less receipts.

        Dues and receipts count once their vouchers are posted. Opening balances are left out on both sides.
        A voucher written by hand on a lessee's claim is a difference, and so is a red letter to a due that
        still stands.
        """
        self.env.flush_all()
        codes = {
            code
            for version in self.env["ledger.chart"].search([]).mapped("version")
            if version in events.postings()
            for code in events.receivable_codes(version)
        }
        self.env.cr.execute(
            SQL(
                """
                WITH register AS (
                    SELECT d.entity_id, d.lessee_id AS partner_id, d.amount
                      FROM reform_rent_due d
                      JOIN reform_lease l ON l.id = d.lease_id
                      JOIN ledger_voucher v
                        ON v.event_key = 'lease:' || l.name || ':' || d.sequence || ':rent'
                     WHERE v.state = 'posted'
                    UNION ALL
                    SELECT r.entity_id, r.lessee_id, -r.amount
                      FROM reform_rent_receipt r
                      JOIN ledger_voucher v ON v.event_key = 'receipt:' || r.key
                     WHERE v.state = 'posted'
                ), lessee AS (
                    SELECT DISTINCT entity_id, lessee_id AS partner_id
                      FROM reform_lease WHERE lessee_id IS NOT NULL
                ), book AS (
                    SELECT b.entity_id, b.partner_id, b.debit - b.credit AS amount
                      FROM ledger_balance b
                      JOIN ledger_account a ON a.id = b.account_id
                      JOIN lessee l ON l.entity_id = b.entity_id AND l.partner_id = b.partner_id
                     WHERE left(a.code, 3) IN %(codes)s AND b.kind <> 'opening'
                )
                SELECT entity_id, partner_id, sum(register), sum(book)
                  FROM (SELECT entity_id, partner_id, amount AS register, 0 AS book FROM register
                        UNION ALL SELECT entity_id, partner_id, 0, amount FROM book) AS sides
                 GROUP BY 1, 2 HAVING sum(register) <> sum(book) ORDER BY 1, 2
                """,
                codes=tuple(sorted(codes)) or ("",),
            )
        )
        return [
            messages.receivable_differs(
                self.env,
                entity=self.env["reform.entity"].browse(entity).sudo().display_name,
                lessee=self.env["res.partner"].browse(partner).sudo().display_name,
                register=yuan(register),
                book=yuan(book),
                difference=yuan(book) - yuan(register),
            )
            for entity, partner, register, book in self.env.cr.fetchall()
        ]
