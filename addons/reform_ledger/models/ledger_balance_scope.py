from typing import NamedTuple

from odoo import api, models
from odoo.addons.reform_rules.ledger.consolidation import Mutual
from odoo.addons.reform_rules.ledger.trial_balance import AccountSum
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL


class ScopeRow(NamedTuple):
    """One sum of many collectives; `entity` and `other` (ids, else 0) where two of them deal with each
    other."""

    sum: AccountSum
    kind: str
    entity: int
    other: int

    def mutual(self, row):
        """Return what it says about the other entity, for the eliminations."""
        return Mutual(row, self.entity, self.other, self.sum.code, self.kind, self.sum.end, self.sum.turnover)


class LedgerBalance(models.Model):
    """The balances of all collectives of a place, added up by the database in one query."""

    _inherit = "ledger.balance"

    @api.model
    def _scope_sums(self, entities, chart, date_from, date_to, *, by_entity=False):
        """Return the ScopeRows of entities for the months from `date_from` to `date_to`, in code order.

        A statement asks of a detail (account and party) only on which side it stands, at the end and before
        the first month: details alike in both are one row, whose number in `sum.partner` means nothing else.
        Accounts with another entity of the scope as party keep a row per pair of entities.
        """
        self.env.cr.execute(
            SQL(
                """
                WITH detail AS (
                    SELECT b.entity_id, b.account_id, b.partner_id, l.reform_entity_id AS other,
                           coalesce(sum(b.debit - b.credit) FILTER (
                               WHERE b.month < %(first)s OR b.kind = 'opening'), 0) AS opening,
                           coalesce(sum(b.debit) FILTER (
                               WHERE b.month >= %(first)s AND b.kind = 'normal'), 0) AS debit,
                           coalesce(sum(b.credit) FILTER (
                               WHERE b.month >= %(first)s AND b.kind = 'normal'), 0) AS credit,
                           coalesce(sum(b.debit) FILTER (
                               WHERE b.month >= %(first)s AND b.kind = 'closing'), 0) AS closing_debit,
                           coalesce(sum(b.credit) FILTER (
                               WHERE b.month >= %(first)s AND b.kind = 'closing'), 0) AS closing_credit,
                           coalesce(sum(b.debit - b.credit) FILTER (
                               WHERE b.month >= %(first)s AND b.kind = 'opening'), 0) AS brought
                      FROM ledger_balance b
                      LEFT JOIN res_partner l ON l.id = b.partner_id AND l.reform_entity_id =
                      ANY(%(entities)s) AND l.reform_entity_id <> b.entity_id
                     WHERE b.entity_id = ANY(%(entities)s) AND b.month <= %(last)s
                     GROUP BY 1, 2, 3, 4
                )
                SELECT a.code, a.kind, CASE WHEN %(apart)s OR d.other IS NOT NULL THEN d.entity_id ELSE 0 END,
                       coalesce(d.other, 0), sign(d.opening),
                       sign(d.opening + d.debit - d.credit + d.closing_debit - d.closing_credit),
                       sum(d.opening), sum(d.debit), sum(d.credit), sum(d.closing_debit),
                       sum(d.closing_credit),
                       CASE WHEN a.kind IN ('income', 'expense') THEN sum(d.brought) ELSE 0 END
                  FROM detail d JOIN ledger_account a ON a.id = d.account_id
                 WHERE a.chart_id = %(chart)s
                 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 3, 4, 5, 6
                """,
                first=date_from.replace(day=1),
                last=date_to,
                entities=entities.ids,
                chart=chart.id,
                apart=by_entity,
            )  # fmt: skip
        )
        return [
            ScopeRow(AccountSum(code, number, *map(yuan, amounts)), kind, entity, other)
            for number, (code, kind, entity, other, _opening, _end, *amounts) in enumerate(
                self.env.cr.fetchall(), 1
            )
        ]
