from odoo import api, models
from odoo.tools import SQL

from .reform_rent_due import SAME_CLAIM, released


class ReformLease(models.Model):
    """Which account a contract's rent belongs to."""

    _inherit = "reform.lease"

    def _is_contracting(self):
        """Tell whether land, water or forest is let: that is contracting out, not letting of a building."""
        self.ensure_one()
        # sudo: an asset of the collective may stand outside the user's own village.
        return set(self.sudo().asset_ids.mapped("nature")) == {"resource"}

    @api.model
    def _contract_facts_more(self, ids, at):
        """Tell the contract checks which leases have rent that fell due and stands in no book.

        Only what fell due since the owner's books were opened counts, and only owners who keep books here.
        """
        facts = super()._contract_facts_more(ids, at)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT l.id
                  FROM reform_lease l
                  JOIN reform_rent_due d ON d.lease_id = l.id
                  JOIN ledger_book b ON b.entity_id = l.entity_id
                 WHERE l.id = ANY(%(ids)s) AND d.date_due BETWEEN b.date_opening AND %(at)s
                   AND d.date_due < %(month)s AND d.amount > 0 AND d.kind NOT IN %(same_claim)s
                   AND NOT %(released)s
                   AND NOT EXISTS (SELECT FROM ledger_voucher v
                                    WHERE v.event_key = 'lease:' || l.name || ':' || d.sequence || ':rent')
                """,
                ids=list(ids),
                at=at,
                # The run of a month comes at its end: what fell due in this one is not late yet.
                month=at.replace(day=1),
                same_claim=SAME_CLAIM,
                released=released("d"),
            )
        )
        for (lease_id,) in self.env.cr.fetchall():
            facts[lease_id] = {**facts.get(lease_id, {}), "booked": False}
        return facts
