from odoo import api, models
from odoo.tools import SQL

# What every event of a distribution gives or takes a member since the books were opened, with its voucher.
_TOLD = """
WITH told AS (
    SELECT p.entity_id, p.partner_id AS party, e.id, v.id AS voucher_id,
           CASE p.kind WHEN 'paid' THEN -p.amount ELSE p.amount END AS amount
      FROM reform_distribution_part p
      JOIN reform_distribution_event e ON e.id = p.event_id
      JOIN ledger_book b ON b.entity_id = p.entity_id
      LEFT JOIN ledger_voucher v ON v.event_key = e.key AND v.state = 'posted' AND v.date <= %(last)s
     WHERE p.entity_id = ANY(%(entities)s) AND e.date BETWEEN b.date_opening AND %(last)s
), red AS (
    SELECT DISTINCT t.id, v.id AS voucher_id FROM told t
      JOIN ledger_voucher v ON v.reversal_of_id = t.voucher_id AND v.state = 'posted' AND v.date <= %(last)s
)
"""
_SIDES = (
    _TOLD
    + """
, sides AS (
    SELECT entity_id, party, amount AS register, 0 AS book FROM told
    UNION ALL
    SELECT n.entity_id, n.partner_id, 0, n.credit - n.debit
      FROM (SELECT DISTINCT voucher_id FROM told WHERE voucher_id IS NOT NULL
             UNION SELECT voucher_id FROM red) x
      JOIN ledger_entry n ON n.voucher_id = x.voucher_id
      JOIN ledger_account a ON a.id = n.account_id
     WHERE left(a.code, 3) = '113' AND n.partner_id IS NOT NULL
)
SELECT entity_id, 'dividends', party, sum(register), sum(book) FROM sides GROUP BY 1, 3
"""
)
_FINDINGS = (
    _TOLD
    + """
SELECT entity_id, 'dividends', party, 'reform.distribution.event', id, 'NotPosted', sum(amount)
  FROM told WHERE voucher_id IS NULL GROUP BY 1, 3, 5
UNION ALL
SELECT t.entity_id, 'dividends', t.party, 'ledger.voucher', r.voucher_id, 'RedLetter', -sum(t.amount)
  FROM told t JOIN red r ON r.id = t.id GROUP BY 1, 3, 5
"""
)


class ReformRegisterCheck(models.Model):
    """Register = books for the members: what the locked shares have given them, and what of it was paid."""

    _inherit = "reform.register.check"

    @api.model
    def _statements(self):
        def dividends(entities, last):
            return SQL(_SIDES, entities=list(entities), last=last)

        return (*super()._statements(), dividends)

    @api.model
    def _finding_statements(self):
        def dividends(entities, last):
            return SQL(_FINDINGS, entities=list(entities), last=last)

        return (*super()._finding_statements(), dividends)
