from odoo import api, fields, models
from odoo.addons.reform_assets.models.reform_rent_due import IN_FORCE
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import events
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.tools import SQL

from ..messages import events as messages
from .reform_by_hand import red_letters

# Kinds of dues that are another day for a claim the books have already.
SAME_CLAIM = ("deferred",)
# What the lessee owes for a breach, not for the use of the asset.
PENALTIES = ("damage", "late_fee")
# Credits that say the claim was never due, or is due no more.
TAKES_BACK = ("amendment", "early_end", "settlement")

# Beginnings of the keys of events that move a lessee's account and are not of his lease.
OTHER_EVENTS = "^(gr|lv|lc|py|pu|distribution|spending|handover):"
# Where rent stands that came before it fell due, under any chart; keys of the events that put it there.
AHEAD = ("211", "202")
RENT_EVENTS = "^(receipt:|lease:.*:rent$)"

# Both sides of what every lessee owes; those that differ.
RECEIVABLES = f"""
WITH RECURSIVE {red_letters()}, register AS (
    -- In whose books it stands: a contract may have gone on with another lessor since.
    SELECT v.entity_id, d.lessee_id AS partner_id, d.amount
      FROM reform_rent_due d
      JOIN reform_lease l ON l.id = d.lease_id
      JOIN ledger_voucher v
        ON v.event_key = 'lease:' || l.name || ':' || d.sequence || ':rent'
     WHERE v.state = 'posted'
    UNION ALL
    SELECT v.entity_id, r.lessee_id, -r.amount
      FROM reform_rent_receipt r
      JOIN ledger_voucher v ON v.event_key = 'receipt:' || r.key
     WHERE v.state = 'posted'
    UNION ALL
    SELECT v.entity_id, c.lessee_id, -c.amount
      FROM reform_rent_credit c
      JOIN ledger_voucher v ON v.event_key = c.key
     WHERE v.state = 'posted'
    UNION ALL
    SELECT v.entity_id, m.lessee_id, -m.amount
      FROM reform_deposit_move m
      JOIN ledger_voucher v ON v.event_key = m.key
     WHERE v.state = 'posted' AND m.kind = 'offset'
), lessee AS (
    SELECT entity_id, lessee_id AS partner_id
      FROM reform_lease WHERE lessee_id IS NOT NULL
    UNION SELECT entity_id, partner_id FROM register
), book AS (
    -- A levy, a dividend or the pay of a lessee is not his rent.
    SELECT e.entity_id, e.partner_id, e.debit - e.credit AS amount
      FROM lessee l
      JOIN ledger_entry e ON e.partner_id = l.partner_id AND e.entity_id = l.entity_id
      JOIN ledger_account a ON a.id = e.account_id
      JOIN ledger_voucher v ON v.id = e.voucher_id
      LEFT JOIN root r ON r.id = v.id
     WHERE v.kind <> 'opening' AND v.state = 'posted'
       AND NOT EXISTS (SELECT FROM reform_register_outside o
                        WHERE o.voucher_id = coalesce(r.origin, v.id))
       AND (left(a.code, 3) IN %(codes)s
            AND coalesce(r.key, v.event_key, '') !~ %(others)s
            OR left(a.code, 3) IN %(ahead)s
            AND coalesce(r.key, v.event_key, '') ~ %(rent)s)
)
SELECT entity_id, partner_id, sum(register), sum(book)
  FROM (SELECT entity_id, partner_id, amount AS register, 0 AS book FROM register
        UNION ALL SELECT entity_id, partner_id, 0, amount FROM book) AS sides
 GROUP BY 1, 2 HAVING sum(register) <> sum(book) ORDER BY 1, 2
"""


def released(alias):
    """Return the SQL condition that a due of the table `alias` was taken back in whole."""
    return SQL(
        "EXISTS (SELECT FROM reform_rent_credit c WHERE c.due_id = %s AND c.kind IN %s"
        " HAVING sum(c.amount) >= %s)",
        SQL.identifier(alias, "id"),
        TAKES_BACK,
        SQL.identifier(alias, "amount"),
    )


class ReformRentDue(models.Model):
    """A due learns to stand in the books: as a claim, on the day it falls due.

    One that was released in whole before its day never becomes a claim, and a due that only puts off the day
    of another is the same claim.
    """

    _name = "reform.rent.due"
    _inherit = ["reform.rent.due", "reform.money.event.mixin"]

    _money_day = "date_due"

    @api.model
    def _event_key_sql(self, alias):
        return SQL(
            "(SELECT 'lease:' || l.name || ':' || %s || ':rent' FROM reform_lease l WHERE l.id = %s)",
            SQL.identifier(alias, "sequence"),
            SQL.identifier(alias, "lease_id"),
        )

    @api.model
    def _waiting_domain(self):
        domain = super()._waiting_domain() & fields.Domain("lease_id.state", "in", IN_FORCE)
        domain &= fields.Domain("kind", "not in", SAME_CLAIM)
        return domain & fields.Domain.custom(
            to_sql=lambda model, alias, query: SQL("NOT %s", released(alias))
        )

    def _is_released(self):
        """Tell whether amendments or an early end took the whole due back before it became a claim."""
        self.ensure_one()
        taken = self.credit_ids.filtered(lambda credit: credit.kind in TAKES_BACK)
        return sum((yuan(credit.amount) for credit in taken), start=ZERO) >= yuan(self.amount)

    def _book_problem(self):
        self.ensure_one()
        if self.lease_id.state not in IN_FORCE:
            return "LeaseNotInForce", {}
        if self.date_due > civil_day.today():
            return "NotDueYet", {"date": self.date_due}
        if not yuan(self.amount) or self.kind in SAME_CLAIM or self._is_released():
            return "NothingDue", {}
        return None

    def _posting_kind(self):
        if self.kind in PENALTIES:
            return "late_fee_due"
        return "contracting_due" if self.lease_id._is_contracting() else "rent_due"

    def _book_summary(self):
        facts = {
            "lessee": self.lessee_id.display_name,
            "lease": self.lease_id.name,
            "date_from": self.date_from,
            "date_to": self.date_to,
        }
        if self.lease_id._is_contracting():
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
    def _claim_codes(self):
        """Return the accounts in which claims on lessees stand, under any chart."""
        versions = {chart.version for chart in self.env["ledger.chart"].search([])}
        known = versions & set(events.postings())
        return {code for version in known for code in events.receivable_codes(version)}

    @api.model
    def _check_receivables(self):
        """Return a sentence for each lessee whose claim in the books is not dues less receipts and credits.

        Each counts once its voucher is posted. Opening balances are left out on both sides.
        A voucher written by hand on a lessee's claim is a difference, and so is a red letter to a due that
        still stands.
        """
        self.env.flush_all()
        codes = tuple(sorted(self._claim_codes())) or ("",)
        facts = {"codes": codes, "others": OTHER_EVENTS, "ahead": AHEAD, "rent": RENT_EVENTS}
        self.env.cr.execute(SQL(RECEIVABLES, **facts))
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
